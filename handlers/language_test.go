package handlers

import (
	"encoding/json"
	"regexp"
	"strings"
	"testing"
)

var internalLink = regexp.MustCompile(`(?:href|action)="(/[^"]*)"`)

// An English page leads to English pages only, but for the links to itself in Chinese.
func TestLanguage_EnglishPagesStayEnglish(t *testing.T) {
	s := district(t)
	for _, path := range []string{"", "/agencies", "/agencies/a-1", "/compare?a=a-1", "/measures", "/measures/applications.received", "/years/2024", "/reports/a-1/2024", "/rules", "/about/method"} {
		res := s.get(t, "/en"+path)
		if res.StatusCode != 200 || !strings.Contains(res.body, `<html lang="en"`) {
			t.Errorf("/en%s: %d", path, res.StatusCode)
		}
		chinese := 0
		for _, m := range internalLink.FindAllStringSubmatch(res.body, -1) {
			switch href := m[1]; {
			case strings.HasPrefix(href, "/downloads/live/"), strings.HasPrefix(href, "/downloads/latest/"): // files are in both languages
			case strings.HasPrefix(href, "/static/"), strings.HasPrefix(href, "/en/"), href == "/en", strings.HasPrefix(href, "/en?"), strings.HasPrefix(href, "/en#"):
			default:
				chinese++
			}
		}
		if chinese == 0 || strings.Count(res.body, `hreflang="zh-CN"`)+strings.Count(res.body, `hreflang="x-default"`) < chinese {
			t.Errorf("/en%s has %d links to Chinese pages", path, chinese)
		}
	}
}

func TestLanguage_OfChartLinks(t *testing.T) {
	body := district(t).get(t, "/en/compare").body
	_, option, _ := strings.Cut(body, `<script type="application/json"`)
	_, option, _ = strings.Cut(option, ">")
	option, _, _ = strings.Cut(option, "</script>")
	if !json.Valid([]byte(option)) || !strings.Contains(option, `"/en/reports/`) || strings.Contains(option, `"/reports/`) {
		t.Errorf("links of the chart: %.300s", option)
	}
}

func TestLanguage_Addresses(t *testing.T) {
	s := district(t)
	for path, want := range map[string]int{"/en": 200, "/en/": 200, "/en/agencies.csv": 200, "/en/index.json": 200, "/en/en": 404, "/en/en/agencies": 404, "/english": 404, "/EN/agencies": 404, "/en/nothing": 404} {
		if res := s.get(t, path); res.StatusCode != want {
			t.Errorf("%s: %d, want %d", path, res.StatusCode, want)
		}
	}
	if res := s.get(t, "/en/compare?from=2023&to=2024&a="); res.StatusCode != 303 || !strings.HasPrefix(res.Header.Get("Location"), "/en/compare?") {
		t.Errorf("a form leads to %s", res.Header.Get("Location"))
	}
}

// An agency bears its English name on English pages, and is found there under both.
func TestLanguage_NamesOfAgencies(t *testing.T) {
	s := district(t)
	for path, want := range map[string]string{"/en/agencies/a-2": "Civil Affairs Bureau", "/en/agencies?q=民政": "Civil Affairs Bureau", "/en/agencies?q=civil": "Civil Affairs Bureau",
		"/agencies/a-2": "区民政局", "/en/agencies/a-1": "区教育局", "/en/agencies.csv": "Civil Affairs Bureau"} {
		if res := s.get(t, path); !strings.Contains(res.body, want) {
			t.Errorf("%s does not say %s", path, want)
		}
	}
	if strings.Contains(s.get(t, "/agencies").body, "Civil Affairs") {
		t.Error("the Chinese page says the English name")
	}
}
