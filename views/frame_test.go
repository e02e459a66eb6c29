package views_test

import (
	"encoding/json"
	"strings"
	"testing"

	"gongkai/models"
	"gongkai/views"
)

func TestFrame_AddressesAreOfTheSettings(t *testing.T) {
	f := frame("/measures/releases.total?y=2024")
	f.Settings.BaseURL, f.Settings.SiteCode, f.Settings.PoliceFiling, f.Settings.MistakesURL, f.Settings.Undertaker = "https://gk.example.gov.cn", "9901010001", "某公网安备 99010102000001号", "https://www.example.gov.cn/jiucuo", "区大数据中心"
	body, _ := render(t, views.NewMeasurePage(f, subject(t, "releases.total")))
	for _, want := range []string{
		`<link rel="canonical" href="https://gk.example.gov.cn/measures/releases.total?y=2024">`,
		`<link rel="alternate" hreflang="zh-CN" href="https://gk.example.gov.cn/measures/releases.total?y=2024">`,
		`<link rel="alternate" hreflang="en" href="https://gk.example.gov.cn/en/measures/releases.total?y=2024">`,
		`<link rel="alternate" hreflang="x-default" href="https://gk.example.gov.cn/measures/releases.total?y=2024">`,
		`<meta name="SiteDomain" content="gk.example.gov.cn">`, `<meta name="SiteIDCode" content="9901010001">`, "某公网安备 99010102000001号", "承办：区大数据中心", `href="https://www.example.gov.cn/jiucuo"`,
		`"url":"https://gk.example.gov.cn/measures/releases.total?y=2024"`,
	} {
		if !strings.Contains(body, want) {
			t.Errorf("%s is not in the page", want)
		}
	}
	if !strings.Contains(body, "数据使用许可：未声明许可，使用前请联系主办单位") || strings.Contains(body, `"license"`) {
		t.Error("no licence is declared, and the page does not say so")
	}
	f.Settings.Licence, f.Settings.LicenceURL = "CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/"
	body, _ = render(t, views.NewMeasurePage(f, subject(t, "releases.total")))
	for _, want := range []string{`<a href="https://creativecommons.org/licenses/by/4.0/" rel="license external">CC BY 4.0</a>`, `"license":"https://creativecommons.org/licenses/by/4.0/"`} {
		if !strings.Contains(body, want) {
			t.Errorf("%s is not in the page", want)
		}
	}
	f.Settings.BaseURL = ""
	if body, _ = render(t, views.NewMeasurePage(f, subject(t, "releases.total"))); strings.Contains(body, "SiteDomain") || !strings.Contains(body, `<link rel="canonical" href="/measures/releases.total?y=2024">`) {
		t.Error("a site without address of its own states one")
	}
}

func TestFrame_DatasetIsJSONThatEndsNoElement(t *testing.T) {
	f := frame("/agencies/a-1")
	f.Title, f.Settings.District = `</script><script>alert(1)</script>`, `"示例区"`
	var set map[string]any
	if err := json.Unmarshal(f.Dataset(), &set); err != nil || set["@type"] != "Dataset" || len(set["distribution"].([]any)) != 2 {
		t.Errorf("%s: %v", f.Dataset(), err)
	}
	if strings.Contains(string(f.Dataset()), "<") {
		t.Error("it can end the element")
	}
	body, doc := render(t, views.HomePage{Frame: withTitle(frame("/"), `</script><script>alert(1)</script>`)})
	checkDocument(t, doc)
	if strings.Contains(body, "<script>alert") {
		t.Error("a title acts as a script")
	}
	for path, want := range map[string]bool{"/": true, "/agencies/a-1": true, "/measures/x": true, "/agencies": false, "/rules": false} {
		if got := frame(path).Dataset() != nil; got != want {
			t.Errorf("%s: %v", path, got)
		}
	}
}

func withTitle(f views.Frame, title string) views.Frame {
	f.Title = title
	return f
}

func subject(t *testing.T, code string) models.Subject {
	t.Helper()
	s, err := models.SubjectOf(code, "")
	if err != nil {
		t.Fatal(err)
	}
	return s
}
