package views

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"gongkai/models"
)

// UsersPage is all users with the form that adds one, at "/desk/users".
type UsersPage struct {
	Frame
	Table Table
	Form  UserForm
}

func (UsersPage) name() string { return "desk-users" }

// UserForm is the form of a user.
type UserForm struct {
	Token    string
	Action   string
	User     models.User
	New      bool
	Roles    []Link // the note is the role's code
	Agencies []Link // the note is the agency's id
	Button   string

	WrongName, WrongPerson, WrongRole, WrongAgencies string
	Failed                                           string
}

// Wrong reports whether there is a mistake in the form.
func (f UserForm) Wrong() bool {
	return f.WrongName+f.WrongPerson+f.WrongRole+f.WrongAgencies+f.Failed != ""
}

func newUserForm(f Frame, u models.User, agencies []models.Agency, wrong map[models.UserField]error, failed error) UserForm {
	lang := f.lang()
	form := UserForm{Token: f.Desk.Token, User: u, Failed: sentenceOf(lang, failed)}
	for _, r := range models.Roles {
		form.Roles = append(form.Roles, Link{Text: r.Label().In(lang), Note: string(r), Current: r == u.Role})
	}
	for _, a := range agencies {
		form.Agencies = append(form.Agencies, Link{Text: a.Name, Note: a.ID, Current: slices.Contains(u.Agencies, a.ID)})
	}
	for field, to := range map[models.UserField]*string{models.UserName: &form.WrongName, models.UserPerson: &form.WrongPerson, models.UserRole: &form.WrongRole, models.UserAgencies: &form.WrongAgencies} {
		*to = sentenceOf(lang, wrong[field])
	}
	return form
}

// NewUsersPage lists the users. given is the new user as far as the form is filled in.
func NewUsersPage(f Frame, users []models.User, agencies []models.Agency, given models.User, wrong map[models.UserField]error, failed error) UsersPage {
	lang := f.lang()
	p := UsersPage{Frame: desk(f, phrase(lang, "用户"))}
	p.Form = newUserForm(p.Frame, given, agencies, wrong, failed)
	p.Form.New, p.Form.Action, p.Form.Button = true, "/desk/users", phrase(lang, "新建并生成邀请链接")
	p.Table = Table{Caption: phrase(lang, "用户"), Class: "roomy", Head: []Row{{Cells: []Cell{Text(phrase(lang, "登录名")), Text(phrase(lang, "姓名")), Text(phrase(lang, "角色")),
		Text(phrase(lang, "机关")), Text(phrase(lang, "状态")), Text(phrase(lang, "上次登录"))}}}}
	names := map[string]string{}
	for _, a := range agencies {
		names[a.ID] = a.Name
	}
	for _, u := range users {
		var own []string
		for _, id := range u.Agencies {
			own = append(own, names[id])
		}
		p.Table.Rows = append(p.Table.Rows, Row{Cells: []Cell{{Text: u.Name, Href: userPath(u.Name), Header: true}, Text(u.Person), Text(u.Role.Label().In(lang)),
			Text(strings.Join(own, phrase(lang, "、"))), Text(u.State().In(lang)), Text(momentOr(u.SignedInAt, phrase(lang, "还没有")))}})
	}
	return p
}

func userPath(name string) string { return "/desk/users/" + name }

// UserPage is one user, at "/desk/users/NAME".
type UserPage struct {
	Frame
	User       models.User
	Facts      []Fact
	Form       UserForm
	Here       string // where the buttons of the page send to
	Invitation string // the link that was just made, "" for none
	Until      string // when it ends
	Saved      bool
}

func (UserPage) name() string { return "desk-user" }

// NewUserPage shows a user. given is the user as the form is filled in; saved says that it was just kept.
func NewUserPage(f Frame, u, given models.User, agencies []models.Agency, wrong map[models.UserField]error, failed error, saved bool) UserPage {
	lang := f.lang()
	p := UserPage{Frame: desk(f, u.Name, Link{Text: phrase(lang, "用户"), Href: "/desk/users"}), User: u, Here: userPath(u.Name), Saved: saved}
	p.Form = newUserForm(p.Frame, given, agencies, wrong, failed)
	p.Form.Action, p.Form.Button = p.Here, phrase(lang, "保存")
	p.Facts = []Fact{{Term: phrase(lang, "状态"), Text: u.State().In(lang)}, {Term: phrase(lang, "新建于"), Text: moment(u.CreatedAt)}, {Term: phrase(lang, "上次登录"), Text: momentOr(u.SignedInAt, phrase(lang, "还没有"))}}
	return p
}

// Invite shows a link that was just made. It is shown only now: of its secret only a hash is kept.
func (p *UserPage) Invite(link string, until time.Time) { p.Invitation, p.Until = link, moment(until) }

// AccountPage is a user's own account, at "/desk/account".
type AccountPage struct {
	Frame
	Facts         []Fact
	Sessions      Table
	Tokens        Table
	Live          []LiveToken
	Scopes        []Link
	Saved         string // what was just done
	Secret        string // of the token that was just made
	WrongPassword string
	WrongToken    string
	Label         string // of the token as the form has it
}

// LiveToken is a token that can be revoked.
type LiveToken struct {
	ID    uint
	Label string
}

func (AccountPage) name() string { return "desk-account" }

// MinPassword is how long a password must be.
func (AccountPage) MinPassword() int { return models.MinPassword }

// MaxDays is how long a token can be valid.
func (AccountPage) MaxDays() int { return models.MaxTokenDays }

