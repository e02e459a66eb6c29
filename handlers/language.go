package handlers

import (
	"strings"

	"github.com/gofiber/fiber/v2"

	"gongkai/models"
	"gongkai/views"
)

// langKey is where a request keeps the language it is answered in.
const langKey = "lang"

// language takes the language off the front of the address: "/en/agencies" is "/agencies" in English, and all routes are written
// once.
func language(c *fiber.Ctx) error {
	path := c.Path()
	prefix := models.En.Path("/")
	rest, found := strings.CutPrefix(path+"/", prefix+"/")
	if !found || langOf(c) != models.Zh {
		return c.Next()
	}
	c.Locals(langKey, models.En)
	c.Path("/" + strings.TrimSuffix(rest, "/"))
	return c.RestartRouting()
}

// langOf is the language that a request is answered in.
func langOf(c *fiber.Ctx) models.Lang {
	if lang, ok := c.Locals(langKey).(models.Lang); ok {
		return lang
	}
	return models.Zh
}

// say returns a phrase in the language of the address.
func (q *query) say(text string, args ...any) string { return views.Phrase(q.lang, text, args...) }
