package handlers

import (
	"bytes"
	"context"
	"fmt"
	"slices"
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
	table  export.Table           // the page's main rows
	charts map[string]drawn       // by the id of the chart
	report *export.OfficialReport // the page's report in the official layout, nil for any other page
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
	live, err := a.latest.get(c.UserContext())
	if err != nil {
		return err
	}
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
	if embedded(c) {
		if format != formatHTML || r.pageOnly {
			return errNoEmbed
		}
		format = formatEmbed
	}
	q := newQuery(string(c.Request().URI().QueryString()), nil, langOf(c))
	w, done, err := a.pin(c.UserContext(), q, live, r)
	if err != nil {
		return err
	}
	defer done()
	w = w.in(langOf(c))
	q.world = w
	req := &request{query: q, params: map[string]string{}}
	for _, name := range c.Route().Params {
		req.params[name], _ = split(c.Params(name))
	}
	as := req.asked(format, displayOf(c))
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
	req.frame = a.frame(c, live.in(langOf(c)), w, r, bare, canonical, req.notices)
	req.frame.Display = as.display
	key := fmt.Sprintf("%s?%s %+v %s %s", bare, canonical, as, req.lang, w.state())
	made := func(ctx context.Context) (*answer, error) {
		x, err := make(ctx)
		if err != nil {
			return nil, err
		}
		made, err := x.in(ctx, as, req.frame, key)
		if err != nil {
			return nil, err
		}
		made.announce(req.frame, as.format)
		return made, nil
	}
	keep := len(req.notices) == 0 && !r.passing
	x, err := a.once(c.UserContext(), key, keep, made)
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderCacheControl, "public, max-age=60, stale-while-revalidate=600")
	if r.framed {
		c.Set(fiber.HeaderContentSecurityPolicy, framePolicy)
		c.Set(fiber.HeaderXFrameOptions, "SAMEORIGIN")
	}
	if err := x.send(c); err != nil || !keep {
		return err
	}
	a.remember(c, live, x)
	return nil
}

// once returns an answer that is kept, or has it made: by one of all who ask for it at the same time. An address with mistakes in it
// is not kept, or else a crawler that makes up addresses would drive out the pages that people read.
func (a *app) once(ctx context.Context, key string, keep bool, make func(context.Context) (*answer, error)) (*answer, error) {
	return a.onceIn(ctx, a.cache, key, keep, make)
}

// onceIn is once with the cache that keeps the answer.
func (a *app) onceIn(ctx context.Context, kept *cache, key string, keep bool, make func(context.Context) (*answer, error)) (*answer, error) {
	if !keep {
		return make(ctx)
	}
	if x, ok := kept.get(key); ok {
		return x, nil
	}
	made, err, _ := a.group.Do(key, func() (any, error) {
		x, err := make(ctx)
		if err != nil {
			return nil, err
		}
		kept.put(x)
		return x, nil
	})
	if err != nil {
		return nil, err
	}
	return made.(*answer), nil
}

// asked is what of a view is asked for, and how it is to look.
type asked struct {
	format  string
	chart   string // whose rows, picture or bare card; "" for the page or its main rows
	picture picture
	display views.Display
}

// asked reads the parameters of a format, which are not in the canonical address of the page.
func (r *request) asked(format string, d views.Display) asked {
	if format == formatHTML {
		return asked{format: format, display: d}
	}
	as := asked{format: format, chart: r.get("chart")} // files look the same for all
	switch format {
	case formatSVG:
		as.picture = r.picture()
	case formatEmbed:
		as.display.Theme = r.oneOf("theme", "", embedThemes)
	}
	return as
}

// in writes the content in a format.
func (x content) in(ctx context.Context, as asked, f views.Frame, key string) (*answer, error) {
	switch as.format {
	case formatHTML:
		return pageAnswer(x.page, key)
	case formatEmbed:
		d, err := x.drawn(as.chart)
		if err != nil {
			return nil, err
		}
		return pageAnswer(views.EmbedPage{Frame: f, Card: d.card}, key)
	case formatSVG:
		ch, err := x.chart(as.chart)
		if err != nil {
			return nil, err
		}
		as.chart = ch.ID
		return as.picture.draw(ctx, ch, f, key, x.names(as, f, x.charts[ch.ID].rows))
	}
	if x.report != nil && as.chart == "" && slices.Contains(export.OfficialFormats, as.format) {
		return x.official(as, f, key)
	}
	if as.format == formatDOCX {
		return nil, models.Errorf(models.ENOTFOUND, "只有年报的页面有 Word 文件。")
	}
	table := x.table
	if as.chart != "" {
		d, err := x.drawn(as.chart)
		if err != nil {
			return nil, err
		}
		table = d.rows
	}
	f.Title = views.TitleOf(x.page)
	var b bytes.Buffer
	var err error
	if as.format == formatMeta {
		err = x.metadata(as, f, table).Write(&b)
	} else {
		err = table.Write(&b, export.Format(as.format), export.Options{BOM: true, About: about(f)})
	}
	if err != nil {
		return nil, err
	}
	return newAnswer(key, fileKinds[as.format], "attachment; "+x.names(as, f, table), b.Bytes()), nil
}

