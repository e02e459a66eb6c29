package handlers

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"gongkai/models"
)

var invitationLink = regexp.MustCompile(`/desk/invitations/[A-Za-z0-9_-]{43}`)

// From the invitation to the sign-out, as a person goes through it in a browser without JavaScript.
func TestDesk_AnInvitedUserSignsInAndOut(t *testing.T) {
	s := district(t)
	admin := s.hire(t, "chief", models.RoleAdmin)
	res := s.post(t, admin, "/desk/users", url.Values{"name": {"JYJ"}, "person": {"张三"}, "role": {"bureau"}})
	if res.StatusCode != 422 || !strings.Contains(res.body, "至少要有一个机关") || !strings.Contains(res.body, `value="jyj"`) || !strings.Contains(res.body, "张三") {
		t.Errorf("a bureau's user without an agency: status %d", res.StatusCode)
	}
	res = s.post(t, admin, "/desk/users", url.Values{"name": {"JYJ"}, "person": {"张三"}, "role": {"bureau"}, "agency": {"a-1", "a-2"}})
	link := invitationLink.FindString(res.body)
	if res.StatusCode != 200 || link == "" {
		t.Fatalf("status %d, no invitation", res.StatusCode)
	}
	if again := s.post(t, admin, "/desk/users", url.Values{"name": {"jyj"}, "role": {"office"}}); again.StatusCode != 409 || !strings.Contains(again.body, "已经有人用了") {
		t.Errorf("a name that is taken: status %d", again.StatusCode)
	}

	v := &visitor{site: s}
	v.open(t, link)
	fields := func(password, again string) url.Values {
		return url.Values{"token": {v.token}, "password": {password}, "again": {again}}
	}
	for says, f := range map[string]url.Values{"两次输入的密码不一样": fields("correct horse battery", "correct horse"), "至少要 10 个": fields("short", "short"), "页面打开得太久": {"token": {"x"}, "password": {"correct horse battery"}, "again": {"correct horse battery"}}} {
		if res := v.send(t, link, f); res.StatusCode != 422 || !strings.Contains(res.body, says) {
			t.Errorf("%s: status %d", says, res.StatusCode)
		}
	}
	v.open(t, link)
	res = v.send(t, link, fields("correct horse battery", "correct horse battery"))
	if res.StatusCode != 303 || res.Header.Get("Location") != "/desk" {
		t.Fatalf("status %d", res.StatusCode)
	}
	if res := s.get(t, link); res.StatusCode != 404 || !strings.Contains(res.body, "已经用过") {
		t.Errorf("the link once more: status %d", res.StatusCode)
	}

	v = &visitor{site: s}
	if page := v.open(t, "/desk/sign-in?back=/desk/account"); !strings.Contains(page, `name="back" value="/desk/account"`) || !strings.Contains(page, `name="robots" content="noindex"`) {
		t.Error("the form does not lead back")
	}
	in := func(password, back string) response {
		return v.send(t, "/desk/sign-in", url.Values{"token": {v.token}, "name": {"jyj"}, "password": {password}, "back": {back}})
	}
	if res := in("wrong password", ""); res.StatusCode != 403 || !strings.Contains(res.body, "登录名或密码不对") || !strings.Contains(res.body, `value="jyj"`) || len(res.Cookies()) != 1 {
		t.Errorf("a wrong password: status %d", res.StatusCode)
	}
	for _, back := range []string{"https://evil.example", "//evil.example", "/compare", "/deskless"} {
		if res := in("correct horse battery", back); res.StatusCode != 303 || res.Header.Get("Location") != "/desk" {
			t.Errorf("leads to %s", res.Header.Get("Location"))
		}
	}
	res = in("correct horse battery", "/desk/account")
	session := res.Cookies()[0]
	if res.Header.Get("Location") != "/desk/account" || session.Name != sessionName || !session.HttpOnly || session.SameSite != http.SameSiteLaxMode || session.Path != "/" {
		t.Fatalf("%+v", session)
	}
	w := worker{cookie: session.Name + "=" + session.Value, secret: session.Value}
	page := s.get(t, "/desk/account", "Cookie: "+w.cookie)
	for _, want := range []string{"区教育局", "区民政局", "填报单位", `class="who"`} {
		if !strings.Contains(page.body, want) {
			t.Errorf("%q is not on the page", want)
		}
	}
	if strings.Contains(page.body, "/desk/users") {
		t.Error("the navigation leads to what a bureau may not see")
	}
	if res := s.post(t, w, "/desk/sign-out", nil); res.StatusCode != 303 || !strings.Contains(res.Header.Get("Set-Cookie"), "expires") {
		t.Errorf("signing out: status %d", res.StatusCode)
	}
	if res := s.get(t, "/desk/account", "Cookie: "+w.cookie); res.StatusCode != 303 || res.Header.Get("Location") != "/desk/sign-in?back=%2Fdesk%2Faccount" {
		t.Errorf("signed out: status %d", res.StatusCode)
	}
}

