package models

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestParseDecimal(t *testing.T) {
	for _, tt := range []struct {
		text     string
		decimals int
		want     int64
		ok       bool
	}{
		{"0", 0, 0, true}, {"12", 0, 12, true}, {"-3", 0, -3, true}, {"+3", 0, 3, true}, {"5.0", 0, 5, true}, {"007", 0, 7, true},
		{"1.5", 0, 0, false}, {"", 0, 0, false}, {"-", 0, 0, false}, {"--3", 0, 0, false}, {"1e3", 0, 0, false}, {"1_0", 0, 0, false}, {"0x1f", 0, 0, false},
		{".5", 6, 0, false}, {"5.", 6, 0, false}, {"712.187895", 6, 712187895, true}, {"25.1", 6, 25100000, true}, {"0.0000001", 6, 0, false}, {"0.1000000", 6, 100000, true},
		{"1.2.3", 6, 0, false}, {"99999999999999999999", 0, 0, false}, {"٣", 0, 0, false},
	} {
		if got, ok := ParseDecimal(tt.text, tt.decimals); got != tt.want && tt.ok || ok != tt.ok {
			t.Errorf("ParseDecimal(%q, %d) = %d, %v, want %d, %v", tt.text, tt.decimals, got, ok, tt.want, tt.ok)
		}
	}
}

// fill is a form of 2024 with something in one cell.
func fill(k Key, text string) (Figure, []Note) {
	rev, mistakes := Filling{Agency: "区教育局", Year: 2024, Cells: map[string]string{k.String(): text}}.Revision()
	f, _ := rev.Figure(k)
	return f, mistakes
}

func TestFilling_WhatIsTypedIntoACell(t *testing.T) {
	count := Key{"applications.received", "natural_person"}
	amount := Key{"disclosure.fees.amount", ""}
	for _, tt := range []struct {
		key   Key
		text  string
		state State
		value string
	}{
		{count, "", StateBlank, ""}, {count, " ", StateBlank, ""}, {count, "/", StateBlank, ""}, {count, "—", StateBlank, ""}, {count, "无", StateBlank, ""},
		{count, "0", StateReported, "0"}, {count, "１２", StateReported, "12"}, {count, "1,234", StateReported, "1234"}, {count, "1，234", StateReported, "1234"}, {count, " 5 ", StateReported, "5"},
		{count, "12,34", StateUnreadable, ""}, {count, "1,2345", StateUnreadable, ""}, {count, "-1", StateUnreadable, ""}, {count, "1.5", StateUnreadable, ""}, {count, "十二", StateUnreadable, ""},
		{count, "<script>", StateUnreadable, ""}, {count, "12a", StateUnreadable, ""}, {count, "9999999999999999", StateUnreadable, ""},
		{amount, "712.187895", StateReported, "712.187895"}, {amount, "0", StateReported, "0"}, {amount, "1.2345678", StateUnreadable, ""}, {amount, "1,000.5", StateReported, "1000.5"},
	} {
		f, mistakes := fill(tt.key, tt.text)
		if f.State != tt.state || f.Text() != tt.value || f.Raw != strings.TrimSpace(tt.text) {
			t.Errorf("%q: %s %q, raw %q; want %s %q", tt.text, f.State, f.Text(), f.Raw, tt.state, tt.value)
		}
		if wrong := tt.state == StateUnreadable; wrong != (len(mistakes) == 1) {
			t.Errorf("%q: mistakes %v", tt.text, mistakes)
		} else if wrong && (!strings.Contains(mistakes[0].Message, tt.key.Name(Zh)) || !strings.Contains(mistakes[0].Message, tt.text)) {
			t.Errorf("%q: %s", tt.text, mistakes[0].Message)
		}
	}
}

func TestFilling_StatedToHaveNoData(t *testing.T) {
	f := Filling{Agency: "区教育局", Year: 2024, None: []string{"applications", "remedies.reconsideration", "disclosure.rules"}}
	rev, mistakes := f.Revision()
	if len(mistakes) > 0 || len(rev.Notes) != 3 {
		t.Errorf("mistakes %v, notes %v", mistakes, rev.Notes)
	}
	for _, x := range rev.Figures {
		none := strings.HasPrefix(x.Measure, "applications.") || strings.HasPrefix(x.Measure, "remedies.reconsideration.") || strings.HasPrefix(x.Measure, "disclosure.rules.")
		if none != (x.Text() == "0") {
			t.Errorf("%s is %q, %s", x.Key(), x.Text(), x.State)
		}
	}
}

