package svg_test

import (
	"bytes"
	"context"
	"encoding/json"
	"encoding/xml"
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"gongkai/charts"
	"gongkai/charts/svg"
	"gongkai/static"
)

// drawings are the charts that package charts keeps, of each kind and with every oddity.
func drawings(t testing.TB) map[string]charts.Chart {
	t.Helper()
	files, err := filepath.Glob("../testdata/*.golden.json")
	if err != nil || len(files) < 10 {
		t.Fatalf("%d charts, %v", len(files), err)
	}
	all := map[string]charts.Chart{}
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		var ch charts.Chart
		if err := json.Unmarshal(b, &ch); err != nil {
			t.Fatalf("%s: %v", f, err)
		}
		if len(ch.Option) > 4 { // not null
			all[strings.TrimSuffix(filepath.Base(f), ".golden.json")] = ch
		}
	}
	return all
}

// node is an element of a picture.
type node struct {
	XMLName  xml.Name
	Attrs    []xml.Attr `xml:",any,attr"`
	Text     string     `xml:",chardata"`
	Children []node     `xml:",any"`
}

func (n node) attr(name string) string {
	for _, a := range n.Attrs {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

func (n node) walk(visit func(node)) {
	visit(n)
	for _, c := range n.Children {
		c.walk(visit)
	}
}

func render(t testing.TB, ch charts.Chart, o svg.Options) ([]byte, node) {
	t.Helper()
	b, err := svg.Render(t.Context(), ch, o)
	if err != nil {
		t.Fatalf("%s: %v", ch.ID, err)
	}
	var root node
	if err := xml.Unmarshal(b, &root); err != nil {
		t.Fatalf("%s is not well-formed: %v", ch.ID, err)
	}
	return b, root
}

// texts are the lines of a picture, joined without the breaks.
func texts(root node) string {
	var b strings.Builder
	root.walk(func(n node) {
		if n.XMLName.Local == "text" {
			b.WriteString(n.Text)
		}
	})
	return b.String()
}

func squeezed(s string) string { return strings.ReplaceAll(s, " ", "") }

func TestRender_StandsForItself(t *testing.T) {
	footer := []string{"示例区政府信息公开年度数据 · 数据更新于 2026-04-01", "https://example.gov.cn/compare?m=applications.received&a=a-1~a-2"}
	for name, ch := range drawings(t) {
		t.Run(name, func(t *testing.T) {
			b, root := render(t, ch, svg.Options{Footer: footer})
			if root.XMLName.Local != "svg" || root.XMLName.Space != "http://www.w3.org/2000/svg" || root.attr("role") != "img" || root.attr("lang") != "zh-CN" {
				t.Errorf("the outermost element is %v with %v", root.XMLName, root.Attrs)
			}
			if root.Children[0].XMLName.Local != "title" || root.Children[0].Text != ch.Title || root.Children[1].XMLName.Local != "desc" || root.Children[1].Text != ch.Summary {
				t.Error("title and description are not the headline and the summary")
			}
			if ground := root.Children[2]; ground.XMLName.Local != "rect" || ground.attr("width") != root.attr("width") || ground.attr("height") != root.attr("height") || ground.attr("fill") != "#FFFFFF" {
				t.Errorf("the ground is %v", ground.Attrs)
			}
			holdsAllText(t, ch, footer, root)
			holdsNothingThatRunsOrLoads(t, ch, string(b), root)
		})
	}
}

// On a phone the same texts take more lines.
func TestRender_NarrowPicturesSayAllToo(t *testing.T) {
	all := drawings(t)
	for _, name := range []string{"trend", "outcomes", "heatmap-rate-en"} {
		footer := []string{"https://example.gov.cn/compare?m=applications.received&a=a-1~a-2~a-3~a-4~a-5~a-6"}
		_, root := render(t, all[name], svg.Options{Width: svg.Phone, Footer: footer})
		holdsAllText(t, all[name], footer, root)
	}
}

func holdsAllText(t *testing.T, ch charts.Chart, footer []string, root node) {
	t.Helper()
	written := squeezed(texts(root))
	want := append([]string{ch.Title, ch.Subtitle, ch.Coverage, ch.Source}, append(ch.Notes, footer...)...)
	for _, item := range ch.Legend {
		want = append(want, item.Name)
	}
	for _, w := range want {
		if !strings.Contains(written, squeezed(w)) {
			t.Errorf("%s: %q is not written", ch.ID, w)
		}
	}
}

func holdsNothingThatRunsOrLoads(t *testing.T, ch charts.Chart, picture string, root node) {
	t.Helper()
	seen := map[string]bool{}
	root.walk(func(n node) {
		switch n.XMLName.Local {
		case "script", "style", "foreignObject", "image", "use", "a", "animate", "set":
			t.Errorf("an element %s", n.XMLName.Local)
		}
		for _, a := range n.Attrs {
			if a.Name.Local == "style" || strings.HasPrefix(a.Name.Local, "on") || a.Name.Local == "href" && !strings.HasPrefix(a.Value, "#") {
				t.Errorf("%s has %s=%q", n.XMLName.Local, a.Name.Local, a.Value)
			}
			if target, ok := strings.CutPrefix(a.Value, "url(#"); ok && !strings.Contains(picture, `id="`+strings.TrimSuffix(target, ")")+`"`) {
				t.Errorf("nothing is named %s", target)
			}
		}
		id := n.attr("id")
		if id != "" && (seen[id] || !strings.HasPrefix(id, ch.ID+"-")) {
			t.Errorf("id %q is there twice or not of this chart", id)
		}
		seen[id] = true
	})
}

func TestRender_HostileNamesStayText(t *testing.T) {
	ch := drawings(t)["ranked"]
	hostile := `</text><script>alert(1)</script>&"'` + "\x00\x1b" + `]]>`
	quoted, err := json.Marshal(hostile)
	if err != nil {
		t.Fatal(err)
	}
	ch.Option = bytes.ReplaceAll(ch.Option, []byte(`"区教育局"`), quoted)
	ch.Title, ch.Notes, ch.Legend = hostile, []string{hostile}, []charts.LegendItem{{Name: hostile, Token: `"><script>`, Symbol: hostile}}
	b, root := render(t, ch, svg.Options{Footer: []string{hostile}})
	if bytes.Contains(b, []byte("<script")) || !strings.Contains(squeezed(texts(root)), `</text><script>alert(1)</script>`) {
		t.Error("a name is not written as text")
	}
}

// Engines are used by turns and replaced; which one draws must not show.
func TestRender_SameChartSameBytes(t *testing.T) {
	all := drawings(t)
	first := map[string][]byte{}
	for _, name := range []string{"trend", "ranked", "heatmap", "outcomes", "bars", "sankey"} {
		first[name], _ = render(t, all[name], svg.Options{})
	}
	names := make(chan string)
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for name := range names {
				b, err := svg.Render(t.Context(), all[name], svg.Options{})
				if err != nil || !bytes.Equal(b, first[name]) {
					t.Errorf("%s differs the second time: %v", name, err)
				}
			}
		})
	}
	for name := range first {
		names <- name
	}
	close(names)
	wg.Wait()
}

