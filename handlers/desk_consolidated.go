package handlers

import (
	"slices"
	"strconv"

	"github.com/gofiber/fiber/v2"

	"gongkai/models"
	"gongkai/views"
)

// deskConsolidated is where the office settles what a year's consolidated report is made of: "/desk/consolidated/2024".
func (a *app) deskConsolidated(c *fiber.Ctx) error {
	return a.deskConsolidatedPage(c, fiber.StatusOK, "", "", nil)
}

// newestConsolidated leads to the newest year's.
func (a *app) newestConsolidated(c *fiber.Ctx) error {
	w, err := a.latest.get(c.UserContext())
	if err != nil {
		return err
	}
	path := "/consolidated" // which says that there is no report yet
	if w.last() > 0 {
		path = views.DeskConsolidatedPath(w.last())
	}
	return c.Redirect(langOf(c).Path(path), fiber.StatusSeeOther)
}

// deskConsolidatedPage is the page with a reason as it was given for an agency, and why it was not kept.
func (a *app) deskConsolidatedPage(c *fiber.Ctx, status int, agencyID, reason string, failed error) error {
	w, y, err := a.consolidatedYear(c)
	if err != nil {
		return err
	}
	f, err := a.deskFrame(c, views.DeskConsolidatedPath(y))
	if err != nil {
		return err
	}
	sums, err := w.consolidation(c.UserContext(), y)
	if err != nil {
		return err
	}
	in := views.DeskConsolidated{Sums: sums, Years: w.years, Exclusions: w.exclusions, Version: w.version, Agency: agencyID, Reason: reason, Failed: failed}
	if lock, ok := w.lockOf(y); ok {
		in.Lock = &lock
	}
	return sendPrivate(c, status, views.NewDeskConsolidatedPage(f, in))
}

// consolidatedYear is the state of the data as it is now and the year that the path names. Others' changes of a second ago count here.
func (a *app) consolidatedYear(c *fiber.Ctx) (*world, int, error) {
	w, err := a.latest.fresh(c.UserContext())
	if err != nil {
		return nil, 0, err
	}
	w = w.in(langOf(c))
	y, err := strconv.Atoi(c.Params("year"))
	if err != nil || !slices.Contains(w.years, y) {
		return nil, 0, models.Errorf(models.ENOTFOUND, "没有“%s”年的年度报告。", shorten(c.Params("year")))
	}
	return w, y, nil
}

func (a *app) excludeOrgan(c *fiber.Ctx) error {
	_, y, err := a.consolidatedYear(c)
	if err != nil {
		return err
	}
	x := models.Exclusion{Year: y, AgencyID: c.FormValue("agency"), Reason: c.FormValue("reason")}
	return a.settled(c, y, x.AgencyID, x.Reason, a.store.Exclude(c.UserContext(), x))
}

func (a *app) includeOrgan(c *fiber.Ctx) error {
	_, y, err := a.consolidatedYear(c)
	if err != nil {
		return err
	}
	return a.settled(c, y, "", "", a.store.Include(c.UserContext(), y, c.FormValue("agency")))
}

// lockConsolidation settles the report as its page showed it.
func (a *app) lockConsolidation(c *fiber.Ctx) error {
	w, y, err := a.consolidatedYear(c)
	if err != nil {
		return err
	}
	if c.FormValue("seen") != strconv.FormatInt(w.version, 10) {
		return a.settled(c, y, "", "", models.Errorf(models.ECONFLICT, "打开这一页以后，数据变了，所以还没有锁定。请核对后再锁定。"))
	}
	sums, err := w.consolidation(c.UserContext(), y)
	if err != nil {
		return err
	}
	return a.settled(c, y, "", "", a.store.LockConsolidation(c.UserContext(), sums.Lock(a.latest.now()), w.version))
}

func (a *app) unlockConsolidation(c *fiber.Ctx) error {
	_, y, err := a.consolidatedYear(c)
	if err != nil {
		return err
	}
	return a.settled(c, y, "", "", a.store.UnlockConsolidation(c.UserContext(), y, c.FormValue("reason")))
}

// settled leads back to the page, or shows it with what went wrong and the reason as it was written.
func (a *app) settled(c *fiber.Ctx, year int, agencyID, reason string, err error) error {
	switch models.ErrorCode(err) {
	case "":
		return c.Redirect(langOf(c).Path(views.DeskConsolidatedPath(year)), fiber.StatusSeeOther)
	case models.EINVALID:
		return a.deskConsolidatedPage(c, fiber.StatusUnprocessableEntity, agencyID, reason, err)
	case models.ECONFLICT:
		return a.deskConsolidatedPage(c, fiber.StatusConflict, agencyID, reason, err)
	}
	return err
}
