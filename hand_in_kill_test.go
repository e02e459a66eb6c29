package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"mime/multipart"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"gongkai/export"
	"gongkai/models"
	"gongkai/store"
)

// handedInDistrict is a district whose bureaus have their reports ready, and a token to hand them in with.
type handedInDistrict struct {
	database []byte
	token    string
	agencies []models.Agency
	reports  [][]byte
}

const killedYear = 2025

func readyToHandIn(t *testing.T, bureaus int) handedInDistrict {
	t.Helper()
	d := handedInDistrict{}
	path := filepath.Join(t.TempDir(), "ready.db")
	db, err := store.Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	for i := range bureaus {
		a := models.Agency{ID: fmt.Sprintf("b-%d", i), Position: i + 1, Name: fmt.Sprintf("示例区第%d管理局", i+1), Kind: models.KindDepartment, Owes: []models.Obligation{{Year: killedYear}}}
		d.agencies = append(d.agencies, a)
		d.reports = append(d.reports, printedReport(t, a, int64(100+i)))
	}
	if err := db.SaveAgencies(t.Context(), d.agencies, nil); err != nil {
		t.Fatal(err)
	}
	if _, err := db.AddUser(t.Context(), models.User{Name: "office", Role: models.RoleOffice}, time.Now()); err != nil {
		t.Fatal(err)
	}
	if d.token, _, err = db.AddToken(t.Context(), "office", "报送", models.ScopeHandIn, 1, time.Now()); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil { // which leaves nothing in the journal
		t.Fatal(err)
	}
	if d.database, err = os.ReadFile(path); err != nil {
		t.Fatal(err)
	}
	return d
}