func TestDesk_CookieOverTLS(t *testing.T) {
	s := district(t)
	s.settings(t, models.Settings{District: "示例区", Office: "办公室", OrganDeadline: "01-31", GovernmentDeadline: "03-31", BaseURL: "https://gk.example.gov.cn"})
	admin := s.hire(t, "chief", models.RoleAdmin)
	v := &visitor{site: s}
	v.open(t, "/desk/sign-in")
	res := v.send(t, "/desk/sign-in", url.Values{"token": {v.token}, "name": {"chief"}, "password": {"correct horse battery"}})
	if c := res.Cookies(); len(c) != 1 || c[0].Name != secureSessionName || !c[0].Secure || c[0].Domain != "" {
		t.Errorf("%+v", c)
	}
	if res := s.get(t, "/desk", "Cookie: "+admin.cookie); res.StatusCode != 303 {
		t.Errorf("a cookie that any host of the domain may set is taken: status %d", res.StatusCode)
	}
}

func TestDesk_Settings(t *testing.T) {
	s := district(t)
	admin := s.hire(t, "chief", models.RoleAdmin)
	version := regexp.MustCompile(`name="version" value="([^"]+)"`)
	form := func() url.Values {
		return url.Values{"version": {version.FindStringSubmatch(s.get(t, "/desk/settings", "Cookie: "+admin.cookie).body)[1]}}
	}
	f := form()
	f.Set("district_code", "99")
	f.Set("contact", "0999-contact")
	f.Set("2024-organ", "soon")
	res := s.post(t, admin, "/desk/settings", f)
	for _, want := range []string{"“99”不是行政区划代码", "2024-organ: soon", `value="0999-contact"`, "没有保存"} {
		if res.StatusCode != 422 || !strings.Contains(res.body, want) {
			t.Errorf("status %d, %q is not on the page", res.StatusCode, want)
		}
	}
	first, second := form(), form()
	first.Set("contact", "0999-first")
	first.Set("2024-organ", "2025-02-10")
	second.Set("office", "示例区政务公开办公室")
	second.Set("contact", "0999-second")
	if res := s.post(t, admin, "/desk/settings", first); res.StatusCode != 303 {
		t.Fatalf("status %d", res.StatusCode)
	}
	res = s.post(t, admin, "/desk/settings", second)
	if res.StatusCode != 409 || !strings.Contains(res.body, "别人修改过设置") || !strings.Contains(res.body, "0999-first → 0999-second") {
		t.Errorf("the second of two: status %d", res.StatusCode)
	}
	set, err := s.store.Settings(t.Context())
	if err != nil || set.Contact != "0999-first" || set.Deadlines["2024-organ"] != "2025-02-10" || set.Office != "示例区人民政府办公室" || !set.Demo {
		t.Errorf("%+v, %v", set, err)
	}
	second.Set("version", version.FindStringSubmatch(res.body)[1])
	if res := s.post(t, admin, "/desk/settings", second); res.StatusCode != 303 {
		t.Errorf("once more: status %d", res.StatusCode)
	}
	s.clock.t = s.clock.t.Add(pollEvery)
	if home := s.get(t, "/"); !strings.Contains(home.body, "0999-second") {
		t.Error("the public does not see the contact")
	}
}

func TestDesk_FixedSettingsCannotBeChanged(t *testing.T) {
	s := district(t)
	s.app = New(Config{Store: s.store, Now: s.clock.now, Fixed: map[string]string{"office": "GONGKAI_OFFICE", "deadlines": "settings.json"}})
	admin := s.hire(t, "chief", models.RoleAdmin)
	page := s.get(t, "/desk/settings", "Cookie: "+admin.cookie).body
	if strings.Contains(page, `name="office"`) || strings.Contains(page, `name="2024-organ"`) || !strings.Contains(page, "由 GONGKAI_OFFICE 设定") || !strings.Contains(page, "由 settings.json 设定") {
		t.Error("what is fixed can be filled in")
	}
	version := regexp.MustCompile(`name="version" value="([^"]+)"`).FindStringSubmatch(page)[1]
	if res := s.post(t, admin, "/desk/settings", url.Values{"version": {version}, "office": {"别的办公室"}, "2024-organ": {"2025-03-01"}}); res.StatusCode != 303 {
		t.Errorf("status %d", res.StatusCode)
	}
	if set, err := s.store.Settings(t.Context()); err != nil || set.Office != "示例区人民政府办公室" || len(set.Deadlines) > 0 {
		t.Errorf("%+v, %v", set, err)
	}
}

