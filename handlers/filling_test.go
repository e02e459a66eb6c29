package handlers

import (
	"html"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"gongkai/models"
)

// fillingForm is a form as a browser without JavaScript has it: what it holds, to be changed and sent.
type fillingForm struct {
	site    *site
	worker  worker
	address string
	fields  url.Values
	body    string
}

var (
	inputs    = regexp.MustCompile(`<input type="(text|hidden|date)"[^>]* name="([^"]+)" value="([^"]*)"`)
	textareas = regexp.MustCompile(`(?s)<textarea [^>]*name="([^"]+)"[^>]*>\n?(.*?)</textarea>`)
	ticked    = regexp.MustCompile(`<input type="checkbox" name="none" value="([^"]+)" checked>`)
	selected  = regexp.MustCompile(`<option value="([a-z_]+)" selected>`)
	outputs   = regexp.MustCompile(`<output id="([^"]+)"[^>]*>([^<]*)</output>`)
)

func (s *site) openFilling(t testing.TB, w worker, address string) *fillingForm {
	t.Helper()
	f := &fillingForm{site: s, worker: w, address: strings.SplitN(address, "?", 2)[0]}
	res := s.get(t, address, "Cookie: "+w.cookie)
	if res.StatusCode != 200 {
		t.Fatalf("%s: status %d", address, res.StatusCode)
	}
	f.take(res.body)
	return f
}

// take reads the fields of a page.
func (f *fillingForm) take(body string) {
	f.body, f.fields = body, url.Values{}
	form, _, _ := strings.Cut(body, "</form>\n<form class=\"remark\"")
	_, form, _ = strings.Cut(form, `<form class="filling"`)
	for _, m := range inputs.FindAllStringSubmatch(form, -1) {
		f.fields.Set(m[2], html.UnescapeString(m[3]))
	}
	for _, m := range textareas.FindAllStringSubmatch(form, -1) {
		f.fields.Set(m[1], strings.ReplaceAll(html.UnescapeString(m[2]), "\n", "\r\n"))
	}
	for _, m := range ticked.FindAllStringSubmatch(form, -1) {
		f.fields.Add("none", m[1])
	}
	if m := selected.FindStringSubmatch(form); m != nil {
		f.fields.Set("scope", m[1])
	}
}

// send sends the form with some fields changed, and takes what comes back if it is a page.
func (f *fillingForm) send(t testing.TB, to string, fields ...string) response {
	t.Helper()
	for i := 0; i < len(fields); i += 2 {
		f.fields.Set(fields[i], fields[i+1])
	}
	res := f.site.post(t, f.worker, f.address+to, f.fields)
	if res.StatusCode != 303 {
		f.take(res.body)
	}
	return res
}

// total is what is shown in the cell of a total.
func (f *fillingForm) total(place string) string {
	for _, m := range outputs.FindAllStringSubmatch(f.body, -1) {
		if m[1] == place {
			return m[2]
		}
	}
	return "no total " + place
}

// zeros fills every cell that is empty.
func (f *fillingForm) zeros() {
	for name, v := range f.fields {
		if regexp.MustCompile(`^t[234]\.`).MatchString(name) && v[0] == "" {
			f.fields.Set(name, "0")
		}
	}
}

