package export

import (
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"io"
	"iter"
	"os"
	"path/filepath"
	"strings"
	"time"

	"gongkai/models"
)

// State is a state of the published data, to make files from: a database, live or of a snapshot.
type State interface {
	Settings(ctx context.Context) (models.Settings, error)
	Agencies(ctx context.Context) ([]models.Agency, error)
	Successions(ctx context.Context) ([]models.Succession, error)
	PublishedYears(ctx context.Context) ([]int, error)
	EachPublished(ctx context.Context) iter.Seq2[models.Report, error]
	PublishedOf(ctx context.Context, agencyID string) ([]models.Report, error)
	Reasons(ctx context.Context) (map[uint]string, error)
}

// Read is the dataset of a state. Its reports are read as files are written, so the state must stay open.
func Read(ctx context.Context, s State) (d Dataset, err error) {
	if d.Settings, err = s.Settings(ctx); err != nil {
		return d, err
	}
	if d.Agencies, err = s.Agencies(ctx); err != nil {
		return d, err
	}
	if d.Successions, err = s.Successions(ctx); err != nil {
		return d, err
	}
	if d.Years, err = s.PublishedYears(ctx); err != nil {
		return d, err
	}
	d.Reports = s.EachPublished(ctx)
	return d, nil
}

// Frozen is a State in a file of its own.
type Frozen interface {
	State
	Close() error
}

// Vault is where snapshots are kept: the live database.
type Vault[S Frozen] interface {
	Freeze(ctx context.Context, path string) (models.Frozen, S, error)
	Snapshots(ctx context.Context) ([]models.Snapshot, error)
	OpenSnapshot(ctx context.Context, id, path string) (S, error)
	SaveSnapshot(ctx context.Context, snap models.Snapshot, frozen models.Frozen, path string, open func(models.SnapshotFile) (io.ReadCloser, error)) (models.Snapshot, error)
}

// Publication is what is to be said of a new snapshot.
type Publication struct {
	Note     string
	Now      time.Time
	Formats  []Format                                                // of each data file, all if nil; CSV must be one of them
	Database func(ctx context.Context, w io.Writer, d Dataset) error // writes all files as tables of one SQLite file; nil leaves it out
}

// maxNote is how long a note may be: a sentence or two.
const maxNote = 500

// Publish makes a snapshot of the published data as they are now: it copies them in one moment, finds what changed since the snapshot
// before, writes all files, checks them against the copy and each other, and only then keeps it, as a whole.
//
// It fails with ECONFLICT if the data are those of the newest snapshot or another one was kept meanwhile, and with EINVALID if there is
// no report or something does not agree; the sentence says what. Nothing is kept then.
func Publish[S Frozen](ctx context.Context, v Vault[S], p Publication) (models.Snapshot, error) {
	if p.Note = strings.TrimSpace(p.Note); len([]rune(p.Note)) > maxNote {
		return models.Snapshot{}, models.Errorf(models.EINVALID, "快照说明太长，最多 %d 个字。", maxNote)
	}
	if p.Formats == nil {
		p.Formats = Formats
	}
	snap, err := publish(ctx, v, p)
	if err != nil && ctx.Err() != nil {
		err = ctx.Err() // rather than what was broken off
	}
	return snap, err
}

func publish[S Frozen](ctx context.Context, v Vault[S], p Publication) (models.Snapshot, error) {
	dir, err := os.MkdirTemp("", "gongkai-snapshot-")
	if err != nil {
		return models.Snapshot{}, fmt.Errorf("make a temporary folder: %w", err)
	}
	defer os.RemoveAll(dir)
	all, err := v.Snapshots(ctx)
	if err != nil {
		return models.Snapshot{}, err
	}
	taken := map[string]bool{}
	for _, s := range all {
		taken[s.ID] = true
	}
	path := filepath.Join(dir, "snapshot.db")
	frozen, state, err := v.Freeze(ctx, path)
	if err != nil {
		return models.Snapshot{}, err
	}
	closed := false
	defer func() {
		if !closed {
			state.Close()
		}
	}()
	switch {
	case frozen.Reports == 0:
		return models.Snapshot{}, models.Errorf(models.EINVALID, "还没有已公布的年报，不能做数据快照。")
	case len(all) > 0 && all[0].Content == frozen.Content:
		return models.Snapshot{}, models.SameContent(all[0].ID)
	}
	at := p.Now.UTC().Truncate(time.Second)
	snap := models.Snapshot{ID: models.NewSnapshotID(at, func(id string) bool { return taken[id] }), CreatedAt: at, Note: p.Note,
		Reports: frozen.Reports, Figures: frozen.Figures, Content: frozen.Content}
	d, err := Read(ctx, state)
	if err != nil {
		return models.Snapshot{}, err
	}
	d.SnapshotID, d.SnapshotAt = snap.ID, snap.CreatedAt
	if len(all) > 0 {
		if d.Changes, err = changesSince(ctx, v, all[0].ID, filepath.Join(dir, "before.db"), d, state); err != nil {
			return models.Snapshot{}, err
		}
	}
	if snap.Files, err = writeFiles(ctx, dir, d, p); err != nil {
		return models.Snapshot{}, err
	}
	if err := inspect(dir, d, frozen, p.Formats, snap.Files); err != nil {
		return models.Snapshot{}, err
	}
	closed = true
	if err := state.Close(); err != nil {
		return models.Snapshot{}, fmt.Errorf("close the copy: %w", err)
	}
	return v.SaveSnapshot(ctx, snap, frozen, path, func(f models.SnapshotFile) (io.ReadCloser, error) { return os.Open(filepath.Join(dir, f.Name)) })
}

