package models

import (
	"errors"
	"fmt"
	"regexp"
	"time"
)

// Snapshot is a dated state of all published data that never changes again, with its finished files. What cites it finds the same
// numbers for ever.
type Snapshot struct {
	ID        string `gorm:"primaryKey"` // "s2026-03-31"; "s2026-03-31-2" for a second of the day
	No        int    // counted from 1
	Version   int64  // of the live data when it was made, counted up by the making itself
	CreatedAt time.Time
	Note      string // why it was made, in the office's words; may be empty
	Reports   int
	Figures   int
	Content   string         // sha256 of all that it holds but for its name and date, hexadecimal: the same data, the same content
	Files     []SnapshotFile `gorm:"-"`
}

// SnapshotFile is a finished file of a snapshot.
type SnapshotFile struct {
	File   string // which of the data files: "observations-long"; "all" for the one that holds them all
	Format string // csv, xlsx, …
	Name   string `gorm:"primaryKey"` // "foi-990101-observations-long-2021-2025-full-s2026-03-31.csv", unique in the snapshot
	Rows   int    // of data, without a header; 0 for a file of files
	Bytes  int64
	SHA256 string `gorm:"column:sha256"` // hexadecimal
}

// snapshotZone is where the days of snapshots begin and end: all of China keeps one time.
var snapshotZone = time.FixedZone("UTC+8", 8*60*60)

// Day is the day that the snapshot was made on in China, as an ISO date.
func (s Snapshot) Day() string { return s.CreatedAt.In(snapshotZone).Format(time.DateOnly) }

// Path is the snapshot's page.
func (s Snapshot) Path() string { return "/snapshots/" + s.ID }

// NewSnapshotID names a snapshot made at a time, given the ids there are: "s2026-03-31", "s2026-03-31-2". It begins with a letter so
// that spreadsheets keep it as text.
func NewSnapshotID(at time.Time, taken func(id string) bool) string {
	day := "s" + at.In(snapshotZone).Format(time.DateOnly)
	id := day
	for n := 2; taken(id); n++ {
		id = fmt.Sprintf("%s-%d", day, n)
	}
	return id
}

var snapshotID = regexp.MustCompile(`^s20\d\d-\d\d-\d\d(-[1-9]\d{0,4})?$`)

// IsSnapshotID reports whether a text has the form of a snapshot's id.
func IsSnapshotID(text string) bool { return snapshotID.MatchString(text) }

// CellChange is one difference of a state of the published data from the one before: a figure that is another one now, or a report
// that came or went, which is one change and not two hundred.
type CellChange struct {
	AgencyID string
	Year     int
	Kind     CellChangeKind
	Key      Key     // of the figure; empty for a report
	Edition  Edition // of the form that the figure stands in now; before, if its report was withdrawn
	Old, New Figure  // the side that has no such cell is StateNotApplicable; both are empty for a report
	Reason   string  // why, as the revision says; "" if it does not
	Revision int     // number of the revision that states it now, 0 if the report was withdrawn

	SourceURL    string // where the report with the new figure was published; the old one's if it was withdrawn
	SourceSHA256 string // the document it was read from
}

// CellChangeKind says what a CellChange is.
type CellChangeKind string

// The kinds of change.
const (
	FigureChanged   CellChangeKind = "figure"    // another value, state or flag
	ReportAdded     CellChangeKind = "added"     // a report that was not there before
	ReportWithdrawn CellChangeKind = "withdrawn" // a report that is no longer there
)

// CellChangeKinds in order.
var CellChangeKinds = []CellChangeKind{ReportAdded, ReportWithdrawn, FigureChanged}

var cellChangeLabels = map[CellChangeKind]Label{FigureChanged: {"数字更正", "figure changed"}, ReportAdded: {"新增报告", "report added"}, ReportWithdrawn: {"撤下报告", "report withdrawn"}}

// Label returns the kind's name for people.
func (k CellChangeKind) Label() Label { return cellChangeLabels[k] }

// CellChanges lists how a report differs from its state before, nil standing for no report, in the order of the form. Unlike Diff,
// which compares what two documents print, it lists changes of flags too, because data files show them; that a figure is a revised
// one is left out, since the change itself says so.
func CellChanges(before, after *Report) []CellChange {
	switch {
	case before == nil && after == nil:
		return nil
	case before == nil:
		return []CellChange{newChange(ReportAdded, after)}
	case after == nil:
		c := newChange(ReportWithdrawn, before)
		c.Revision = 0
		return []CellChange{c}
	}
	old := before.Revision.FigureMap()
	seen := make(map[Key]bool, len(after.Revision.Figures))
	var changes []CellChange
	add := func(k Key, from, to Figure) {
		if SameFigure(from, to) && from.Flags&^FlagRevised == to.Flags&^FlagRevised {
			return
		}
		c := newChange(FigureChanged, after)
		c.Key, c.Old, c.New = k, from, to
		changes = append(changes, c)
	}
	for _, f := range after.Revision.Figures {
		k := f.Key()
		seen[k] = true
		o, ok := old[k]
		if !ok {
			o = noCell(k)
		}
		add(k, o, f)
	}
	for _, f := range before.Revision.Figures {
		if k := f.Key(); !seen[k] {
			add(k, f, noCell(k))
		}
	}
	return changes
}

func newChange(kind CellChangeKind, r *Report) CellChange {
	c := CellChange{AgencyID: r.AgencyID, Year: r.Year, Kind: kind, Edition: r.Revision.Edition, Revision: r.Revision.No, SourceURL: r.Revision.SourceURL}
	if len(r.Revision.Sources) > 0 {
		c.SourceSHA256 = r.Revision.Sources[0].SHA256
	}
	return c
}

// Frozen is a copy of the published data as it was in one moment, in a database of its own, before it becomes a snapshot.
type Frozen struct {
	Version int64          // of the live data it was taken from
	Content string         // see Snapshot
	Rows    map[string]int // of each table it holds
	Reports int

	Figures, Texts, Findings int // of the reports' current revisions; findings but for those that say that all is well
}

// SameContent is the error of a snapshot that would hold what the newest one, with the id, holds.
func SameContent(id string) error {
	return Errorf(ECONFLICT, "数据与上一个快照“%s”完全相同，没有做新的快照。", id)
}

// IsSameContent reports whether an error is a SameContent.
func IsSameContent(err error) bool {
	e, ok := errors.AsType[*Error](err)
	same, _ := errors.AsType[*Error](SameContent(""))
	return ok && e.Format == same.Format
}

// ChangeRow is one row of the file of changes, as a page shows it: a CellChange as it was written down.
type ChangeRow struct {
	Kind             CellChangeKind
	AgencyID, Agency string
	Year             int
	Key              Key
	Edition          Edition
	Old, New         string // values as plain decimals
	OldState, State  State
	OldFlags, Flags  Flags
	Reason           string
}
