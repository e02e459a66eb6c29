package handlers

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"gongkai/models"
	"gongkai/store"
	"gongkai/views"
)

// reviewStep is an act on a submission that was seen in a version.
type reviewStep func(ctx context.Context, reportID uint, seen int, act models.Act) error

// Limits of what is written in the forms, in characters.
const (
	maxLetter = 20000
	maxRemark = 2000
)

// deskReport is the agency and the year of an address. Whoever asks may act for the agency: the guard saw to it.
func (a *app) deskReport(c *fiber.Ctx) (models.Agency, int, error) {
	w, err := a.latest.get(c.UserContext())
	if err != nil {
		return models.Agency{}, 0, err
	}
	agency, ok := w.in(langOf(c)).agency(c.Params("agency"))
	if !ok {
		return agency, 0, models.Errorf(models.ENOTFOUND, "没有代码为“%s”的机关。", shorten(c.Params("agency")))
	}
	year, err := strconv.Atoi(c.Params("year"))
	if err != nil || year < models.FirstYear || year > a.latest.now().Year() {
		return agency, 0, models.Errorf(models.ENOTFOUND, "没有“%s”这个年度。", shorten(c.Params("year")))
	}
	return agency, year, nil
}

// review shows one report to those who work on it: "/desk/reports/{agency}/{year}".
func (a *app) review(c *fiber.Ctx) error {
	agency, year, err := a.deskReport(c)
	if err != nil {
		return err
	}
	return a.reviewPage(c, fiber.StatusOK, agency, year, views.Typed{}, nil)
}

func (a *app) reviewPage(c *fiber.Ctx, status int, agency models.Agency, year int, typed views.Typed, failed error) error {
	f, err := a.deskFrame(c, views.ReviewPath(agency.ID, year))
	if err != nil {
		return err
	}
	in, err := a.reviewed(c, agency, year)
	if err != nil {
		return err
	}
	in.Done, in.Failed, in.Typed = c.Query("done") == "saved", failed, typed
	in.Ways = ways(langOf(c), agency.ID, year, in)
	return sendPrivate(c, status, views.NewReviewPage(f, in))
}

// ways lead to where a report is handed in or corrected.
func ways(lang models.Lang, agencyID string, year int, in views.Reviewed) []views.Link {
	if !in.State.CanHandIn() {
		return nil
	}
	form := views.Link{Text: views.Phrase(lang, "在线填报"), Href: views.FillingPath(agencyID, year)}
	if in.Report.ID > 0 {
		form = views.Link{Text: views.Phrase(lang, "在线更正"), Href: form.Href + "?from=current"}
	}
	return []views.Link{form, {Text: views.Phrase(lang, "上传文件报送"), Href: "/desk/hand-in"}}
}

// reviewed gathers what there is of a report: what was handed in, or else what is public.
func (a *app) reviewed(c *fiber.Ctx, agency models.Agency, year int) (views.Reviewed, error) {
	ctx := c.UserContext()
	in := views.Reviewed{Agency: agency, Year: year, State: models.StatusMissing, Office: office.allows(seatOf(c).user), Changes: map[int][]models.Change{}}
	var err error
	if in.Audit, err = a.store.Audit(ctx, store.AuditFilter{Object: fmt.Sprintf("%s %d", agency.ID, year)}); err != nil {
		return in, err
	}
	x, err := a.store.Submission(ctx, agency.ID, year)
	switch models.ErrorCode(err) {
	case "":
		in.State, in.Report, in.Submission, in.Public, in.Decisions, in.Remarks = x.State, x.Report, x.Submission, x.Public, x.Decisions, x.Remarks
	case models.ENOTFOUND:
		if in.Report, err = a.store.Report(ctx, agency.ID, year); models.ErrorCode(err) == models.ENOTFOUND {
			return in, nil
		}
		if err != nil {
			return in, err
		}
		in.State = in.Report.Status
		if in.State == models.StatusPublished {
			in.Public = &in.Report.Revision
		}
		if in.Remarks, err = a.store.Remarks(ctx, in.Report.ID); err != nil {
			return in, err
		}
	default:
		return in, err
	}
	if in.Revisions, err = a.store.Revisions(ctx, in.Report.ID); err != nil {
		return in, err
	}
	if in.Reasons, err = a.store.ReasonsOf(ctx, in.Report.ID); err != nil {
		return in, err
	}
	for i := 1; i < len(in.Revisions); i++ {
		now := in.Revisions[i]
		if in.Changes[now.No], err = a.store.Diff(ctx, in.Revisions[i-1].ID, now.ID); err != nil {
			return in, err
		}
	}
	return in, nil
}