// Whatever is typed, a total is the sum of its parts or has no value, and the checks of sums pass or cannot be judged.
func TestFilling_TotalsAreSums(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := Filling{Agency: "区教育局", Year: rapid.SampledFrom([]int{2020, 2024}).Draw(t, "year"), Cells: map[string]string{}}
		computed := map[Key]bool{}
		for _, r := range f.Totals() {
			computed[r.Left[0]] = true
		}
		for _, k := range f.Keys() {
			if rapid.IntRange(0, 9).Draw(t, "empty") > 0 {
				f.Cells[k.String()] = strconv.Itoa(rapid.IntRange(0, 99).Draw(t, "n")) // totals too: what is typed there does not count
			}
		}
		rev, _ := f.Revision()
		at := rev.FigureMap()
		for _, r := range f.Totals() {
			sum, known := int64(0), true
			for _, k := range r.Right {
				if n := at[k].Number; n == nil {
					known = false
				} else {
					sum += *n
				}
			}
			total := at[r.Left[0]].Number
			if known != (total != nil) || known && *total != sum {
				t.Fatalf("%s: %v, its parts make %d, known %v", r.Left[0], total, sum, known)
			}
		}
		for _, x := range Check(Report{Year: f.Year, Revision: rev}, nil, DefaultSettings()) {
			if slices.Contains([]string{"t3.row", "t3.outcomes", "t4.channel"}, x.Rule) && x.Result == Fail {
				t.Fatalf("%s fails: %s", x.Rule, x.Sentence(Zh))
			}
		}
		if len(rev.Figures) != len(f.Keys()) || len(computed) != len(f.Totals()) {
			t.Fatalf("%d figures for %d cells; totals %v", len(rev.Figures), len(f.Keys()), slices.Collect(maps.Keys(computed)))
		}
	})
}

func TestFilling_TwoPeopleAtOnce(t *testing.T) {
	cell := func(line string) string { return "cell:applications." + line + "|natural_person" }
	start := Filling{Year: 2024, Cells: map[string]string{"applications.received|natural_person": "5"}}
	mine, conflicts, err := start.Apply([]Edit{{cell("received"), "5", "6"}, {"text:1", "", "总体情况。"}})
	if err != nil || len(conflicts) > 0 {
		t.Fatal(conflicts, err)
	}
	both, conflicts, err := mine.Apply([]Edit{{cell("granted"), "", "6"}, {cell("received"), "5", "7"}, {"text:1", "", "总体情况。"}, {"none:remedies.litigation_after", "", Stated}})
	if err != nil {
		t.Fatal(err)
	}
	if want := (Edit{cell("received"), "6", "7"}); len(conflicts) != 1 || conflicts[0] != want {
		t.Errorf("conflicts %v, want %v", conflicts, want)
	}
	if both.Cells["applications.received|natural_person"] != "6" || both.Cells["applications.granted|natural_person"] != "6" || both.Texts[1] != "总体情况。" || !slices.Equal(both.None, []string{"remedies.litigation_after"}) {
		t.Errorf("together: %+v", both)
	}
	if start.Cells["applications.received|natural_person"] != "5" || len(start.Texts) > 0 {
		t.Error("the filling that was edited changed")
	}
	solved, conflicts, err := both.Apply([]Edit{{cell("received"), "6", "7"}, {"none:remedies.litigation_after", Stated, ""}})
	if err != nil || len(conflicts) > 0 || solved.Cells["applications.received|natural_person"] != "7" || len(solved.None) > 0 {
		t.Errorf("with what stands there in view: %+v, %v, %v", solved, conflicts, err)
	}
}

func TestFilling_FieldsThatTheFormDoesNotHave(t *testing.T) {
	for _, e := range []Edit{{Field: "cell:applications.received"}, {Field: "cell:nothing|total"}, {Field: "text:0"}, {Field: "text:7"}, {Field: "text:x"}, {Field: ""}, {Field: "none:all"},
		{Field: "scope", From: "", To: "everything"}, {Field: "published_on", To: "31.1.2025"}, {Field: "cell:applications.received|total", To: strings.Repeat("1", 100)}, {Field: "text:1", To: strings.Repeat("长", 100_000)}} {
		e.To = cmp.Or(e.To, "1")
		if _, _, err := (Filling{Year: 2024}).Apply([]Edit{e}); ErrorCode(err) != EINVALID {
			t.Errorf("%.40v: %v", e, err)
		}
	}
}
