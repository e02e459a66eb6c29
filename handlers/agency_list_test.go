package handlers

import (
	"bytes"
	"html"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"gongkai/models"
)

var (
	seenVersion = regexp.MustCompile(`name="seen" value="([^"]+)"`)
	undoAddress = regexp.MustCompile(`/desk/agency-acts/\d+/undo`)
	hiddenList  = regexp.MustCompile(`(?s)<textarea name="list" hidden readonly>(.*?)</textarea>`)
)

// read opens a page of the desk.
func (w worker) read(t *testing.T, s *site, path string) response {
	t.Helper()
	return s.get(t, path, "Cookie: "+w.cookie)
}

// agencyForm is the form of an agency as its page has it.
func agencyForm(t *testing.T, s *site, w worker, id string) url.Values {
	t.Helper()
	page := w.read(t, s, "/desk/agencies/"+id)
	a, err := s.store.Agency(t.Context(), id)
	if err != nil || page.StatusCode != 200 {
		t.Fatalf("status %d, %v", page.StatusCode, err)
	}
	form := url.Values{"seen": {seenVersion.FindStringSubmatch(page.body)[1]}, "name": {a.Name}, "name_en": {a.NameEn}, "kind": {string(a.Kind)}, "position": {strconv.Itoa(a.Position)}, "pinyin": {a.Pinyin}}
	for _, n := range a.Names {
		form["former_name"] = append(form["former_name"], n.Name)
		form["former_since"] = append(form["former_since"], n.Since)
		form["former_until"] = append(form["former_until"], n.Until)
	}
	for _, y := range a.YearsOwed() {
		form["owes"] = append(form["owes"], strconv.Itoa(y))
	}
	return form
}

// Two people change one agency: the second sees what the first has saved, and nothing is lost silently.
func TestDeskAgency_TwoAtOnceAndUndo(t *testing.T) {
	s := district(t)
	w := s.hire(t, "office", models.RoleOffice)
	first, second := agencyForm(t, s, w, "a-2"), agencyForm(t, s, w, "a-2")
	first.Set("pinyin", "qmzj")
	first.Set("exempt-2019", "当年尚未成立")
	res := s.post(t, w, "/desk/agencies/a-2", first)
	if res.StatusCode != 303 || !strings.HasPrefix(res.Header.Get("Location"), "/desk/agencies/a-2?done=") {
		t.Fatalf("status %d to %s", res.StatusCode, res.Header.Get("Location"))
	}
	done := w.read(t, s, res.Header.Get("Location"))
	undo := undoAddress.FindString(done.body)
	if !strings.Contains(done.body, "p2 → qmzj") || !strings.Contains(done.body, "2019 当年尚未成立") || undo == "" {
		t.Error("the page does not say what was saved")
	}
	second.Set("name", "区民政和社会局")
	res = s.post(t, w, "/desk/agencies/a-2", second)
	for _, want := range []string{"别人修改过这个机关", "两边不同的地方", "qmzj", "区民政和社会局", "再按一次保存"} {
		if res.StatusCode != 409 || !strings.Contains(res.body, want) {
			t.Errorf("status %d, %q is not on the page", res.StatusCode, want)
		}
	}
	if a, err := s.store.Agency(t.Context(), "a-2"); err != nil || a.Pinyin != "qmzj" || a.Name != "区民政局" || len(a.Owes) != 5 || len(a.Names) != 1 {
		t.Errorf("%+v, %v", a, err)
	}
	second.Set("seen", seenVersion.FindStringSubmatch(res.body)[1])
	second.Set("exempt-2019", "当年尚未成立")
	if res := s.post(t, w, "/desk/agencies/a-2", second); res.StatusCode != 303 {
		t.Errorf("once more: status %d", res.StatusCode)
	}
	if res := s.post(t, w, undo, nil); res.StatusCode != 409 || !strings.Contains(res.body, "后来又改过") {
		t.Errorf("undoing what was changed again since: status %d", res.StatusCode)
	}
	acts := w.read(t, s, "/desk/agency-acts")
	newest := undoAddress.FindString(acts.body)
	if res := s.post(t, w, newest, nil); res.StatusCode != 303 {
		t.Errorf("undoing the newest: status %d", res.StatusCode)
	}
	if a, err := s.store.Agency(t.Context(), "a-2"); err != nil || a.Pinyin != "qmzj" || a.Name != "区民政局" || a.ExemptIn(2019) == "" {
		t.Errorf("%+v, %v", a, err)
	}
	if res := s.post(t, w, newest, nil); res.StatusCode != 409 || !strings.Contains(res.body, "已经撤销过了") {
		t.Errorf("undone twice: status %d", res.StatusCode)
	}
	s.clock.t = s.clock.t.Add(pollEvery)
	if page := s.get(t, "/agencies/a-2"); !strings.Contains(page.body, "2019 年不用公布年报：当年尚未成立") {
		t.Error("the public is not told why no report is owed")
	}
}