// writeFiles writes every file in every format into a folder in one pass over the reports, then everything in one, and a list of their
// checksums.
func writeFiles(ctx context.Context, dir string, d Dataset, p Publication) ([]models.SnapshotFile, error) {
	o := Options{Temp: dir}
	var list []models.SnapshotFile
	var outputs []Output
	var made []*summed
	for _, file := range Files {
		for _, format := range p.Formats {
			record := models.SnapshotFile{File: file.Name, Format: string(format), Name: d.FileName(file.Name, format)}
			w, err := createSummed(ctx, filepath.Join(dir, record.Name))
			if err != nil {
				return nil, err
			}
			defer w.file.Close()
			list, made = append(list, record), append(made, w)
			outputs = append(outputs, Output{File: file, Format: format, Writer: w, Options: Options{BOM: format == CSV, Temp: dir}})
		}
	}
	rows, err := Make(d, outputs)
	if err != nil {
		return nil, err
	}
	for i, w := range made {
		list[i].Rows = rows[i]
		if list[i].Bytes, list[i].SHA256, err = w.finish(); err != nil {
			return nil, err
		}
	}
	var sums strings.Builder
	whole := []struct {
		file, format string
		write        func(w io.Writer) error
	}{
		{PackageName, "zip", func(w io.Writer) error { return Zip(w, d, o) }},
		{PackageName, "sqlite", func(w io.Writer) error { return p.Database(ctx, w, d) }},
		{ChecksumsFile, "txt", func(w io.Writer) error { _, err := io.WriteString(w, sums.String()); return err }},
	}
	for _, x := range whole {
		record := models.SnapshotFile{File: x.file, Format: x.format, Name: d.FileName(x.file, Format(x.format))}
		if x.file == ChecksumsFile {
			record.Name = ChecksumsFile
			for _, f := range list {
				fmt.Fprintf(&sums, "%s  %s\n", f.SHA256, f.Name)
			}
		}
		if x.format == "sqlite" && p.Database == nil {
			continue
		}
		w, err := createSummed(ctx, filepath.Join(dir, record.Name))
		if err != nil {
			return nil, err
		}
		defer w.file.Close()
		if err := x.write(w); err != nil {
			return nil, err
		}
		if record.Bytes, record.SHA256, err = w.finish(); err != nil {
			return nil, err
		}
		list = append(list, record)
	}
	return list, nil
}

// ChecksumsFile is the file of a snapshot that lists the checksums of all others, as the program sha256sum reads it.
const ChecksumsFile = "SHA256SUMS"

// summed is a file that knows how long it is, with its checksum. It takes no more once ctx has ended.
type summed struct {
	ctx  context.Context
	file *os.File
	out  *bufio.Writer
	sum  hash.Hash
	n    int64
}

func createSummed(ctx context.Context, path string) (*summed, error) {
	f, err := os.Create(path)
	if err != nil {
		return nil, fmt.Errorf("make a temporary file: %w", err)
	}
	s := &summed{ctx: ctx, file: f, sum: sha256.New()}
	s.out = bufio.NewWriterSize(io.MultiWriter(f, s.sum), 64<<10)
	return s, nil
}

func (s *summed) Write(b []byte) (int, error) {
	if err := s.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := s.out.Write(b)
	s.n += int64(n)
	return n, err
}

func (s *summed) finish() (int64, string, error) {
	err := s.out.Flush()
	if closing := s.file.Close(); err == nil {
		err = closing
	}
	if err != nil {
		return 0, "", fmt.Errorf("write a temporary file: %w", err)
	}
	return s.n, hex.EncodeToString(s.sum.Sum(nil)), nil
}

// counter counts what is written to it.
type counter struct{ n int64 }

func (c *counter) Write(b []byte) (int, error) {
	c.n += int64(len(b))
	return len(b), nil
}

// changesSince lists what changed since a snapshot, agency by agency in the official order; those that are no longer on the list come last.
func changesSince[S Frozen](ctx context.Context, v Vault[S], id, path string, d Dataset, now State) (changes []models.CellChange, err error) {
	before, err := v.OpenSnapshot(ctx, id, path)
	if err != nil {
		return nil, err
	}
	defer before.Close()
	old, err := before.Agencies(ctx)
	if err != nil {
		return nil, err
	}
	reasons, err := now.Reasons(ctx)
	if err != nil {
		return nil, err
	}
	seen := map[string]bool{}
	for _, a := range append(append([]models.Agency{}, d.Agencies...), old...) {
		if seen[a.ID] {
			continue
		}
		seen[a.ID] = true
		was, err := before.PublishedOf(ctx, a.ID)
		if err != nil {
			return nil, err
		}
		is, err := now.PublishedOf(ctx, a.ID)
		if err != nil {
			return nil, err
		}
		changes = append(changes, changesOf(was, is, reasons)...)
	}
	return changes, nil
}

// changesOf lists what changed in the reports of one agency, by year.
func changesOf(was, is []models.Report, reasons map[uint]string) (changes []models.CellChange) {
	for len(was) > 0 || len(is) > 0 {
		var before, after *models.Report
		switch {
		case len(is) == 0 || len(was) > 0 && was[0].Year < is[0].Year:
			before, was = &was[0], was[1:]
		case len(was) == 0 || is[0].Year < was[0].Year:
			after, is = &is[0], is[1:]
		default:
			before, was, after, is = &was[0], was[1:], &is[0], is[1:]
		}
		list := models.CellChanges(before, after)
		for i := range list {
			if after != nil && before != nil && after.Revision.No != before.Revision.No {
				list[i].Reason = reasons[after.Revision.ID]
			}
		}
		changes = append(changes, list...)
	}
	return changes
}
