package ingest

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"gongkai/ingest/cells/cellstest"
)

// BenchmarkBesideOtherTools reads the same files as tools that a user may have, in the same run: to figures with their places here, to text
// there. Each tool gets all files in one call, so that its start counts once. A tool that is not installed is left out.
//
//	go test ./ingest -run xxx -bench BesideOtherTools
func BenchmarkBesideOtherTools(b *testing.B) {
	pandoc := func(_ string, files []string) *exec.Cmd {
		return exec.Command("pandoc", append([]string{"--to", "plain"}, files...)...)
	}
	office := func(dir string, files []string) *exec.Cmd {
		return exec.Command("soffice", append([]string{"-env:UserInstallation=file://" + filepath.Join(dir, "profile"), "--headless", "--convert-to", "txt:Text", "--outdir", dir}, files...)...)
	}
	for _, tt := range []struct {
		format, tool string
		command      func(dir string, files []string) *exec.Cmd
	}{{"docx", "pandoc", pandoc}, {"odt", "pandoc", pandoc}, {"doc", "soffice", office}} {
		dir := b.TempDir()
		var files []string
		var content [][]byte
		for i := range 6 {
			data := cellstest.Corpus(b, fmt.Sprintf("made/%s/made-%02d.%s", tt.format, i, tt.format))
			name := filepath.Join(dir, fmt.Sprintf("%02d.%s", i, tt.format))
			if err := os.WriteFile(name, data, 0o600); err != nil {
				b.Fatal(err)
			}
			files, content = append(files, name), append(content, data)
		}
		perFile := func(b *testing.B) {
			b.ReportMetric(float64(b.Elapsed().Microseconds())/1000/float64(b.N*len(files)), "ms/file")
		}
		b.Run(tt.format+"/gongkai", func(b *testing.B) {
			for b.Loop() {
				for i, data := range content {
					if _, err := Parse(context.Background(), files[i], data); err != nil {
						b.Fatal(err)
					}
				}
			}
			perFile(b)
		})
		b.Run(tt.format+"/"+tt.tool, func(b *testing.B) {
			if _, err := exec.LookPath(tt.tool); err != nil {
				b.Skip(err)
			}
			for b.Loop() {
				if out, err := tt.command(dir, files).CombinedOutput(); err != nil {
					b.Fatalf("%v: %s", err, out)
				}
			}
			perFile(b)
		})
	}
}
