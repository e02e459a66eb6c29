package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"strconv"
	"strings"

	"gongkai/models"
)

// DataFile is a SQLite file that is being made for the public: a table for each data file, views to read them by, and tables that say
// what is in it. It has nothing of this system's own tables. The same content gives the same bytes.
type DataFile struct {
	pool   *sql.DB
	tx     *sql.Tx
	tables []*dataTable
	path   string
}

type dataTable struct {
	models.DataTable
	rows   []any  // of the next INSERT
	waits  int    // how many rows that is
	insert string // of a full one
}

// parametersAtOnce bounds the parameters of an INSERT: the driver binds them in quadratic time.
const parametersAtOnce = 160

// CreateDataFile begins a file at path with empty tables, in order. It fails with ECONFLICT if something is there already.
func CreateDataFile(ctx context.Context, path string, tables []models.DataTable) (*DataFile, error) {
	path, err := databaseFile(path)
	if err != nil {
		return nil, err
	}
	if exists(path) {
		return nil, models.Errorf(models.ECONFLICT, "文件“%s”已经存在，请换一个文件名。", path)
	}
	// No journal and no waiting for the disk: a file that was not completed is thrown away.
	db, err := connect(ctx, fileURI(path, url.Values{"_pragma": {"journal_mode(OFF)", "synchronous(OFF)", "page_size(4096)", "cache_size(-16384)", "temp_store(FILE)"}}), 1)
	if err != nil {
		return nil, describe(fmt.Errorf("create %s: %w", path, err), path)
	}
	d := &DataFile{path: path}
	if d.pool, err = db.DB(); err != nil {
		return nil, err
	}
	if err := d.begin(ctx, tables); err != nil {
		return nil, errors.Join(d.describe(err), d.pool.Close())
	}
	return d, nil
}

func (d *DataFile) describe(err error) error { return describe(err, d.path) }

func (d *DataFile) begin(ctx context.Context, tables []models.DataTable) error {
	var err error
	if d.tx, err = d.pool.BeginTx(ctx, nil); err != nil {
		return fmt.Errorf("begin: %w", err)
	}
	for _, t := range tables {
		columns := make([]string, len(t.Columns))
		for i, c := range t.Columns {
			columns[i] = identifier(c.Name) + " " + sqlTypes[c.Kind]
		}
		if _, err := d.tx.Exec("CREATE TABLE " + identifier(t.Name) + " (" + strings.Join(columns, ", ") + ")"); err != nil {
			return fmt.Errorf("create table %s: %w", t.Name, err)
		}
		table := &dataTable{DataTable: t}
		table.insert = table.insertOf(table.batch())
		d.tables = append(d.tables, table)
	}
	return nil
}

// sqlTypes are the types of columns. A number keeps to whole where it is; text is never NULL.
var sqlTypes = map[models.ColumnKind]string{models.ColumnText: "TEXT NOT NULL", models.ColumnInteger: "INTEGER", models.ColumnDecimal: "NUMERIC"}

// identifier quotes a name.
func identifier(name string) string { return `"` + strings.ReplaceAll(name, `"`, `""`) + `"` }

// batch is how many rows one INSERT takes.
func (t *dataTable) batch() int { return max(1, parametersAtOnce/len(t.Columns)) }

func (t *dataTable) insertOf(rows int) string {
	row := "(" + strings.TrimSuffix(strings.Repeat("?,", len(t.Columns)), ",") + ")"
	return "INSERT INTO " + identifier(t.Name) + " VALUES " + strings.TrimSuffix(strings.Repeat(row+",", rows), ",")
}

// Insert adds a row to a table, given by its place; it does not keep cells.
func (d *DataFile) Insert(table int, cells []string) error {
	t := d.tables[table]
	if len(cells) != len(t.Columns) {
		return fmt.Errorf("a row of %s has %d cells for %d columns", t.Name, len(cells), len(t.Columns))
	}
	for i, cell := range cells {
		v, err := dataValue(t.Columns[i], cell)
		if err != nil {
			return fmt.Errorf("table %s: %w", t.Name, err)
		}
		t.rows = append(t.rows, v)
	}
	t.waits++
	if t.waits < t.batch() {
		return nil
	}
	return d.flush(t)
}

func (d *DataFile) flush(t *dataTable) error {
	if t.waits == 0 {
		return nil
	}
	statement := t.insert
	if t.waits < t.batch() {
		statement = t.insertOf(t.waits)
	}
	_, err := d.tx.Exec(statement, t.rows...)
	t.rows, t.waits = t.rows[:0], 0
	if err != nil {
		return d.describe(fmt.Errorf("write table %s: %w", t.Name, err))
	}
	return nil
}