// A bureau fills in its report without JavaScript, from the empty form to the hand-in.
func TestFilling_FromTheEmptyFormToTheHandIn(t *testing.T) {
	s := district(t)
	bureau := s.hire(t, "jyj", models.RoleBureau, "a-1")
	f := s.openFilling(t, bureau, "/desk/reports/a-1/2025/form")
	if got := f.fields.Get("t3.r02.c1"); got != "0" || !strings.Contains(f.body, "上年结转”已按上年报告") {
		t.Errorf("上年结转 is %q", got)
	}
	if !strings.Contains(f.body, `id="t3.r01.c1-last" title="上年"><span class="hidden">上年 </span>14<`) {
		t.Error("last year's figure does not stand beside the cell")
	}
	if strings.Contains(f.body, `name="t3.r01.c7"`) {
		t.Error("a total can be typed in")
	}
	if strings.Contains(f.body, "缺少") {
		t.Error("an empty form is told what it lacks")
	}
	if res := f.send(t, "/hand-in"); res.StatusCode != 422 || !strings.Contains(res.body, "一个数字也没有") {
		t.Errorf("the empty form: status %d", res.StatusCode)
	}
	f = s.openFilling(t, bureau, "/desk/reports/a-1/2025/form")
	f.zeros()
	res := f.send(t, "", "t3.r01.c1", "１,2３4", "t3.r01.c2", "6", "t3.r03.c1", "十二", "text1", "全年发布信息5500条。\r\n\r\n其中网站5000条。", "none", "remedies.litigation_after", "scope", "own_level", "published_on", "2026-01-20")
	if res.StatusCode != 303 || res.Header.Get("Location") != "/desk/reports/a-1/2025/form?done=saved" {
		t.Fatalf("status %d: %s", res.StatusCode, res.body)
	}
	f = s.openFilling(t, bureau, "/desk/reports/a-1/2025/form?done=saved")
	for _, want := range []string{"已保存，还没有交", "“十二”应填 0 或正整数", `value="十二" maxlength="20" autocomplete="off" inputmode="numeric" aria-label="表三“予以公开”行“自然人”列" aria-invalid="true"`, "5500", "上次保存"} {
		if !strings.Contains(f.body, want) {
			t.Errorf("%q is not on the page", want)
		}
	}
	if got := f.total("t3.r01.c7"); got != "1240" {
		t.Errorf("the total of the new applications is %q", got)
	}
	if got := f.total("t3.r03.c7"); got != "" {
		t.Errorf("a total with a part that cannot be read is %q", got)
	}
	if f.fields.Get("text1") != "全年发布信息5500条。\r\n\r\n其中网站5000条。" || f.fields.Get("scope") != "own_level" || f.fields.Get("none") != "remedies.litigation_after" || f.fields.Get("published_on") != "2026-01-20" {
		t.Errorf("%v", f.fields)
	}
	if res := f.send(t, "/hand-in"); res.StatusCode != 422 || !strings.Contains(res.body, "有 1 格读不懂，还没有交") {
		t.Errorf("a cell that cannot be read: status %d", res.StatusCode)
	}
	if res := f.send(t, "/hand-in", "t3.r03.c1", "1200", "t3.r03.c2", "6"); res.StatusCode != 303 || res.Header.Get("Location") != "/desk/reports/a-1/2025/form?done=handed-in" {
		t.Fatalf("status %d: %s", res.StatusCode, res.body)
	}
	if res := f.send(t, "/hand-in"); res.StatusCode != 303 {
		t.Errorf("the same sent twice: status %d", res.StatusCode)
	}
	x, err := s.store.Submission(t.Context(), "a-1", 2025)
	if err != nil {
		t.Fatal(err)
	}
	rev := x.Report.Revision
	if x.State != models.StatusProblems || x.HandedInBy != "jyj" || rev.No != 1 || rev.Scope != models.ScopeOwnLevel || rev.PublishedOn != "2026-01-20" || len(rev.Texts) < 1 {
		t.Errorf("%+v", x.Submission)
	}
	placed := 0
	for _, k := range models.Cells(models.Edition2021, false) {
		figure, _ := rev.Figure(k)
		if figure.Where.Table > 0 && figure.Where.Row > 0 {
			placed++
		}
	}
	if placed != 200 {
		t.Errorf("%d of 200 figures have a place in the original", placed)
	}
	releases, _ := rev.Figure(models.Key{Measure: "releases.total"})
	if releases.Text() != "5500" || releases.Where.Quote == "" {
		t.Errorf("releases %+v", releases)
	}
	original, err := s.store.Source(t.Context(), rev.Sources[0].SHA256)
	if err != nil || !strings.Contains(string(original.Data), "网上逐格填报") || strings.Contains(string(original.Data), "jyj") || strings.Contains(string(original.Data), "person-marker") {
		t.Errorf("%v: the original says who typed it, or not when", err)
	}
	if list, err := s.store.FillingsUnderWay(t.Context(), nil); err != nil || len(list) > 0 {
		t.Errorf("still under way: %v, %v", list, err)
	}
	f = s.openFilling(t, bureau, "/desk/reports/a-1/2025/form?from=current")
	if f.fields.Get("t3.r01.c1") != "1234" || !strings.Contains(f.body, "现在是“有问题”") {
		t.Errorf("%v", f.fields)
	}
	if res := f.send(t, "/hand-in"); res.StatusCode != 422 || !strings.Contains(res.body, "没有改动") {
		t.Errorf("nothing new: status %d", res.StatusCode)
	}
}

// One cell of a published report is corrected: with a reason, and until it is accepted the public sees the old figure.
func TestFilling_CorrectsOneCellOfWhatIsPublished(t *testing.T) {
	s := district(t)
	bureau := s.hire(t, "jyj", models.RoleBureau, "a-1")
	f := s.openFilling(t, bureau, "/desk/reports/a-1/2024/form?from=current")
	if f.fields.Get("t2.r03.c1") != "98" {
		t.Fatalf("行政许可 is %q", f.fields.Get("t2.r03.c1"))
	}
	if res := f.send(t, "/hand-in", "t2.r03.c1", "99"); res.StatusCode != 422 || !strings.Contains(res.body, "请写明更正的原因") || !strings.Contains(res.body, "由 98 改为 99") {
		t.Errorf("no reason: status %d", res.StatusCode)
	}
	if res := f.send(t, "/hand-in", "reason", "漏报一件"); res.StatusCode != 303 {
		t.Fatalf("status %d: %s", res.StatusCode, res.body)
	}
	x, err := s.store.Submission(t.Context(), "a-1", 2024)
	if err != nil || x.Reason != "漏报一件" || x.Public == nil {
		t.Fatalf("%+v, %v", x.Submission, err)
	}
	changes := models.Diff(x.Public.Figures, x.Report.Revision.Figures)
	for _, c := range changes {
		if m := c.Key.Measure; m != "disclosure.licensing.decisions" && m != "remedies.reconsideration.total" && m != "releases.total" && m != models.MeasureFee {
			t.Errorf("%s changed from %s to %s", c.Key, c.Old.Text(), c.New.Text())
		}
	}
}

