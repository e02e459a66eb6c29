package handlers

import (
	"bytes"
	"encoding/json"
	"errors"
	"log/slog"
	"strings"

	"github.com/gofiber/fiber/v2"

	"gongkai/charts/svg"
	"gongkai/models"
	"gongkai/views"
)

// statuses is the HTTP status of each code of error.
var statuses = map[models.Code]int{
	models.EINVALID:  fiber.StatusBadRequest,
	models.ENOTFOUND: fiber.StatusNotFound,
	models.ECONFLICT: fiber.StatusConflict,
	models.ETOOLARGE: fiber.StatusRequestEntityTooLarge,
	models.ENOTEXT:   fiber.StatusUnprocessableEntity,
	models.EDENIED:   fiber.StatusForbidden,
	models.ETOOMANY:  fiber.StatusTooManyRequests,
	models.EINTERNAL: fiber.StatusInternalServerError,
}

// statusOf returns the status of an error and the sentence to show with it, "" for what the status itself says.
func statusOf(err error, lang models.Lang) (status int, message string) {
	if e, ok := errors.AsType[*fiber.Error](err); ok {
		return e.Code, ""
	}
	if errors.Is(err, svg.ErrBusy) {
		return fiber.StatusServiceUnavailable, ""
	}
	code := models.ErrorCode(err)
	if code == models.EINTERNAL {
		return fiber.StatusInternalServerError, ""
	}
	return statuses[code], views.ErrorText(lang, err)
}

// fail answers a request that went wrong: with a page, or in the format of the data that was asked for. What went wrong inside is
// logged and not shown.
func (a *app) fail(c *fiber.Ctx, err error) error {
	status, message := statusOf(err, langOf(c))
	if status >= fiber.StatusInternalServerError {
		slog.Error("request failed", "method", c.Method(), "path", c.Path(), "err", err)
	}
	c.Response().ResetBody()
	for _, h := range []string{fiber.HeaderETag, fiber.HeaderContentEncoding, fiber.HeaderContentDisposition} {
		c.Response().Header.Del(h)
	}
	c.Status(status).Set(fiber.HeaderCacheControl, "no-store")
	if ofAPI(c.Path()) {
		return a.failAPI(c, err)
	}
	if strings.HasPrefix(c.Path(), "/desk") {
		private(c)
	}
	if status == fiber.StatusServiceUnavailable {
		c.Set(fiber.HeaderRetryAfter, "30")
	}
	page := views.NewErrorPage(a.errorFrame(c), status, message)
	shown := views.Page(page)
	if embedded(c) {
		shown = views.EmbedPage{Frame: page.Frame, Message: page.Message}
	}
	_, format := split(c.Path())
	if strings.HasPrefix(c.Path(), "/desk") && asksJSON(c) {
		format = formatJSON
	}
	switch format {
	case formatJSON, formatMeta:
		body, err := json.Marshal(map[string]string{"error": page.Message})
		if err != nil {
			return err
		}
		c.Set(fiber.HeaderContentType, "application/json; charset=utf-8")
		return c.Send(body)
	case formatCSV, formatXLSX, formatDOCX, formatSVG:
		c.Set(fiber.HeaderContentType, "text/plain; charset=utf-8")
		return c.SendString(page.Message + "\n")
	}
	var b bytes.Buffer
	if err := views.Render(&b, shown); err != nil {
		slog.Error("error page failed", "err", err)
		b.Reset()
		b.WriteString("<!DOCTYPE html><meta charset=\"utf-8\"><title>出错</title><p>" + models.ErrorMessage(err))
	}
	c.Set(fiber.HeaderContentType, "text/html; charset=utf-8")
	return c.Send(b.Bytes())
}

// errorFrame is the frame of an error's page. It must do without the database, which may be what failed.
func (a *app) errorFrame(c *fiber.Ctx) views.Frame {
	f := views.Frame{Settings: models.DefaultSettings(), Lang: langOf(c), Display: displayOf(c), Private: strings.HasPrefix(c.Path(), "/desk"), Desk: deskOf(c, c.Path())}
	if w, err := a.latest.get(c.UserContext()); err == nil {
		w = w.in(f.Lang)
		f.Settings, f.Updated, f.Version, f.LatestYear = w.settings, w.updated, w.version, w.last()
	}
	return f
}
