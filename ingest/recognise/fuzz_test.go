package recognise

import (
	"math/big"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"gongkai/ingest/cells"
	"gongkai/ingest/cells/cellstest"
	"gongkai/models"
)

// bend changes the grids of a document as writers, converters and bad days do. Four bytes are one change: what, in which grid, in which
// row, at which position.
func bend(d *cells.Document, edits []byte) {
	var grids []*cells.Grid
	for i := range d.Blocks {
		if d.Blocks[i].Grid != nil {
			grids = append(grids, d.Blocks[i].Grid)
		}
	}
	for len(grids) > 0 && len(edits) >= 4 {
		g := grids[int(edits[1])%len(grids)]
		bendGrid(d, g, int(edits[0]), int(edits[2]), int(edits[3]))
		edits = edits[4:]
	}
}

func bendGrid(d *cells.Document, g *cells.Grid, what, at, col int) {
	if len(g.Rows) == 0 || len(g.Rows) > 200 {
		return
	}
	at %= len(g.Rows)
	row := &g.Rows[at]
	if len(row.Cells) == 0 {
		return
	}
	col %= len(row.Cells)
	next := (col + 1) % len(row.Cells)
	everyRow := func(do func(cs []cells.Cell) []cells.Cell) {
		for i := range g.Rows {
			if cs := g.Rows[i].Cells; len(cs) > max(col, next) && len(cs) < 60 {
				g.Rows[i].Cells = do(slices.Clone(cs))
			}
		}
	}
	gone := cells.Cell{Absent: true}
	if g.Ragged {
		gone = cells.Cell{}
	}
	switch what % 18 {
	case 0:
		g.Rows = slices.Delete(slices.Clone(g.Rows), at, at+1)
	case 1:
		g.Rows = slices.Insert(slices.Clone(g.Rows), at, cells.Row{Cells: slices.Clone(row.Cells)})
	case 2:
		other := (at + 1) % len(g.Rows)
		g.Rows[at], g.Rows[other] = g.Rows[other], g.Rows[at]
	case 3: // a column is lost
		everyRow(func(cs []cells.Cell) []cells.Cell { return slices.Delete(cs, col, col+1) })
		g.Columns--
	case 4:
		everyRow(func(cs []cells.Cell) []cells.Cell { return slices.Insert(cs, col, cs[col]) })
		g.Columns++
	case 5:
		everyRow(func(cs []cells.Cell) []cells.Cell { cs[col], cs[next] = cs[next], cs[col]; return cs })
	case 6:
		row.Cells[col].Text = ""
	case 7:
		row.Cells[col].Text += "7"
	case 8: // a row slips to the left
		row.Cells = append(slices.Delete(slices.Clone(row.Cells), col, col+1), gone)
	case 9: // and to the right
		row.Cells = slices.Insert(slices.Clone(row.Cells), col, gone)[:len(row.Cells)]
	case 10:
		row.Cells[col], row.Cells[next] = row.Cells[next], row.Cells[col]
	case 11:
		row.Cells[col].Text = []string{"/", "—", "无", "3 4", "1,204", "１２", "-3", "1.5", "12件", "三", "7①", "1\n2", "上年", "- 4 -", "万元", "5 [2]"}[at%16]
	case 12: // merged to the right
		if next > col {
			row.Cells[next] = row.Cells[col]
			row.Cells[next].Across++
		}
	case 13: // merged downwards
		if at+1 < len(g.Rows) && col < len(g.Rows[at+1].Cells) {
			below := row.Cells[col]
			below.Down++
			g.Rows[at+1].Cells[col] = below
		}
	case 14:
		row.Cells[col] = gone
	case 15: // a page ends here
		rest := &cells.Grid{Columns: g.Columns, Ragged: g.Ragged, Rows: slices.Clone(g.Rows[at:])}
		g.Rows = g.Rows[:at:at]
		if i := slices.IndexFunc(d.Blocks, func(b cells.Block) bool { return b.Grid == g }); i >= 0 && len(d.Blocks) < 200 {
			d.Blocks = slices.Insert(slices.Clone(d.Blocks), i+1, cells.Block{Grid: rest})
		}
	case 16: // a table stands twice
		if i := slices.IndexFunc(d.Blocks, func(b cells.Block) bool { return b.Grid == g }); i >= 0 && len(d.Blocks) < 60 {
			twin := &cells.Grid{Columns: g.Columns, Ragged: g.Ragged}
			for _, r := range g.Rows {
				twin.Rows = append(twin.Rows, cells.Row{Cells: slices.Clone(r.Cells)})
			}
			d.Blocks = slices.Insert(slices.Clone(d.Blocks), min(i+1+col%2, len(d.Blocks)), cells.Block{Grid: twin})
		}
	case 17:
		g.Ragged = !g.Ragged
		if g.Ragged {
			for i := range g.Rows {
				g.Rows[i].Cells = slices.DeleteFunc(slices.Clone(g.Rows[i].Cells), func(c cells.Cell) bool { return !c.Origin() || c.Absent })
			}
		}
	}
	if !g.Ragged {
		level(g)
	}
}

// level gives all rows one width again.
func level(g *cells.Grid) {
	g.Columns = 0
	for _, r := range g.Rows {
		g.Columns = max(g.Columns, len(r.Cells))
	}
	for i := range g.Rows {
		for len(g.Rows[i].Cells) < g.Columns {
			g.Rows[i].Cells = append(g.Rows[i].Cells, cells.Cell{Absent: true})
		}
	}
}

func gridsOf(d cells.Document) []*cells.Grid {
	var grids []*cells.Grid
	for _, b := range d.Blocks {
		if b.Grid != nil {
			grids = append(grids, b.Grid)
		}
	}
	return grids
}