func TestFilling_TwoPeopleAtOnce(t *testing.T) {
	s := district(t)
	one, two := s.hire(t, "one", models.RoleBureau, "a-1"), s.hire(t, "two", models.RoleOffice)
	first, second := s.openFilling(t, one, "/desk/reports/a-1/2025/form"), s.openFilling(t, two, "/desk/reports/a-1/2025/form")
	if res := first.send(t, "", "t3.r01.c1", "5", "t3.r01.c2", "1", "text5", "一"); res.StatusCode != 303 {
		t.Fatalf("status %d", res.StatusCode)
	}
	res := second.send(t, "", "t3.r01.c1", "7", "t3.r01.c3", "2", "text5", "二")
	if res.StatusCode != 409 || !strings.Contains(res.body, "别人同时改了") {
		t.Fatalf("status %d", res.StatusCode)
	}
	if got := second.fields; got.Get("t3.r01.c1") != "7" || got.Get("t3.r01.c2") != "1" || got.Get("t3.r01.c3") != "2" || got.Get("text5") != "二" {
		t.Errorf("the page shows %v", got)
	}
	if res := second.send(t, "", "choose:t3.r01.c1", "theirs", "choose:text5", "mine"); res.StatusCode != 303 {
		t.Fatalf("status %d", res.StatusCode)
	}
	kept, err := s.store.Filling(t.Context(), "a-1", 2025)
	if err != nil || kept.Cells["applications.received|natural_person"] != "5" || kept.Cells["applications.received|enterprise"] != "1" || kept.Cells["applications.received|research"] != "2" || kept.Texts[5] != "二" {
		t.Errorf("%v, %v", kept, err)
	}
	if res := first.send(t, "/drop", "sure", "1"); res.StatusCode != 409 {
		t.Errorf("giving up what somebody else typed since: status %d", res.StatusCode)
	}
	third := s.openFilling(t, one, "/desk/reports/a-1/2025/form")
	if res := third.send(t, "/drop"); res.StatusCode != 422 {
		t.Errorf("giving up without being sure: status %d", res.StatusCode)
	}
	third = s.openFilling(t, one, "/desk/reports/a-1/2025/form")
	if res := third.send(t, "/drop", "sure", "1"); res.StatusCode != 303 {
		t.Errorf("giving up: status %d", res.StatusCode)
	}
}

func TestFilling_BadRequests(t *testing.T) {
	s := district(t)
	bureau := s.hire(t, "jyj", models.RoleBureau, "a-1")
	for address, status := range map[string]int{"/desk/reports/a-2/2025/form": 403, "/desk/reports/a-1/2027/form": 404, "/desk/reports/a-1/1999/form": 404, "/desk/reports/a-1/x/form": 404, "/en/desk/reports/a-1/2019/form": 200} {
		if res := s.get(t, address, "Cookie: "+bureau.cookie); res.StatusCode != status {
			t.Errorf("%s: status %d", address, res.StatusCode)
		}
	}
	f := s.openFilling(t, bureau, "/desk/reports/a-1/2025/form")
	if res := f.send(t, "", "seen", "{"); res.StatusCode != 400 {
		t.Errorf("half a page: status %d", res.StatusCode)
	}
	f = s.openFilling(t, bureau, "/desk/reports/a-1/2025/form")
	long := strings.Repeat("长", 30_000)
	if res := f.send(t, "", "text1", long); res.StatusCode != 303 {
		t.Errorf("a long text: status %d", res.StatusCode)
	}
	f = s.openFilling(t, bureau, "/desk/reports/a-1/2025/form")
	if res := f.send(t, "", "text5", long+long+long, "t3.r01.c1", "3"); res.StatusCode != 422 || !strings.Contains(res.body, "文字太长") || f.fields.Get("t3.r01.c1") != "3" {
		t.Errorf("a text that is too long: status %d", res.StatusCode)
	}
	if res := f.send(t, "", "text5", "五", "published_on", "31.1."); res.StatusCode != 422 || f.fields.Get("t3.r01.c1") != "3" {
		t.Errorf("a date that is none: status %d", res.StatusCode)
	}
	if res := f.send(t, "", "published_on", ""); res.StatusCode != 303 {
		t.Errorf("mended: status %d", res.StatusCode)
	}
	if kept, err := s.store.Filling(t.Context(), "a-1", 2025); err != nil || kept.Cells["applications.received|natural_person"] != "3" {
		t.Errorf("%v, %v", kept.Cells, err)
	}
}
