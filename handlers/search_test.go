package handlers

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"testing"
	"testing/synctest"

	"gongkai/models"
	"gongkai/store"
)

// find is the search page of the words, or of its data.
func (s *site) find(t *testing.T, path, words, more string) response {
	t.Helper()
	return s.get(t, path+"?q="+url.QueryEscape(words)+more)
}

func TestSearch(t *testing.T) {
	s := district(t)
	saved := made(models.Agency{ID: "a-5", Name: "区司法局"}, 2024, 50)
	saved.Revision.Texts[4].Body = "第一句。推进財政预算<b>公开</b>还不够。第三句。"
	draft := made(models.Agency{ID: "a-6", Name: "区统计局"}, 2025, 99)
	draft.Status = models.StatusReceived
	draft.Revision.Texts[4].Body = "财政 draft-marker"
	for _, r := range []models.Report{saved, draft} {
		if _, err := s.store.SaveReport(t.Context(), r, document(r.AgencyID+"new")); err != nil {
			t.Fatal(err)
		}
	}
	for _, tt := range []struct {
		name, words, more  string
		contains, excludes []string
	}{
		{name: "two characters of a text", words: "财政", contains: []string{"推进<mark>財政</mark>预算&lt;b&gt;公开&lt;/b&gt;还不够。", `href="/reports/a-5/2024#section-5"`, "找到 1 条"}, excludes: []string{"第一句", "draft-marker", "<b>公开"}},
		{name: "full-width and traditional", words: "ＴＡＢ　區民政局", contains: []string{"没有找到"}},
		{name: "an agency", words: "教育", contains: []string{`<a href="/agencies/a-1">区<mark>教育</mark>局</a>`}},
		{name: "a former name", words: "社会局", contains: []string{`href="/agencies/a-2"`, "曾用名：区<mark>社会局</mark>"}},
		{name: "pinyin initials", words: "qmzj", contains: []string{`href="/agencies/a-2"`}, excludes: []string{`href="/agencies/a-1"`}},
		{name: "pinyin in capitals", words: "MinZheng", contains: []string{`href="/agencies/a-2"`}},
		{name: "an agency and a year", words: "民政局 2023", contains: []string{`href="/reports/a-2/2023"`}, excludes: []string{`href="/reports/a-2/2022"`, `href="/reports/a-1/2023"`}},
		{name: "a year", words: "2023", contains: []string{`href="/years/2023"`}},
		{name: "a measure", words: "行政许可", contains: []string{`href="/measures/disclosure.licensing.decisions"`}},
		{name: "a rule", words: "t4.channel", contains: []string{`href="/rules#t4.channel"`}},
		{name: "more than is shown", words: "信息处理费", contains: []string{"全部 ", `&amp;in=texts`}},
		{name: "one group", words: "信息处理费", more: "&in=texts&p=2", contains: []string{"第 2 页", `&amp;in=texts&amp;p=3`, "上一页", "在全部内容中搜索"}},
		{name: "a page past the last", words: "信息处理费", more: "&in=texts&p=999", contains: []string{"第 999 页", "上一页"}},
		{name: "a page that is none", words: "信息处理费", more: "&in=texts&p=-1", contains: []string{"没有第“-1”页"}},
		{name: "an enormous page", words: "信息处理费", more: "&in=texts&p=9223372036854775807", contains: []string{"没有第“9223372036854775807”页"}},
		{name: "a page of all groups", words: "信息处理费", more: "&p=2", contains: []string{"没有第“2”页"}},
		{name: "a group that is none", words: "财政", more: "&in=everything", contains: []string{"没有“everything”这个选择"}},
		{name: "nothing found", words: "区民证局", contains: []string{"没有找到“区民证局”", `href="/agencies/a-2">区民政局`}},
		{name: "markup", words: "<script>alert(1)</script>", contains: []string{"&lt;script&gt;"}, excludes: []string{"<script>alert"}},
		{name: "what means something to a database", words: `%' OR "1"="1`, contains: []string{"没有找到"}},
		{name: "very long", words: strings.Repeat("财", 300), contains: []string{"没有找到"}, excludes: []string{strings.Repeat("财", 61)}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			res := s.find(t, "/search", tt.words, tt.more)
			if res.StatusCode != 200 {
				t.Fatalf("status %d", res.StatusCode)
			}
			for _, want := range tt.contains {
				if !strings.Contains(res.body, want) {
					t.Errorf("%q is not in the answer", want)
				}
			}
			for _, not := range append(tt.excludes, "draft-marker", "%!") {
				if strings.Contains(res.body, not) {
					t.Errorf("%q is in the answer", not)
				}
			}
		})
	}

	t.Run("the same as data", func(t *testing.T) {
		csv, json := s.find(t, "/search.csv", "財政", ""), s.find(t, "/search.json", "財政", "")
		if !strings.Contains(csv.body, "/reports/a-5/2024#section-5") || csvRows(t, csv.body) != 1 || jsonRows(t, json.body) != 1 {
			t.Errorf("%s\n%s", csv.body, json.body)
		}
	})
	t.Run("in English", func(t *testing.T) {
		res := s.find(t, "/en/search", "civil", "")
		if !strings.Contains(res.body, "<mark>Civil</mark> Affairs Bureau") || !strings.Contains(res.body, `href="/en/agencies/a-2"`) {
			t.Error(res.body)
		}
	})
	t.Run("nothing asked", func(t *testing.T) {
		if res := s.get(t, "/search"); res.StatusCode != 200 || !strings.Contains(res.body, "例如：") {
			t.Errorf("status %d", res.StatusCode)
		}
		if res := s.get(t, "/search?q=+"); res.StatusCode != 303 || res.Header.Get("Location") != "/search" {
			t.Errorf("an empty field: status %d to %s", res.StatusCode, res.Header.Get("Location"))
		}
	})
	t.Run("every page has the field", func(t *testing.T) {
		for _, page := range []string{"/", "/en/agencies", "/nowhere"} {
			if res := s.get(t, page); !strings.Contains(res.body, `class="site-search"`) {
				t.Errorf("%s has none", page)
			}
		}
	})
}

func TestSearch_KeepsNoAnswers(t *testing.T) {
	s := district(t)
	a := newApp(Config{Store: s.store, Now: s.clock.now})
	running := &site{a.site(), s.store, s.clock}
	for i := range 50 {
		if res := running.find(t, "/search", fmt.Sprint("没有", i), ""); res.StatusCode != 200 {
			t.Fatal(res.StatusCode)
		}
	}
	if a.cache.bytes != 0 {
		t.Errorf("%d bytes are kept", a.cache.bytes)
	}
}

// While as many searches run as may, another waits, and gives up when its time is over.
func TestSearch_GivesUpInTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := &app{searches: make(chan struct{}, maxSearches)}
		for range maxSearches {
			a.searches <- struct{}{}
		}
		if _, _, err := a.searchTexts(t.Context(), nil, store.TextSearch{}); !errors.Is(err, context.DeadlineExceeded) {
			t.Error(err)
		}
	})
}
