package handlers

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"gongkai/models"
	"gongkai/views"
)

// maxFilling is how much a form may send: the longest known report has 30,000 characters of prose, of three bytes each and sent twice.
const maxFilling = 2 << 20

// filling shows the form of a report to fill in: "/desk/reports/a-1/2025/form". It begins with the figures of what was handed in or
// published, if there is any.
func (a *app) filling(c *fiber.Ctx) error {
	in, err := a.fillingOf(c)
	if err != nil {
		return err
	}
	in.Done = c.Query("done")
	if in.Kept.Version > 0 && c.Query("from") == "current" {
		in.Failed = models.Errorf(models.ECONFLICT, "这份年报已经有人在改（见上次保存的时间），下面是改到一半的内容。要从原来的数字重新开始，请先在页末放弃它。")
	}
	return a.fillingPage(c, fiber.StatusOK, in)
}

// fillingOf is what is known of the form that an address names.
func (a *app) fillingOf(c *fiber.Ctx) (in views.Filling, err error) {
	year, err := strconv.Atoi(c.Params("year"))
	if err != nil || year < models.FirstYear || year > a.latest.now().Year() {
		return in, models.Errorf(models.ENOTFOUND, "没有“%s”年的年报表格。", shorten(c.Params("year")))
	}
	ctx, id := c.UserContext(), strings.ToLower(c.Params("agency"))
	w, err := a.latest.get(ctx)
	if err != nil {
		return in, err
	}
	var found bool
	if in.Agency, found = w.in(langOf(c)).agency(id); !found {
		return in, models.Errorf(models.ENOTFOUND, "没有代码为“%s”的机关。", shorten(id))
	}
	if in.Kept, err = a.store.Filling(ctx, id, year); err != nil {
		return in, err
	}
	return in, a.beside(ctx, &in)
}

// beside reads what stands beside a form: last year's figures, and what was handed in or is published.
func (a *app) beside(ctx context.Context, in *views.Filling) error {
	id, year := in.Agency.ID, in.Kept.Year
	last, err := a.store.Report(ctx, id, year-1)
	if err == nil {
		in.Last = last.Revision.FigureMap()
	} else if models.ErrorCode(err) != models.ENOTFOUND {
		return err
	}
	sub, err := a.store.Submission(ctx, id, year)
	switch models.ErrorCode(err) {
	case "":
		in.Submission, in.Published, in.Current, in.Reason = sub.Submission, sub.Public != nil, &sub.Report.Revision, sub.Reason
		return nil
	case models.ENOTFOUND:
	default:
		return err
	}
	report, err := a.store.Report(ctx, id, year)
	if err == nil && report.Status == models.StatusPublished {
		in.Published, in.Current = true, &report.Revision
	} else if err != nil && models.ErrorCode(err) != models.ENOTFOUND {
		return err
	}
	return nil
}

func (a *app) fillingPage(c *fiber.Ctx, status int, in views.Filling) error {
	page, err := a.pageOf(c, in)
	if err != nil {
		return err
	}
	return sendPrivate(c, status, page)
}

func (a *app) pageOf(c *fiber.Ctx, in views.Filling) (page views.FillingPage, err error) {
	f, err := a.deskFrame(c, views.FillingPath(in.Agency.ID, in.Kept.Year))
	if err != nil {
		return page, err
	}
	t, err := a.typed(c.UserContext(), in.Kept.Filling)
	if err != nil {
		return page, err
	}
	in.Revision, in.Mistakes = t.report.Revision, t.mistakes
	_, in.Review = rights["GET /desk/reports/:agency/:year"]
	return views.NewFillingPage(f, in), nil
}

// editFilling keeps what the script of a form sends as somebody types, and answers with what that makes of the form:
// "POST …/form/edits". Edits that contradict somebody else's are not made but named; no edits ask how it stands.
func (a *app) editFilling(c *fiber.Ctx) error {
	in, err := a.fillingOf(c)
	if err != nil {
		return err
	}
	edits, err := sentEdits(c, in.Kept.Filling)
	if err == nil && len(edits) > 0 {
		in.Kept, in.Conflicts, err = a.store.EditFilling(c.UserContext(), in.Agency.ID, in.Kept.Year, edits, a.act(c))
	}
	if models.ErrorCode(err) == models.EINVALID {
		return c.Status(fiber.StatusUnprocessableEntity).JSON(fiber.Map{"error": views.ErrorText(langOf(c), err)})
	}
	if err != nil {
		return err
	}
	page, err := a.pageOf(c, in)
	if err != nil {
		return err
	}
	return c.JSON(page.State())
}

// saveFilling keeps what a form has, and shows it with what the checks say: "POST …/form".
func (a *app) saveFilling(c *fiber.Ctx) error {
	in, err := a.keepFilling(c)
	if err != nil {
		return err
	}
	if len(in.Conflicts) > 0 || in.Failed != nil {
		return a.fillingPage(c, statusOfFilling(in), in)
	}
	return c.Redirect(langOf(c).Path(views.FillingPath(in.Agency.ID, in.Kept.Year)+"?done=saved"), fiber.StatusSeeOther)
}

func statusOfFilling(in views.Filling) int {
	if len(in.Conflicts) > 0 || models.ErrorCode(in.Failed) == models.ECONFLICT {
		return fiber.StatusConflict
	}
	return fiber.StatusUnprocessableEntity
}

