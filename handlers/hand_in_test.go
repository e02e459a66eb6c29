package handlers

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"

	"gongkai/export"
	"gongkai/models"
)

// upload is a file of a form.
type upload struct {
	name string
	data []byte
}

// paper is a report in the official layout, as a bureau would hand it in.
func paper(t testing.TB, format string, a models.Agency, year int, n int64, change ...func(*models.Revision)) []byte {
	t.Helper()
	rev := made(a, year, n).Revision
	rev.Title = fmt.Sprintf("%s%d年政府信息公开工作年度报告", a.Name, year)
	for _, c := range change {
		c(&rev)
	}
	for i, f := range rev.Figures {
		if f.Number != nil {
			rev.Figures[i].Raw = fmt.Sprint(*f.Number)
		}
	}
	var b bytes.Buffer
	if err := export.Official(export.OfficialReport{Agency: a.Name, Year: year, Revision: rev}).Write(&b, format); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// wrongTotal makes table four not add up.
func wrongTotal(rev *models.Revision) {
	for i, f := range rev.Figures {
		if f.Measure == "remedies.reconsideration.upheld" {
			rev.Figures[i].Number = new(int64(3))
		}
	}
}

func multipartBody(t testing.TB, fields map[string][]string, files []upload) (io.Reader, string) {
	t.Helper()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	for name, values := range fields {
		for _, v := range values {
			if err := w.WriteField(name, v); err != nil {
				t.Fatal(err)
			}
		}
	}
	for _, f := range files {
		part, err := w.CreateFormFile("file", f.name)
		if err != nil {
			t.Fatal(err)
		}
		part.Write(f.data)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return &b, w.FormDataContentType()
}

// upload hands files in, as the page of a worker's session does, or with headers as a program.
func (s *site) upload(t testing.TB, w worker, fields map[string][]string, files []upload, headers ...string) response {
	t.Helper()
	if fields == nil {
		fields = map[string][]string{}
	}
	if w.secret != "" {
		fields["token"] = []string{models.FormToken(w.secret)}
	}
	body, kind := multipartBody(t, fields, files)
	req := httptest.NewRequest(http.MethodPost, "/desk/hand-in", body)
	req.Header.Set("Content-Type", kind)
	req.Header.Set("Cookie", w.cookie)
	for _, h := range headers {
		name, value, _ := strings.Cut(h, ": ")
		req.Header.Set(name, value)
	}
	res, err := s.app.Test(req, -1)
	if err != nil {
		t.Error(err)
		return response{Response: &http.Response{}}
	}
	defer res.Body.Close()
	answer, err := io.ReadAll(res.Body)
	if err != nil {
		t.Error(err)
	}
	return response{res, string(answer)}
}

// bureau is an agency of the district.
func bureauOf(n int) models.Agency {
	return models.Agency{ID: fmt.Sprintf("a-%d", n), Name: []string{"示例区人民政府", "区教育局", "区民政局", "区文化局", "区旅游局", "区司法局", "区统计局"}[n], Kind: models.KindDepartment}
}

func tells(t *testing.T, res response, status int, words ...string) {
	t.Helper()
	if res.StatusCode != status {
		t.Errorf("status %d, want %d", res.StatusCode, status)
	}
	for _, w := range words {
		if without, ok := strings.CutPrefix(w, "!"); ok == strings.Contains(res.body, strings.TrimPrefix(w, "!")) {
			t.Errorf("says (or lacks) %q %v", without, ok)
		}
	}
	if t.Failed() {
		if _, results, ok := strings.Cut(res.body, `id="results"`); ok {
			results, _, _ = strings.Cut(results, "<form")
			t.Logf("%.2000s", results)
		}
	}
}

func TestHandIn_TellsWhatIsWrongWithEachFile(t *testing.T) {
	s := district(t)
	w := s.hire(t, "bureau1", models.RoleBureau, "a-1", "a-3")
	tells(t, s.get(t, "/desk/hand-in", "Cookie: "+w.cookie), 200, `enctype="multipart/form-data"`, `<option value="a-1">区教育局`, "!区司法局", `multiple`)
	right, wrong := paper(t, "docx", bureauOf(3), 2025, 35), paper(t, "docx", bureauOf(1), 2025, 10, wrongTotal)
	res := s.upload(t, w, nil, []upload{{`C:\年报\教育局.docx`, wrong}, {"文化局.docx", right}, {"司法局.docx", paper(t, "docx", bureauOf(5), 2025, 50)}, {"通知.txt", []byte("各位同事：请于周五前报送。")},
		{"照片.png", []byte("\x89PNG\r\n\x1a\n")}, {"空.docx", nil}})
	tells(t, res, 207, "共 6 个文件：收到 2 个，其中 1 个要处理；没有收 4 个。", "<h3><span class=\"mark warning\">有问题</span> 教育局.docx</h3>", "表四“行政复议”", "差 3", "文化局.docx", "区文化局 2025 年的年报：已收下，第 1 版，现在是“已交”",
		"“司法局.docx”是区司法局的年报，您不能替这个机关交年报", "“空.docx”是空文件", `name="seen" value="a-1/2025/1"`, `name="seen" value="a-3/2025/1"`)
	for id, state := range map[string]models.Status{"a-1": models.StatusProblems, "a-3": models.StatusReceived} {
		if x, err := s.store.Submission(t.Context(), id, 2025); err != nil || x.State != state || x.HandedInBy != "bureau1" || x.Version != 1 {
			t.Errorf("%s: %+v %v", id, x.Submission, err)
		}
	}
	if _, err := s.store.Report(t.Context(), "a-5", 2025); models.ErrorCode(err) != models.ENOTFOUND {
		t.Errorf("another's report was kept: %v", err)
	}
	if res := s.get(t, "/reports/a-3/2025"); res.StatusCode != 404 {
		t.Errorf("what was handed in is public: %d", res.StatusCode)
	}
	// The same again changes nothing; a mended one replaces what the page knows of, and only that.
	tells(t, s.upload(t, w, nil, []upload{{"文化局.docx", right}}), 200, "这份文件已经交过，没有重复收")
	mended := []upload{{"教育局.docx", paper(t, "docx", bureauOf(1), 2025, 10)}}
	tells(t, s.upload(t, w, nil, mended), 409, "没有收", "刚才被别人改动过")
	tells(t, s.upload(t, w, map[string][]string{"seen": {"a-1/2025/1"}}, mended), 200, "区教育局 2025 年的年报：已收下，第 2 版，现在是“已交”", `class="notices done"`)
	tells(t, s.upload(t, w, map[string][]string{"seen": {"a-1/2025/1"}}, mended), 200, "已经交过")
	tells(t, s.upload(t, w, map[string][]string{"seen": {"nonsense"}}, mended), 400, "写得不对")
	tells(t, s.upload(t, w, nil, nil), 400, "还没有选文件")
	tells(t, s.upload(t, w, map[string][]string{"agency": {"a-5"}}, mended), 403, "不负责机关“a-5”")
	tells(t, s.upload(t, w, map[string][]string{"year": {"1999"}}, mended), 400, "年度“1999”不对")
	if res := s.upload(t, w, map[string][]string{}, mended, "Sec-Fetch-Site: cross-site"); res.StatusCode != 403 {
		t.Errorf("from another site: %d", res.StatusCode)
	}
}

func TestHandIn_OneReportInTwoFormats(t *testing.T) {
	s := district(t)
	w := s.hire(t, "office1", models.RoleOffice)
	word, page, other := paper(t, "docx", bureauOf(1), 2025, 10), paper(t, "html", bureauOf(1), 2025, 10), paper(t, "html", bureauOf(1), 2025, 11)
	tells(t, s.upload(t, w, nil, []upload{{"a.docx", word}, {"a.html", page}, {"b.html", other}}), 207, "已收下，第 1 版", "数字相同，作为同一份年报的另一个文件收下", "同是区教育局 2025 年的年报，但有", "收到 2 个")
	x, err := s.store.Submission(t.Context(), "a-1", 2025)
	if err != nil || len(x.Report.Revision.Sources) != 2 || x.Version != 2 {
		t.Fatalf("%d sources, version %d, %v", len(x.Report.Revision.Sources), x.Version, err)
	}
	tells(t, s.upload(t, w, nil, []upload{{"a.docx", word}, {"a.html", page}}), 200, "!已收下，第", "已经交过")
}

func TestHandIn_ACorrectionOfWhatIsPublicNeedsItsReason(t *testing.T) {
	s := district(t)
	w := s.hire(t, "bureau1", models.RoleBureau, "a-1")
	file := []upload{{"更正.docx", paper(t, "docx", bureauOf(1), 2024, 99)}}
	tells(t, s.upload(t, w, nil, file), 400, "年报已经公布", "更正的原因")
	tells(t, s.upload(t, w, map[string][]string{"reason": {"统计有误"}}, file), 200, "更正已收下，与已公布的相比改了")
	x, err := s.store.Submission(t.Context(), "a-1", 2024)
	if err != nil || x.Reason != "统计有误" || x.Public == nil {
		t.Errorf("%+v %v", x.Submission, err)
	}
}

func TestHandIn_AnArchive(t *testing.T) {
	s := district(t)
	w := s.hire(t, "office1", models.RoleOffice)
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for n := 1; n < 4; n++ {
		f, err := z.Create(fmt.Sprintf("年报/%s.docx", bureauOf(n).Name))
		if err != nil {
			t.Fatal(err)
		}
		f.Write(paper(t, "docx", bureauOf(n), 2025, int64(n)))
	}
	z.Close()
	tells(t, s.upload(t, w, nil, []upload{{"年报.zip", b.Bytes()}}), 200, "共 3 个文件：收到 3 个", "年报/区教育局.docx", "年报/区文化局.docx")
	tells(t, s.upload(t, w, nil, []upload{{"年报.zip", b.Bytes()[:b.Len()/2]}}), 400, "不完整或已损坏")
}

func TestHandIn_ByAProgram(t *testing.T) {
	s := district(t)
	s.hire(t, "bureau1", models.RoleBureau, "a-1")
	token := func(scope models.TokenScope) string {
		secret, _, err := s.store.AddToken(t.Context(), "bureau1", "报送", scope, 30, s.clock.t)
		if err != nil {
			t.Fatal(err)
		}
		return "Authorization: Bearer " + secret
	}
	bearer := token(models.ScopeHandIn)
	type answer struct {
		handInJSON
		Error string
	}
	ask := func(status int, header string, fields map[string][]string, files ...upload) answer {
		t.Helper()
		res := s.upload(t, worker{}, fields, files, header)
		var x answer
		if err := json.Unmarshal([]byte(res.body), &x); err != nil || res.StatusCode != status || !strings.HasPrefix(res.Header.Get("Content-Type"), "application/json") || res.Header.Get("Cache-Control") != "private, no-store" {
			t.Fatalf("status %d, %v: %.300s", res.StatusCode, err, res.body)
		}
		return x
	}
	file := upload{"a.docx", paper(t, "docx", bureauOf(1), 2025, 10, wrongTotal)}
	x := ask(200, bearer, nil, file).Results[0]
	if x.State != models.SavedNew || x.AgencyID != "a-1" || x.Year != 2025 || x.Version != 1 || x.Submission != models.StatusProblems || len(x.Findings) == 0 || !strings.Contains(x.Findings[0].Sentence, "表四") || x.SHA256 == "" {
		t.Errorf("%+v", x)
	}
	if x := ask(200, bearer, nil, file).Results[0]; x.State != models.SavedUnchanged || x.Version != 1 {
		t.Errorf("again: %+v", x)
	}
	mended := upload{"b.docx", paper(t, "docx", bureauOf(1), 2025, 10)}
	if x := ask(409, bearer, nil, mended).Results[0]; x.Version != 1 || x.Error == nil || x.Error.Code != models.ECONFLICT || x.State != "" {
		t.Errorf("over what was not seen: %+v", x)
	}
	if x := ask(200, bearer, map[string][]string{"seen": {"a-1/2025/1"}}, mended); x.Results[0].Version != 2 || x.Kept != 1 || x.Failed != 0 {
		t.Errorf("over what was seen: %+v", x)
	}
	if x := ask(403, bearer, nil, upload{"c.docx", paper(t, "docx", bureauOf(2), 2025, 10)}); x.Failed != 1 {
		t.Errorf("of another: %+v", x)
	}
	for header, status := range map[string]int{token(models.ScopeRead): 403, "Authorization: Bearer nonsense": 401} {
		if x := ask(status, header, nil, file); x.Error == "" {
			t.Errorf("%d says nothing", status)
		}
	}
}

// Only whoever is signed in may send much, and only here. Of what anyone else sends nothing is read but its headers.
func TestHandIn_HowMuchARequestMaySend(t *testing.T) {
	s := district(t)
	w := s.hire(t, "bureau1", models.RoleBureau, "a-1")
	large := []upload{{"大.bin", bytes.Repeat([]byte("x"), 3*maxBody)}}
	tells(t, s.upload(t, w, nil, large), 400, "不像政府信息公开工作年度报告")
	for name, x := range map[string]struct{ path, header string }{"a stranger": {"/desk/hand-in", "Cookie: " + sessionName + "=" + models.NewSecret()}, "a stranger's program": {"/desk/hand-in", "Authorization: Bearer nonsense"},
		"another page": {"/desk/account/password", "Cookie: " + w.cookie}, "a page below": {"/desk/hand-in/x", "Cookie: " + w.cookie}} {
		body, kind := multipartBody(t, nil, large)
		req := httptest.NewRequest(http.MethodPost, x.path, body)
		req.Header.Set("Content-Type", kind)
		header, value, _ := strings.Cut(x.header, ": ")
		req.Header.Set(header, value)
		if res, err := s.app.Test(req, -1); err == nil || !strings.Contains(err.Error(), "body size exceeds") {
			t.Errorf("%s: %v, %v", name, res, err)
		}
	}
}

// All bureaus of a large district hand in within the same minute, every third of them twice: nothing is refused, mixed up or kept twice.
func TestHandIn_SixtyBureausAtOnce(t *testing.T) {
	const bureaus = 60
	s := newSite(t)
	var list []models.Agency
	for i := range bureaus {
		list = append(list, models.Agency{ID: fmt.Sprintf("b-%d", i), Position: i + 1, Name: fmt.Sprintf("示例区第%d管理局", i+1), Kind: models.KindDepartment, Owes: []models.Obligation{{Year: 2025}}})
	}
	if err := s.store.SaveAgencies(t.Context(), list, nil); err != nil {
		t.Fatal(err)
	}
	office := s.hire(t, "office1", models.RoleOffice) // passwords are slow on purpose: one stands for sixty
	var wg sync.WaitGroup
	start := make(chan struct{})
	for i, a := range list {
		file := []upload{{a.Name + ".docx", paper(t, "docx", a, 2025, int64(100+i))}}
		for range 1 + (i+1)%3/2 {
			wg.Go(func() {
				<-start
				if res := s.upload(t, office, nil, file); res.StatusCode != 200 || !strings.Contains(res.body, a.Name+" 2025 年的年报") {
					t.Errorf("%s: status %d", a.Name, res.StatusCode)
				}
			})
		}
	}
	close(start)
	wg.Wait()
	for i, a := range list {
		x, err := s.store.Submission(t.Context(), a.ID, 2025)
		if err != nil {
			t.Errorf("%s: %v", a.ID, err)
			continue
		}
		rev := x.Report.Revision
		at := slices.IndexFunc(rev.Figures, func(f models.Figure) bool {
			return f.Measure == "applications.received" && f.Applicant == models.ApplicantTotal
		})
		if x.Version != 1 || rev.No != 1 || len(rev.Sources) != 1 || rev.AgencyName != a.Name || *rev.Figures[at].Number != int64(100+i) {
			t.Errorf("%s: version %d, revision %d of %q, received %d", a.ID, x.Version, rev.No, rev.AgencyName, *rev.Figures[at].Number)
		}
	}
}

func TestFileName(t *testing.T) {
	long := strings.Repeat("年", 300) + ".docx"
	for sent, want := range map[string]string{"a.docx": "a.docx", `C:\x\年报.pdf`: "年报.pdf", "../../etc/passwd": "passwd", "a\x00\nb.txt": "ab.txt", "\xff.doc": ".doc", "/": "文件", long: strings.Repeat("年", 195) + ".docx"} {
		if got := fileName(sent); got != want {
			t.Errorf("%q becomes %q, want %q", sent, got, want)
		}
	}
}
