package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"hash"
	"maps"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/pressly/goose/v3"
	"gorm.io/gorm"

	"gongkai/models"
)

// publicTable is what a snapshot holds of one table.
type publicTable struct {
	name    string
	columns string // all that are public
	where   string // which rows; "live." is the database that is copied, everything else the copy so far
	key     string // what its rows are in order of, for the checksum
	blank   string // columns that are there and stay empty, with what stands in them
}

// publicTables are the tables of a snapshot, a table before those that refer to it. What is named neither here nor in privateTables
// fails a test: whether something is public is decided when it is made, and nothing becomes so by being added to a table.
//
// Reports are those that are published, with every revision that is or was public, as on their pages. Documents are named and not
// kept: their bytes stand under their checksum.
var publicTables = []publicTable{
	{name: "agencies", columns: "id, position, kind, name, pinyin, name_en", key: "id"},
	{name: "agency_names", columns: "agency_id, name, alias, since, until", key: "agency_id, name"},
	{name: "agency_spellings", columns: "agency_id, spelling", key: "agency_id, spelling"},
	{name: "obligations", columns: "agency_id, year", key: "agency_id, year"},
	{name: "exemptions", columns: "agency_id, year, reason", key: "agency_id, year"},
	{name: "successions", columns: "predecessor_id, successor_id, kind, happened_on", key: "predecessor_id, successor_id, kind, happened_on"},
	{name: "exclusions", columns: "year, agency_id, reason", key: "year, agency_id"},
	{name: "consolidation_locks", columns: "year, locked_at, sums", key: "year"},
	{name: "reports", columns: "id, agency_id, year, status, current_id", where: "status = 'published'", key: "id"},
	{name: "revisions", columns: "id, report_id, no, edition, scope, agency_name, title, title_year, period_year, published_on, source_url, parser_no, created_at, published_at",
		where: "report_id IN (SELECT id FROM reports) AND published_at IS NOT NULL", key: "id"},
	{name: "revision_reasons", columns: "revision_id, reason", where: ofRevisions, key: "revision_id"},
	{name: "revision_counts", columns: "revision_id, errors, warnings, not_assessable, cells, blank, absent, unreadable", where: ofRevisions, key: "revision_id"},
	{name: "texts", columns: "revision_id, section, heading, body", where: ofRevisions, key: "revision_id, section"},
	{name: "search_texts", columns: "revision_id, section, body", where: ofRevisions, key: "revision_id, section"},
	{name: "figures", columns: "revision_id, measure, applicant, value, state, flags, raw, place", where: ofRevisions, key: "revision_id, measure, applicant"},
	{name: "notes", columns: `revision_id, no, "key", message, place`, where: ofRevisions, key: "revision_id, no"},
	{name: "findings", columns: "revision_id, no, rule, severity, result, subject, figures, details", where: ofRevisions, key: "revision_id, no"},
	{name: "confirmations", columns: "revision_id, finding, reason", where: ofRevisions, key: "revision_id, finding"},
	{name: "sources", columns: "sha256, name, format, size, retrieved_at", blank: "data: x''",
		where: "sha256 IN (SELECT x.sha256 FROM live.revision_sources x JOIN revisions v ON v.id = x.revision_id)", key: "sha256"},
	{name: "revision_sources", columns: "revision_id, sha256, no", where: ofRevisions, key: "revision_id, no"},
	{name: "settings", columns: `"key", value`, where: `"key" IN (` + settingKeys() + ")", key: `"key"`},
}

const ofRevisions = "revision_id IN (SELECT id FROM revisions)"

// privateTables are the tables that snapshots leave empty. The version is set apart: it is no data.
var privateTables = []string{"queue_entries", "submissions", "decisions", "remarks", "fillings", "feedback",
	"agency_acts", "users", "user_agencies", "invitations", "sessions", "sign_in_attempts", "tokens", "audit_log", "data_version", "snapshots", "snapshot_files", "snapshot_chunks", "snapshot_parts"}

// settingKeys lists the fields of models.Settings, which pages show; the table may come to hold others.
func settingKeys() string {
	b, err := json.Marshal(models.DefaultSettings())
	fields := map[string]any{}
	if err == nil {
		err = json.Unmarshal(b, &fields)
	}
	if err != nil {
		panic(err) // settings are always JSON: the store keeps them so
	}
	return "'" + strings.Join(slices.Sorted(maps.Keys(fields)), "', '") + "'"
}

