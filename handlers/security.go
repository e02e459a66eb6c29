package handlers

import "github.com/gofiber/fiber/v2"

// policy lets a page load nothing but our own files, and run no script and no style that stands in the page itself.
const policy = ownFiles + "frame-ancestors 'none'"

// embedPolicy is for bare cards, which any page may show in a frame.
const embedPolicy = ownFiles + "frame-ancestors *"

// framePolicy is for pages that our own pages show in a frame.
const framePolicy = ownFiles + "frame-ancestors 'self'"

const ownFiles = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; font-src 'self'; " +
	"frame-src 'self'; base-uri 'none'; form-action 'self'; "

// sandbox is for documents that others wrote: whatever they hold, it cannot act as a part of this site.
const sandbox = "default-src 'none'; sandbox"

// secure sets the headers that every answer has, errors included.
func secure(c *fiber.Ctx) error {
	harden(c)
	return c.Next()
}

func harden(c *fiber.Ctx) {
	if embedded(c) { // known once the address has been read, when the routes are walked again
		c.Set(fiber.HeaderContentSecurityPolicy, embedPolicy)
		c.Response().Header.Del(fiber.HeaderXFrameOptions)
	} else {
		c.Set(fiber.HeaderContentSecurityPolicy, policy)
		c.Set(fiber.HeaderXFrameOptions, "DENY")
	}
	c.Set(fiber.HeaderXContentTypeOptions, "nosniff")
	c.Set(fiber.HeaderReferrerPolicy, "strict-origin-when-cross-origin")
	c.Set("Cross-Origin-Opener-Policy", "same-origin")
	c.Set(fiber.HeaderPermissionsPolicy, "camera=(), geolocation=(), microphone=()")
}