func TestDeskAgency_ComesBackWithMistakes(t *testing.T) {
	s := district(t)
	w := s.hire(t, "office", models.RoleOffice)
	form := agencyForm(t, s, w, "a-2")
	form["former_name"] = []string{"区社会局", "区福利局"}
	form["former_since"] = []string{"2022-01-01", ""}
	form["former_until"] = []string{"2021-12-31", "soon"}
	form.Set("position", "second")
	form.Set("name", "")
	res := s.post(t, w, "/desk/agencies/a-2", form)
	for _, want := range []string{"请填写机关的名称", "序号应为", "“区福利局”的日期不对", `value="区福利局"`, "没有保存"} {
		if res.StatusCode != 422 || !strings.Contains(res.body, want) {
			t.Errorf("status %d, %q is not on the page", res.StatusCode, want)
		}
	}
	if res := s.post(t, w, "/desk/agencies/a-2/remove", url.Values{"seen": {form.Get("seen")}}); res.StatusCode != 409 || !strings.Contains(res.body, "已有年报的机关：区民政局") {
		t.Errorf("removing an agency that has reports: status %d", res.StatusCode)
	}
	for name, f := range map[string]url.Values{
		"请选择机关的类别":                     {"id": {"a-9"}, "name": {"区气象局"}},
		"机关代码应以小写字母开头":                 {"id": {"A 9"}, "name": {"区气象局"}, "kind": {"其他"}},
		"机关代码“a-2”已经是区民政局的":            {"id": {"a-2"}, "name": {"区气象局"}, "kind": {"其他"}},
		"“区社会局”已经是区民政局（a-2）的名称、曾用名或别名": {"id": {"a-9"}, "name": {"区社会局"}, "kind": {"其他"}},
	} {
		if res := s.post(t, w, "/desk/agencies", f); res.StatusCode != 422 && res.StatusCode != 409 || !strings.Contains(res.body, name) {
			t.Errorf("status %d, %q is not on the page", res.StatusCode, name)
		}
	}
	res = s.post(t, w, "/desk/agencies", url.Values{"id": {"a-9"}, "name": {" 区气象局 "}, "kind": {"其他"}})
	if res.StatusCode != 303 {
		t.Fatalf("status %d", res.StatusCode)
	}
	page := w.read(t, s, "/desk/agencies/a-9")
	if res := s.post(t, w, "/desk/agencies/a-9/remove", url.Values{"seen": {seenVersion.FindStringSubmatch(page.body)[1]}}); res.StatusCode != 303 {
		t.Errorf("removing what was added by mistake: status %d", res.StatusCode)
	}
	if w.read(t, s, "/desk/agencies/a-9").StatusCode != 404 {
		t.Error("it is still there")
	}
}

func TestObligations(t *testing.T) {
	s := district(t)
	w := s.hire(t, "office", models.RoleOffice)
	page := w.read(t, s, "/desk/obligations/2024")
	form := url.Values{"seen": {seenVersion.FindStringSubmatch(page.body)[1]}, "owes": {"a-0", "a-1", "a-2", "a-3", "a-5"}, "exempt-a-4": {"2022 年并入区文化局"}, "exempt-a-6": {"一；二"}}
	if res := s.post(t, w, "/desk/obligations/2024", form); res.StatusCode != 422 || !strings.Contains(res.body, "区统计局：2024 年的原因里不能有分号") {
		t.Errorf("status %d", res.StatusCode)
	}
	form.Set("exempt-a-6", "不再单独公布")
	if res := s.post(t, w, "/desk/obligations/2024", form); res.StatusCode != 303 {
		t.Fatalf("status %d", res.StatusCode)
	}
	if a, err := s.store.Agency(t.Context(), "a-6"); err != nil || a.OwesIn(2024) || a.ExemptIn(2024) != "不再单独公布" || !a.OwesIn(2023) {
		t.Errorf("%+v, %v", a, err)
	}
	res := s.post(t, w, "/desk/obligations/2024", form)
	if res.StatusCode != 409 || !strings.Contains(res.body, "别人修改过名单") {
		t.Errorf("a page of before: status %d", res.StatusCode)
	}
	if res := w.read(t, s, "/desk/obligations/1066"); res.StatusCode != 404 {
		t.Errorf("a year of no reports: status %d", res.StatusCode)
	}
}

