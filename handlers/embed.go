package handlers

import (
	"strings"

	"github.com/gofiber/fiber/v2"

	"gongkai/models"
)

// embedPrefix stands before the address of a view whose charts other pages may show in a frame: "/embed/compare?m=…&chart=trend".
const embedPrefix = "/embed"

// embedKey is where a request keeps that it is for a bare card.
const embedKey = "embed"

// embed takes the prefix off the front of the address, so that the routes are written once. It comes after language.
func embed(c *fiber.Ctx) error {
	rest, found := strings.CutPrefix(c.Path(), embedPrefix+"/")
	if !found || embedded(c) {
		return c.Next()
	}
	c.Locals(embedKey, true)
	c.Path("/" + rest)
	return c.RestartRouting()
}

// embedded reports whether a request is for a bare card.
func embedded(c *fiber.Ctx) bool { return c.Locals(embedKey) == true }

// embedThemes are the colours that a bare card can be asked for in: those of the visitor's system, unless it is said.
var embedThemes = []string{"", "light", "dark"}

// formatEmbed is one chart of a view by itself.
const formatEmbed = "embed"

// errNoEmbed is for addresses that have no chart: files, forms and switches.
var errNoEmbed = models.Errorf(models.ENOTFOUND, "这个地址没有可以嵌入的图。")
