package handlers

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"gongkai/export"
	"gongkai/models"
	"gongkai/store"
)

// rowSource gives an endpoint's rows in its order, at least those that a query asks for from its position on. It stops where emit fails,
// and gives that error back.
type rowSource func(ctx context.Context, q *apiQuery, emit func(row []string) error) error

// What one answer may cost, whatever is asked: how many rows it looks at for those it keeps, and how many figures its totals add up. A
// page ends early where that is reached, and the next goes on from there.
const (
	maxScanned = 250_000
	maxSummed  = 8_000_000
)

// errEnough ends the making of rows.
var errEnough = errors.New("the page is full")

// page is the rows of one page and where it ends.
type page struct {
	rows [][]string
	end  position
	more bool
}

// page makes the page that is asked for.
func (q *apiQuery) page(ctx context.Context) (page, error) {
	p := page{end: position{State: q.state(), Filters: q.fingerprint()}}
	agency, year := q.endpoint.key()
	at, scanned := p.end, 0
	keep := q.keeper()
	err := q.endpoint.rows(ctx, q, func(row []string) error {
		id, y := "", 0
		if agency >= 0 {
			id = row[agency]
		}
		if year >= 0 {
			y, _ = strconv.Atoi(row[year])
		}
		if id != at.Agency || y != at.Year {
			at.Agency, at.Year, at.Row = id, y, 0
		}
		at.Row++
		if q.after.holds(at) {
			return nil
		}
		scanned++
		kept := keep(row)
		if kept && len(p.rows) == q.limit || scanned > maxScanned {
			p.more = true
			return errEnough
		}
		if kept {
			p.rows = append(p.rows, q.chosenFields(row))
		}
		p.end = at
		return nil
	})
	if err != nil && !errors.Is(err, errEnough) {
		return page{}, fmt.Errorf("list %s: %w", q.endpoint.name, err)
	}
	return p, nil
}

// holds reports whether the row at x was in the pages up to this position, given that x is of its agency or a later one.
func (p position) holds(x position) bool {
	return x.Agency == p.Agency && (x.Year < p.Year || x.Year == p.Year && x.Row <= p.Row)
}

// key is the columns that say which agency and year a row is of, -1 where the endpoint is not in the order of agencies.
func (e *endpoint) key() (agency, year int) {
	if !e.keyed {
		return -1, -1
	}
	return e.column("agency_id"), e.column("year")
}

// column finds a column by its code, -1 if the endpoint has none.
func (e *endpoint) column(code string) int {
	return slices.IndexFunc(e.columns(), func(c export.Column) bool { return c.Code == code })
}

// keeper returns what tells the rows that the filters keep. It judges the columns themselves, so that a filter means what they say,
// whatever a source leaves out before.
func (q *apiQuery) keeper() func(row []string) bool {
	type test struct {
		column int
		among  map[string]bool
		many   bool // the cell is a list
	}
	var tests []test
	for _, p := range q.endpoint.filters {
		chosen, ok := q.chosen[p.name]
		if !ok || p.column == "" {
			continue
		}
		if p.kind == yearsParameter {
			chosen = nil
			for _, y := range q.years {
				chosen = append(chosen, strconv.Itoa(y))
			}
		}
		x := test{column: q.endpoint.column(p.column), among: map[string]bool{}, many: p.column == "flags"}
		for _, v := range chosen {
			x.among[v] = true
		}
		tests = append(tests, x)
	}
	words, searched := q.words, q.endpoint.searched()
	return func(row []string) bool {
		for _, x := range tests {
			if x.many && !slices.ContainsFunc(strings.Split(row[x.column], ";"), func(v string) bool { return x.among[v] }) || !x.many && !x.among[row[x.column]] {
				return false
			}
		}
		if len(words) == 0 || len(searched) == 0 {
			return true
		}
		texts := make([]string, len(searched))
		for i, c := range searched {
			texts[i] = row[c]
		}
		return models.HasWords(words, texts...)
	}
}

// searched are the columns that words are looked for in.
func (e *endpoint) searched() []int {
	var columns []int
	for _, code := range e.words {
		columns = append(columns, e.column(code))
	}
	return columns
}

func (q *apiQuery) chosenFields(row []string) []string {
	cells := make([]string, len(q.fields))
	for i, c := range q.fields {
		cells[i] = row[c]
	}
	return cells
}

// state is the state of the data that the rows are of.
func (q *apiQuery) state() string { return q.world.state() }

// totals reports whether totals are asked for.
func (q *apiQuery) totals() bool {
	return slices.Equal(q.chosen["row_type"], []string{export.RowTotal})
}

// dataset is the part of the data that a query needs, from its position on: agencies and years, and of reports what content says.
// Totals are of all agencies.
func (q *apiQuery) dataset(ctx context.Context, content store.Content) export.Dataset {
	w := q.world
	d := export.Dataset{SnapshotID: w.snapshot.ID, SnapshotAt: w.snapshot.CreatedAt, Settings: w.settings, Agencies: w.agencies, Successions: w.successions, Years: w.reported()}
	filter := store.ReportRange{ReportFilter: store.ReportFilter{Statuses: []models.Status{models.StatusPublished}}, Part: &content}
	if len(q.years) < len(w.years) && !q.endpoint.looks {
		filter.Years = q.years
		d.Years = slices.DeleteFunc(d.Years, func(y int) bool { return !slices.Contains(q.years, y) })
	}
	if ids, ok := q.chosen["a"]; ok {
		filter.Agencies = ids
		d.Agencies = slices.DeleteFunc(slices.Clone(w.agencies), func(a models.Agency) bool { return !slices.Contains(ids, a.ID) })
	}
	if !q.totals() {
		if i := slices.IndexFunc(d.Agencies, func(a models.Agency) bool { return a.ID == q.after.Agency }); i >= 0 {
			d.Agencies = d.Agencies[i:]
			filter.From = store.Place{Position: d.Agencies[0].Position, AgencyID: q.after.Agency}
			if !q.endpoint.looks {
				filter.From.Year = q.after.Year
			}
		}
	}
	d.Reports = w.store.EachReportIn(ctx, filter)
	return d
}

// ofFile gives the rows of a data file.
func ofFile(name string, content func(q *apiQuery) store.Content) rowSource {
	return func(ctx context.Context, q *apiQuery, emit func([]string) error) error {
		f, _ := export.FileOf(name)
		if q.totals() {
			if err := q.summable(); err != nil {
				return err
			}
		}
		return f.Rows(q.dataset(ctx, content(q)), emit)
	}
}

// summable refuses totals of more figures than one answer may add up.
func (q *apiQuery) summable() error {
	reports, each := 0, len(measureCodes())*2
	for _, h := range q.world.reports {
		if slices.Contains(q.years, h.Year) {
			reports++
		}
	}
	if m := q.chosen["m"]; len(m) > 0 && q.endpoint.name == "observations" {
		each = len(m) * len(models.Applicants)
	}
	if reports*each <= maxSummed {
		return nil
	}
	return &problem{kind: "too-broad", parameter: "y", err: models.Errorf(models.EINVALID, "合计要加的数字太多（约 %d 个），请用 y 或 m 缩小范围，或下载整个文件。", reports*each)}
}

// ofTable gives the rows of a table that is made at once.
func ofTable(table func(ctx context.Context, q *apiQuery) (export.Table, error)) rowSource {
	return func(ctx context.Context, q *apiQuery, emit func([]string) error) error {
		t, err := table(ctx, q)
		if err != nil {
			return err
		}
		for _, row := range t.Rows {
			if err := emit(row); err != nil {
				return err
			}
		}
		return nil
	}
}
