package handlers

import (
	"net/url"
	"path"
	"strings"

	"github.com/gofiber/fiber/v2"

	"gongkai/models"
	"gongkai/static"
)

// forever is for what stands under a hash of its content.
const forever = "public, max-age=31536000, immutable"

// asset serves a style sheet, script or picture. Under its hashed address it may be kept for ever.
func asset(c *fiber.Ctx) error {
	x, kept, ok := static.Find(c.Params("*"))
	if !ok {
		return fiber.ErrNotFound
	}
	c.Set(fiber.HeaderCacheControl, "public, no-cache")
	if kept {
		c.Set(fiber.HeaderCacheControl, forever)
	}
	c.Set(fiber.HeaderVary, fiber.HeaderAcceptEncoding)
	switch encoding := encodingOf(c.Get(fiber.HeaderAcceptEncoding)); encoding {
	case "br":
		return sendBody(c, x.Type, x.Hash, encoding, x.Brotli())
	case "gzip":
		return sendBody(c, x.Type, x.Hash, encoding, x.Gzip())
	}
	return sendBody(c, x.Type, x.Hash, "", x.Body)
}

// original sends an archived document of a published report as a download. It was written by others, so a browser is told not to show it as a page of ours.
func (a *app) original(c *fiber.Ctx) error {
	s, err := a.store.PublishedSource(c.UserContext(), strings.ToLower(c.Params("sha256")))
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderCacheControl, forever)
	download(c, s)
	return sendBody(c, fiber.MIMEOctetStream, s.SHA256, "", s.Data)
}

// download has a browser keep a document under its own name, and never show it as a page of ours.
func download(c *fiber.Ctx, s models.Source) {
	c.Set(fiber.HeaderContentSecurityPolicy, sandbox)
	name := path.Base(strings.ReplaceAll(s.Name, `\`, "/"))
	c.Set(fiber.HeaderContentDisposition, `attachment; filename="`+s.SHA256[:12]+"."+plain(s.Format)+`"; filename*=UTF-8''`+strings.ReplaceAll(url.QueryEscape(name), "+", "%20"))
}

// plain keeps the letters and digits of a format.
func plain(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' || r >= 'a' && r <= 'z' {
			return r
		}
		return -1
	}, strings.ToLower(s))
}

// live says that the process answers and can read its database.
func (a *app) live(c *fiber.Ctx) error {
	if _, _, err := a.store.Version(c.UserContext()); err != nil {
		return err
	}
	c.Set(fiber.HeaderCacheControl, "no-store")
	return c.SendString("ok\n")
}