// NewAccountPage shows the account of whoever is signed in. current is the hash of the session it is shown in.
func NewAccountPage(f Frame, agencies []models.Agency, sessions []models.Session, current string, tokens []models.Token, now time.Time) AccountPage {
	lang := f.lang()
	u := f.Desk.User
	p := AccountPage{Frame: desk(f, phrase(lang, "我的账号"))}
	p.Facts = []Fact{{Term: phrase(lang, "登录名"), Text: u.Name}, {Term: phrase(lang, "角色"), Text: u.Role.Label().In(lang)}}
	for _, a := range agencies {
		if slices.Contains(u.Agencies, a.ID) {
			p.Facts = append(p.Facts, Fact{Term: phrase(lang, "机关"), Text: a.Name, Href: AgencyPath(a.ID)})
		}
	}
	p.Sessions = Table{Caption: phrase(lang, "在这些地方登录着"), Class: "roomy", Head: []Row{{Cells: []Cell{Text(phrase(lang, "最近使用")), Text(phrase(lang, "登录时间")), Text(phrase(lang, "地址")), Text(phrase(lang, "浏览器"))}}}}
	for _, s := range sessions {
		c := Cell{Text: moment(s.SeenAt), Header: true}
		if s.Hash == current {
			c.Note = phrase(lang, "本次")
		}
		p.Sessions.Rows = append(p.Sessions.Rows, Row{Cells: []Cell{c, Text(moment(s.CreatedAt)), Text(s.Origin), Text(s.Agent)}})
	}
	p.Tokens = Table{Caption: phrase(lang, "令牌"), Class: "roomy", Head: []Row{{Cells: []Cell{Text(phrase(lang, "用途")), Text(phrase(lang, "权限")), Text(phrase(lang, "有效期至")), Text(phrase(lang, "最近使用")), Text(phrase(lang, "状态"))}}}}
	for _, t := range tokens {
		state := phrase(lang, "有效")
		switch {
		case t.RevokedAt != nil:
			state = phrase(lang, "已作废")
		case !t.Usable(now):
			state = phrase(lang, "已过期")
		default:
			p.Live = append(p.Live, LiveToken{t.ID, t.Label})
		}
		p.Tokens.Rows = append(p.Tokens.Rows, Row{Cells: []Cell{{Text: t.Label, Header: true}, Text(t.Scope.Label().In(lang)), Text(moment(t.ExpiresAt)), Text(momentOr(t.UsedAt, phrase(lang, "还没有"))), Text(state)}})
	}
	for i, s := range models.TokenScopes {
		p.Scopes = append(p.Scopes, Link{Text: s.Label().In(lang), Note: string(s), Current: i == 0})
	}
	return p
}

// SettingsPage is the form of the settings, at "/desk/settings".
type SettingsPage struct {
	Frame
	Version  string // of the settings that the form shows
	Groups   []SettingGroup
	Years    []YearDeadlines
	Note     string // where the deadlines of single years are fixed, "" if nowhere
	WrongDay string
	Failed   string
	Wrong    bool
	Saved    bool
}

// SettingGroup is the settings that belong together.
type SettingGroup struct {
	Title  string
	Inputs []SettingInput
}

// SettingInput is one setting in the form.
type SettingInput struct {
	Name, Label, Hint, Value, Wrong string
	Fixed                           string // why it cannot be changed here, "" if it can
}

// YearDeadlines are the deadlines of one year.
type YearDeadlines struct {
	Year   int
	Inputs []SettingInput
}

func (SettingsPage) name() string { return "desk-settings" }

// NewSettingsPage shows settings as they are, or as the form is filled in. fixed are those that a file or the environment sets, by name.
func NewSettingsPage(f Frame, given models.Settings, version string, years []int, fixed map[string]string, wrong map[string]error, failed error, saved bool) SettingsPage {
	lang := f.lang()
	p := SettingsPage{Frame: desk(f, phrase(lang, "设置")), Version: version, Failed: sentenceOf(lang, failed), Wrong: len(wrong) > 0, Saved: saved}
	why := func(name string) string {
		if fixed[name] == "" {
			return ""
		}
		return phrase(lang, "由 %s 设定，在那里修改后重新启动程序。", fixed[name])
	}
	for _, g := range models.SettingGroups {
		group := SettingGroup{Title: g.Label.In(lang)}
		for _, x := range g.Fields {
			group.Inputs = append(group.Inputs, SettingInput{Name: x.Name, Label: x.Label.In(lang), Hint: x.Hint.In(lang), Value: *x.Value(&given), Wrong: sentenceOf(lang, wrong[x.Name]), Fixed: why(x.Name)})
		}
		p.Groups = append(p.Groups, group)
	}
	p.Note, p.WrongDay = why("deadlines"), sentenceOf(lang, wrong["deadlines"])
	for _, y := range years {
		d := YearDeadlines{Year: y}
		for _, s := range []struct {
			scope models.Scope
			label string
		}{{models.ScopeOrgan, phrase(lang, "各机关")}, {models.ScopeTerritory, phrase(lang, "区政府")}} {
			key := models.DeadlineKey(y, s.scope)
			plain := given
			plain.Deadlines = nil
			d.Inputs = append(d.Inputs, SettingInput{Name: key, Label: phrase(lang, "%d 年，%s", y, s.label), Hint: plain.DueOn(s.scope, y), Value: given.Deadlines[key]})
		}
		p.Years = append(p.Years, d)
	}
	return p
}

// String names the year, for templates.
func (y YearDeadlines) String() string { return fmt.Sprint(y.Year) }
