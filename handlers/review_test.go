package handlers

import (
	"net/url"
	"strconv"
	"strings"
	"testing"

	"gongkai/models"
	"gongkai/store"
)

// handIn hands in the report of a-1 for 2025, in which n persons applied and as many were answered as are given.
func (s *site) handIn(t testing.TB, n, concluded int64, content, reason string, seen int) {
	t.Helper()
	r := made(models.Agency{ID: "a-1", Name: "区教育局"}, 2025, n)
	for i := range r.Revision.Figures {
		if f := &r.Revision.Figures[i]; f.Measure == "applications.concluded" && f.Applicant == models.ApplicantTotal {
			f.Number = &concluded
		}
	}
	if _, err := s.store.HandIn(t.Context(), r, document(content), reason, seen, models.Act{By: "bureau1", At: s.clock.t}); err != nil {
		t.Fatal(err)
	}
}

// reviewing does one thing to the report of a-1 for 2025, seen in the version that it has now unless fields say otherwise.
func (s *site) reviewing(t testing.TB, w worker, what string, fields url.Values) response {
	t.Helper()
	if fields == nil {
		fields = url.Values{}
	}
	if x, err := s.store.Submission(t.Context(), "a-1", 2025); err == nil && !fields.Has("seen") {
		fields.Set("seen", strconv.Itoa(x.Version))
	}
	return s.post(t, w, "/desk/reports/a-1/2025/"+what, fields)
}

