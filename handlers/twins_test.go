package handlers

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"math/big"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"gongkai/charts"
	"gongkai/charts/svg"
)

var (
	chartBlock  = regexp.MustCompile(`<script type="application/json" data-chart="([^"]+)">(.*?)</script>`)
	reportOf    = regexp.MustCompile(`^/(?:en/)?reports/([^/]+)/(\d{4})`)
	firstNumber = regexp.MustCompile(`^-?[\d,]+(?:\.\d+)?%?`)
)

// Every chart says the same on its page, in its rows as CSV and as JSON, and as a picture.
func TestTwins_HaveTheSameNumbers(t *testing.T) {
	s := district(t)
	seen, found := 0, 0
	for _, address := range append(slices.Clone(samples), "/compare?view=ranked", "/compare?view=heatmap", "/compare?view=outcomes", "/compare?a=a-1~a-2", "/compare?a=a-1~a-2&view=multiples", "/compare?view=dumbbell",
		"/applications?tab=mix", "/applications?tab=mix&mode=abs", "/applications?tab=reasons", "/applications?tab=reasons&group=refused", "/applications?tab=who", "/applications?tab=backlog", "/agencies/a-1?mode=abs",
		"/measures/disclosure_rate", "/en/compare", "/en/applications?tab=backlog") {
		page := s.get(t, address).body
		for _, block := range chartBlock.FindAllStringSubmatch(page, -1) {
			seen++
			id, option := block[1], json.RawMessage(block[2])
			link := func(format string) string {
				for _, l := range links(page) {
					if path, query, _ := strings.Cut(l, "?"); strings.HasSuffix(path, "."+format) && strings.HasSuffix("&"+query, "&chart="+id) {
						return l
					}
				}
				t.Fatalf("%s: chart %s leads to no .%s", address, id, format)
				return ""
			}
			rows := csvRecords(t, s.get(t, link("csv")).body)
			sameAsJSON(t, address+" "+id, rows, s.get(t, link("json")).body)
			sameAsXLSX(t, address+" "+id, rows, s.get(t, link("xlsx")).body)
			found += figuresAmong(t, address+" "+id, option, rows)
			drawn, err := svg.Render(t.Context(), charts.Chart{ID: id, Option: option}, svg.Options{Bare: true, Lang: strings.TrimPrefix(address[:min(3, len(address))], "/")})
			if err != nil {
				t.Errorf("%s %s: %v", address, id, err)
				continue
			}
			if got, want := textsOf(t, []byte(s.get(t, link("svg")+"&frame=none").body)), textsOf(t, drawn); !slices.Equal(got, want) {
				t.Errorf("%s %s: the picture says %q, the page %q", address, id, got, want)
			}
		}
	}
	if seen < 50 || found < 900 {
		t.Errorf("%d charts, %d figures compared", seen, found)
	}
}

// The rows of every page itself are the same in all formats, and what stands beside them counts them right.
func TestTwins_OfEveryPage(t *testing.T) {
	s, _, newest := citable(t)
	addresses := append(slices.Clone(samples), "/downloads", "/snapshots", newest.Path(), "/en/quality", "/agencies?snapshot=s2026-03-01")
	for _, r := range (&app{}).routes() {
		pattern := regexp.MustCompile("^" + regexp.MustCompile(`:[a-z0-9]+`).ReplaceAllString(r.path, "[^/]+") + "$")
		if r.view != nil && !r.pageOnly && !slices.ContainsFunc(addresses, func(a string) bool { path, _, _ := strings.Cut(a, "?"); return pattern.MatchString(path) }) {
			t.Errorf("no address of %s is compared", r.path)
		}
	}
	for _, address := range addresses {
		path, query, _ := strings.Cut(address, "?")
		if path == "/" {
			path = "/index"
		}
		in := func(format string) string { return s.get(t, path+"."+format+"?"+query).body }
		rows := csvRecords(t, in("csv"))
		sameAsJSON(t, address, rows, in("json"))
		if !strings.HasPrefix(path, "/reports/") { // whose workbook is the report in the official layout
			sameAsXLSX(t, address, rows, in("xlsx"))
		}
		m := describedBy(t, in("meta.json"))
		if m.Rows != len(rows) || len(m.Columns) != len(rows[0]) {
			t.Errorf("%s: %d rows of %d columns, said to be %d of %d", address, len(rows), len(rows[0]), m.Rows, len(m.Columns))
		}
	}
}