func TestSize_IsThatOfThePicture(t *testing.T) {
	all := drawings(t)
	for _, name := range []string{"trend", "ranked"} {
		ch := all[name]
		for _, o := range []svg.Options{{}, {Width: svg.Phone}, {Bare: true}, {Width: 500, Height: 300}, {Width: 700, Footer: []string{"一", strings.Repeat("很长的一行", 40)}}} {
			w, h, err := svg.Size(ch, o)
			b, root := render(t, ch, o)
			if want := `viewBox="0 0 ` + root.attr("width") + " " + root.attr("height") + `"`; err != nil || !strings.Contains(string(b), want) {
				t.Errorf("%s: no %s: %v", name, want, err)
			}
			if got := [2]string{root.attr("width"), root.attr("height")}; got != [2]string{strconv.Itoa(w), strconv.Itoa(h)} {
				t.Errorf("%s: size %d × %d, drawn %v", name, w, h, got)
			}
		}
	}
}

func TestRender_TakesTheThemesColours(t *testing.T) {
	ch := drawings(t)["trend"]
	for theme, want := range map[svg.Theme]string{"": "#57606A", svg.Light: "#57606A", svg.Dark: "#9DA7B3", svg.Contrast: "#1F2328", svg.Print: "#57606A"} {
		_, root := render(t, ch, svg.Options{Theme: theme, Bare: true})
		found := ""
		root.walk(func(n node) {
			if n.XMLName.Local == "text" && n.Text == "2020" {
				found = n.attr("fill")
			}
		})
		if !strings.EqualFold(found, want) {
			t.Errorf("theme %q writes years in %q, want %q", theme, found, want)
		}
	}
}

func TestRender_RefusesWhatIsNoPicture(t *testing.T) {
	ch := drawings(t)["trend"]
	if _, err := svg.Render(t.Context(), charts.Chart{ID: "x", Empty: "没有数据。"}, svg.Options{}); !errors.Is(err, svg.ErrEmpty) {
		t.Errorf("a chart without an option: %v", err)
	}
	for name, o := range map[string]svg.Options{"too narrow": {Width: 10}, "negative": {Width: -1}, "too wide": {Width: 1 << 20}, "too high": {Height: 1 << 20}, "upside down": {Height: -5}} {
		if _, err := svg.Render(t.Context(), ch, o); err == nil {
			t.Errorf("%s: no error", name)
		}
		if _, _, err := svg.Size(ch, o); err == nil {
			t.Errorf("%s: a size", name)
		}
	}
	for name, option := range map[string]string{"no JSON": `{"series":`, "no object": `17`, "of no kind": `{"series":[{"type":"nothing"}]}`, "too long": `"` + strings.Repeat("x", 5<<20) + `"`} {
		bad := ch
		bad.Option = []byte(option)
		if _, err := svg.Render(t.Context(), bad, svg.Options{}); err == nil {
			t.Errorf("an option %s: no error", name)
		}
		render(t, ch, svg.Options{}) // the next is drawn as if nothing had been
	}
}