// submitted is the report of a-1 for 2025 as it is being worked on.
func (s *site) submitted(t testing.TB) store.Submitted {
	t.Helper()
	x, err := s.store.Submission(t.Context(), "a-1", 2025)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

const reviewPage = "/desk/reports/a-1/2025"

func has(t testing.TB, res response, status int, wants ...string) {
	t.Helper()
	if res.StatusCode != status {
		t.Errorf("status %d, want %d", res.StatusCode, status)
	}
	for _, want := range wants {
		if unwanted, not := strings.CutPrefix(want, "!"); not {
			if strings.Contains(res.body, unwanted) {
				t.Errorf("%q is on the page", unwanted)
			}
		} else if !strings.Contains(res.body, want) {
			t.Errorf("%q is not on the page", want)
		}
	}
}

// A wrong report is returned once, handed in anew, accepted and published; each sees of it what is theirs to see and do.
func TestReview_FromHandInToPublication(t *testing.T) {
	s := district(t)
	clerk, bureau := s.hire(t, "office1", models.RoleOffice), s.hire(t, "bureau1", models.RoleBureau, "a-1")
	see := func(w worker, path string) response { return s.get(t, path, "Cookie: "+w.cookie) }
	has(t, see(bureau, reviewPage), 200, "当前状态：未交")

	s.handIn(t, 7, 9, "wrong", "", 0)
	has(t, see(clerk, "/desk/reports?year=2025"), 200, "区教育局", "有问题", "bureau1", "!name=\"report\"")
	has(t, see(clerk, reviewPage), 200, "当前状态：有问题", "总计", "确认数字无误", "退回给填报单位", "1. ", "!>核实</button>")
	has(t, see(bureau, reviewPage), 200, "当前状态：有问题", "!确认数字无误", "!退回给填报单位", "写意见", "年报 wrong.html")
	has(t, see(clerk, "/en"+reviewPage), 200, "State: problems", "Return to the agency")
	has(t, s.get(t, "/reports/a-1/2025"), 404)

	has(t, s.reviewing(t, clerk, "accept", nil), 409, "没有改正或确认，不能核实")
	has(t, s.reviewing(t, clerk, "return", url.Values{"text": {" \r\n "}}), 422, "请写明为什么退回")
	has(t, s.reviewing(t, clerk, "return", url.Values{"text": {"办结总计不对。\r\n请改。"}}), 303)
	has(t, see(bureau, reviewPage+"?done=saved"), 200, "当前状态：已退回", "<p>办结总计不对。</p><p>请改。</p>", "已保存")

	s.handIn(t, 7, 7, "right", "", 2)
	has(t, see(clerk, reviewPage), 200, "当前状态：已交", "没有要处理的问题", ">核实</button>")
	has(t, see(clerk, "/desk/reports?year=2025"), 200, `value="a-1 2025 3"`)
	has(t, s.post(t, clerk, "/desk/reports/accept", url.Values{"year": {"2025"}, "report": {"a-1 2025 2"}}), 200, "区教育局：这份年报刚才被别人改动过")
	has(t, s.post(t, clerk, "/desk/reports/accept", url.Values{"year": {"2025"}, "report": {"a-1 2025 3", "a-2 2025 1"}}), 200, "区教育局：已核实", "区民政局：机关“a-2”2025 年没有待处理的年报")
	has(t, s.post(t, clerk, "/desk/reports/publish", url.Values{"year": {"2025"}, "report": {"a-1 2025 4"}}), 200, "区教育局：已公布", "/reports/a-1/2025")
	has(t, see(clerk, reviewPage), 200, "当前状态：已公布", "退回", "!>核实</button>")
	s.clock.t = s.clock.t.Add(pollEvery)
	has(t, s.get(t, "/reports/a-1/2025"), 200)
}

// Whoever acts on what somebody else has changed meanwhile is told, sees how it is now, and keeps what they wrote.
func TestReview_TwoAtOnce(t *testing.T) {
	s := district(t)
	clerk := s.hire(t, "office1", models.RoleOffice)
	s.handIn(t, 7, 9, "wrong", "", 0)
	finding := models.Open(s.submitted(t).Report.Revision.Findings, nil)[0].Identity()
	stale := url.Values{"seen": {"1"}}
	has(t, s.reviewing(t, clerk, "return", url.Values{"text": {"请改。"}}), 303)
	for what, f := range map[string]url.Values{"return": {"text": {"另一封信"}}, "confirm": {"text": {"另一个理由"}, "finding": {finding}}} {
		f.Set("seen", stale.Get("seen"))
		has(t, s.reviewing(t, clerk, what, f), 409, "刚才被别人改动过", "当前状态：已退回", f.Get("text"))
	}
	for _, seen := range []string{"", "x", "-1", "0", "99999999999999999999"} {
		has(t, s.reviewing(t, clerk, "reopen", url.Values{"seen": {seen}}), 409)
	}
	has(t, s.reviewing(t, clerk, "reopen", nil), 303)
	has(t, s.reviewing(t, clerk, "confirm", url.Values{"finding": {"[]"}, "text": {"对的"}}), 409, "没有找到要确认的问题")
	has(t, s.reviewing(t, clerk, "confirm", url.Values{"finding": {finding}, "text": {strings.Repeat("长", maxRemark+1)}}), 422, "写得太长")
}

// A finding is confirmed with a reason, comments stand on cells, and everything enters the history.
func TestReview_ConfirmsAndComments(t *testing.T) {
	s := district(t)
	clerk, bureau := s.hire(t, "office1", models.RoleOffice), s.hire(t, "bureau1", models.RoleBureau, "a-1")
	s.handIn(t, 7, 9, "wrong", "", 0)
	for _, f := range models.Open(s.submitted(t).Report.Revision.Findings, nil) {
		has(t, s.reviewing(t, clerk, "confirm", url.Values{"finding": {f.Identity()}, "text": {"<b>两件并案</b>"}}), 303)
	}
	has(t, s.get(t, reviewPage, "Cookie: "+clerk.cookie), 200, "当前状态：已交", "理由：&lt;b&gt;两件并案", ">核实</button>", "撤销确认")
	has(t, s.reviewing(t, bureau, "comment", url.Values{"key": {"nothing"}, "text": {"？"}}), 422, "没有这一格")
	has(t, s.reviewing(t, bureau, "comment", url.Values{"key": {"applications.concluded|total"}, "text": {"这里是并案处理"}}), 303)
	x := s.submitted(t)
	if len(x.Remarks) != 1 {
		t.Fatalf("%+v", x.Remarks)
	}
	id := strconv.Itoa(int(x.Remarks[0].ID))
	has(t, s.get(t, reviewPage, "Cookie: "+clerk.cookie), 200, "这里是并案处理", "标为已处理", "写意见", "确认问题")
	has(t, s.reviewing(t, clerk, "settle", url.Values{"remark": {"4711"}}), 409, "没有找到这条意见")
	has(t, s.reviewing(t, clerk, "settle", url.Values{"remark": {id}}), 303)
	has(t, s.get(t, reviewPage, "Cookie: "+bureau.cookie), 200, "已处理：office1")
	has(t, s.reviewing(t, clerk, "reconsider", url.Values{"finding": {x.Decisions[0].Finding}}), 303)
	has(t, s.get(t, reviewPage, "Cookie: "+clerk.cookie), 200, "当前状态：有问题")
}

func TestReview_OriginalsAreForThoseWhoWorkOnThem(t *testing.T) {
	s := district(t)
	bureau := s.hire(t, "bureau1", models.RoleBureau, "a-1")
	s.handIn(t, 7, 7, "unpublished", "", 0)
	sha256 := document("unpublished").SHA256
	res := s.get(t, reviewPage+"/originals/"+sha256, "Cookie: "+bureau.cookie)
	if res.StatusCode != 200 || res.body != "unpublished" || !strings.HasPrefix(res.Header.Get("Content-Disposition"), "attachment") || res.Header.Get("Cache-Control") != "private, no-store" {
		t.Errorf("status %d, %v", res.StatusCode, res.Header)
	}
	has(t, s.get(t, reviewPage+"/originals/"+document("a-22024").SHA256, "Cookie: "+bureau.cookie), 404, "这份年报没有这个原件")
	has(t, s.get(t, "/originals/"+sha256), 404)
	for _, address := range []string{"/desk/reports/a-1/1999", "/desk/reports/a-1/x", "/desk/reports/a-1/2027"} {
		has(t, s.get(t, address, "Cookie: "+bureau.cookie), 404)
	}
}

func TestProgress_ListFilesAndReminder(t *testing.T) {
	s := district(t)
	clerk, bureau := s.hire(t, "office1", models.RoleOffice), s.hire(t, "bureau1", models.RoleBureau, "a-1")
	s.handIn(t, 7, 9, "wrong", "", 0)
	ask := func(w worker, path string) response { return s.get(t, path, "Cookie: "+w.cookie) }
	// Of 2023, which the others published, a-5 published nothing.
	has(t, ask(clerk, "/desk/reports?year=2023"), 200, "未交 1", "以下单位还没有报送 2023 年", "区司法局：截止 2024-01-31，已逾期 791 天", "示例区人民政府办公室")
	has(t, ask(clerk, "/desk/reports?year=2023&state=missing"), 200, "区司法局", "!/desk/reports/a-1/2023")
	has(t, ask(bureau, "/desk/reports?year=2023"), 200, "区教育局", "!区司法局", "!催报文字")
	has(t, ask(clerk, "/desk/reports"), 200, "2025 年度", "有问题", "报送") // the year before the present one
	has(t, ask(clerk, "/desk/reports?year=1900"), 400, "没有“1900”这个年度")
	has(t, ask(clerk, "/desk/reports?state=lost"), 400, "没有“lost”这种状态")
	if res := ask(clerk, "/desk/reports.csv?year=2023"); res.StatusCode != 200 || csvRows(t, res.body) != 6 || !strings.Contains(res.body, "区司法局,2023,未交,2024-01-31,791") {
		t.Errorf("status %d\n%s", res.StatusCode, res.body)
	}
	if res := ask(bureau, "/desk/reports.csv?year=2023&state=published"); csvRows(t, res.body) != 1 {
		t.Errorf("a bureau's file:\n%s", res.body)
	}
	if res := ask(clerk, "/desk/reports.xlsx?year=2023"); res.StatusCode != 200 || !strings.HasPrefix(res.body, "PK") {
		t.Errorf("status %d", res.StatusCode)
	}
	has(t, s.post(t, clerk, "/desk/reports/accept", url.Values{"year": {"2025"}}), 200, "没有选中任何年报")
	for _, value := range []string{"", "a-1", "a-1 x 1", "nobody 2025 1", "a-1 2025 1 2"} {
		has(t, s.post(t, clerk, "/desk/reports/publish", url.Values{"year": {"2025"}, "report": {value}}), 400)
	}
}
