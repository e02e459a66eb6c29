package handlers

import (
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"html"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/gofiber/fiber/v2"

	"gongkai/charts/svg"
	"gongkai/models"
)

func TestPicture_Answers(t *testing.T) {
	s := district(t)
	for _, tt := range []struct {
		url      string
		status   int
		contains []string
	}{
		{"/compare.svg", 200, []string{`<svg `, `width="960"`, `xml:lang="zh-CN"`, "示例区政府信息公开年度数据", "演示数据", "数据来源：", ">/compare<", `fill="#FFFFFF"`}},
		{"/compare.svg?chart=trend&a=a-1~a-2", 200, []string{"区教育局", "/compare?a=a-1~a-2"}},
		{"/compare.svg?size=phone&frame=none&theme=dark", 200, []string{`width="320"`, `fill="#11161C"`}},
		{"/index.svg?chart=releases&size=half", 200, []string{`width="552"`}},
		{"/index.svg?chart=received", 200, []string{`<title id="received-title">`}},
		{"/measures/applications.received.svg?chart=heatmap", 200, []string{`<title id="heatmap-title">`, "/measures/applications.received"}},
		{"/en/compare.svg", 200, []string{`xml:lang="en"`, "/en/compare", "Source: "}},
		{"/compare.svg?chart=pie", 400, []string{"这一页没有编号为“pie”的图"}},
		{"/compare.svg?theme=pink", 400, []string{"theme", "pink", "light、dark"}},
		{"/compare.svg?size=wall", 400, []string{"size"}},
		{"/compare.svg?colour=red", 400, []string{"没有名为“colour”的参数"}},
		{"/compare.csv?theme=dark", 400, []string{"没有名为“theme”的参数"}},
		{"/compare.svg?a=a-none", 400, []string{"未找到机关“a-none”"}},
		{"/compare.svg?m=remedies.litigation_direct.total&by=x", 400, nil},
		{"/measures/nothing.svg", 404, []string{"nothing"}},
		{"/agencies.svg", 404, []string{"这一页没有图"}},
		{"/en/agencies.svg", 404, []string{"has no chart"}},
		{"/about/method.svg", 404, []string{"这一页没有图"}},
	} {
		res := s.get(t, tt.url)
		if res.StatusCode != tt.status {
			t.Errorf("%s: status %d, want %d: %s", tt.url, res.StatusCode, tt.status, firstLine(res.body))
		}
		kind := "text/plain; charset=utf-8"
		if tt.status == 200 {
			kind = "image/svg+xml"
		}
		if got := res.Header.Get("Content-Type"); got != kind {
			t.Errorf("%s: content type %s", tt.url, got)
		}
		for _, want := range tt.contains {
			if !strings.Contains(res.body, want) {
				t.Errorf("%s: no %s", tt.url, want)
			}
		}
	}
}

func TestPicture_OfNothingSaysWhy(t *testing.T) {
	s := newSite(t)
	a := models.Agency{ID: "a-1", Position: 1, Kind: models.KindDepartment, Name: "区教育局", Owes: []models.Obligation{{Year: 2024}}}
	if err := s.store.SaveAgencies(t.Context(), []models.Agency{a}, nil); err != nil {
		t.Fatal(err)
	}
	s.save(t, a, 2024, 0, "a-12024")
	res := s.get(t, "/measures/disclosure_rate.svg?chart=trend")
	if res.StatusCode != 404 || !strings.Contains(res.body, "没有可以画出的") {
		t.Errorf("status %d: %s", res.StatusCode, res.body)
	}
}

