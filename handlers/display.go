package handlers

import (
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"gongkai/models"
	"gongkai/views"
)

// The cookies that hold how a visitor wants pages to look, and what they may hold.
var looks = map[string][]string{
	"theme": {"light", "dark"},
	"mode":  {"large", "contrast"},
}

// displayOf reads how a visitor wants pages to look. Anything but the known values is the ordinary look.
func displayOf(c *fiber.Ctx) views.Display {
	read := func(name string) string {
		if v := c.Cookies(name); slices.Contains(looks[name], v) {
			return v
		}
		return ""
	}
	return views.Display{Theme: read("theme"), Mode: read("mode")}
}

// display sets the look by a plain link, so that it works without JavaScript, and leads back to where the visitor was.
func (a *app) display(c *fiber.Ctx) error {
	sent := false
	for name, values := range looks {
		v := c.Query(name)
		if !c.Context().QueryArgs().Has(name) {
			continue
		}
		if v != "" && !slices.Contains(values, v) {
			return models.Errorf(models.EINVALID, "没有“%s”这种显示方式，可用的有：%s。", shorten(v), strings.Join(values, "、"))
		}
		sent = true
		cookie := &fiber.Cookie{Name: name, Value: v, Path: "/", HTTPOnly: true, SameSite: fiber.CookieSameSiteLaxMode, Secure: c.Secure()}
		if v == "" {
			cookie.Expires = time.Unix(1, 0)
		} else {
			cookie.MaxAge = 365 * 24 * 60 * 60
		}
		c.Cookie(cookie)
	}
	if !sent {
		return models.Errorf(models.EINVALID, "请用 theme 或 mode 指定显示方式。")
	}
	c.Set(fiber.HeaderCacheControl, "no-store")
	return c.Redirect(localPath(c.Query("back")), fiber.StatusSeeOther)
}

// localPath returns an address on this site, "/" for anything that could lead elsewhere: another host, "//host", or what browsers
// take for it ("/\host", control characters).
func localPath(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "" || u.Host != "" || u.User != nil || !strings.HasPrefix(u.Path, "/") || strings.HasPrefix(u.Path, "//") ||
		strings.ContainsFunc(u.Path, func(r rune) bool { return r == '\\' || r < ' ' || r == 0x7f }) {
		return "/"
	}
	return (&url.URL{Path: u.Path, RawQuery: u.RawQuery}).String()
}
