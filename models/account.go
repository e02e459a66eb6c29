package models

import (
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// Role is what a user may do.
type Role string

// The roles. The public has no account.
const (
	RoleAdmin  Role = "admin"  // looks after users and settings, and may do all that the office may
	RoleOffice Role = "office" // reviews and publishes everything
	RoleBureau Role = "bureau" // hands in for its own agencies
)

// Roles in order.
var Roles = []Role{RoleAdmin, RoleOffice, RoleBureau}

var roleLabels = map[Role]Label{RoleAdmin: {"管理员", "Administrator"}, RoleOffice: {"主管部门", "Office"}, RoleBureau: {"填报单位", "Bureau"}}

// Label returns the role's name for people.
func (r Role) Label() Label { return roleLabels[r] }

// User is a person who signs in.
type User struct {
	ID         uint       `json:"id" gorm:"primaryKey"`
	Name       string     `json:"name"`   // to sign in with, unique: lower case, digits, ".", "-", "_"
	Person     string     `json:"person"` // who that is: 张三（政务公开科）
	Role       Role       `json:"role"`
	Password   string     `json:"-"` // hash; "" until an invitation is used
	Disabled   bool       `json:"disabled"`
	CreatedAt  time.Time  `json:"created_at"`
	SignedInAt *time.Time `json:"signed_in_at"`
	Agencies   []string   `json:"agencies" gorm:"-"` // ids of those that a user of a bureau acts for
}

// Active reports whether the user can sign in.
func (u User) Active() bool { return !u.Disabled && u.Password != "" }

// ActsFor reports whether the user may hand in for an agency.
func (u User) ActsFor(agencyID string) bool {
	return u.Role != RoleBureau || slices.Contains(u.Agencies, agencyID)
}

// State says in a word whether the user can sign in.
func (u User) State() Label {
	switch {
	case u.Disabled:
		return Label{"已停用", "disabled"}
	case u.Password == "":
		return Label{"待设密码", "invited"}
	}
	return Label{"正常", "active"}
}

// UserField is a field of the form of a user.
type UserField string

// The fields that an admin fills in.
const (
	UserName     UserField = "name"
	UserPerson   UserField = "person"
	UserRole     UserField = "role"
	UserAgencies UserField = "agencies"
)

const maxPerson = 40

var userName = regexp.MustCompile(`^[a-z0-9][a-z0-9._-]{1,39}$`)

// TidyUserName writes the name of a user as it is kept.
func TidyUserName(name string) string { return strings.ToLower(strings.TrimSpace(name)) }

// Tidy removes white space at the ends, and the agencies of a user who acts for none.
func (u *User) Tidy() {
	u.Name, u.Person = TidyUserName(u.Name), strings.Join(strings.Fields(u.Person), " ")
	if u.Role != RoleBureau {
		u.Agencies = nil
	}
	slices.Sort(u.Agencies)
	u.Agencies = slices.Compact(u.Agencies)
}

// Check returns what is wrong with each field, by its name; nothing if all is well.
func (u User) Check() map[UserField]error {
	wrong := map[UserField]error{}
	if !userName.MatchString(u.Name) {
		wrong[UserName] = Errorf(EINVALID, "登录名“%s”不对，应为 2 至 40 个小写字母、数字、点、短横或下划线，以字母或数字开头。", u.Name)
	}
	if n := utf8.RuneCountInString(u.Person); n > maxPerson {
		wrong[UserPerson] = Errorf(EINVALID, "姓名有 %d 个字，请控制在 %d 个字以内。", n, maxPerson)
	}
	if !slices.Contains(Roles, u.Role) {
		wrong[UserRole] = Errorf(EINVALID, "请选择角色。")
	}
	if u.Role == RoleBureau && len(u.Agencies) == 0 {
		wrong[UserAgencies] = Errorf(EINVALID, "填报单位的用户至少要有一个机关。")
	}
	return wrong
}

// How long a password is, in characters. There are no rules on which characters: length is what counts (NIST SP 800-63B).
const (
	MinPassword = 10
	MaxPassword = 128
)

// CheckPassword fails with EINVALID for a password that is too short, too long, or plainly easy to guess.
func CheckPassword(name, password string) error {
	n := utf8.RuneCountInString(password)
	folded := strings.ToLower(password)
	different := map[rune]bool{}
	for _, r := range folded {
		different[r] = true
	}
	switch {
	case n < MinPassword:
		return Errorf(EINVALID, "密码有 %d 个字符，至少要 %d 个；几个不相干的词连起来就很好。", n, MinPassword)
	case n > MaxPassword:
		return Errorf(EINVALID, "密码有 %d 个字符，最多 %d 个。", n, MaxPassword)
	case len(different) < 5:
		return Errorf(EINVALID, "密码里不同的字符太少，请换一个不容易猜到的。")
	case name != "" && strings.Contains(folded, strings.ToLower(name)) && n < len(name)+MinPassword,
		slices.ContainsFunc(guessed, func(g string) bool { return strings.Contains(folded, g) && n < len(g)+6 }):
		return Errorf(EINVALID, "密码里有登录名或常见的密码，请换一个不容易猜到的。")
	}
	return nil
}

// guessed are what is tried first.
var guessed = []string{"1234567890", "0987654321", "123456789", "12345678", "123456", "654321", "abcdefg", "qwertyuiop", "qwerty", "1qaz2wsx", "password", "passw0rd", "p@ssw0rd",
	"admin", "iloveyou", "zhengwugongkai", "gongkai", "zwgk", "welcome", "letmein", "88888888"}

// Session is a browser in which a user is signed in.
type Session struct {
	Hash      string `gorm:"primaryKey"` // of the secret that the browser holds
	UserID    uint
	CreatedAt time.Time
	SeenAt    time.Time
	Origin    string // the address it was begun from
	Agent     string // what the browser called itself then
}

// How long a session lasts: without a request, and at most.
const (
	SessionIdle = 2 * time.Hour
	SessionTime = 12 * time.Hour
)

// Ended reports whether a session is over.
func (s Session) Ended(now time.Time) bool {
	return now.Sub(s.SeenAt) >= SessionIdle || now.Sub(s.CreatedAt) >= SessionTime
}

// Invitation is a link by which a user sets a password. It works once.
type Invitation struct {
	Hash      string `gorm:"primaryKey"` // of the secret in the link
	UserID    uint
	CreatedAt time.Time
	ExpiresAt time.Time
}

// InvitationTime is how long an invitation can be used.
const InvitationTime = 7 * 24 * time.Hour

// Token lets a program act for a user.
type Token struct {
	ID        uint       `json:"id" gorm:"primaryKey"`
	UserID    uint       `json:"user_id"`
	Label     string     `json:"label"` // what it is for
	Hash      string     `json:"-"`
	Scope     TokenScope `json:"scope"`
	CreatedAt time.Time  `json:"created_at"`
	ExpiresAt time.Time  `json:"expires_at"`
	UsedAt    *time.Time `json:"used_at"`
	RevokedAt *time.Time `json:"revoked_at"`
}

// TokenScope is what a token is for, within the rights of its user.
type TokenScope string

// The scopes.
const (
	ScopeRead   TokenScope = "read"    // to look at the pages of staff and to fetch their files
	ScopeHandIn TokenScope = "hand_in" // to hand in reports
)

// TokenScopes in order.
var TokenScopes = []TokenScope{ScopeRead, ScopeHandIn}

var tokenScopeLabels = map[TokenScope]Label{ScopeRead: {"读取", "read"}, ScopeHandIn: {"报送年报", "hand in"}}

// Label returns the scope's name for people.
func (s TokenScope) Label() Label { return tokenScopeLabels[s] }

// How long a token can be valid, and how many characters its label may have.
const (
	MaxTokenDays  = 366
	MaxTokenLabel = 60
)

// Usable reports whether a token is good at a time.
func (t Token) Usable(now time.Time) bool { return t.RevokedAt == nil && now.Before(t.ExpiresAt) }

// InvitationPath is the page of an invitation.
func InvitationPath(secret string) string { return "/desk/invitations/" + secret }
