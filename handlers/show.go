package handlers

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/gofiber/fiber/v2"

	"gongkai/export"
	"gongkai/models"
	"gongkai/views"
)

// view reads an address and returns what makes its content. It does no work that an answer made before would spare: the second
// step runs only if none is kept.
type view func(a *app, r *request) (maker, error)

type maker func(ctx context.Context) (content, error)

// content is a view in all its formats.
type content struct {
	page   views.Page
	table  export.Table     // the page's main rows
	charts map[string]drawn // by the id of the chart
}

// drawn is one chart of a page with the rows behind it.
type drawn struct {
	card  views.ChartCard
	rows  export.Table
	place int // on the page, from 0
}

// request is what a view is asked for.
type request struct {
	*query
	params map[string]string
	frame  views.Frame // to begin the page with
}

// show answers with a view in the format asked for, made once for each state of the data.
func (a *app) show(c *fiber.Ctx, r route) error {
	w, err := a.latest.get(c.UserContext())
	if err != nil {
		return err
	}
	w = w.in(langOf(c))
	bare, format := split(strings.TrimRight(c.Path(), "/"))
	if r.twin != "" {
		bare = strings.TrimSuffix(bare, r.twin)
	}
	if bare == "" {
		bare = "/"
	}
	if !utf8.ValidString(bare) {
		return fiber.ErrNotFound
	}
	req := &request{query: newQuery(string(c.Request().URI().QueryString()), w, langOf(c)), params: map[string]string{}}
	for _, name := range c.Route().Params {
		req.params[name], _ = split(c.Params(name))
	}
	chart, drawing := "", picture{}
	if format != formatHTML {
		chart = req.get("chart")
	}
	if format == formatSVG {
		drawing = req.picture()
	}
	make, err := r.view(a, req)
	if err != nil {
		return err
	}
	canonical := req.finish()
	if format != formatHTML && len(req.notices) > 0 {
		return models.Errorf(models.EINVALID, "%s", req.notices[0].Text)
	}
	if req.form && format == formatHTML && len(req.notices) == 0 {
		return c.Redirect(req.lang.Path(withQuery(bare, canonical)), fiber.StatusSeeOther)
	}
	req.frame = a.frame(c, w, r, bare, canonical, req.notices)
	display := req.frame.Display
	if format != formatHTML {
		display = views.Display{} // files look the same for all
	}
	key := fmt.Sprintf("%s %s?%s#%s%s %s %+v %d", format, bare, canonical, chart, drawing, req.lang, display, w.version)
	made := func(ctx context.Context) (*answer, error) {
		x, err := make(ctx)
		if err != nil {
			return nil, err
		}
		name := fileName(w, bare, chart)
		if format != formatSVG {
			return x.in(format, chart, key, name)
		}
		ch, err := x.chart(chart)
		if err != nil {
			return nil, err
		}
		return drawing.draw(ctx, ch, req.frame, key, name)
	}
	x, err := a.once(c.UserContext(), key, len(req.notices) == 0, made)
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderCacheControl, "public, max-age=60, stale-while-revalidate=600")
	return x.send(c)
}

// once returns an answer that is kept, or has it made: by one of all who ask for it at the same time. An address with mistakes in it
// is not kept, or else a crawler that makes up addresses would drive out the pages that people read.
func (a *app) once(ctx context.Context, key string, keep bool, make func(context.Context) (*answer, error)) (*answer, error) {
	if !keep {
		return make(ctx)
	}
	if x, ok := a.cache.get(key); ok {
		return x, nil
	}
	made, err, _ := a.group.Do(key, func() (any, error) {
		x, err := make(ctx)
		if err != nil {
			return nil, err
		}
		a.cache.put(x)
		return x, nil
	})
	if err != nil {
		return nil, err
	}
	return made.(*answer), nil
}

// in writes the content in a format.
func (x content) in(format, chart, key, name string) (*answer, error) {
	var b bytes.Buffer
	if format == formatHTML {
		if err := views.Render(&b, x.page); err != nil {
			return nil, err
		}
		return newAnswer(key, "text/html; charset=utf-8", "", b.Bytes()), nil
	}
	table := x.table
	if chart != "" {
		d, ok := x.charts[chart]
		if !ok {
			return nil, models.Errorf(models.EINVALID, "这一页没有编号为“%s”的图。", shorten(chart))
		}
		table = d.rows
	}
	if err := table.Write(&b, export.Format(format), export.Options{BOM: true}); err != nil {
		return nil, err
	}
	kind := "application/json; charset=utf-8"
	if format == formatCSV {
		kind = "text/csv; charset=utf-8"
	}
	return newAnswer(key, kind, `attachment; filename="`+name+"."+format+`"`, b.Bytes()), nil
}

// fileName names a download after its view: "gongkai-990101-agencies-a-mzj".
func fileName(w *world, bare, chart string) string {
	parts := []string{"gongkai"}
	if w.settings.DistrictCode != "" {
		parts = append(parts, w.settings.DistrictCode)
	}
	for p := range strings.SplitSeq(bare, "/") {
		if p != "" {
			parts = append(parts, p)
		}
	}
	if bare == "/" {
		parts = append(parts, "overview")
	}
	if chart != "" {
		parts = append(parts, chart)
	}
	return strings.Map(func(r rune) rune {
		if r == '-' || r == '_' || r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' {
			return r
		}
		return '-'
	}, strings.Join(parts, "-"))
}

// frame is what every page has around its content.
func (a *app) frame(c *fiber.Ctx, w *world, r route, bare, canonical string, notices []views.Notice) views.Frame {
	f := views.Frame{Settings: w.settings, Lang: langOf(c), Display: displayOf(c), Path: withQuery(bare, canonical), Notices: notices, Updated: w.updated, Version: w.version, LatestYear: w.last()}
	if r.pageOnly {
		return f
	}
	if r.twin != "" {
		bare = r.twin
	}
	for _, format := range twins {
		f.Data = append(f.Data, views.Link{Text: strings.ToUpper(format), Href: withQuery(bare+"."+format, canonical)})
	}
	return f
}

// chartData are the links to the rows of one chart.
func chartData(f views.Frame, id string) []views.Link {
	var links []views.Link
	for _, l := range f.Data {
		separator := "?"
		if strings.Contains(l.Href, "?") {
			separator = "&"
		}
		links = append(links, views.Link{Text: l.Text, Href: l.Href + separator + "chart=" + escape(id)})
	}
	return links
}

func withQuery(path, query string) string {
	if query == "" {
		return path
	}
	return path + "?" + query
}
