package handlers

import (
	"strconv"
	"time"

	"github.com/gofiber/fiber/v2"

	"gongkai/export"
	"gongkai/models"
	"gongkai/store"
	"gongkai/views"
)

// How many entries of the audit a page and a file have.
const (
	auditPage = 100
	auditRows = 200000
)

// audit shows who did what: "/desk/audit?q=a-mzj&action=report_saved&from=2026-01-01&until=2026-01-31".
func (a *app) audit(c *fiber.Ctx) error {
	f, err := a.deskFrame(c, "/desk/audit")
	if err != nil {
		return err
	}
	q, filter, err := auditQuery(c)
	if err != nil {
		return err
	}
	filter.Limit = auditPage + 1
	list, err := a.store.Audit(c.UserContext(), filter)
	if err != nil {
		return err
	}
	var before uint
	if len(list) > auditPage {
		list = list[:auditPage]
		before = list[auditPage-1].ID
	}
	return sendPrivate(c, fiber.StatusOK, views.NewAuditPage(f, q, list, before))
}

func (a *app) auditFile(c *fiber.Ctx) error {
	_, filter, err := auditQuery(c)
	if err != nil {
		return err
	}
	filter.Limit = auditRows
	list, err := a.store.Audit(c.UserContext(), filter)
	if err != nil {
		return err
	}
	return sendTable(c, export.AuditTable(list))
}

// auditQuery reads what is asked for. The last day counts whole.
func auditQuery(c *fiber.Ctx) (views.AuditQuery, store.AuditFilter, error) {
	q := views.AuditQuery{Text: shorten(c.Query("q")), Action: shorten(c.Query("action")), From: shorten(c.Query("from")), Until: shorten(c.Query("until"))}
	filter := store.AuditFilter{Text: q.Text, Action: models.AuditAction(q.Action)}
	for _, day := range []struct {
		text  string
		plus  int
		bound *time.Time
	}{{q.From, 0, &filter.From}, {q.Until, 1, &filter.Until}} {
		if day.text == "" {
			continue
		}
		t, err := time.ParseInLocation(time.DateOnly, day.text, time.Local)
		if err != nil {
			return q, filter, models.Errorf(models.EINVALID, "“%s”不是日期，应写成“2025-01-31”的样子。", day.text)
		}
		*day.bound = t.AddDate(0, 0, day.plus)
	}
	if before := c.Query("before"); before != "" {
		n, err := strconv.ParseUint(before, 10, 32)
		if err != nil {
			return q, filter, models.Errorf(models.EINVALID, "地址中的参数有误。")
		}
		filter.Before = uint(n)
	}
	return q, filter, nil
}