// links lists where a page leads to.
func links(page string) []string {
	var list []string
	for _, part := range strings.Split(page, `href="`)[1:] {
		link, _, _ := strings.Cut(part, `"`)
		list = append(list, strings.ReplaceAll(link, "&amp;", "&"))
	}
	return list
}

// csvRecords are the rows of a file by the names of its columns.
func csvRecords(t *testing.T, body string) []map[string]string {
	t.Helper()
	all, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(body, "\ufeff"))).ReadAll()
	if err != nil || len(all) < 2 {
		t.Fatalf("%d rows, %v", len(all), err)
	}
	var records []map[string]string
	for _, row := range all[1:] {
		r := map[string]string{}
		for i, name := range all[0] {
			r[name] = row[i]
		}
		records = append(records, r)
	}
	return records
}

// sameAsJSON holds rows against the same as JSON, where a number is written without quotes and a blank is null.
func sameAsJSON(t *testing.T, where string, rows []map[string]string, body string) {
	t.Helper()
	d := json.NewDecoder(strings.NewReader(body))
	d.UseNumber()
	var list []map[string]any
	if err := d.Decode(&list); err != nil || len(list) != len(rows) {
		t.Fatalf("%s: %d rows as JSON, %d as CSV, %v", where, len(list), len(rows), err)
	}
	for i, row := range rows {
		for name, want := range row {
			got, ok := list[i][name]
			if text := fmt.Sprint(got); !ok || got == nil && want != "" || got != nil && text != want {
				t.Errorf("%s, row %d: %s is %v as JSON, %q as CSV", where, i+1, name, got, want)
			}
		}
	}
}

// figuresAmong looks up the figures that a chart shows among its rows, those of reports in the row of that report, totals and medians in
// one of the year, and returns how many there were.
func figuresAmong(t *testing.T, where string, option json.RawMessage, rows []map[string]string) (found int) {
	t.Helper()
	var shown struct {
		Points [][]*charts.Tip `json:"$points"`
	}
	if err := json.Unmarshal(option, &shown); err != nil {
		t.Fatal(err)
	}
	for _, tip := range slices.Concat(shown.Points...) {
		if tip == nil {
			continue
		}
		of := reportOf.FindStringSubmatch(tip.Href)
		number := firstNumber.FindString(tip.Text)
		if number == "" {
			continue
		}
		found++
		if of == nil {
			if !slices.ContainsFunc(rows, func(r map[string]string) bool { return r["year"] == tip.Year && says(r, number) }) && !sumsTo(rows, tip.Name, number) {
				t.Errorf("%s shows %s %s %s, which no row says", where, tip.Name, tip.Year, tip.Text)
			}
			continue
		}
		if !slices.ContainsFunc(rows, func(r map[string]string) bool {
			return r["agency_id"] == of[1] && r["year"] == of[2] && says(r, number)
		}) {
			t.Errorf("%s shows %s %s %s, which no row says", where, tip.Name, tip.Year, tip.Text)
		}
	}
	return found
}

// sumsTo reports whether the streams into or out of a stage of the flow are together the number that the chart shows there.
func sumsTo(rows []map[string]string, stage, number string) bool {
	return slices.ContainsFunc([]string{"source_name", "target_name"}, func(column string) bool {
		var sum, of int64
		for _, r := range rows {
			if n, err := strconv.ParseInt(r["value"], 10, 64); err == nil && r[column] == stage {
				sum, of = sum+n, of+1
			}
		}
		return of > 0 && says(map[string]string{"value": strconv.FormatInt(sum, 10)}, number)
	})
}

// says reports whether a row has the number that a chart shows: a count with separators, or a share as a percentage of one decimal.
func says(r map[string]string, number string) bool {
	v, ok := new(big.Rat).SetString(r["value"])
	if percent, rate := strings.CutSuffix(number, "%"); rate {
		if share, of := new(big.Rat).SetString(r["share"]); of {
			v, ok = share, true
		}
		return ok && v.Mul(v, big.NewRat(100, 1)).FloatString(1) == percent
	}
	if !ok {
		return false
	}
	n, ok := new(big.Rat).SetString(strings.ReplaceAll(number, ",", ""))
	return ok && n.Cmp(v) == 0
}