// fileKinds are the content types of files.
var fileKinds = map[string]string{
	formatCSV: "text/csv; charset=utf-8", formatJSON: "application/json; charset=utf-8", formatMeta: "application/json; charset=utf-8",
	formatXLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
	formatDOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}

// official writes the page's report in the official layout.
func (x content) official(as asked, f views.Frame, key string) (*answer, error) {
	var b bytes.Buffer
	if err := export.Official(*x.report).Write(&b, as.format); err != nil {
		return nil, err
	}
	chinese := export.OfficialName(models.Agency{Name: x.report.Agency}, x.report.Year) + "." + as.format
	return newAnswer(key, fileKinds[as.format], "attachment; "+fileNames(viewFile(as, f, []int{x.report.Year}), chinese), b.Bytes()), nil
}

// about tells what a workbook is of: the view with its filters, which are its address, of when, and how it may be used.
func about(f views.Frame) export.About {
	title := f.SiteName()
	if f.Title != "" {
		title = f.Title + " · " + title
	}
	x := export.About{Title: title, Facts: []export.Fact{{Name: views.Phrase(f.Lang, "网址"), Value: f.URL(f.Path)}}}
	if f.Settings.Demo {
		x.Facts = append(x.Facts, export.Fact{Name: views.Phrase(f.Lang, "提示"), Value: views.Phrase(f.Lang, "演示数据，均为虚构，请勿引用")})
	}
	for _, fact := range []export.Fact{{Name: views.Phrase(f.Lang, "数据"), Value: f.DataState()},
		{Name: views.Phrase(f.Lang, "数据使用许可："), Value: strings.TrimSpace(f.Rights() + " " + f.Settings.LicenceURL)}} {
		if fact.Value != "" {
			x.Facts = append(x.Facts, fact)
		}
	}
	return x
}

// drawn returns the chart of a view with an id.
func (x content) drawn(id string) (drawn, error) {
	d, ok := x.charts[id]
	if !ok {
		return drawn{}, models.Errorf(models.EINVALID, "这一页没有编号为“%s”的图。", shorten(id))
	}
	return d, nil
}

func pageAnswer(p views.Page, key string) (*answer, error) {
	var b bytes.Buffer
	if err := views.Render(&b, p); err != nil {
		return nil, err
	}
	return newAnswer(key, "text/html; charset=utf-8", "", b.Bytes()), nil
}

// frame is what every page has around its content.
// The site around a pinned page is the live one.
func (a *app) frame(c *fiber.Ctx, live, w *world, r route, bare, canonical string, notices []views.Notice) views.Frame {
	f := views.Frame{Settings: live.settings, Lang: langOf(c), Display: displayOf(c), Path: withQuery(bare, canonical), Notices: notices, Updated: w.updated, Version: w.version, LatestYear: w.last(),
		Snapshot: w.shown(), Pinned: w.snapshot.ID != "", Whole: whole(live, w)}
	if r.pageOnly {
		return f
	}
	if r.twin != "" {
		bare = r.twin
	}
	for _, format := range twins {
		f.Data = append(f.Data, views.Link{Text: strings.ToUpper(format), Href: withQuery(bare+"."+format, canonical)})
	}
	f.Metadata = withQuery(bare+"."+formatMeta, canonical)
	return f
}

// chartData are the links to the rows of one chart.
func chartData(f views.Frame, id string) []views.Link {
	var links []views.Link
	for _, l := range f.Data {
		links = append(links, views.Link{Text: l.Text, Href: ofChart(l.Href, id)})
	}
	return links
}

// ofChart is the address of a file for one chart, given the one for the page.
func ofChart(href, id string) string {
	separator := "?"
	if strings.Contains(href, "?") {
		separator = "&"
	}
	return href + separator + "chart=" + escape(id)
}

func withQuery(path, query string) string {
	if query == "" {
		return path
	}
	return path + "?" + query
}
