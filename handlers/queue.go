package handlers

import (
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"gongkai/models"
	"gongkai/views"
)

// queue lists the documents that wait to be typed in: "/desk/queue?state=all".
func (a *app) queue(c *fiber.Ctx) error { return a.queuePage(c, fiber.StatusOK, nil) }

func (a *app) queuePage(c *fiber.Ctx, status int, failed error) error {
	f, err := a.deskFrame(c, "/desk/queue")
	if err != nil {
		return err
	}
	all := c.Query("state") == "all"
	states := []models.QueueState{models.QueueOpen}
	if all {
		states = nil
	}
	list, err := a.store.Queue(c.UserContext(), states...)
	if err != nil {
		return err
	}
	w, err := a.latest.get(c.UserContext())
	if err != nil {
		return err
	}
	page := views.NewQueuePage(f, list, w.in(langOf(c)).agencies, all)
	if failed != nil {
		page.Failed = views.ErrorText(langOf(c), failed)
	}
	return sendPrivate(c, status, page)
}

// queueDone answers what was done to a document in the queue: with the list of all, where it can be undone, or with why it was not done.
func (a *app) queueDone(c *fiber.Ctx, err error) error {
	switch models.ErrorCode(err) {
	case "":
		return c.Redirect(langOf(c).Path("/desk/queue?state=all"), fiber.StatusSeeOther)
	case models.EINVALID:
		return a.queuePage(c, fiber.StatusUnprocessableEntity, err)
	case models.ECONFLICT:
		return a.queuePage(c, fiber.StatusConflict, err)
	}
	return err
}

// assignQueued says whose report of which year a document is.
func (a *app) assignQueued(c *fiber.Ctx) error {
	year, err := strconv.Atoi(strings.TrimSpace(c.FormValue("year")))
	if err != nil || c.FormValue("agency") == "" {
		return a.queueDone(c, models.Errorf(models.EINVALID, "请选定机关，并写明四位数字的年度。"))
	}
	_, err = a.store.AssignQueueEntry(c.UserContext(), c.Params("sha256"), c.FormValue("agency"), year)
	return a.queueDone(c, err)
}

// dropQueued says why a document is not to be typed in.
func (a *app) dropQueued(c *fiber.Ctx) error {
	if strings.TrimSpace(c.FormValue("reason")) == "" {
		return a.queueDone(c, models.Errorf(models.EINVALID, "请写明这份文件为什么不录入。"))
	}
	_, err := a.store.DropQueueEntry(c.UserContext(), c.Params("sha256"), c.FormValue("reason"), a.latest.now())
	return a.queueDone(c, err)
}

// reopenQueued undoes whatever closed a document.
func (a *app) reopenQueued(c *fiber.Ctx) error {
	_, err := a.store.ReopenQueueEntry(c.UserContext(), c.Params("sha256"))
	return a.queueDone(c, err)
}
