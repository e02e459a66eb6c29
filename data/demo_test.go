package data

import (
	"bytes"
	"encoding/csv"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"gongkai/models"
)

var update = flag.Bool("update", false, "rewrite golden files")

type key struct {
	agencyID string
	year     int
}

// read gives the demo's reports as a reader would: no number where none is printed, then what the other figures force.
func read(set DemoSet) map[key]models.Report {
	reports := map[key]models.Report{}
	for _, d := range set.Documents {
		rev := d.Revision
		rev.Figures = slices.Clone(rev.Figures)
		for i := range rev.Figures {
			if rev.Figures[i].State != models.StateReported {
				rev.Figures[i].Number = nil
			}
		}
		rev.Solve()
		reports[key{d.AgencyID, d.Year}] = models.Report{AgencyID: d.AgencyID, Year: d.Year, Revision: rev}
	}
	return reports
}

// failed lists the rules that a document fails, form.blank aside, and whether last year's report or its own has a fault.
func failed(set DemoSet, reports map[key]models.Report, d Document) (rules []string, faulty bool) {
	ids := []string{d.AgencyID}
	for _, o := range organs {
		if o.id == d.AgencyID && o.first == d.Year {
			ids = append(ids, o.from...)
		}
	}
	var previous []models.Report
	for _, id := range ids {
		if p, ok := reports[key{id, d.Year - 1}]; ok {
			previous = append(previous, p)
		}
	}
	for _, f := range models.Check(reports[key{d.AgencyID, d.Year}], previous, set.Settings) {
		if f.Result == models.Fail && f.Rule != "form.blank" {
			rules = append(rules, f.Rule)
		}
	}
	for _, other := range set.Documents {
		if slices.Contains(ids, other.AgencyID) && (other.Year == d.Year || other.Year == d.Year-1) {
			faulty = faulty || len(other.Faults) > 0
		}
	}
	return rules, faulty
}

func TestDemo_SameEachTime(t *testing.T) {
	if !reflect.DeepEqual(Demo(), Demo()) {
		t.Error("two sets differ")
	}
}

func TestDemo_PassesEveryRuleWhereNoFaultIsPlanted(t *testing.T) {
	set := Demo()
	reports := read(set)
	clean := 0
	for _, d := range set.Documents {
		rules, faulty := failed(set, reports, d)
		if faulty {
			continue
		}
		clean++
		if len(rules) > 0 {
			t.Errorf("%s fails %v", d.FileName, rules)
		}
	}
	if clean < 90 {
		t.Errorf("only %d documents without a fault", clean)
	}
}

func TestFaults_EachIsFoundByItsRule(t *testing.T) {
	set := Demo()
	reports := read(set)
	for _, fault := range Faults {
		i := slices.IndexFunc(set.Documents, func(d Document) bool { return d.AgencyID == fault.AgencyID && d.Year == fault.Year })
		name := fmt.Sprintf("%s of %s on %d", fault.Name, fault.AgencyID, fault.Year)
		if fault.Rule == "" {
			if i >= 0 {
				t.Errorf("%s: there is a report", name)
			}
			continue
		}
		if i < 0 {
			t.Errorf("%s: there is no such report", name)
			continue
		}
		if rules, _ := failed(set, reports, set.Documents[i]); !slices.Contains(rules, fault.Rule) {
			t.Errorf("%s: want %s to fail, only %v do", name, fault.Rule, rules)
		}
	}
}

func TestFaults_CoverEveryRule(t *testing.T) {
	for _, r := range models.Rules {
		if r.ID != "form.blank" && !slices.ContainsFunc(Faults, func(f Fault) bool { return f.Rule == r.ID }) {
			t.Errorf("no fault for %s", r.ID)
		}
	}
}

