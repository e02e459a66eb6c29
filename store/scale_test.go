package store

import (
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"sync/atomic"
	"testing"
	"time"

	"gorm.io/gorm"

	"gongkai/export"
	"gongkai/models"
)

// scaleBase is how many reports are saved like any other; a larger database holds copies of them under other agencies.
const scaleBase = 100

// generated is a database of n reports, n being a multiple of scaleBase, and where it is.
func generated(t testing.TB, n int) (*Store, string) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "scale.db")
	if kept := os.Getenv("GONGKAI_SCALE_DB"); kept != "" {
		path = kept
	}
	s, err := Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	if years, err := s.ReportYears(t.Context(), ReportFilter{}); err != nil || len(years) > 0 {
		return s, path // kept from a run before
	}
	var agencies []models.Agency
	for i := range scaleBase / 10 {
		a := models.Agency{ID: fmt.Sprintf("a-%02d", i), Position: i + 1, Kind: models.KindDepartment, Name: fmt.Sprintf("第%02d局", i)}
		for year := 2021; year < 2031; year++ {
			a.Owes = append(a.Owes, models.Obligation{Year: year})
		}
		agencies = append(agencies, a)
	}
	if err := s.SaveAgencies(t.Context(), agencies, nil); err != nil {
		t.Fatal(err)
	}
	for i, a := range agencies {
		for year := 2021; year < 2031; year++ {
			save(t, s, report(a.ID, year, int64(10*i+year-2000)), file("年报.docx", fmt.Sprint(a.ID, year)))
		}
	}
	for from := 1; from < n/scaleBase; from += 10 {
		err := s.write(t.Context(), func(tx *gorm.DB) error {
			for k := from; k < min(from+10, n/scaleBase); k++ {
				for _, statement := range copyStatements {
					if err := tx.Exec(statement, map[string]any{"k": k, "name": strconv.Itoa(k), "off": k * scaleBase, "base": scaleBase, "organs": len(agencies)}).Error; err != nil {
						return fmt.Errorf("%s: %w", statement, err)
					}
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return s, path
}

// copyStatements copy the base under further agencies.
var copyStatements = []string{
	"INSERT INTO agencies (id, position, kind, name, pinyin, name_en) SELECT id || '-' || @name, position + @k * @organs, kind, name || @name, pinyin, name_en FROM agencies WHERE position <= @organs",
	"INSERT INTO obligations (agency_id, year) SELECT agency_id || '-' || @name, year FROM obligations o JOIN agencies a ON a.id = o.agency_id WHERE a.position <= @organs",
	"INSERT INTO reports (id, agency_id, year, status, current_id) SELECT id + @off, agency_id || '-' || @name, year, status, current_id + @off FROM reports WHERE id <= @base",
	`INSERT INTO revisions (id, report_id, no, edition, scope, agency_name, title, title_year, period_year, published_on, source_url, parser_no, created_at, published_at)
		SELECT id + @off, report_id + @off, no, edition, scope, agency_name, title, title_year, period_year, published_on, source_url, parser_no, created_at, published_at FROM revisions WHERE id <= @base`,
	"INSERT INTO texts (revision_id, section, heading, body) SELECT revision_id + @off, section, heading, body FROM texts WHERE revision_id <= @base",
	"INSERT INTO figures (revision_id, measure, applicant, value, state, flags, raw, place) SELECT revision_id + @off, measure, applicant, value, state, flags, raw, place FROM figures WHERE revision_id <= @base",
	`INSERT INTO findings (revision_id, no, rule, severity, result, subject, figures, details)
		SELECT revision_id + @off, no, rule, severity, result, subject, figures, details FROM findings WHERE revision_id <= @base`,
	"INSERT INTO revision_sources (revision_id, sha256, no) SELECT revision_id + @off, sha256, no FROM revision_sources WHERE revision_id <= @base",
}

// publishedDataset is the dataset of a generated database.
func publishedDataset(t testing.TB, s *Store) export.Dataset {
	t.Helper()
	d := export.Dataset{Settings: models.DefaultSettings()}
	var err error
	if d.Agencies, err = s.Agencies(t.Context()); err != nil {
		t.Fatal(err)
	}
	if d.Years, err = s.ReportYears(t.Context(), ReportFilter{}); err != nil {
		t.Fatal(err)
	}
	d.Reports = s.EachReport(t.Context(), ReportFilter{})
	return d
}

// heapCap is the most that making a file may add to the heap, whatever the number of reports, apart from the list of agencies. Measured
// at 600, 6,000, 60,000 and 100,000 reports: Parquet takes 59, 89, 103 and 117 MB, for it keeps what it says of its row groups until the
// end; the archive of everything 23 to 37 MB, text formats 9 to 22 MB. A workbook of 600 takes 65 MB.
const heapCap = 160 << 20

// TestExport_FlatMemory makes the largest data files in every format, and the archive, of a database of 1,000 reports, or as many as
// GONGKAI_SCALE says, say 100000. A workbook holds what its sheets hold and is tried with 1,000.
func TestExport_FlatMemory(t *testing.T) {
	if testing.Short() {
		t.Skip("it makes a large database")
	}
	n := 1000
	if text := os.Getenv("GONGKAI_SCALE"); text != "" {
		var err error
		if n, err = strconv.Atoi(text); err != nil || n < scaleBase || n%scaleBase != 0 {
			t.Fatalf("GONGKAI_SCALE is %q, want a multiple of %d", text, scaleBase)
		}
	}
	began := time.Now()
	s, path := generated(t, n)
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d reports in %d MB, made in %v", n, info.Size()>>20, time.Since(began).Round(time.Second))
	d := publishedDataset(t, s)
	long, _ := export.FileOf("observations-long")
	for _, format := range export.Formats {
		if format == export.XLSX && n > 1000 {
			continue
		}
		size := sized(0)
		var rows []int
		weigh(t, "observations-long."+string(format), func() error {
			rows, err = export.Make(d, []export.Output{{File: long, Format: format, Writer: &size, Options: export.Options{Temp: t.TempDir()}}})
			return err
		})
		t.Logf("observations-long.%s: %d bytes", format, size)
		if rows[0] < 201*n {
			t.Errorf("%d rows of observations of %d reports", rows[0], n)
		}
	}
	weigh(t, "the archive", func() error { return export.Zip(io.Discard, d, export.Options{Temp: t.TempDir()}) })
}

// weigh fails if what f does takes more than heapCap of the heap at any time.
func weigh(t *testing.T, what string, f func() error) {
	t.Helper()
	runtime.GC()
	var before runtime.MemStats
	runtime.ReadMemStats(&before)
	var peak atomic.Uint64
	done, stopped := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(stopped)
		for {
			select {
			case <-done:
				return
			case <-time.After(20 * time.Millisecond):
				var m runtime.MemStats
				runtime.ReadMemStats(&m)
				peak.Store(max(peak.Load(), m.HeapAlloc))
			}
		}
	}()
	began := time.Now()
	err := f()
	took := time.Since(began)
	close(done)
	<-stopped
	if err != nil {
		t.Fatalf("%s: %v", what, err)
	}
	added := int64(peak.Load()) - int64(before.HeapAlloc)
	t.Logf("%s: %v, at most %d MB of heap beside %d MB", what, took.Round(time.Millisecond), added>>20, before.HeapAlloc>>20)
	if added > heapCap {
		t.Errorf("%s took %d MB of heap", what, added>>20)
	}
}

// BenchmarkExport makes the file of observations as its users would, and as sqlite3 -csv makes one of the same figures.
func BenchmarkExport(b *testing.B) {
	for _, n := range []int{600, 6000} {
		s, path := generated(b, n)
		d := publishedDataset(b, s)
		f, _ := export.FileOf("observations-long")
		for _, format := range []export.Format{export.CSV, export.Parquet} {
			b.Run(fmt.Sprintf("%d reports/%s", n, format), func(b *testing.B) {
				for b.Loop() {
					size := sized(0)
					if err := f.Write(&size, d, format, export.Options{}); err != nil {
						b.Fatal(err)
					}
					b.ReportMetric(float64(size), "bytes")
				}
			})
		}
		b.Run(fmt.Sprintf("%d reports/every file as CSV", n), func(b *testing.B) {
			for b.Loop() {
				var outputs []export.Output
				for _, f := range export.Files {
					outputs = append(outputs, export.Output{File: f, Format: export.CSV, Writer: io.Discard})
				}
				if _, err := export.Make(d, outputs); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run(fmt.Sprintf("%d reports/sqlite3 -csv", n), func(b *testing.B) {
			shell, err := exec.LookPath("sqlite3")
			if err != nil {
				b.Skip("sqlite3 is not installed")
			}
			for b.Loop() {
				size := sized(0)
				c := exec.Command(shell, "-csv", "-header", path, shellQuery)
				c.Stdout = &size
				if err := c.Run(); err != nil {
					b.Fatal(err)
				}
				b.ReportMetric(float64(size), "bytes")
			}
		})
	}
}

// shellQuery is the figures in the columns of the file that the database has.
const shellQuery = `SELECT 'figure', r.agency_id, a.name, a.kind, r.year, f.measure, f.applicant, f.value, f.state, f.flags, f.raw, v.edition, v.source_url, v.scope,
	(SELECT s.retrieved_at FROM revision_sources x JOIN sources s ON s.sha256 = x.sha256 WHERE x.revision_id = v.id ORDER BY x.no LIMIT 1)
	FROM reports r JOIN agencies a ON a.id = r.agency_id JOIN revisions v ON v.id = r.current_id JOIN figures f ON f.revision_id = v.id
	WHERE r.status = 'published' ORDER BY a.position, r.year, f.measure, f.applicant`

// sized counts what is written to it.
type sized int64

func (s *sized) Write(b []byte) (int, error) { *s += sized(len(b)); return len(b), nil }
