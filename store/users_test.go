package store

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"gongkai/models"
)

var noon = time.Date(2026, 4, 1, 12, 0, 0, 0, time.UTC)

const goodPassword = "correct horse battery"

func from(at time.Time) Visit { return Visit{At: at, Origin: "192.0.2.7", Agent: "Test"} }

// invited returns a user of a role who has set goodPassword.
func invited(t testing.TB, s *Store, name string, role models.Role, agencies ...string) models.User {
	t.Helper()
	if _, err := s.AddUser(t.Context(), models.User{Name: name, Role: role, Agencies: agencies}, noon); err != nil {
		t.Fatal(err)
	}
	secret, _, err := s.Invite(t.Context(), name, noon)
	if err != nil {
		t.Fatal(err)
	}
	_, u, err := s.UseInvitation(t.Context(), secret, goodPassword, from(noon))
	if err != nil {
		t.Fatal(err)
	}
	return u
}

func wants(t testing.TB, err error, code models.Code, says string) {
	t.Helper()
	if models.ErrorCode(err) != code || !strings.Contains(models.ErrorMessage(err), says) {
		t.Errorf("%q (%s), want %s with %q", models.ErrorMessage(err), models.ErrorCode(err), code, says)
	}
}

func TestUsers_AreInvitedAndSignIn(t *testing.T) {
	s := open(t)
	ctx := models.As(t.Context(), models.Actor{UserID: 9, Name: "boss", Origin: "192.0.2.1"})
	u, err := s.AddUser(ctx, models.User{Name: " JYJ-1 ", Person: "张 三", Role: models.RoleBureau, Agencies: []string{"a-mzj", "a-jyj", "a-jyj"}}, noon)
	if err != nil || u.Name != "jyj-1" || u.ID == 0 {
		t.Fatalf("%+v, %v", u, err)
	}
	if _, _, err := s.SignIn(ctx, "jyj-1", "", from(noon)); models.ErrorCode(err) != models.EDENIED {
		t.Errorf("signed in without a password: %v", err)
	}
	first, _, err := s.Invite(ctx, "jyj-1", noon)
	if err != nil {
		t.Fatal(err)
	}
	second, _, err := s.Invite(ctx, "jyj-1", noon)
	if err != nil {
		t.Fatal(err)
	}
	_, _, err = s.UseInvitation(ctx, first, goodPassword, from(noon))
	wants(t, err, models.ENOTFOUND, "向管理员要一个新的")
	_, _, err = s.UseInvitation(ctx, second, "short", from(noon))
	wants(t, err, models.EINVALID, "至少要 10 个")
	late := from(noon.Add(models.InvitationTime))
	_, _, err = s.UseInvitation(ctx, second, goodPassword, late)
	wants(t, err, models.ENOTFOUND, "过期")
	session, u, err := s.UseInvitation(ctx, second, goodPassword, from(noon))
	if err != nil {
		t.Fatal(err)
	}
	if _, again, err := s.Session(ctx, session, noon); err != nil || again.Name != "jyj-1" || fmt.Sprint(again.Agencies) != "[a-jyj a-mzj]" || !again.ActsFor("a-jyj") || again.ActsFor("a-wsj") {
		t.Errorf("%+v, %v", again, err)
	}
	_, _, err = s.UseInvitation(ctx, second, goodPassword, from(noon))
	wants(t, err, models.ENOTFOUND, "已经用过")
	other, _, err := s.SignIn(ctx, "Jyj-1 ", goodPassword, from(noon))
	if err != nil || other == session {
		t.Fatalf("signed in with session %q: %v", other, err)
	}
	if list, err := s.Sessions(ctx, u.ID, noon); err != nil || len(list) != 2 {
		t.Errorf("%d sessions, %v", len(list), err)
	}
	changed, err := s.ChangePassword(ctx, "jyj-1", goodPassword, "another good password", from(noon))
	if err != nil {
		t.Fatal(err)
	}
	for _, gone := range []string{session, other} {
		_, _, err := s.Session(ctx, gone, noon)
		wants(t, err, models.ENOTFOUND, "登录已过期")
	}
	if _, _, err := s.Session(ctx, changed, noon); err != nil {
		t.Error(err)
	}
	_, _, err = s.SignIn(ctx, "jyj-1", goodPassword, from(noon))
	wants(t, err, models.EDENIED, "登录名或密码不对")
	_, err = s.ChangePassword(ctx, "jyj-1", goodPassword, "another good password", from(noon))
	wants(t, err, models.EDENIED, "现在的密码不对")
}