// sendFile sends a form with a file.
func (s *site) sendFile(t *testing.T, w worker, path, name string, data []byte) response {
	t.Helper()
	var b bytes.Buffer
	form := multipart.NewWriter(&b)
	if err := form.WriteField("token", models.FormToken(w.secret)); err != nil {
		t.Fatal(err)
	}
	part, err := form.CreateFormFile("file", name)
	if err == nil {
		_, err = part.Write(data)
	}
	if err == nil {
		err = form.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	req := httptest.NewRequest(http.MethodPost, path, &b)
	req.Header.Set("Content-Type", form.FormDataContentType())
	req.Header.Set("Cookie", w.cookie)
	res, err := s.app.Test(req, -1)
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return response{res, string(body)}
}

// The list goes out as a file, is changed in it, previewed, and comes in again.
func TestAgencyList_IsPreviewedBeforeItIsLoaded(t *testing.T) {
	s := district(t)
	w := s.hire(t, "office", models.RoleOffice)
	csv := w.read(t, s, "/desk/agency-list.csv").body
	if res := s.sendFile(t, w, "/desk/agency-list", "list.csv", []byte(csv)); res.StatusCode != 200 || !strings.Contains(res.body, "文件和现在的名单一样") || hiddenList.MatchString(res.body) {
		t.Errorf("the same list: status %d", res.StatusCode)
	}
	if xlsx := w.read(t, s, "/desk/agency-list.xlsx"); !strings.Contains(s.sendFile(t, w, "/desk/agency-list", "list.xlsx", []byte(xlsx.body)).body, "文件和现在的名单一样") {
		t.Error("the same list as .xlsx is another one")
	}
	if res := s.sendFile(t, w, "/desk/agency-list", "list.csv", []byte("机关代码,名称\nA,区民政局\n")); res.StatusCode != 422 || !strings.Contains(res.body, "机关名单第 2 行“机关代码”列") {
		t.Errorf("a wrong list: status %d", res.StatusCode)
	}
	if res := s.sendFile(t, w, "/desk/agency-list", "list.csv", nil); res.StatusCode != 422 || !strings.Contains(res.body, "没有选择文件") {
		t.Errorf("no list: status %d", res.StatusCode)
	}
	if res := s.sendFile(t, w, "/desk/agency-list", "list.csv", []byte("机关代码,名称\na-1,区教育局\n")); res.StatusCode != 200 || !strings.Contains(res.body, "导入会把它们从名单中删除") || !strings.Contains(res.body, "文件没有这些列") {
		t.Errorf("a short list: status %d", res.StatusCode)
	}
	res := s.sendFile(t, w, "/desk/agency-list", "名单.csv", []byte(strings.Replace(csv, "区司法局", "区司法行政局", 1)+"a-7,8,其他,区<气象>局,,,,,2024,,\r\n"))
	for _, want := range []string{"新增 1 个，修改 1 个", "区司法局 → 区司法行政局", "区&lt;气象&gt;局"} {
		if res.StatusCode != 200 || !strings.Contains(res.body, want) {
			t.Errorf("status %d, %q is not on the page", res.StatusCode, want)
		}
	}
	if a, err := s.store.Agency(t.Context(), "a-5"); err != nil || a.Name != "区司法局" {
		t.Errorf("the preview changed something: %+v, %v", a, err)
	}
	load := url.Values{"seen": {seenVersion.FindStringSubmatch(res.body)[1]}, "name": {"名单.csv"}, "list": {html.UnescapeString(hiddenList.FindStringSubmatch(res.body)[1])}}
	if _, err := s.store.ChangeAgencies(t.Context(), models.ActChanged, "", func(l models.AgencyList) (models.AgencyList, error) {
		return l.With(models.Agency{ID: "a-8", Name: "区档案局", Kind: models.KindOther}), nil
	}); err != nil {
		t.Fatal(err)
	}
	again := s.post(t, w, "/desk/agency-list/load", load)
	if again.StatusCode != 409 || !strings.Contains(again.body, "预览以后，别人修改过名单") || !strings.Contains(again.body, "<li>区档案局</li>") {
		t.Errorf("someone else was faster: status %d", again.StatusCode)
	}
	load.Set("seen", seenVersion.FindStringSubmatch(again.body)[1])
	if res := s.post(t, w, "/desk/agency-list/load", load); res.StatusCode != 303 {
		t.Fatalf("status %d: %s", res.StatusCode, res.body)
	}
	list, err := s.store.AgencyList(t.Context())
	if a, ok := list.Find("a-7"); err != nil || !ok || a.Name != "区<气象>局" || !a.OwesIn(2024) || len(list.Agencies) != 8 || len(list.Successions) != 1 {
		t.Errorf("%+v, %v", list, err)
	}
	if page := w.read(t, s, "/desk/agencies"); !strings.Contains(page.body, "导入名单（名单.csv）") {
		t.Error("the page does not tell of it")
	}
}
