package handlers

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strconv"

	"github.com/gofiber/fiber/v2"

	"gongkai/export"
	"gongkai/models"
	"gongkai/store"
	"gongkai/views"
)

// consolidation sums the organs' reports of a year up.
func (w *world) consolidation(ctx context.Context, year int) (models.Consolidation, error) {
	obs, err := w.store.Observations(ctx, store.ObservationFilter{Years: []int{year}})
	if err != nil {
		return models.Consolidation{}, fmt.Errorf("consolidate %d: %w", year, err)
	}
	return models.Consolidate(year, w.agencies, w.reports, obs, w.successions, w.exclusions), nil
}

// consolidated shows the district's three statutory tables as sums of its organs: "/consolidated/{year}?cell=…", and under
// "/consolidated" those of the newest year. Its data are every cell with its contributions.
func consolidated(a *app, r *request) (maker, error) {
	w := r.world
	y := w.last()
	if text, ok := r.params["year"]; ok {
		n, err := strconv.Atoi(text)
		if err != nil || !slices.Contains(w.years, n) {
			return nil, models.Errorf(models.ENOTFOUND, "没有“%s”年的年度报告。", shorten(text))
		}
		y = n
	}
	place := r.place("cell", y)
	return func(ctx context.Context) (content, error) {
		f := r.frame
		f.Section, f.Title = views.SectionConsolidated, r.say("%d 年全区汇总报告", y)
		if y == 0 {
			f.Title = r.say("全区汇总报告")
			return content{page: views.ConsolidatedPage{Frame: f}, table: export.ConsolidatedTable(models.Consolidation{}, r.lang)}, nil
		}
		c, err := w.consolidation(ctx, y)
		if err != nil {
			return content{}, err
		}
		page := views.NewConsolidatedPage(f, c, w.years, place)
		if lock, ok := w.lockOf(y); ok {
			page.Lock(c, lock)
		}
		for _, format := range officialFormats {
			page.Files = append(page.Files, views.Link{Text: r.say("统一格式的三张表 %s", format.name), Href: views.ConsolidatedPath(y) + "/report." + format.ending})
		}
		return content{page: page, table: export.ConsolidatedTable(c, r.lang)}, nil
	}, nil
}

// lockOf is how the consolidated report of a year was settled; false if it is open.
func (w *world) lockOf(year int) (models.ConsolidationLock, bool) {
	i := slices.IndexFunc(w.locks, func(l models.ConsolidationLock) bool { return l.Year == year })
	if i < 0 {
		return models.ConsolidationLock{}, false
	}
	return w.locks[i], true
}

// place reads a cell of the form of a year, "" for none.
func (q *query) place(name string, year int) string {
	place := q.get(name)
	if place == "" {
		return ""
	}
	e := models.EditionDue(year)
	if place != "s1.total" && !slices.ContainsFunc(models.Cells(e, false), func(k models.Key) bool { return k.Place(e) == place }) {
		q.wrong(q.say("表里没有“%s”这一格，已忽略。", shorten(place)))
		return ""
	}
	q.keep(name, place, "")
	return place
}

// officialFormats are the formats of the official layout.
var officialFormats = []struct{ name, ending, kind string }{
	{"Word", "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
	{"Excel", "xlsx", export.XLSX.MediaType()},
}

// consolidatedFile sends a consolidated report in the official layout: "/consolidated/{year}/report.docx".
func (a *app) consolidatedFile(c *fiber.Ctx) error {
	w, err := a.latest.get(c.UserContext())
	if err != nil {
		return err
	}
	y, errYear := strconv.Atoi(c.Params("year"))
	i := slices.IndexFunc(officialFormats, func(f struct{ name, ending, kind string }) bool { return c.Params("file") == "report."+f.ending })
	if errYear != nil || i < 0 || !slices.Contains(w.years, y) {
		return fiber.ErrNotFound
	}
	format := officialFormats[i]
	key := fmt.Sprintf("%s %s", c.Path(), w.state())
	x, err := a.once(c.UserContext(), key, true, func(ctx context.Context) (*answer, error) {
		sums, err := w.consolidation(ctx, y)
		if err != nil {
			return nil, err
		}
		var b bytes.Buffer
		if err := export.Official(export.ConsolidatedReport(sums, w.settings)).Write(&b, format.ending); err != nil {
			return nil, err
		}
		name := fmt.Sprintf("gongkai-%s-consolidated-%d.%s", w.settings.DistrictCode, y, format.ending)
		return newAnswer(key, format.kind, `attachment; filename="`+name+`"`, b.Bytes()), nil
	})
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderCacheControl, "public, max-age=60, stale-while-revalidate=600")
	return x.send(c)
}