func TestPicture_Headers(t *testing.T) {
	s := district(t)
	s.settings(t, models.Settings{District: "示例区", DistrictCode: "990101", BaseURL: "https://gk.example.gov.cn"})
	res := s.get(t, "/measures/applications.received.svg?chart=ranked&theme=dark")
	for name, want := range map[string]string{
		"Content-Security-Policy": "default-src 'none'; sandbox",
		"X-Content-Type-Options":  "nosniff",
		"Cache-Control":           "public, max-age=60, stale-while-revalidate=600",
	} {
		if got := res.Header.Get(name); got != want {
			t.Errorf("%s: %s", name, got)
		}
	}
	if got := res.Header.Get("Content-Disposition"); !strings.HasPrefix(got, `inline; filename="foi-990101-measures-applications-received-ranked-2024-view-v`) {
		t.Errorf("Content-Disposition: %s", got)
	}
	if !strings.Contains(res.body, "https://gk.example.gov.cn/measures/applications.received<") {
		t.Error("the picture does not say where it is from")
	}
	tag := res.Header.Get("ETag")
	if again := s.get(t, "/measures/applications.received.svg?chart=ranked&theme=dark", "If-None-Match: "+tag); tag == "" || again.StatusCode != 304 || again.body != "" {
		t.Errorf("tag %s: status %d", tag, again.StatusCode)
	}
	if dark := s.get(t, "/measures/applications.received.svg?chart=ranked&theme=dark", "Cookie: theme=dark; mode=large"); dark.Header.Get("ETag") != tag {
		t.Error("a picture depends on how its visitor looks at pages")
	}
	if packed := s.get(t, "/measures/applications.received.svg?chart=ranked&theme=dark", "Accept-Encoding: br"); packed.Header.Get("Content-Encoding") != "br" || len(packed.body) > len(res.body)/2 {
		t.Error("a picture is not compressed")
	}
}

var (
	image  = regexp.MustCompile(`(?:srcset|src)="([^"]*\.svg\?[^"]*)"(?: alt="[^"]*")? width="(\d+)" height="(\d+)"`)
	linked = regexp.MustCompile(`href="([^"]*\.svg\?[^"]*)"`)
)

// Every picture that a page shows or leads to is there, in the size that the page keeps room for.
func TestPicture_EveryOneOfAPageIsThere(t *testing.T) {
	s := district(t)
	for _, address := range []string{"/", "/compare?view=outcomes", "/en/measures/disclosure_rate"} {
		page := s.get(t, address).body
		images, links := image.FindAllStringSubmatch(page, -1), linked.FindAllStringSubmatch(page, -1)
		if drawn := strings.Count(page, "data-chart="); len(images) != 4*drawn || len(links) < drawn || drawn == 0 {
			t.Fatalf("%s: %d charts, %d images, %d links", address, drawn, len(images), len(links))
		}
		for _, m := range images {
			res := s.get(t, html.UnescapeString(m[1]))
			if res.StatusCode != 200 || !strings.Contains(res.body, `width="`+m[2]+`" height="`+m[3]+`"`) || strings.Contains(res.body, "数据来源") {
				t.Errorf("%s: %s: status %d, not %s by %s", address, m[1], res.StatusCode, m[2], m[3])
			}
		}
		for _, m := range links {
			res := s.get(t, html.UnescapeString(m[1]))
			if err := xml.Unmarshal([]byte(res.body), new(struct{})); res.StatusCode != 200 || err != nil {
				t.Errorf("%s: %s: status %d, %v", address, m[1], res.StatusCode, err)
			}
		}
	}
}

func TestPicture_StillsHaveTheColoursOfThePage(t *testing.T) {
	s := district(t)
	for cookie, want := range map[string]string{"": "theme=dark light", "theme=dark": "theme=dark", "theme=light": "light", "mode=contrast": "theme=dark theme=contrast", "theme=light; mode=contrast": "theme=contrast"} {
		page := s.get(t, "/compare", "Cookie: "+cookie).body
		var got []string
		for _, m := range image.FindAllStringSubmatch(page, -1) {
			theme := regexp.MustCompile(`theme=\w+`).FindString(m[1])
			if theme == "" {
				theme = "light"
			}
			if !strings.Contains(m[1], "size=phone") {
				got = append(got, theme)
			}
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%q: themes %v, want %s", cookie, got, want)
		}
	}
}

func TestPicture_WhenBusy(t *testing.T) {
	s := &app{}
	site := fiber.New(fiber.Config{ErrorHandler: s.fail})
	site.Get("/compare.svg", func(*fiber.Ctx) error { return fmt.Errorf("chart trend: %w", svg.ErrBusy) })
	s.latest = latest{now: time.Now, version: func(context.Context) (int64, time.Time, error) { return 0, time.Time{}, errors.New("no database") }}
	res, err := site.Test(httptest.NewRequest("GET", "/compare.svg", nil))
	if err != nil || res.StatusCode != 503 || res.Header.Get("Retry-After") == "" || res.Header.Get("Cache-Control") != "no-store" {
		t.Errorf("%v, %v", res, err)
	}
}

func firstLine(s string) string {
	line, _, _ := strings.Cut(s, "\n")
	return line
}
