package handlers

import (
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"gongkai/models"
)

// visitor fills in the form of a site as a browser does: it keeps the cookie and the token.
type visitor struct {
	*site
	cookie, token string
}

var tokenField = regexp.MustCompile(`name="token" value="([^"]*)"`)

func (v *visitor) open(t *testing.T, path string) string {
	t.Helper()
	headers := []string{}
	if v.cookie != "" {
		headers = append(headers, "Cookie: "+v.cookie)
	}
	res := v.get(t, path, headers...)
	v.learn(res)
	return res.body
}

// learn takes cookie and token from a page with the form.
func (v *visitor) learn(res response) {
	if c := res.Header.Get("Set-Cookie"); c != "" {
		v.cookie, _, _ = strings.Cut(c, ";")
	}
	if m := tokenField.FindStringSubmatch(res.body); m != nil {
		v.token = m[1]
	}
}

func (v *visitor) send(t *testing.T, path string, fields url.Values, headers ...string) response {
	t.Helper()
	req := httptest.NewRequest(http.MethodPost, path, strings.NewReader(fields.Encode()))
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	req.Header.Set("Cookie", v.cookie)
	for _, h := range headers {
		name, value, _ := strings.Cut(h, ": ")
		req.Header.Set(name, value)
	}
	res, err := v.app.Test(req, -1)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return response{res, string(body)}
}

func (v *visitor) filled() url.Values {
	return url.Values{"token": {v.token}, "kind": {"wrong"}, "message": {"总计不对。\r\n<b>请核对</b>"}, "contact": {"contact-marker"}, "about": {"/reports/a-1/2024#t3.r01.c7"}}
}

