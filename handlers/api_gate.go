package handlers

import (
	"strings"

	"github.com/gofiber/fiber/v2"

	"gongkai/models"
)

// apiRoot is where the API stands. What is under it stays as it is and only grows; a change that could break a program would stand
// under another number.
const apiRoot = "/api/v1"

// ofAPI reports whether an address is the API's, and not the page about it.
func ofAPI(path string) bool { return strings.HasPrefix(path, "/api/") && len(path) > len("/api/") }

// Which scripts of other sites may read what. There are no cookies and no rights here, so all may.
const (
	corsMethods = "GET, HEAD, OPTIONS"
	corsHeaders = "Accept, If-None-Match, If-Modified-Since"
	corsExposed = "Link, ETag, Last-Modified, Content-Disposition, Retry-After, RateLimit, RateLimit-Policy"
)

// gate stands in front of the API: it lets scripts of other sites read it, and counts how often an address asks. What it says of that
// is not in an answer that is kept.
func (a *app) gate(c *fiber.Ctx) error {
	if !ofAPI(c.Path()) {
		return c.Next()
	}
	c.Set(fiber.HeaderAccessControlAllowOrigin, "*")
	c.Set(fiber.HeaderAccessControlExposeHeaders, corsExposed)
	if langOf(c) != models.Zh { // it speaks both languages at once, at one address
		return c.Redirect(strings.TrimPrefix(c.OriginalURL(), models.En.Path("/")), fiber.StatusPermanentRedirect)
	}
	if c.Method() == fiber.MethodOptions {
		harden(c)
		c.Set(fiber.HeaderAllow, corsMethods)
		c.Set(fiber.HeaderAccessControlAllowMethods, corsMethods)
		c.Set(fiber.HeaderAccessControlAllowHeaders, corsHeaders)
		c.Set(fiber.HeaderAccessControlMaxAge, "86400")
		return c.SendStatus(fiber.StatusNoContent)
	}
	left := a.limiter.take(a.guard.place(a.proxies.visitor(c)), a.latest.now())
	var err error
	if left.allowed {
		err = c.Next()
	} else {
		harden(c)
		err = &problem{kind: "too-many-requests", retry: left.wait, err: models.Errorf(models.EINVALID, "这个网络地址的请求太频繁：平均每分钟最多 %d 次，请等 %d 秒。", a.limiter.burst, seconds(left.wait))}
	}
	c.Set("RateLimit-Policy", a.limiter.policy())
	c.Set("RateLimit", left.state())
	return err
}