func TestUsers_WrongFields(t *testing.T) {
	s := open(t)
	for _, tt := range []struct {
		user models.User
		code models.Code
		says string
	}{
		{models.User{Name: "x", Role: models.RoleAdmin}, models.EINVALID, "登录名"},
		{models.User{Name: "管理员", Role: models.RoleAdmin}, models.EINVALID, "登录名"},
		{models.User{Name: "a\nb", Role: models.RoleAdmin}, models.EINVALID, "登录名"},
		{models.User{Name: "abc", Role: "root"}, models.EINVALID, "角色"},
		{models.User{Name: "abc", Role: models.RoleBureau}, models.EINVALID, "至少要有一个机关"},
		{models.User{Name: "abc", Role: models.RoleBureau, Agencies: []string{"a-none"}}, models.ENOTFOUND, "a-none"},
		{models.User{Name: "abc", Role: models.RoleAdmin, Person: strings.Repeat("长", 41)}, models.EINVALID, "41 个字"},
	} {
		_, err := s.AddUser(t.Context(), tt.user, noon)
		wants(t, err, tt.code, tt.says)
	}
	if list, err := s.Users(t.Context()); err != nil || len(list) != 0 {
		t.Errorf("%d users kept, %v", len(list), err)
	}
	if _, err := s.AddUser(t.Context(), models.User{Name: "abc", Role: models.RoleOffice}, noon); err != nil {
		t.Fatal(err)
	}
	_, err := s.AddUser(t.Context(), models.User{Name: "ABC", Role: models.RoleOffice}, noon)
	wants(t, err, models.ECONFLICT, "已经有人用了")
}

func TestUsers_OneAdminIsAlwaysLeft(t *testing.T) {
	s := open(t)
	admin := invited(t, s, "chief", models.RoleAdmin)
	if _, err := s.AddUser(t.Context(), models.User{Name: "deputy", Role: models.RoleAdmin}, noon); err != nil {
		t.Fatal(err)
	}
	_, err := s.DisableUser(t.Context(), "chief", noon)
	wants(t, err, models.ECONFLICT, "唯一能登录的管理员") // the deputy has no password yet
	admin.Role = models.RoleOffice
	_, err = s.ChangeUser(t.Context(), admin, noon)
	wants(t, err, models.ECONFLICT, "唯一能登录的管理员")
	if u, err := s.User(t.Context(), "chief"); err != nil || u.Role != models.RoleAdmin || u.Disabled {
		t.Errorf("%+v, %v", u, err)
	}
	secret, _, err := s.Invite(t.Context(), "deputy", noon)
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := s.UseInvitation(t.Context(), secret, goodPassword, from(noon)); err != nil {
		t.Fatal(err)
	}
	if _, err := s.DisableUser(t.Context(), "chief", noon); err != nil {
		t.Error(err)
	}
}