// printedAt returns the cell at a place.
func printedAt(d cells.Document, w models.Where) (cells.Cell, bool) {
	grids := gridsOf(d)
	if w.Table < 1 || w.Table > len(grids) || w.Row < 1 || w.Row > len(grids[w.Table-1].Rows) {
		return cells.Cell{}, false
	}
	cs := grids[w.Table-1].Rows[w.Row-1].Cells
	if w.Column < 1 || w.Column > len(cs) {
		return cells.Cell{}, false
	}
	return cs[w.Column-1], true
}

var bareNumber = regexp.MustCompile(`^[+-]?[0-9][0-9,]*(\.[0-9]+)?$`)

// plainlySaid reads a cell's text in a way of its own, as far as digits, separators and units go; nil for what has more in it.
func plainlySaid(text string, decimals int) *big.Rat {
	s := strings.NewReplacer("，", ",", "－", "-", "．", ".", "−", "-", "–", "-").Replace(text)
	s = strings.Map(func(r rune) rune {
		switch {
		case r >= '０' && r <= '９':
			return r - '０' + '0'
		case r == ' ' || r == '\n' || r == '\t':
			return -1
		}
		return r
	}, s)
	scale := int64(1)
	for _, u := range []struct {
		name string
		by   int64
	}{{"件", 1}, {"项", 1}, {"条", 1}, {"万元", 10000}, {"元", 1}} {
		if rest, ok := strings.CutSuffix(s, u.name); ok && (decimals > 0) == strings.Contains(u.name, "元") {
			s, scale = rest, u.by
			break
		} else if ok {
			return nil
		}
		if u.name == "元" && decimals > 0 {
			scale = 10000 // where none is written
		}
	}
	if !bareNumber.MatchString(s) {
		return nil
	}
	n, ok := new(big.Rat).SetString(strings.ReplaceAll(s, ",", ""))
	if !ok {
		return nil
	}
	if decimals > 0 { // in hundredths of a yuan
		n.Mul(n, big.NewRat(scale*100, 1))
	}
	return n
}

// FuzzReport holds whatever tables a document may have against what must be true of any reading of them.
func FuzzReport(f *testing.F) {
	goldens, err := filepath.Glob("../*/testdata/*.golden.txt")
	if err != nil || len(goldens) < 8 {
		f.Fatalf("%d documents to begin with, %v", len(goldens), err)
	}
	for i, name := range goldens {
		data, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		for what := range 18 {
			if (what+i)%6 == 0 {
				f.Add(string(data), []byte{byte(what), byte(i), byte(5 * what), byte(what + 3), byte(what + 7), 1, 9, 4})
			}
		}
	}
	f.Fuzz(func(t *testing.T, dump string, edits []byte) {
		if len(dump) > 40_000 || len(edits) > 64 {
			return
		}
		d := cellstest.Undump(dump)
		bend(&d, edits)
		begun := time.Now()
		rev, year, err := Report(d, "报告.docx")
		if took := time.Since(begun); took > 20*time.Second {
			t.Errorf("took %v", took)
		}
		if err != nil {
			if models.ErrorCode(err) != models.EINVALID {
				t.Errorf("no sentence for %v", err)
			}
			return
		}
		again, year2, _ := Report(d, "报告.docx")
		if !reflect.DeepEqual(rev, again) || year != year2 {
			t.Fatalf("read twice: %s", cmp.Diff(rev, again))
		}
		mustStandWhereItSays(t, d, rev)
	})
}

// mustStandWhereItSays fails the test if a figure is not what is printed at its place, or shares its place with another.
func mustStandWhereItSays(t *testing.T, d cells.Document, rev models.Revision) {
	t.Helper()
	seen := map[models.Key]bool{}
	placed := map[[3]int]models.Key{}
	for _, x := range rev.Figures {
		k := x.Key()
		m, known := models.MeasureOf(k.Measure)
		if seen[k] || !known {
			t.Fatalf("%v is there twice, or nowhere in the form", k)
		}
		seen[k] = true
		switch {
		case x.State != models.StateReported && x.Number != nil && !x.Flags.Has(models.FlagZeroImplied) && !x.Flags.Has(models.FlagDerived):
			t.Fatalf("%v: %s with the number %d", k, x.State, *x.Number)
		case x.State != models.StateReported:
			continue
		case x.Number == nil:
			t.Fatalf("%v is reported without a number", k)
		case !m.InTable():
			if !strings.Contains(rev.Text(m.Section), x.Where.Quote) {
				t.Fatalf("%v: section %d does not say %q", k, m.Section, x.Where.Quote)
			}
			continue
		}
		c, ok := printedAt(d, x.Where)
		if !ok || c.Absent || c.Text != x.Raw {
			t.Fatalf("%v is %q at %v, where %q stands", k, x.Raw, x.Where, c.Text)
		}
		place := [3]int{x.Where.Table, x.Where.Row - c.Down, x.Where.Column - c.Across}
		if other, taken := placed[place]; taken {
			t.Fatalf("%v and %v are one cell, %v", k, other, x.Where)
		}
		placed[place] = k
		if said := plainlySaid(c.Text, m.Decimals()); said != nil && said.Cmp(big.NewRat(*x.Number, 1)) != 0 && !noted(rev, k) {
			t.Fatalf("%v is %d, printed %q", k, *x.Number, c.Text)
		}
	}
}

// noted reports whether a note speaks of how a figure was read.
func noted(rev models.Revision, k models.Key) bool {
	return slices.ContainsFunc(rev.Notes, func(n models.Note) bool { return n.Key == k.String() })
}