func TestDesk_FeedbackQueueAuditAndTokens(t *testing.T) {
	s := district(t)
	clerk := s.hire(t, "clerk", models.RoleOffice)
	err := s.store.AddFeedback(t.Context(), models.Feedback{Reference: "20260401-AAAAA", Kind: models.FeedbackWrong, Message: "第一行\n<b>第二行", About: "/compare", Lang: models.Zh, ReceivedAt: s.clock.t})
	if err != nil {
		t.Fatal(err)
	}
	scan := document("scan")
	scan.Name = "扫描件.pdf"
	if _, _, err := s.store.Enqueue(t.Context(), scan, models.QueueEntry{AgencyID: "a-6", Year: 2025, Reason: "没有文字", QueuedAt: s.clock.t}); err != nil {
		t.Fatal(err)
	}
	show := func(path string, wants ...string) response {
		t.Helper()
		res := s.get(t, path, "Cookie: "+clerk.cookie)
		for _, want := range wants {
			if res.StatusCode != 200 || !strings.Contains(res.body, want) {
				t.Errorf("%s: status %d, %q is not on the page", path, res.StatusCode, want)
			}
		}
		return res
	}
	show("/desk", "1 条还没有处理", "1 份扫描件")
	show("/en/desk", "1 message waits", "To be typed in")
	show("/desk/feedback", "第一行", "&lt;b&gt;第二行", "数字有误")
	if res := s.post(t, clerk, "/desk/feedback/20260401-AAAAA", url.Values{"remark": {"已更正"}}); res.StatusCode != 303 {
		t.Errorf("status %d", res.StatusCode)
	}
	show("/desk/feedback?done=20260401-AAAAA", "已标为已处理", "没有要处理的反馈")
	show("/desk/feedback?state=all", `value="已更正"`)
	show("/desk/queue", "扫描件.pdf", "没有文字", "区统计局")
	if res := show("/desk/queue/"+scan.SHA256, "scan"); res.Header.Get("Cache-Control") != "private, no-store" || !strings.HasPrefix(res.Header.Get("Content-Disposition"), "attachment") || res.Header.Get("Content-Security-Policy") != sandbox {
		t.Errorf("%v", res.Header)
	}
	show("/desk/audit?q=AAAAA", "处理反馈", "说明：已更正", "clerk")
	if res := show("/desk/audit?q=nothing-there"); !strings.Contains(res.body, "没有符合条件的记录") {
		t.Error("an audit of nothing")
	}
	if res := s.get(t, "/desk/audit?from=yesterday", "Cookie: "+clerk.cookie); res.StatusCode != 400 {
		t.Errorf("a day that is none: status %d", res.StatusCode)
	}
	made := s.post(t, clerk, "/desk/account/tokens", url.Values{"label": {"夜间备份"}, "scope": {"read"}, "days": {"30"}})
	secret := regexp.MustCompile(`<code class="secret">([^<]+)</code>`).FindStringSubmatch(made.body)
	if secret == nil {
		t.Fatalf("status %d, no token", made.StatusCode)
	}
	bearer := "Authorization: Bearer " + secret[1]
	if res := s.get(t, "/desk/audit.csv?q=AAAAA", bearer); res.StatusCode != 200 || csvRows(t, res.body) != 1 {
		t.Errorf("a program: status %d", res.StatusCode)
	}
	for path, status := range map[string]int{"/desk": 403, "/desk/users": 403} {
		if res := s.get(t, path, bearer); res.StatusCode != status {
			t.Errorf("%s: a token that is for files gets status %d", path, res.StatusCode)
		}
	}
	if res := s.get(t, "/desk/audit.csv", "Authorization: Bearer x"); res.StatusCode != 401 || res.Header.Get("WWW-Authenticate") == "" {
		t.Errorf("a token that is none: status %d", res.StatusCode)
	}
	s.clock.t = s.clock.t.Add(31 * 24 * time.Hour)
	if res := s.get(t, "/desk/audit.csv", bearer); res.StatusCode != 401 {
		t.Errorf("a token that is over: status %d", res.StatusCode)
	}
}
