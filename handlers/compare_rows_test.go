package handlers

import (
	"encoding/json"
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"gongkai/models"
)

// amount is a number of items in a headline, or a side of a fraction.
var amount = regexp.MustCompile(`(?:[\s\x{a0}（/由到])(\d[\d,]*)(?:[\s\x{a0}]*件|/|）)`)

// Each amount that a headline of the compare page gives stands in its rows, or is their sum.
func TestCompare_HeadlinesAreInTheRows(t *testing.T) {
	s, told := district(t), 0
	for _, query := range []string{"?", "?a=a-1", "?a=a-1~a-2~a-5", "?view=ranked&a=a-2", "?view=dumbbell&y=2021..2024&a=a-1~a-2", "?view=dumbbell&sort=value", "?view=multiples&a=a-2", "?same=1",
		"?view=ranked&a=a-1&peers=kind", "?a=a-2&peers=near", "?view=outcomes", "?view=outcomes&a=a-2&peers=near", "?m=disclosure_rate&a=a-1", "?m=disclosure_rate&view=dumbbell&a=a-2"} {
		page := s.get(t, "/compare"+strings.TrimSuffix(query, "?")).body
		head := between(between(page, "<figure", "</figure>"), `-head">`, "</h3>")
		var rows []map[string]any
		if err := json.Unmarshal([]byte(s.get(t, "/compare.json"+strings.TrimSuffix(query, "?")).body), &rows); err != nil {
			t.Fatal(err)
		}
		if head == "" || len(rows) == 0 {
			t.Fatalf("%s: headline %q, %d rows", query, head, len(rows))
		}
		values := map[string]bool{}
		disclosed := map[string]float64{}
		for _, r := range rows {
			for _, v := range r {
				values[fmt.Sprint(v)] = true
			}
			if n, ok := r["value"].(float64); ok && (r["outcome"] == "granted" || r["outcome"] == "partial") {
				of := fmt.Sprint(r["agency_id"], r["year"])
				disclosed[of] += n
				values[fmt.Sprint(disclosed[of])] = true
			}
		}
		found := amount.FindAllStringSubmatch(head, -1)
		if len(found) > 0 {
			told++
		}
		for _, n := range found {
			if plain := strings.ReplaceAll(n[1], ",", ""); !values[plain] && !strings.Contains(head, "中位数为 "+n[1]) {
				t.Errorf("%s: “%s” is in no row: %s", query, n[1], head)
			}
		}
	}
	if told < 12 {
		t.Errorf("only %d headlines tell an amount", told)
	}
}

// Whatever stands in a query, the page comes and shows no more of it than a sentence holds.
func TestCompare_HostileQueries(t *testing.T) {
	s := district(t)
	for _, name := range append([]string{"from", "to", "chart"}, compareParameters...) {
		for _, value := range []string{"", " ", "0", "-1", "a-1~a-1~~a-2", "2021..2021..2021", "999999999999999999999", "%00", "％", "'; DROP TABLE figures; --", "<img src=x onerror=alert(1)>", "../../etc/passwd",
			strings.Repeat("a-1~", 800), "\xff\xfe", "NaN", "view=ranked&same=1"} {
			address := "/compare?view=ranked&a=a-1&" + name + "=" + url.QueryEscape(value)
			res := s.get(t, address)
			if res.StatusCode >= 500 || strings.Contains(res.body, "<img src=x") || strings.Contains(res.body, "%!") || strings.Contains(res.body, "NaN ") {
				t.Errorf("%.80s: status %d", address, res.StatusCode)
			}
			if res := s.get(t, strings.Replace(address, "/compare?", "/compare.csv?", 1)); res.StatusCode >= 500 {
				t.Errorf("%.80s as data: status %d", address, res.StatusCode)
			}
		}
	}
}

// Sixty agencies over ten years, six of them set apart, in every view.
func TestCompare_SixtyAgenciesTenYears(t *testing.T) {
	s := newSite(t)
	var list []models.Agency
	for i := range 60 {
		a := models.Agency{ID: fmt.Sprintf("a-%02d", i), Position: i + 1, Kind: models.Kinds[1+i%5], Name: fmt.Sprintf("示例区第%d机关", i+1)}
		for y := 2016; y <= 2025; y++ {
			a.Owes = append(a.Owes, models.Obligation{Year: y})
		}
		list = append(list, a)
	}
	if err := s.store.SaveAgencies(t.Context(), list, nil); err != nil {
		t.Fatal(err)
	}
	for i, a := range list {
		for y := 2016; y <= 2025; y++ {
			if i%3 == 0 || y%5 == 0 { // every third in full, and all in two of the years
				s.save(t, a, y, int64((i*31+y*7)%200), fmt.Sprintf("%s%d", a.ID, y))
			}
		}
	}
	for _, view := range []string{"trend", "ranked", "dumbbell", "multiples", "heatmap", "outcomes"} {
		res := s.get(t, "/compare?a=a-00~a-03~a-06~a-09~a-12~a-15&view="+view)
		if res.StatusCode != 200 || !strings.Contains(res.body, "data-chart=") {
			t.Errorf("%s: status %d", view, res.StatusCode)
		}
		if res := s.get(t, "/compare.csv?view="+view); res.StatusCode != 200 || strings.Count(res.body, "\n") < 60 {
			t.Errorf("%s as data: status %d, %d lines", view, res.StatusCode, strings.Count(res.body, "\n"))
		}
	}
	for _, address := range []string{"/agencies", "/agencies/a-00", "/agencies/a-01", "/measures/disclosure_rate"} {
		if res := s.get(t, address); res.StatusCode != 200 {
			t.Errorf("%s: status %d", address, res.StatusCode)
		}
	}
}
