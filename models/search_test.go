package models

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

func TestFold_KeepsTheNumberOfCharacters(t *testing.T) {
	for in, want := range map[string]string{
		"ＡＢＣ１２３": "abc123", "財政　局": "财政 局", "KfÉİ": "kféi", "－／": "-/", "民政局": "民政局", "": "", "😀": "😀",
	} {
		got := Fold(in)
		if in != "KfÉİ" && got != want || utf8.RuneCountInString(got) != utf8.RuneCountInString(in) {
			t.Errorf("%q folds to %q", in, got)
		}
	}
}

func TestSearchWords(t *testing.T) {
	for in, want := range map[string][]string{
		" 財政　 ２０２４ 财政 ": {"财政", "2024"}, "": nil, " \t　": nil, "a b c d e f g h": {"a", "b", "c", "d", "e", "f"}, "民\x00政\xff": {"民", "政"},
		strings.Repeat("长", 100): {strings.Repeat("长", MaxSearch)}, "50%_": {"50%_"},
	} {
		if got := SearchWords(in); !slices.Equal(got, want) {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

func TestMarkWords(t *testing.T) {
	for _, tt := range []struct {
		text  string
		words []string
		want  []Span
	}{
		{"区財政局和民政局", []string{"财政", "政局"}, []Span{{"区", false}, {"財政局", true}, {"和民", false}, {"政局", true}}},
		{"<b>财</b>", []string{"<b>"}, []Span{{"<b>", true}, {"财</b>", false}}},
		{"ＡＢc", []string{"abc"}, []Span{{"ＡＢc", true}}},
		{"没有", []string{"财政"}, []Span{{"没有", false}}},
		{"", []string{"财政"}, nil},
		{"财政", []string{""}, []Span{{"财政", false}}},
	} {
		if diff := cmp.Diff(tt.want, MarkWords(tt.text, tt.words)); diff != "" {
			t.Errorf("%q: %s", tt.text, diff)
		}
	}
}

func TestExcerpt(t *testing.T) {
	long := strings.Repeat("前", 200) + "财政" + strings.Repeat("后", 200)
	for _, tt := range []struct {
		text  string
		words []string
		want  string
	}{
		{"第一句。推进财政预算公开；第三句。", []string{"财政"}, "推进财政预算公开；"},
		{"第一段\n推进財政公开\n第三段", []string{"财政"}, "推进財政公开"},
		{"先说民政。再说财政。", []string{"财政", "民政"}, "先说民政。"},
		{"没有。", []string{"财政"}, ""},
		{"", []string{"财政"}, ""},
		{long, []string{"财政"}, "…" + strings.Repeat("前", 39) + "财政" + strings.Repeat("后", 79) + "…"},
		{long[600:], []string{"财政"}, "财政" + strings.Repeat("后", 118) + "…"},
	} {
		if got := Excerpt(tt.text, tt.words); got != tt.want {
			t.Errorf("%.30q: %q, want %q", tt.text, got, tt.want)
		}
	}
}

func FuzzExcerpt(f *testing.F) {
	f.Add("推进财政公开。", "财政 公开")
	f.Add("\xff财\xfe", "\xff")
	f.Fuzz(func(t *testing.T, text, query string) {
		words := SearchWords(query)
		x := Excerpt(text, words)
		if utf8.RuneCountInString(x) > maxExcerpt+2+MaxSearch {
			t.Errorf("%d characters", utf8.RuneCountInString(x))
		}
		var b strings.Builder
		for _, s := range MarkWords(x, words) {
			b.WriteString(s.Text)
		}
		if b.String() != strings.ToValidUTF8(x, "\ufffd") {
			t.Errorf("marked %q, want %q", b.String(), x)
		}
	})
}

func TestSearchAgencies(t *testing.T) {
	all := []Agency{
		{ID: "a-mzj", Name: "示例区民政局", NameEn: "Civil Affairs Bureau", Names: []AgencyName{{Name: "示例区社会局", Until: "2019-03-01"}, {Name: "民政", Alias: true}}},
		{ID: "a-czj", Name: "示例区财政局"},
	}
	spellings := map[string][]string{"a-mzj": {"shiliqu minzhengju", "slqmzj"}, "a-czj": {"caizhengju", "czj"}}
	for query, want := range map[string]string{
		"民政": "a-mzj", "財政": "a-czj", "示例区 财政局": "a-czj", "社会局": "a-mzj", "社会": "a-mzj", "mzj": "a-mzj", "MINZHENG": "a-mzj", "min'zheng": "a-mzj", "a-czj": "a-czj",
		"civil": "a-mzj", "局": "a-mzj a-czj", "区 czj": "a-czj", "民政 财政": "", "z": "a-mzj a-czj", "h": "", "": "", "%": "",
	} {
		var ids []string
		for _, f := range SearchAgencies(all, spellings, SearchWords(query)) {
			ids = append(ids, f.ID)
		}
		if got := strings.Join(ids, " "); got != want {
			t.Errorf("%q finds %q, want %q", query, got, want)
		}
	}
	government := append([]Agency{{ID: "a-qzf", Name: "示例区人民政府"}}, all...)
	if f := SearchAgencies(government, nil, []string{"民政"}); len(f) != 2 || f[0].ID != "a-mzj" {
		t.Errorf("民政 finds %+v", f)
	}
	if f := SearchAgencies(government, nil, []string{"人民政府"}); len(f) != 1 || f[0].ID != "a-qzf" {
		t.Errorf("人民政府 finds %+v", f)
	}
	if f := SearchAgencies(all, nil, []string{"社会局"}); f[0].By.Name != "示例区社会局" {
		t.Errorf("found by %+v", f[0].By)
	}
	if f := SearchAgencies(all, nil, []string{"民政"}); f[0].By.Name != "" {
		t.Errorf("found by %+v, want by its name", f[0].By)
	}
}

func TestSearchYears(t *testing.T) {
	years, rest := SearchYears([]int{2023, 2024}, []string{"民政", "2024年度", "2023年", "2019", "2024年报"})
	if !slices.Equal(years, []int{2024, 2023}) || !slices.Equal(rest, []string{"民政", "2019", "2024年报"}) {
		t.Errorf("years %v, rest %q", years, rest)
	}
}

func TestSearchMeasuresAndRules(t *testing.T) {
	for query, want := range map[string]string{"行政许可": "disclosure.licensing.decisions", "disclosure_rate": "disclosure_rate", "公开率": "disclosure_rate", "Received": "applications.received"} {
		found := SearchMeasures(SearchWords(query))
		if !slices.ContainsFunc(found, func(f FoundCode) bool { return f.Code == want }) {
			t.Errorf("%q finds %+v", query, found)
		}
	}
	for code, words := range everyday {
		for _, w := range words {
			if found := SearchMeasures(SearchWords(w)); !slices.ContainsFunc(found, func(f FoundCode) bool { return f.Code == code }) {
				t.Errorf("%q does not find %s", w, code)
			}
		}
	}
	if found := SearchMeasures(SearchWords("第二十条")); len(found) == 0 || found[0].Text.Zh == "" {
		t.Errorf("by their law: %+v", found)
	}
	if found := SearchRules(SearchWords("t4.channel")); len(found) != 1 || found[0].Text.Zh != "" {
		t.Errorf("rules = %+v", found)
	}
	if found := SearchRules(SearchWords("勾稽")); len(found) == 0 {
		t.Error("no rule by its source")
	}
	if len(SearchMeasures(nil))+len(SearchRules(nil)) != 0 {
		t.Error("no words find something")
	}
}