// keepFilling keeps what a form that was sent has been changed to.
func (a *app) keepFilling(c *fiber.Ctx) (in views.Filling, err error) {
	if in, err = a.fillingOf(c); err != nil {
		return in, err
	}
	sent, err := sentFilling(c, in.Kept.Filling)
	if err != nil {
		return in, err
	}
	if len(sent.edits) > 0 {
		in.Kept, in.Conflicts, err = a.store.EditFilling(c.UserContext(), in.Agency.ID, in.Kept.Year, sent.edits, a.act(c))
		if models.ErrorCode(err) == models.EINVALID {
			in.Shown, in.Failed = &sent.given, err
			return in, nil
		}
	}
	if _, ok := sentValue(c, "reason"); ok {
		in.Reason = sent.reason
	}
	return in, err
}

// handInFilling keeps what a form has and hands it in to the office. Cells that cannot be read keep it from being handed in; what the
// checks find does not, since that is for the office to judge.
func (a *app) handInFilling(c *fiber.Ctx) error {
	in, err := a.keepFilling(c)
	if err != nil {
		return err
	}
	if len(in.Conflicts) > 0 || in.Failed != nil {
		return a.fillingPage(c, statusOfFilling(in), in)
	}
	done := langOf(c).Path(views.FillingPath(in.Agency.ID, in.Kept.Year) + "?done=handed-in")
	user := seatOf(c).user.Name
	if seen, _ := strconv.Atoi(c.FormValue("submission")); seen != in.Submission.Version {
		if in.Submission.HandedInBy == user && in.Kept.Version == 0 { // sent twice
			return c.Redirect(done, fiber.StatusSeeOther)
		}
		in.Failed = models.Errorf(models.ECONFLICT, "页面打开以后，这份年报又有人交过或处理过，所以还没有交。您填的内容已经保存，请看过下面最新的情况再交。")
		return a.fillingPage(c, fiber.StatusConflict, in)
	}
	err = a.handInTyped(c.UserContext(), in, a.act(c))
	switch models.ErrorCode(err) {
	case "":
		return c.Redirect(done, fiber.StatusSeeOther)
	case models.EINVALID, models.ECONFLICT:
		in.Failed = err
		return a.fillingPage(c, statusOfFilling(in), in)
	}
	return err
}

// handInTyped hands in what is kept of a form, and forgets it unless somebody went on typing meanwhile.
func (a *app) handInTyped(ctx context.Context, in views.Filling, act models.Act) error {
	t, err := a.typed(ctx, in.Kept.Filling)
	switch {
	case err != nil:
		return err
	case len(t.mistakes) > 0:
		return models.Errorf(models.EINVALID, "有 %d 格读不懂，还没有交。请改正标出的格再交。", len(t.mistakes))
	case !slices.ContainsFunc(t.report.Revision.Figures, func(f models.Figure) bool {
		return f.State == models.StateReported && f.Measure != "applications.carried_in"
	}):
		return models.Errorf(models.EINVALID, "表里一个数字也没有，还没有交。没有的请填 0，整项没有的请勾选“本项无数据”。")
	case in.Current != nil && t.says(*in.Current):
		return models.Errorf(models.EINVALID, "和原来的一样，没有改动，不用再交。")
	case in.Published && strings.TrimSpace(in.Reason) == "":
		return models.Errorf(models.EINVALID, "这份年报已经公布，请写明更正的原因，它会随新的数字公布。")
	}
	source, err := t.document(ctx, act)
	if err != nil {
		return err
	}
	if t.report.Revision.Sources, err = a.scans(ctx, in.Agency.ID, in.Kept.Year); err != nil {
		return err
	}
	if _, err := a.store.HandIn(ctx, t.report, source, strings.TrimSpace(in.Reason), in.Submission.Version, act); err != nil {
		return err
	}
	return a.store.DropFilling(ctx, in.Agency.ID, in.Kept.Year, in.Kept.Version)
}

// scans are the documents that wait for the report to be typed in.
func (a *app) scans(ctx context.Context, agencyID string, year int) ([]models.Source, error) {
	queue, err := a.store.Queue(ctx, models.QueueOpen)
	if err != nil {
		return nil, err
	}
	var list []models.Source
	for _, e := range queue {
		if e.AgencyID == agencyID && e.Year == year {
			list = append(list, models.Source{SHA256: e.SHA256})
		}
	}
	return list, nil
}

// dropFilling forgets what was typed and not handed in, if nobody changed it since.
func (a *app) dropFilling(c *fiber.Ctx) error {
	in, err := a.fillingOf(c)
	if err != nil {
		return err
	}
	sent, err := sentFilling(c, in.Kept.Filling)
	if err != nil {
		return err
	}
	if len(sent.seen.EditsTo(in.Kept.Filling)) > 0 {
		in.Failed = models.Errorf(models.ECONFLICT, "页面打开以后，又有人填过这张表，所以没有放弃。请看过最新的内容再决定。")
		return a.fillingPage(c, fiber.StatusConflict, in)
	}
	if c.FormValue("sure") != "1" {
		in.Failed = models.Errorf(models.EINVALID, "要放弃没有交的内容，请先勾选页末的“放弃这里没有交的内容”。")
		return a.fillingPage(c, fiber.StatusUnprocessableEntity, in)
	}
	if err := a.store.GiveUpFilling(c.UserContext(), in.Agency.ID, in.Kept.Year, in.Kept.Version); err != nil {
		return err
	}
	return c.Redirect(langOf(c).Path(views.FillingPath(in.Agency.ID, in.Kept.Year)+"?done=dropped"), fiber.StatusSeeOther)
}

// act is who does something now.
func (a *app) act(c *fiber.Ctx) models.Act {
	return models.Act{By: seatOf(c).user.Name, At: a.latest.now().UTC()}
}