func TestRender_EndsWithItsContext(t *testing.T) {
	ch := drawings(t)["trend"]
	points := make([][2]int, 60000)
	for i := range points {
		points[i] = [2]int{i, i * 7919 % 1000}
	}
	data, err := json.Marshal(points)
	if err != nil {
		t.Fatal(err)
	}
	ch.Option = []byte(`{"xAxis":{"type":"value"},"yAxis":{"type":"value"},"animation":false,"series":[{"type":"scatter","label":{"show":true},"data":` + string(data) + `}]}`)
	ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
	defer cancel()
	begun := time.Now()
	if _, err := svg.Render(ctx, ch, svg.Options{}); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("%v after %v", err, time.Since(begun))
	}
	ended, end := context.WithCancel(t.Context())
	end()
	if _, err := svg.Render(ended, ch, svg.Options{}); !errors.Is(err, context.Canceled) {
		t.Errorf("an ended context: %v", err)
	}
	render(t, drawings(t)["trend"], svg.Options{})
}

// Type and the colours of 高对比 are declared twice: here and in the style sheet.
func TestThemes_AgreeWithStyles(t *testing.T) {
	a, _, _ := static.Find(static.Styles)
	css := strings.Join(strings.Fields(string(a.Body)), " ")
	if !strings.Contains(css, "--sans: "+svg.Fonts+";") {
		t.Error("the families of type differ")
	}
	_, rule, _ := strings.Cut(css, `:root[data-mode="contrast"] {`)
	rule, _, _ = strings.Cut(rule, "}")
	for _, token := range charts.Tokens {
		_, declared, ok := strings.Cut(rule, "--"+token.Name+": ")
		want := token.Light
		if ok {
			want, _, _ = strings.Cut(declared, ";")
		}
		if got := svg.Contrast.Colour(token.Name); !strings.EqualFold(got, want) {
			t.Errorf("--%s is %s in the style sheet, %s here", token.Name, want, got)
		}
	}
}

// On paper and in strong contrast every colour of bars but the first has the pattern that the legend shows.
func TestRender_LaysPatternsOverBars(t *testing.T) {
	ch := drawings(t)["outcomes-years"]
	patterns := func(theme svg.Theme) (n int) {
		_, root := render(t, ch, svg.Options{Theme: theme})
		root.walk(func(n2 node) {
			if n2.XMLName.Local == "pattern" {
				n++
			}
		})
		return n
	}
	shown := 0
	for _, item := range ch.Legend {
		if item.Mark().Pattern != "" {
			shown++
		}
	}
	plain := patterns(svg.Light)
	if got := patterns(svg.Print) - plain; got < 2 || shown < 2 {
		t.Errorf("%d patterns on paper, the legend shows %d", got, shown)
	}
	if patterns(svg.Contrast) != patterns(svg.Print) || patterns(svg.Dark) != plain {
		t.Error("patterns are laid where colours tell, or are missing where they do not")
	}
}

// No name of an organ is cut: on the narrowest picture it stands in two lines, although the sum of the rest is of no place.
func TestRender_NamesAreWhole(t *testing.T) {
	ch := drawings(t)["ranked"]
	var option map[string]json.RawMessage
	if err := json.Unmarshal(ch.Option, &option); err != nil {
		t.Fatal(err)
	}
	var axes []map[string]json.RawMessage
	if err := json.Unmarshal(option["yAxis"], &axes); err != nil {
		t.Fatal(err)
	}
	axes[0]["data"] = json.RawMessage(`["示例区教育局", "示例区住房和城乡建设委员会", "示例区人力资源和社会保障局", "其余 11 个机关合计"]`)
	option["yAxis"], _ = json.Marshal(axes)
	ch.Option, _ = json.Marshal(option)
	for _, width := range []int{svg.MinWidth, svg.Phone, svg.Wide} {
		_, root := render(t, ch, svg.Options{Width: width})
		written := squeezed(texts(root))
		for _, name := range []string{"教育局", "住房和城乡建设委员会", "人力资源和社会保障局", "其余11个机关合计"} {
			if !strings.Contains(written, name) {
				t.Errorf("%d pixels: %s is not written in full", width, name)
			}
		}
		root.walk(func(n node) {
			if n.XMLName.Local == "text" && n.Text == "示例区教育局" {
				t.Errorf("%d pixels: the place takes the room of %s", width, n.Text)
			}
		})
	}
}