func dataValue(c models.DataColumn, cell string) (any, error) {
	switch {
	case c.Kind == models.ColumnText:
		return cell, nil
	case cell == "":
		return nil, nil
	}
	if n, err := strconv.ParseInt(cell, 10, 64); err == nil {
		return n, nil
	}
	n, err := strconv.ParseFloat(cell, 64)
	if err != nil || c.Kind == models.ColumnInteger || strings.ContainsAny(cell, "xXnNpP_") {
		return nil, fmt.Errorf("column %s holds %q, which is no number", c.Name, cell)
	}
	return n, nil
}

// dataViews are the views of a data file, each with the table it needs.
var dataViews = []struct{ name, table, sql string }{
	{"v_applications_by_year", "observations_long", `SELECT year, measure, measure_name, value, unit, flags, coverage_n, coverage_of FROM observations_long
		WHERE row_type = 'total' AND section = 3 AND applicant = 'total' ORDER BY year, rowid`},
	{"v_figures", "observations_long", `SELECT agency_id, agency_name, year, measure, measure_name, applicant, value, unit, value_status, flags, source_locator FROM observations_long WHERE row_type = 'figure'`},
	{"v_totals", "observations_long", `SELECT year, measure, measure_name, applicant, value, unit, flags, coverage_n, coverage_of FROM observations_long WHERE row_type = 'total'`},
	{"v_indicators_by_year", "indicators_long", `SELECT year, indicator_id, indicator_name, numerator, denominator, value, unit, display_rule, coverage_n, coverage_of FROM indicators_long WHERE row_type = 'total'`},
	{"v_missing_reports", "reports", `SELECT agency_id, agency_name, year, due_on FROM reports WHERE status = 'missing'`},
	{"v_failed_checks", "quality_findings", `SELECT agency_id, agency_name, year, rule_id, rule_name, severity, message FROM quality_findings WHERE result = 'fail'`},
}

// Close completes the file with its indexes, views, what about says of it, and what each column means. After an error the file is to be
// thrown away.
func (d *DataFile) Close(about [][2]string) error {
	err := d.complete(about)
	if err != nil {
		d.tx.Rollback()
	} else if err = d.tx.Commit(); err == nil {
		_, err = d.pool.Exec("VACUUM")
	}
	return errors.Join(d.describe(err), d.pool.Close())
}

// Abandon frees what is held for a file that is not to be completed.
func (d *DataFile) Abandon() error {
	d.tx.Rollback() // fails where its context has ended, which rolled it back
	return d.pool.Close()
}

func (d *DataFile) complete(about [][2]string) error {
	for _, t := range d.tables {
		if err := d.flush(t); err != nil {
			return err
		}
	}
	if _, err := d.tx.Exec("CREATE TABLE metadata (name TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID"); err != nil {
		return fmt.Errorf("create table metadata: %w", err)
	}
	for _, fact := range about {
		if _, err := d.tx.Exec("INSERT INTO metadata VALUES (?, ?)", fact[0], fact[1]); err != nil {
			return fmt.Errorf("write metadata: %w", err)
		}
	}
	if _, err := d.tx.Exec(`CREATE TABLE columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL, label TEXT NOT NULL, label_en TEXT NOT NULL,
		meaning TEXT NOT NULL, meaning_en TEXT NOT NULL, PRIMARY KEY (table_name, column_name)) WITHOUT ROWID`); err != nil {
		return fmt.Errorf("create table columns: %w", err)
	}
	for _, t := range d.tables {
		for _, c := range t.Columns {
			if _, err := d.tx.Exec("INSERT INTO columns VALUES (?, ?, ?, ?, ?, ?)", t.Name, c.Name, c.Label.Zh, c.Label.En, c.Meaning.Zh, c.Meaning.En); err != nil {
				return fmt.Errorf("write columns: %w", err)
			}
		}
	}
	return d.createViews()
}

// createViews makes the views whose table is there, and an index for those who look up a measure.
func (d *DataFile) createViews() error {
	names := map[string]bool{}
	for _, t := range d.tables {
		names[t.Name] = true
	}
	for _, v := range dataViews {
		if !names[v.table] {
			continue
		}
		if _, err := d.tx.Exec("CREATE VIEW " + v.name + " AS " + v.sql); err != nil {
			return fmt.Errorf("create view %s: %w", v.name, err)
		}
	}
	if names["observations_long"] {
		if _, err := d.tx.Exec("CREATE INDEX observations_measure ON observations_long (measure, applicant, year)"); err != nil {
			return fmt.Errorf("create index: %w", err)
		}
	}
	return nil
}