// The list of which document shows which break is testdata/quirks.txt.
func TestQuirks_EachIsShown(t *testing.T) {
	shown := Demo().QuirksShown()
	var list strings.Builder
	for _, q := range Quirks {
		files := shown[q.Code]
		if len(files) == 0 {
			t.Errorf("no document shows %s", q.Code)
		}
		fmt.Fprintf(&list, "%s %s: %s\n", q.Code, q.What, strings.Join(files, "、"))
		delete(shown, q.Code)
	}
	if len(shown) > 0 {
		t.Errorf("documents show quirks that are not in the table: %v", shown)
	}
	path := filepath.Join("testdata", "quirks.txt")
	if *update {
		if err := os.WriteFile(path, []byte(list.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if string(want) != list.String() {
		t.Errorf("%s differs; got:\n%s", path, &list)
	}
}

func TestSpecials_AreOfOrgansThatReport(t *testing.T) {
	set := Demo()
	for _, s := range specials {
		i := slices.IndexFunc(set.Documents, func(d Document) bool { return d.AgencyID == s.agencyID && d.Year == s.year })
		if i < 0 {
			t.Errorf("%s has no report on %d", s.agencyID, s.year)
		}
	}
}

func TestFigures_SatisfyTheFormOfEachEdition(t *testing.T) {
	sum := district(history(), 2023)
	for _, c := range []struct {
		edition models.Edition
		single  bool
	}{{models.Edition2019, true}, {models.Edition2021, false}, {models.Edition2021, true}} {
		rev := models.Revision{Edition: c.edition, Figures: sum.figures(c.edition, c.single)}
		figures := rev.FigureMap()
		cells := models.Cells(c.edition, c.single)
		if len(figures) != len(cells) || len(rev.Figures) != len(cells) {
			t.Errorf("%s: %d figures for %d cells", c.edition, len(rev.Figures), len(cells))
		}
		for _, rel := range models.Relations(c.single) {
			var left, right int64
			for _, k := range rel.Left {
				left += *figures[k].Number
			}
			for _, k := range rel.Right {
				right += *figures[k].Number
			}
			if left != right {
				t.Errorf("%s: %s of %s: %d and %d", c.edition, rel.Rule, rel.Subject, left, right)
			}
		}
	}
}

func TestDistrict_SumsUpItsOrgans(t *testing.T) {
	all := history()
	for year := firstYear; year <= lastYear; year++ {
		received, releases := int64(0), int64(0)
		for _, years := range all {
			if f, ok := years[year]; ok {
				received += f.line("received").total()
				releases += f.releases
			}
		}
		sum := district(all, year)
		if sum.line("received").total() != received || sum.releases != releases {
			t.Errorf("%d: the district has %d applications and %d releases, its organs %d and %d", year, sum.line("received").total(), sum.releases, received, releases)
		}
	}
}

func TestOrgans_AgreeWithTheListOfAgencies(t *testing.T) {
	rows, err := csv.NewReader(bytes.NewReader(AgenciesCSV())).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	listed := slices.Concat([]organ{government}, organs)
	if len(rows) != len(listed)+1 {
		t.Fatalf("%d rows for %d agencies", len(rows), len(listed))
	}
	for i, o := range listed {
		former := ""
		if o.formerName != "" {
			former = fmt.Sprintf("%s@~%d-05-31", o.formerName, o.renamedIn)
		}
		row := rows[i+1]
		want := []string{o.id, strconv.Itoa(i + 1), string(o.kind), o.name, row[4], row[5], former, fmt.Sprintf("%d-%d", o.first, o.last), row[8]}
		if row = row[:9]; !slices.Equal(row, want) { // the tenth is the English name
			t.Errorf("agencies.csv has %v, the generator %v", row, want)
		}
		for _, id := range o.from {
			if j := slices.IndexFunc(rows, func(r []string) bool { return r[0] == id }); j < 0 || rows[j][8] != fmt.Sprintf("并入 %s@%d-03-01", o.id, o.first) {
				t.Errorf("%s is not listed as merged into %s", id, o.id)
			}
		}
	}
}

func TestManifest_NamesEachDocumentOnce(t *testing.T) {
	seen := map[string]bool{}
	for _, r := range Demo().Manifest() {
		if seen[r.File] {
			t.Errorf("%s twice", r.File)
		}
		seen[r.File] = true
		if r.AgencyID == "" || r.PublishedOn <= strconv.Itoa(r.Year) || !strings.HasPrefix(r.SourceURL, "https://www.shiliqu.example/") {
			t.Errorf("incomplete: %+v", r)
		}
		if (r.Scope == models.ScopeTerritory) != (r.AgencyID == government.id) {
			t.Errorf("%s has scope %s", r.File, r.Scope)
		}
	}
}

func TestExpected_KeepsWhatIsPrinted(t *testing.T) {
	var d Document
	for _, x := range Demo().Documents {
		if slices.Contains(x.Quirks, "slash_zeros") && x.Year == 2020 {
			d = x
		}
	}
	blank := d.Expected()[models.Key{Measure: "applications.refused.state_secret", Applicant: "legal"}]
	if blank.State != models.StateBlank || blank.Number == nil || *blank.Number != 0 {
		t.Errorf("a slash for 0 is expected as %+v", blank)
	}
	if d.Expected()[models.Key{Measure: "releases.total"}].Number == nil {
		t.Error("the releases are not expected")
	}
}

func TestWrite_WritesEveryDocumentAndTellsProgress(t *testing.T) {
	dir, last := t.TempDir(), 0
	set := Demo()
	set.Documents = set.Documents[:5]
	err := set.Write(dir, func(w io.Writer, d Document) error {
		_, err := io.WriteString(w, d.AgencyName)
		return err
	}, func(done, total int) {
		if done != last+1 || total != 5 {
			t.Errorf("progress %d of %d after %d", done, total, last)
		}
		last = done
	})
	if err != nil || last != 5 {
		t.Fatalf("wrote %d: %v", last, err)
	}
	if text, err := os.ReadFile(filepath.Join(dir, set.Documents[2].FileName)); err != nil || string(text) != set.Documents[2].AgencyName {
		t.Errorf("got %q, %v", text, err)
	}
}

func TestWrite_NamesTheDocumentThatFails(t *testing.T) {
	set := Demo()
	broken := errors.New("broken")
	err := set.Write(t.TempDir(), func(io.Writer, Document) error { return broken }, nil)
	if !errors.Is(err, broken) || !strings.Contains(err.Error(), set.Documents[0].FileName) {
		t.Errorf("got %v", err)
	}
	if err := set.Write(filepath.Join(t.TempDir(), "nowhere"), func(io.Writer, Document) error { return nil }, nil); err == nil {
		t.Error("a missing folder went unnoticed")
	}
}

func TestChineseNumeral(t *testing.T) {
	for n, want := range map[int]string{7: "七", 10: "十", 16: "十六", 20: "二十", 105: "一百零五", 110: "一百一十", 235: "二百三十五", 400: "四百", 1004: "一千零四", 2030: "二千零三十"} {
		if got := chineseNumeral(n); got != want {
			t.Errorf("%d: got %s, want %s", n, got, want)
		}
	}
}
