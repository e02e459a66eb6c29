package handlers

import (
	"context"
	"strings"

	"gongkai/charts"
	"gongkai/charts/svg"
	"gongkai/models"
	"gongkai/views"
)

// pictureKind is the content type of pictures.
const pictureKind = "image/svg+xml"

// picture is how a chart is asked for as a picture: "/compare.svg?chart=trend&theme=dark&size=phone&frame=none". Without parameters
// it is what belongs in a document: light, wide, and framed by headline, legend, notes and source.
type picture struct {
	theme, size, frame string
}

// What a picture can be asked for as; the first of each is the default.
var (
	pictureThemes = []string{string(svg.Light), string(svg.Dark), string(svg.Contrast), string(svg.Print)}
	pictureSizes  = []string{"wide", "half", "phone"}
	pictureFrames = []string{"full", "none"}
)

// picture reads the parameters of a picture, which are not in the canonical address of the page.
func (q *query) picture() picture {
	return picture{q.oneOf("theme", pictureThemes[0], pictureThemes), q.oneOf("size", pictureSizes[0], pictureSizes), q.oneOf("frame", pictureFrames[0], pictureFrames)}
}

// query are the parameters that differ from the defaults, to follow those of the chart.
func (p picture) query() string {
	q := ""
	for _, x := range []struct{ name, value, byDefault string }{
		{"theme", p.theme, pictureThemes[0]}, {"size", p.size, pictureSizes[0]}, {"frame", p.frame, pictureFrames[0]},
	} {
		if x.value != x.byDefault {
			q += "&" + x.name + "=" + x.value
		}
	}
	return q
}

// options are the picture's as charts/svg takes them. Below the source a picture says where it is from and of when.
func (p picture) options(f views.Frame) svg.Options {
	o := svg.Options{Width: svg.Wide, Theme: svg.Theme(p.theme), Lang: models.Label{Zh: "zh-CN", En: "en"}.In(f.Lang), Bare: p.frame == "none"}
	switch p.size {
	case "half":
		o.Width = svg.Half
	case "phone":
		o.Width = svg.Phone
	}
	from := []string{f.SiteName()}
	if f.Settings.Demo {
		from = append(from, views.Phrase(f.Lang, "演示数据，均为虚构，请勿引用"))
	}
	if !f.Updated.IsZero() {
		from = append(from, views.Phrase(f.Lang, "数据更新于 %s", f.UpdatedText()))
	}
	if f.Settings.Licence != "" {
		from = append(from, views.Phrase(f.Lang, "数据使用许可：")+f.Rights())
	}
	o.Footer = []string{strings.Join(from, " · ")}
	if f.Settings.BaseURL != "" || f.Path != "/" { // a bare slash says nothing
		o.Footer = append(o.Footer, f.URL(f.Path))
	}
	return o
}

// chart returns the chart of a view with an id, its first for "". A view without charts, a table and a chart without values have no
// picture.
func (x content) chart(id string) (charts.Chart, error) {
	if id == "" {
		return x.firstChart()
	}
	d, err := x.drawn(id)
	switch {
	case err != nil:
		return charts.Chart{}, err
	case !d.card.Drawn() && d.card.Empty != "":
		return charts.Chart{}, models.Errorf(models.ENOTFOUND, "%s", d.card.Empty)
	case !d.card.Drawn():
		return charts.Chart{}, models.Errorf(models.ENOTFOUND, "“%s”是表，没有图。", shorten(id))
	}
	return d.card.Chart, nil
}

func (x content) firstChart() (charts.Chart, error) {
	first := drawn{place: len(x.charts)}
	for _, d := range x.charts {
		if d.card.Drawn() && d.place < first.place {
			first = d
		}
	}
	if !first.card.Drawn() {
		return charts.Chart{}, models.Errorf(models.ENOTFOUND, "这一页没有图。")
	}
	return first.card.Chart, nil
}

// draw makes the answer that is a picture of a chart.
func (p picture) draw(ctx context.Context, ch charts.Chart, f views.Frame, key, names string) (*answer, error) {
	body, err := svg.Render(ctx, ch, p.options(f))
	if err != nil {
		return nil, err
	}
	return newAnswer(key, pictureKind, "inline; "+names, body), nil
}

// cardData are the files of a chart: its rows, and its picture if there is something to draw.
func cardData(f views.Frame, ch charts.Chart) []views.Link {
	links := chartData(f, ch.ID)
	if address := pictureAddress(f, ch); address != "" {
		links = append(links, views.Link{Text: "SVG", Href: address})
	}
	return links
}

// pictureAddress is where a chart stands as a picture, beside its rows; "" if there is nothing to draw.
func pictureAddress(f views.Frame, ch charts.Chart) string {
	rows := chartData(f, ch.ID)
	if len(rows) == 0 || len(ch.Option) == 0 {
		return ""
	}
	path, query, _ := strings.Cut(rows[0].Href, "?")
	return strings.TrimSuffix(path, strings.ToLower(rows[0].Text)) + formatSVG + "?" + query
}
