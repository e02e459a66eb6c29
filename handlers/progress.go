package handlers

import (
	"bytes"
	"slices"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"gongkai/export"
	"gongkai/models"
	"gongkai/store"
	"gongkai/views"
)

// progress shows how far the reports of a year have come: "/desk/reports?year=2025&state=problems". A bureau sees its own agencies.
func (a *app) progress(c *fiber.Ctx) error {
	return a.progressPage(c, c.Query("year"), nil)
}

func (a *app) progressPage(c *fiber.Ctx, year string, results []string) error {
	f, err := a.deskFrame(c, "/desk/reports")
	if err != nil {
		return err
	}
	in, err := a.progressing(c, year)
	if err != nil {
		return err
	}
	in.Results = results
	return sendPrivate(c, fiber.StatusOK, views.NewProgressPage(f, in))
}

// progressing gathers the reports of a year that whoever asks may see.
func (a *app) progressing(c *fiber.Ctx, year string) (views.Progressing, error) {
	w, err := a.latest.get(c.UserContext())
	if err != nil {
		return views.Progressing{}, err
	}
	w = w.in(langOf(c))
	u, now := seatOf(c).user, a.latest.now()
	in := views.Progressing{Year: now.Year() - 1, Office: office.allows(u), State: models.Status(c.Query("state"))}
	if in.Years = slices.Clone(w.years); !slices.Contains(in.Years, in.Year) {
		in.Years = append(in.Years, in.Year)
	}
	if year != "" {
		if in.Year, err = strconv.Atoi(year); err != nil || !slices.Contains(in.Years, in.Year) {
			return in, models.Errorf(models.EINVALID, "没有“%s”这个年度，可选的是 %d 到 %d。", shorten(year), slices.Min(in.Years), slices.Max(in.Years))
		}
	}
	if in.State != "" && !slices.Contains(models.ProgressStates, in.State) {
		return in, models.Errorf(models.EINVALID, "没有“%s”这种状态，请从页面上选择。", shorten(string(in.State)))
	}
	// What is public is read anew: what was published a moment ago may not be in the world that visitors see.
	published, err := a.store.Reports(c.UserContext(), store.ReportFilter{Years: []int{in.Year}, Statuses: []models.Status{models.StatusPublished}})
	if err != nil {
		return in, err
	}
	heads, err := a.store.Submissions(c.UserContext(), store.SubmissionFilter{Years: []int{in.Year}})
	if err != nil {
		return in, err
	}
	mine := slices.DeleteFunc(slices.Clone(w.agencies), func(x models.Agency) bool { return !u.ActsFor(x.ID) })
	in.List = models.ProgressOf(w.settings, mine, published, heads, in.Year, now)
	return in, nil
}

// progressFile sends the list as a file.
func (a *app) progressFile(format export.Format) fiber.Handler {
	return func(c *fiber.Ctx) error {
		in, err := a.progressing(c, c.Query("year"))
		if err != nil {
			return err
		}
		if in.State != "" {
			in.List = slices.DeleteFunc(in.List, func(p models.Progress) bool { return p.State != in.State })
		}
		t := export.ProgressTable(in.List, in.Year)
		if format == export.CSV {
			return sendTable(c, t)
		}
		var b bytes.Buffer
		if err := t.Write(&b, format, export.Options{Header: models.Zh}); err != nil {
			return err
		}
		c.Set(fiber.HeaderContentType, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
		c.Set(fiber.HeaderContentDisposition, `attachment; filename="gongkai-`+t.Name+`.xlsx"`)
		return c.Send(b.Bytes())
	}
}

func (a *app) acceptMany(c *fiber.Ctx) error { return a.many(c, a.store.Accept, models.StatusAccepted) }

func (a *app) publishMany(c *fiber.Ctx) error {
	return a.many(c, a.store.Publish, models.StatusPublished)
}

// many does the same to each report that was chosen. One that fails does not keep the others from it, and each has its sentence.
func (a *app) many(c *fiber.Ctx, do reviewStep, done models.Status) error {
	lang := langOf(c)
	w, err := a.latest.get(c.UserContext())
	if err != nil {
		return err
	}
	w = w.in(lang)
	var results []string
	for _, value := range c.Context().PostArgs().PeekMulti("report") {
		parts := strings.Fields(string(value))
		if len(parts) != 3 {
			return models.Errorf(models.EINVALID, "选中的年报不对，请刷新页面后再选。")
		}
		agency, ok := w.agency(parts[0])
		year, err1 := strconv.Atoi(parts[1])
		seen, err2 := strconv.Atoi(parts[2])
		if !ok || err1 != nil || err2 != nil {
			return models.Errorf(models.EINVALID, "选中的年报不对，请刷新页面后再选。")
		}
		name := agency.NameIn(year)
		x, err := a.store.Submission(c.UserContext(), agency.ID, year)
		if err == nil {
			err = do(c.UserContext(), x.ReportID, seen, a.act(c))
		}
		switch models.ErrorCode(err) {
		case "":
			results = append(results, views.Phrase(lang, "%s：%s", name, done.Label().In(lang)))
		case models.EINTERNAL:
			return err
		default:
			results = append(results, views.Phrase(lang, "%s：%s", name, views.ErrorText(lang, err)))
		}
	}
	if len(results) == 0 {
		results = []string{views.Phrase(lang, "没有选中任何年报。")}
	}
	return a.progressPage(c, c.FormValue("year"), results)
}