// reviewAct is the handler of a form of the page. What somebody else changed meanwhile is shown, and what was typed is kept.
func (a *app) reviewAct(name string) fiber.Handler {
	return func(c *fiber.Ctx) error {
		agency, year, err := a.deskReport(c)
		if err != nil {
			return err
		}
		x, err := a.store.Submission(c.UserContext(), agency.ID, year)
		if err == nil {
			err = a.doReview(c, name, x)
		}
		status := fiber.StatusConflict
		switch models.ErrorCode(err) {
		case "":
			return c.Redirect(langOf(c).Path(views.ReviewPath(agency.ID, year)+"?done=saved"), fiber.StatusSeeOther)
		case models.EINVALID:
			status = fiber.StatusUnprocessableEntity
		case models.ECONFLICT, models.ENOTFOUND:
		default:
			return err
		}
		typed := views.Typed{Act: name, Text: c.FormValue("text"), Finding: c.FormValue("finding"), Key: c.FormValue("key")}
		if e := a.reviewPage(c, status, agency, year, typed, err); e != nil {
			return errors.Join(e, err)
		}
		return nil
	}
}

func (a *app) doReview(c *fiber.Ctx, name string, x store.Submitted) error {
	ctx, act, seen, text := c.UserContext(), a.act(c), number(c.FormValue("seen")), strings.TrimSpace(strings.ReplaceAll(c.FormValue("text"), "\r\n", "\n"))
	if who := rights["POST /desk/reports/:agency/:year/"+name]; seen == x.Version && !who.during(x.State) {
		return models.Errorf(models.ECONFLICT, "以这份年报现在的状态，这一步做不了。请看过最新的内容再处理。")
	}
	longest := maxRemark
	if name == "return" {
		longest = maxLetter
	}
	if len([]rune(text)) > longest {
		return models.Errorf(models.EINVALID, "写得太长，最多 %d 个字。", longest)
	}
	switch name {
	case "confirm":
		return a.store.Confirm(ctx, x.ReportID, seen, c.FormValue("finding"), text, act)
	case "reconsider":
		return a.store.Reconsider(ctx, x.ReportID, seen, c.FormValue("finding"), act)
	case "return":
		return a.store.Return(ctx, x.ReportID, seen, text, act)
	case "comment":
		key := c.FormValue("key")
		if key != "" && !slices.ContainsFunc(x.Report.Revision.Figures, func(f models.Figure) bool { return f.Key().String() == key }) {
			return models.Errorf(models.EINVALID, "这份年报没有这一格，请刷新页面后再写。")
		}
		return a.store.Comment(ctx, x.ReportID, key, text, act)
	case "settle":
		id := uint(max(0, number(c.FormValue("remark"))))
		if !slices.ContainsFunc(x.Remarks, func(r models.Remark) bool { return r.ID == id }) {
			return models.Errorf(models.ENOTFOUND, "没有找到这条意见，请刷新页面。")
		}
		return a.store.Settle(ctx, id, act)
	}
	step := map[string]reviewStep{"accept": a.store.Accept, "reopen": a.store.Reopen, "publish": a.store.Publish}[name]
	return step(ctx, x.ReportID, seen, act)
}

// number is a whole number of a form, -1 for anything else.
func number(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		return -1
	}
	return n
}

// handedInDocument sends an original of a report to those who work on it, public or not.
func (a *app) handedInDocument(c *fiber.Ctx) error {
	agency, year, err := a.deskReport(c)
	if err != nil {
		return err
	}
	report, err := a.store.Report(c.UserContext(), agency.ID, year)
	if err != nil {
		return err
	}
	revisions, err := a.store.Revisions(c.UserContext(), report.ID)
	if err != nil {
		return err
	}
	sha256 := strings.ToLower(c.Params("sha256"))
	if !slices.ContainsFunc(revisions, func(v models.Revision) bool {
		return slices.ContainsFunc(v.Sources, func(s models.Source) bool { return s.SHA256 == sha256 })
	}) {
		return models.Errorf(models.ENOTFOUND, "这份年报没有这个原件。")
	}
	s, err := a.store.Source(c.UserContext(), sha256)
	if err != nil {
		return err
	}
	download(c, s)
	return sendBody(c, fiber.MIMEOctetStream, s.SHA256, "", s.Data)
}