func (v *visitor) stored(t *testing.T) []models.Feedback {
	t.Helper()
	list, err := v.store.Feedback(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func TestFeedback_IsKept(t *testing.T) {
	v := &visitor{site: district(t)}
	page := v.open(t, "/feedback?about="+url.QueryEscape("/reports/a-1/2024#t3.r01.c7"))
	for _, want := range []string{`name="about" value="/reports/a-1/2024#t3.r01.c7"`, `href="/reports/a-1/2024#t3.r01.c7"`, `value="wrong" checked`, `maxlength="2000"`} {
		if !strings.Contains(page, want) {
			t.Errorf("%q is not on the form", want)
		}
	}
	v.clock.t = v.clock.t.Add(10 * time.Second)
	res := v.send(t, "/feedback", v.filled())
	where := res.Header.Get("Location")
	if res.StatusCode != 303 || !regexp.MustCompile(`^/feedback/thanks\?ref=20260401-[A-Z2-7]{5}$`).MatchString(where) || res.Header.Get("Cache-Control") != "no-store" {
		t.Fatalf("status %d to %s", res.StatusCode, where)
	}
	reference := strings.TrimPrefix(where, "/feedback/thanks?ref=")
	if thanks := v.get(t, where); thanks.StatusCode != 200 || !strings.Contains(thanks.body, reference) {
		t.Errorf("thanks: status %d", thanks.StatusCode)
	}
	list := v.stored(t)
	if len(list) != 1 || list[0].Reference != reference || list[0].Message != "总计不对。\n<b>请核对</b>" || list[0].Contact != "contact-marker" || list[0].About != "/reports/a-1/2024#t3.r01.c7" || list[0].Lang != models.Zh || !list[0].ReceivedAt.Equal(v.clock.t) {
		t.Errorf("%+v", list)
	}
	if res := v.send(t, "/feedback", v.filled()); res.StatusCode != 303 || res.Header.Get("Location") != where || len(v.stored(t)) != 1 {
		t.Errorf("sent twice: status %d to %s, %d kept", res.StatusCode, res.Header.Get("Location"), len(v.stored(t)))
	}
	for _, public := range []string{"/", "/feedback", "/search?q=" + url.QueryEscape("请核对"), where} {
		for _, marker := range []string{"总计不对", "contact-marker"} {
			if strings.Contains(v.get(t, public).body, marker) {
				t.Errorf("%s shows %s", public, marker)
			}
		}
	}
}

func TestFeedback_ComesBackWithItsMistakes(t *testing.T) {
	for _, tt := range []struct {
		name     string
		change   func(v *visitor, f url.Values)
		status   int
		contains []string
	}{
		{"nothing chosen", func(_ *visitor, f url.Values) { f.Del("kind") }, 422, []string{"请选择反馈的类别。", `aria-describedby="kind-error"`}},
		{"nothing written", func(_ *visitor, f url.Values) { f.Set("message", " \r\n ") }, 422, []string{"请写明要反馈的内容。", `aria-describedby="message-error"`, `value="contact-marker"`}},
		{"too much written", func(_ *visitor, f url.Values) { f.Set("message", strings.Repeat("长", 2001)) }, 422, []string{"内容有 2001 个字"}},
		{"a long contact", func(_ *visitor, f url.Values) { f.Set("contact", strings.Repeat("长", 101)) }, 422, []string{"联系方式有 101 个字", "&lt;b&gt;请核对"}},
		{"no token", func(_ *visitor, f url.Values) { f.Del("token") }, 422, []string{"请再提交一次", "&lt;b&gt;请核对", `value="wrong" checked`}},
		{"a made-up token", func(_ *visitor, f url.Values) { f.Set("token", strings.Repeat("A", 54)) }, 422, []string{"请再提交一次"}},
		{"no cookie", func(v *visitor, _ url.Values) { v.cookie = "" }, 422, []string{"没有保存本站的 Cookie"}},
		{"another browser's cookie", func(v *visitor, _ url.Values) { v.cookie = "form=AAAAAAAAAAAAAAAAAAAAAA" }, 422, []string{"请再提交一次"}},
		{"in no time", func(v *visitor, _ url.Values) { v.clock.t = v.clock.t.Add(-9 * time.Second) }, 422, []string{"提交得太快了"}},
		{"after half a day", func(v *visitor, _ url.Values) { v.clock.t = v.clock.t.Add(12 * time.Hour) }, 422, []string{"页面打开得太久"}},
		{"an address elsewhere", func(_ *visitor, f url.Values) { f.Set("about", "https://evil.example/"); f.Del("kind") }, 422, []string{`name="about" value=""`}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			v := &visitor{site: district(t)}
			v.open(t, "/feedback")
			v.clock.t = v.clock.t.Add(10 * time.Second)
			fields := v.filled()
			tt.change(v, fields)
			res := v.send(t, "/feedback", fields)
			if res.StatusCode != tt.status || res.Header.Get("Cache-Control") != "no-store" {
				t.Errorf("status %d", res.StatusCode)
			}
			for _, want := range tt.contains {
				if !strings.Contains(res.body, want) {
					t.Errorf("%q is not on the page", want)
				}
			}
			if n := len(v.stored(t)); n != 0 {
				t.Errorf("%d kept", n)
			}
			v.learn(res)
			v.clock.t = v.clock.t.Add(10 * time.Second)
			if res := v.send(t, "/feedback", v.filled()); res.StatusCode != 303 {
				t.Errorf("put right: status %d", res.StatusCode)
			}
		})
	}
}

func TestFeedback_KeepsMachinesOut(t *testing.T) {
	v := &visitor{site: district(t)}
	v.open(t, "/feedback")
	v.clock.t = v.clock.t.Add(10 * time.Second)
	lured := v.filled()
	lured.Set("homepage", "https://spam.example")
	if res := v.send(t, "/feedback", lured); res.StatusCode != 303 || len(v.stored(t)) != 0 {
		t.Errorf("a machine is told status %d, %d kept", res.StatusCode, len(v.stored(t)))
	}
	if res := v.send(t, "/feedback", v.filled(), "Sec-Fetch-Site: cross-site"); res.StatusCode != 403 {
		t.Errorf("from another site: status %d", res.StatusCode)
	}
	huge := v.filled()
	huge.Set("message", strings.Repeat("x", maxBody))
	req := httptest.NewRequest(http.MethodPost, "/feedback", strings.NewReader(huge.Encode()))
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	if res, err := v.app.Test(req, -1); err == nil && res.StatusCode != 413 {
		t.Errorf("a huge body: status %d", res.StatusCode)
	}
	kept := 0
	for range maxFromOne + 3 {
		v.open(t, "/feedback")
		v.clock.t = v.clock.t.Add(10 * time.Second)
		switch res := v.send(t, "/feedback", v.filled()); res.StatusCode {
		case 303:
			kept++
		case 429:
			if !strings.Contains(res.body, "近一小时提交的反馈太多") {
				t.Error("the page does not say why")
			}
		default:
			t.Errorf("status %d", res.StatusCode)
		}
	}
	if kept != maxFromOne || len(v.stored(t)) != maxFromOne {
		t.Errorf("%d of %d kept", kept, maxFromOne)
	}
	v.clock.t = v.clock.t.Add(window)
	v.open(t, "/feedback")
	v.clock.t = v.clock.t.Add(10 * time.Second)
	if res := v.send(t, "/feedback", v.filled()); res.StatusCode != 303 {
		t.Errorf("an hour later: status %d", res.StatusCode)
	}
}

func TestFeedback_InEnglish(t *testing.T) {
	v := &visitor{site: district(t)}
	if page := v.open(t, "/en/feedback"); !strings.Contains(page, `action="/en/feedback"`) || !strings.Contains(page, "A number is wrong") {
		t.Error("the form is not in English")
	}
	v.clock.t = v.clock.t.Add(10 * time.Second)
	empty := v.filled()
	empty.Del("message")
	if res := v.send(t, "/en/feedback", empty); res.StatusCode != 422 || !strings.Contains(res.body, "Please write a message.") {
		t.Errorf("status %d", res.StatusCode)
	}
	if res := v.send(t, "/en/feedback", v.filled()); res.StatusCode != 303 || !strings.HasPrefix(res.Header.Get("Location"), "/en/feedback/thanks?ref=") || v.stored(t)[0].Lang != models.En {
		t.Errorf("status %d to %s", res.StatusCode, res.Header.Get("Location"))
	}
}

func TestAboutOf(t *testing.T) {
	for in, want := range map[string]string{
		"/reports/a-1/2024#t3.r01.c7": "/reports/a-1/2024#t3.r01.c7", "/": "/", "/#outcomes": "/#outcomes", "/compare?m=x&a=a-1~a-2": "/compare?m=x&a=a-1~a-2", "": "",
		"https://evil.example/": "", "//evil.example": "", "/\\evil": "", "javascript:alert(1)": "", "/a#<script>": "/a", "/" + strings.Repeat("a", 400): "",
	} {
		if got := aboutOf(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

func TestGuard_CountsPlacesAndAll(t *testing.T) {
	g := newGuard()
	now := time.Date(2026, 4, 1, 9, 0, 0, 0, time.UTC)
	token, nonce := g.token("", now)
	if _, again := g.token(nonce, now); again != nonce {
		t.Error("a browser gets another nonce each time")
	}
	now = now.Add(fillTime)
	for range maxFromOne {
		if v := g.admit(token, nonce, "2001:db8:1:2::1", now); v != admitted {
			t.Fatal(v)
		}
	}
	for ip, want := range map[string]verdict{"2001:db8:1:2:ffff::9": tooMany, "2001:db8:1:3::1": admitted, "10.0.0.1": admitted, "::ffff:10.0.0.2": admitted, "": admitted} {
		if v := g.admit(token, nonce, ip, now); v != want {
			t.Errorf("%q: %d, want %d", ip, v, want)
		}
	}
	for i := range 2 * maxFromAll {
		g.admit(token, nonce, strings.Repeat("1", i+1), now)
	}
	if len(g.came) != maxFromAll {
		t.Errorf("%d are remembered", len(g.came))
	}
	if v := g.admit(token, nonce, "10.9.9.9", now); v != tooMany {
		t.Errorf("beyond all: %d", v)
	}
	if v := newGuard().admit(token, nonce, "10.0.0.1", now); v != expired {
		t.Errorf("a token of another process: %d", v)
	}
}
