//go:build unix

package ingest

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"gongkai/ingest/cells/cellstest"
)

// BenchmarkBesideOtherTools reads the same files as tools that a user may have, in the same run: to figures with their places here, to text
// there. Each tool gets all files in one call where it takes several, so that its start counts once. Beside the time that passes it gives the
// time of the processor, which other programs on the machine do not change. A tool that is not installed is left out.
//
//	go test ./ingest -run xxx -bench BesideOtherTools
func BenchmarkBesideOtherTools(b *testing.B) {
	pandoc := func(_ string, files []string) *exec.Cmd {
		return exec.Command("pandoc", append([]string{"--to", "plain"}, files...)...)
	}
	office := func(dir string, files []string) *exec.Cmd {
		return exec.Command("soffice", append([]string{"-env:UserInstallation=file://" + filepath.Join(dir, "profile"), "--headless", "--convert-to", "txt:Text", "--outdir", dir}, files...)...)
	}
	text := func(_ string, files []string) *exec.Cmd {
		return exec.Command("sh", append([]string{"-c", `for f; do pdftotext -layout "$f" - || exit 1; done`, "sh"}, files...)...)
	}
	for _, tt := range []struct {
		format, tool string
		command      func(dir string, files []string) *exec.Cmd
	}{{"docx", "pandoc", pandoc}, {"odt", "pandoc", pandoc}, {"doc", "soffice", office}, {"pdf", "pdftotext", text}} {
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
		perFile := func(b *testing.B, used time.Duration) {
			b.ReportMetric(float64(used.Microseconds())/1000/float64(b.N*len(files)), "cpu-ms/file")
			b.ReportMetric(float64(b.Elapsed().Microseconds())/1000/float64(b.N*len(files)), "ms/file")
		}
		b.Run(tt.format+"/gongkai", func(b *testing.B) {
			parse := func() {
				for i, data := range content {
					if _, err := Parse(context.Background(), files[i], data); err != nil {
						b.Fatal(err)
					}
				}
			}
			parse() // warm
			before := processorTime(b)
			for b.Loop() {
				parse()
			}
			perFile(b, processorTime(b)-before)
		})
		b.Run(tt.format+"/"+tt.tool, func(b *testing.B) {
			if _, err := exec.LookPath(tt.tool); err != nil {
				b.Skip(err)
			}
			var used time.Duration
			for b.Loop() {
				command := tt.command(dir, files)
				if out, err := command.CombinedOutput(); err != nil {
					b.Fatalf("%v: %s", err, out)
				}
				used += command.ProcessState.UserTime() + command.ProcessState.SystemTime()
			}
			perFile(b, used)
		})
	}
}

// processorTime is how long this process has used a processor.
func processorTime(b *testing.B) time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