// printedReport is a report as a web page in which n persons applied and all were granted.
func printedReport(t *testing.T, a models.Agency, n int64) []byte {
	t.Helper()
	rev := models.Revision{Edition: models.EditionDue(killedYear), Scope: models.ScopeOrgan, AgencyName: a.Name, Title: fmt.Sprintf("%s%d年政府信息公开工作年度报告", a.Name, killedYear)}
	for _, k := range models.Cells(rev.Edition, false) {
		f := models.Figure{Measure: k.Measure, Applicant: k.Applicant, Number: new(int64), State: models.StateReported, Raw: "0"}
		if person := k.Applicant == "natural_person" || k.Applicant == models.ApplicantTotal; person && slices.Contains([]string{"applications.received", "applications.granted", "applications.concluded"}, k.Measure) {
			f.Number, f.Raw = &n, fmt.Sprint(n)
		}
		rev.Figures = append(rev.Figures, f)
	}
	for _, s := range models.Sections {
		rev.Texts = append(rev.Texts, models.Text{Section: s.No, Heading: s.Label.Zh, Body: "本年没有收取信息处理费。"})
	}
	var b bytes.Buffer
	if err := export.HTML(&b, export.OfficialReport{Agency: a.Name, Year: killedYear, Revision: rev}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// killable is a server in a process of its own.
type killable struct {
	cmd     *exec.Cmd
	address string
}

func serveProcess(t *testing.T, db string) killable {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	s := killable{cmd: &exec.Cmd{Path: self, Args: []string{"gongkai", "serve", "--db", db, "--addr", "127.0.0.1:0"}, Stderr: os.Stderr}} // TestMain makes it the program
	out := &announced{address: make(chan string, 1)}
	s.cmd.Stdout = struct{ io.Writer }{out} // which hides that the buffer reads by itself
	if err := s.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan struct{})
	go func() { s.cmd.Wait(); close(ended) }()
	t.Cleanup(func() { s.cmd.Process.Kill(); <-ended })
	select {
	case s.address = <-out.address:
	case <-ended:
		t.Fatal("the server ended at once")
	}
	return s
}

// send hands in the report of a bureau, and reports whether the server said that it is kept.
func (d handedInDistrict) send(s killable, i int) bool {
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	part, _ := w.CreateFormFile("file", d.agencies[i].Name+".html") // never fails into memory
	part.Write(d.reports[i])
	w.Close()
	req, err := http.NewRequest(http.MethodPost, s.address+"desk/hand-in", &b)
	if err != nil {
		return false
	}
	req.Header.Set("Content-Type", w.FormDataContentType())
	req.Header.Set("Authorization", "Bearer "+d.token)
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return false
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	var answer struct{ Kept int }
	return err == nil && res.StatusCode == http.StatusOK && json.Unmarshal(body, &answer) == nil && answer.Kept == 1
}

// sendAll hands in all reports at once and tells each that is kept.
func (d handedInDistrict) sendAll(s killable, kept func(i int)) {
	var wg sync.WaitGroup
	for i := range d.agencies {
		wg.Go(func() {
			if d.send(s, i) {
				kept(i)
			}
		})
	}
	wg.Wait()
}

// A server that is killed while sixty bureaus hand in loses nothing that it said it kept, mixes nothing up, and takes the same files again.
// GONGKAI_KILLS says how often that is tried.
func TestHandIn_KilledAtAnyMoment(t *testing.T) {
	kills := 2
	if n, err := strconv.Atoi(os.Getenv("GONGKAI_KILLS")); err == nil {
		kills = n
	}
	d := readyToHandIn(t, 60)
	for round := range kills {
		after := rand.IntN(len(d.agencies)) // acknowledged when it is killed, or a little later
		pause := time.Duration(rand.Int64N(int64(30 * time.Millisecond)))
		t.Run(fmt.Sprintf("%d after %d and %v", round, after, pause), func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "gongkai.db")
			if err := os.WriteFile(path, d.database, 0o600); err != nil {
				t.Fatal(err)
			}
			s := serveProcess(t, path)
			var mu sync.Mutex
			acknowledged := map[int]bool{}
			d.sendAll(s, func(i int) {
				mu.Lock()
				defer mu.Unlock()
				acknowledged[i] = true
				if len(acknowledged) == after+1 {
					time.AfterFunc(pause, func() { s.cmd.Process.Kill() })
				}
			})
			s.cmd.Process.Kill()
			d.stands(t, path, acknowledged)
			t.Logf("%d of %d acknowledged", len(acknowledged), len(d.agencies))

			again := serveProcess(t, path)
			all := map[int]bool{}
			d.sendAll(again, func(i int) { mu.Lock(); defer mu.Unlock(); all[i] = true })
			again.cmd.Process.Kill()
			if len(all) != len(d.agencies) {
				t.Errorf("%d of %d kept after the server came back", len(all), len(d.agencies))
			}
			d.stands(t, path, all)
		})
	}
}

// stands wants a sound database in which the reports of bureaus stand as they were handed in, once.
func (d handedInDistrict) stands(t *testing.T, path string, bureaus map[int]bool) {
	t.Helper()
	var out bytes.Buffer
	if status := run(context.Background(), []string{"doctor", "--db", path}, &out, &out); status != 0 {
		t.Errorf("doctor: %s", out.String())
	}
	db, err := store.Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for i := range bureaus {
		x, err := db.Submission(t.Context(), d.agencies[i].ID, killedYear)
		if err != nil {
			t.Errorf("what bureau %d handed in is lost: %v", i, err)
			continue
		}
		rev := x.Report.Revision
		at := slices.IndexFunc(rev.Figures, func(f models.Figure) bool {
			return f.Measure == "applications.received" && f.Applicant == models.ApplicantTotal
		})
		if x.Version != 1 || rev.No != 1 || len(rev.Sources) != 1 || *rev.Figures[at].Number != int64(100+i) || !strings.Contains(rev.Title, d.agencies[i].Name) {
			t.Errorf("bureau %d: version %d, revision %d, %d sources, %q received %d", i, x.Version, rev.No, len(rev.Sources), rev.Title, *rev.Figures[at].Number)
		}
		source, err := db.Source(t.Context(), rev.Sources[0].SHA256)
		if err != nil || !bytes.Equal(source.Data, d.reports[i]) {
			t.Errorf("bureau %d: its file is another: %v", i, err)
		}
	}
}