// Freeze copies the published data, as it is in one moment, into a database of its own in a new file at path, and opens it. Others go
// on reading and writing meanwhile. The same data gives the same bytes. It fails with ECONFLICT if something is at path already.
func (s *Store) Freeze(ctx context.Context, path string) (models.Frozen, *Store, error) {
	if exists(path) {
		return models.Frozen{}, nil, models.Errorf(models.ECONFLICT, "文件“%s”已经存在，请换一个文件名。", path)
	}
	work := path + ".work"
	defer removeDatabase(work)
	frozen, err := s.freeze(ctx, work, path)
	if err != nil {
		removeDatabase(path)
		return models.Frozen{}, nil, describe(fmt.Errorf("freeze %s: %w", s.name, err), s.name)
	}
	copied, err := Open(ctx, path)
	if err != nil {
		return models.Frozen{}, nil, err
	}
	return frozen, copied, nil
}

// freeze fills the database at work and writes a compact copy of it to path.
func (s *Store) freeze(ctx context.Context, work, path string) (frozen models.Frozen, err error) {
	c, err := Open(ctx, work)
	if err != nil {
		return frozen, err
	}
	defer c.Close()
	live, err := databaseFile(s.name)
	if err != nil {
		return frozen, err
	}
	db := c.w.WithContext(ctx)
	if err := attach(db, live, "live"); err != nil {
		return frozen, err
	}
	frozen = models.Frozen{Rows: map[string]int{}}
	err = db.Transaction(func(tx *gorm.DB) error { // reads the live database as it is when this begins
		for _, t := range publicTables {
			if err := tx.Exec(t.copy()).Error; err != nil {
				return fmt.Errorf("copy %s: %w", t.name, err)
			}
		}
		if err := tx.Raw("SELECT version FROM live.data_version").Scan(&frozen.Version).Error; err != nil {
			return err
		}
		// Numbers of versions and the times of migrations are no data, and would make equal data differ.
		if err := tx.Exec("UPDATE "+goose.DefaultTablename+" SET tstamp = ?", time.Unix(0, 0).UTC()).Error; err != nil {
			return err
		}
		return measure(tx, &frozen)
	})
	if err != nil {
		return frozen, err
	}
	return frozen, copyInto(db, path)
}

// copy is the statement that copies a table.
func (t publicTable) copy() string {
	columns, values := t.columns, t.columns
	if name, value, found := strings.Cut(t.blank, ": "); found {
		columns, values = columns+", "+name, values+", "+value
	}
	where := t.where
	if where == "" {
		where = "1 = 1"
	}
	return "INSERT INTO " + t.name + " (" + columns + ") SELECT " + values + " FROM live." + t.name + " WHERE " + where + " ORDER BY " + t.key
}

// measure counts what was copied, and sums it up.
func measure(tx *gorm.DB, frozen *models.Frozen) error {
	sum := sha256.New()
	for _, t := range publicTables {
		n, err := t.hash(tx, sum)
		if err != nil {
			return fmt.Errorf("sum up %s: %w", t.name, err)
		}
		frozen.Rows[t.name] = n
	}
	frozen.Content = hex.EncodeToString(sum.Sum(nil))
	frozen.Reports = frozen.Rows["reports"]
	const current = "SELECT count(*) FROM reports r JOIN "
	for from, n := range map[string]*int{"figures x ON x.revision_id = r.current_id": &frozen.Figures, "texts x ON x.revision_id = r.current_id": &frozen.Texts,
		"findings x ON x.revision_id = r.current_id AND x.result <> 'pass'": &frozen.Findings} {
		if err := tx.Raw(current + from).Scan(n).Error; err != nil {
			return err
		}
	}
	return nil
}

// hash adds the rows of a table to a checksum, each value with its length in front, and counts them.
func (t publicTable) hash(tx *gorm.DB, sum hash.Hash) (n int, err error) {
	rows, err := tx.Raw("SELECT " + t.columns + " FROM " + t.name + " ORDER BY " + t.key).Rows()
	if err != nil {
		return 0, err
	}
	defer rows.Close()
	b := []byte(t.name + ": " + t.columns + "\n")
	values := make([]sql.NullString, strings.Count(t.columns, ",")+1)
	into := make([]any, len(values))
	for i := range values {
		into[i] = &values[i]
	}
	for ; rows.Next(); n++ {
		if err := rows.Scan(into...); err != nil {
			return n, err
		}
		for _, v := range values {
			if !v.Valid {
				b = append(b, 0xff)
				continue
			}
			b = append(binary.AppendUvarint(append(b, 1), uint64(len(v.String))), v.String...)
		}
		sum.Write(b)
		b = b[:0]
	}
	sum.Write(b) // the heading of a table without rows
	return n, rows.Err()
}

// removeDatabase removes a database with what belongs to it.
func removeDatabase(path string) {
	for _, ending := range []string{"", "-wal", "-shm", "-journal"} {
		os.Remove(path + ending) // it may not be there
	}
}