func TestUsers_DisabledOnesCanDoNothing(t *testing.T) {
	s := open(t)
	ctx := t.Context()
	u := invited(t, s, "jyj", models.RoleBureau, "a-jyj")
	session, _, err := s.SignIn(ctx, "jyj", goodPassword, from(noon))
	if err != nil {
		t.Fatal(err)
	}
	token, _, err := s.AddToken(ctx, "jyj", "上报程序", models.ScopeHandIn, 30, noon)
	if err != nil {
		t.Fatal(err)
	}
	link, _, err := s.Invite(ctx, "jyj", noon)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.DisableUser(ctx, "jyj", noon); err != nil {
		t.Fatal(err)
	}
	check := func(code models.Code) {
		t.Helper()
		for name, err := range map[string]error{
			"session": second(s.Session(ctx, session, noon)), "token": second(s.TokenUser(ctx, token, noon)), "invitation": first(s.Invited(ctx, link, noon)),
		} {
			if models.ErrorCode(err) != code {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
	check(models.ENOTFOUND)
	_, _, err = s.SignIn(ctx, "jyj", goodPassword, from(noon))
	wants(t, err, models.EDENIED, "登录名或密码不对")
	_, _, err = s.Invite(ctx, "jyj", noon)
	wants(t, err, models.ECONFLICT, "请先启用")
	if _, err := s.EnableUser(ctx, "jyj", noon); err != nil {
		t.Fatal(err)
	}
	if _, _, err := s.Session(ctx, session, noon); models.ErrorCode(err) != models.ENOTFOUND {
		t.Errorf("the session is back: %v", err)
	}
	if _, _, err := s.TokenUser(ctx, token, noon); err != nil {
		t.Error(err)
	}
	if _, _, err := s.SignIn(ctx, "jyj", goodPassword, from(noon)); err != nil {
		t.Error(err)
	}
	if err := s.RevokeToken(ctx, u, 1, noon); err != nil {
		t.Fatal(err)
	}
	_, _, err = s.TokenUser(ctx, token, noon)
	wants(t, err, models.ENOTFOUND, "作废")
	wants(t, s.RevokeToken(ctx, models.User{ID: 99}, 1, noon), models.ENOTFOUND, "没有编号为 1 的令牌")
}

func first[A any](_ A, err error) error          { return err }
func second[A, B any](_ A, _ B, err error) error { return err }

func TestSessions_End(t *testing.T) {
	s := open(t)
	ctx := t.Context()
	u := invited(t, s, "chief", models.RoleAdmin)
	begin := func(at time.Time) string {
		secret, _, err := s.SignIn(ctx, "chief", goodPassword, from(at))
		if err != nil {
			t.Fatal(err)
		}
		return secret
	}
	idle := begin(noon)
	if _, _, err := s.Session(ctx, idle, noon.Add(models.SessionIdle)); models.ErrorCode(err) != models.ENOTFOUND {
		t.Errorf("an idle session goes on: %v", err)
	}
	busy := begin(noon)
	for at := noon; at.Before(noon.Add(models.SessionTime)); at = at.Add(models.SessionIdle - time.Minute) {
		if _, _, err := s.Session(ctx, busy, at); err != nil {
			t.Fatalf("after %s: %v", at.Sub(noon), err)
		}
	}
	if _, _, err := s.Session(ctx, busy, noon.Add(models.SessionTime)); models.ErrorCode(err) != models.ENOTFOUND {
		t.Errorf("a session goes on for ever: %v", err)
	}
	a, b := begin(noon), begin(noon)
	if err := s.SignOut(ctx, a, noon); err != nil {
		t.Error(err)
	}
	if err := s.SignOut(ctx, a, noon); err != nil {
		t.Error(err)
	}
	if _, _, err := s.Session(ctx, a, noon); models.ErrorCode(err) != models.ENOTFOUND {
		t.Errorf("signed out: %v", err)
	}
	c := begin(noon)
	if err := s.SignOutEverywhere(ctx, u, c, noon); err != nil {
		t.Error(err)
	}
	if _, _, err := s.Session(ctx, b, noon); models.ErrorCode(err) != models.ENOTFOUND {
		t.Errorf("signed out everywhere: %v", err)
	}
	if _, _, err := s.Session(ctx, c, noon); err != nil {
		t.Errorf("the session that was to be kept: %v", err)
	}
}

func TestSignIn_IsThrottled(t *testing.T) {
	s := open(t)
	ctx := t.Context()
	invited(t, s, "chief", models.RoleAdmin)
	var wg sync.WaitGroup
	var mu sync.Mutex
	denied, many := 0, 0
	for range maxTries + 4 { // all at once
		wg.Go(func() {
			_, _, err := s.SignIn(context.WithoutCancel(ctx), "chief", "wrong password", from(noon))
			mu.Lock()
			defer mu.Unlock()
			switch models.ErrorCode(err) {
			case models.EDENIED:
				denied++
			case models.ETOOMANY:
				many++
			default:
				t.Errorf("%v", err)
			}
		})
	}
	wg.Wait()
	if denied != maxTries || many != 4 {
		t.Errorf("%d denied, %d too many", denied, many)
	}
	_, _, err := s.SignIn(ctx, "chief", goodPassword, from(noon))
	wants(t, err, models.ETOOMANY, "请过 15 分钟再试")
	elsewhere := Visit{At: noon, Origin: "198.51.100.1"}
	if _, _, err := s.SignIn(ctx, "chief", goodPassword, elsewhere); err != nil {
		t.Errorf("whoever tries here keeps the user out elsewhere: %v", err)
	}
	if _, _, err := s.SignIn(ctx, "chief", goodPassword, from(noon.Add(tryTime))); err != nil {
		t.Errorf("after %s: %v", tryTime, err)
	}
	if a, b := tryKeys("x", "2001:db8::1"), tryKeys("x", "2001:db8::ffff"); a[0] != b[0] || a[2] != b[2] {
		t.Error("two addresses of a household count apart")
	}
}

func TestAudit_IsOnlyAddedTo(t *testing.T) {
	s := open(t)
	ctx := models.As(t.Context(), models.Actor{UserID: 3, Name: "chief", Origin: "192.0.2.7"})
	if _, err := s.AddUser(ctx, models.User{Name: "o'neil_100%", Role: models.RoleOffice}, noon); err == nil {
		t.Error("such a name is allowed")
	}
	if _, err := s.AddUser(ctx, models.User{Name: "office_1", Role: models.RoleOffice}, noon); err != nil {
		t.Fatal(err)
	}
	settings, err := s.Settings(ctx)
	if err != nil {
		t.Fatal(err)
	}
	settings.District = "试验区" + strings.Repeat("长", 600)
	if err := s.SaveSettings(ctx, settings); err != nil {
		t.Fatal(err)
	}
	for _, statement := range []string{"DELETE FROM audit_log", "UPDATE audit_log SET actor = 'nobody'", "DELETE FROM audit_log WHERE id = 1"} {
		if err := s.w.Exec(statement).Error; err == nil || !strings.Contains(err.Error(), "append-only") {
			t.Errorf("%s: %v", statement, err)
		}
	}
	all, err := s.Audit(ctx, AuditFilter{})
	if err != nil || len(all) != 3 { // open saves agencies
		t.Fatalf("%+v, %v", all, err)
	}
	if e := all[0]; e.Action != models.AuditSettings || e.Actor != "chief" || e.UserID != 3 || e.Origin != "192.0.2.7" || len(e.Details) != 1 || e.Details[0].Field != "district" ||
		e.Details[0].Old != "本区" || !strings.HasPrefix(e.Details[0].New, "试验区") || len([]rune(e.Details[0].New)) != maxAuditValue+1 {
		t.Errorf("%+v", e)
	}
	if e := all[2]; e.Actor != "" || e.Action != models.AuditAgenciesChanged {
		t.Errorf("%+v", e)
	}
	for text, want := range map[string]int{"chief": 2, "CHIEF": 2, "试验区": 1, "office_1": 1, "office%1": 0, "officex1": 0, "192.0.2.7": 2, `\`: 0, "'": 0} {
		if list, err := s.Audit(ctx, AuditFilter{Text: text, From: noon.AddDate(-10, 0, 0)}); err != nil || len(list) != want {
			t.Errorf("%q finds %d, want %d (%v)", text, len(list), want, err)
		}
	}
	if list, err := s.Audit(ctx, AuditFilter{Text: "chief", Action: models.AuditUserAdded}); err != nil || len(list) != 1 {
		t.Errorf("%+v, %v", list, err)
	}
	if list, err := s.Audit(ctx, AuditFilter{Before: all[1].ID, Limit: 5}); err != nil || len(list) != 1 || list[0].ID != all[2].ID {
		t.Errorf("%+v, %v", list, err)
	}
}

// What fails leaves no entry, and nothing is entered in vain.
func TestAudit_StandsWithTheChange(t *testing.T) {
	s := open(t)
	before, err := s.Audit(t.Context(), AuditFilter{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.AddUser(t.Context(), models.User{Name: "abc", Role: models.RoleBureau, Agencies: []string{"a-none"}}, noon); err == nil {
		t.Error("a user of no agency")
	}
	if _, _, err := s.Invite(t.Context(), "abc", noon); err == nil {
		t.Error("nobody was invited")
	}
	if err := s.SignOut(t.Context(), "x", noon); err != nil {
		t.Error(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := s.AddUser(ctx, models.User{Name: "abc", Role: models.RoleOffice}, noon); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	if after, err := s.Audit(t.Context(), AuditFilter{}); err != nil || len(after) != len(before) {
		t.Errorf("%d entries more, %v", len(after)-len(before), err)
	}
}
