package handlers

import (
	"slices"

	"github.com/gofiber/fiber/v2"

	"gongkai/models"
)

// right says who may use a route.
type right struct {
	public bool
	roles  []models.Role     // of those who are signed in
	states []models.Status   // of the report it is about, in which it can be used; nil for any
	token  models.TokenScope // with which a program may use it for a user of one of the roles; "" if none may
}

var (
	everyone = right{public: true}
	staff    = right{roles: models.Roles}
	office   = right{roles: []models.Role{models.RoleAdmin, models.RoleOffice}}
	admins   = right{roles: []models.Role{models.RoleAdmin}}
)

// by lets programs in, too.
func (r right) by(scope models.TokenScope) right {
	r.token = scope
	return r
}

// when limits a right to some states of the report that it is about.
func (r right) when(states ...models.Status) right {
	r.states = states
	return r
}

// during reports whether a right can be used in a state of the report that it is about.
func (r right) during(s models.Status) bool { return r.states == nil || slices.Contains(r.states, s) }

// allows reports whether a user has the right.
func (r right) allows(u models.User) bool { return r.public || slices.Contains(r.roles, u.Role) }

// rights is who may use what, by method and path of a route; the formats of a view go with it. A route that is not here is refused to
// all. A user of a bureau is let in only for the agencies that the user acts for, where the path names one as :agency; where only what is
// sent names it, the handler asks models.User.ActsFor. An act on a report is for some of its states alone; the page of the report offers it in those.
var rights = map[string]right{
	"GET /":                         everyone,
	"GET /agencies":                 everyone,
	"GET /agencies/:id":             everyone,
	"GET /compare":                  everyone,
	"GET /measures":                 everyone,
	"GET /measures/:code":           everyone,
	"GET /disclosure":               everyone,
	"GET /enforcement":              everyone,
	"GET /applications":             everyone,
	"GET /remedies":                 everyone,
	"GET /years":                    everyone,
	"GET /years/:year":              everyone,
	"GET /reports/:agency/:year":    everyone,
	"GET /rules":                    everyone,
	"GET /quality":                  everyone,
	"GET /submissions":              everyone,
	"GET /consolidated":             everyone,
	"GET /consolidated/:year":       everyone,
	"GET /consolidated/:year/:file": everyone,
	"GET /search":                   everyone,
	"GET /api":                      everyone,
	"GET /api/v1":                   everyone,
	"GET /api/v1/openapi.json":      everyone,
	"GET /api/v1/agencies":          everyone,
	"GET /api/v1/reports":           everyone,
	"GET /api/v1/measures":          everyone,
	"GET /api/v1/observations":      everyone,
	"GET /api/v1/indicators":        everyone,
	"GET /api/v1/findings":          everyone,
	"GET /api/v1/texts":             everyone,
	"GET /api/v1/changes":           everyone,
	"GET /api/v1/snapshots":         everyone,
	"GET /downloads":                everyone,
	"GET /downloads/latest/:file":   everyone,
	"GET /downloads/live/:file":     everyone,
	"GET /snapshots":                everyone,
	"GET /snapshots.atom":           everyone,
	"GET /snapshots/:id":            everyone,
	"GET /snapshots/:id/:file":      everyone,
	"GET /about/method":             everyone,
	"GET /dictionary":               everyone,
	"GET /about/accessibility":      everyone,
	"GET /originals/:sha256":        everyone,
	"GET /originals/:sha256/read":   everyone,
	"GET /originals/:sha256/beside": everyone,
	"GET /feedback":                 everyone,
	"POST /feedback":                everyone,
	"GET /feedback/thanks":          everyone,
	"GET /display":                  everyone,
	"GET /static/*":                 everyone,
	"GET /sitemap.xml":              everyone,
	"GET /catalog.jsonld":           everyone,
	"GET /robots.txt":               everyone,
	"GET /livez":                    everyone,

	"GET /desk/sign-in":                                 everyone,
	"POST /desk/sign-in":                                everyone,
	"GET /desk/invitations/:secret":                     everyone,
	"POST /desk/invitations/:secret":                    everyone,
	"GET /desk":                                         staff,
	"POST /desk/sign-out":                               staff,
	"POST /desk/sign-out-everywhere":                    staff,
	"GET /desk/account":                                 staff,
	"POST /desk/account/password":                       staff,
	"POST /desk/account/tokens":                         staff,
	"POST /desk/account/tokens/:id/revoke":              staff,
	"GET /desk/reports":                                 staff,
	"GET /desk/reports.csv":                             staff.by(models.ScopeRead),
	"GET /desk/reports.xlsx":                            staff.by(models.ScopeRead),
	"POST /desk/reports/accept":                         office,
	"POST /desk/reports/publish":                        office,
	"GET /desk/reports/:agency/:year":                   staff,
	"GET /desk/reports/:agency/:year/originals/:sha256": staff.by(models.ScopeRead),
	"POST /desk/reports/:agency/:year/confirm":          office.when(models.StatusReceived, models.StatusProblems),
	"POST /desk/reports/:agency/:year/reconsider":       office.when(models.StatusReceived, models.StatusProblems),
	"POST /desk/reports/:agency/:year/return":           office.when(models.StatusReceived, models.StatusProblems, models.StatusAccepted),
	"POST /desk/reports/:agency/:year/accept":           office.when(models.StatusReceived, models.StatusProblems),
	"POST /desk/reports/:agency/:year/reopen":           office.when(models.StatusAccepted, models.StatusReturned),
	"POST /desk/reports/:agency/:year/publish":          office.when(models.StatusAccepted),
	"POST /desk/reports/:agency/:year/comment":          staff,
	"POST /desk/reports/:agency/:year/settle":           staff,
	"GET /desk/feedback":                                office,
	"POST /desk/feedback/:reference":                    office,
	"GET /desk/feedback.csv":                            office.by(models.ScopeRead),
	"GET /desk/queue":                                   office,
	"GET /desk/queue/:sha256":                           office.by(models.ScopeRead),
	"POST /desk/queue/:sha256/assign":                   office,
	"POST /desk/queue/:sha256/drop":                     office,
	"POST /desk/queue/:sha256/reopen":                   office,
	"GET /desk/audit":                                   office,
	"GET /desk/audit.csv":                               office.by(models.ScopeRead),
	"GET /desk/users":                                   admins,
	"POST /desk/users":                                  admins,
	"GET /desk/users/:name":                             admins,
	"POST /desk/users/:name":                            admins,
	"POST /desk/users/:name/invite":                     admins,
	"POST /desk/users/:name/disable":                    admins,
	"POST /desk/users/:name/enable":                     admins,
	"GET /desk/settings":                                admins,
	"POST /desk/settings":                               admins,
	"GET /desk/reports/:agency/:year/form":              staff,
	"POST /desk/reports/:agency/:year/form":             staff,
	"POST /desk/reports/:agency/:year/form/edits":       staff,
	"POST /desk/reports/:agency/:year/form/hand-in":     staff,
	"POST /desk/reports/:agency/:year/form/drop":        staff,

	"GET /desk/hand-in":  staff,
	"POST /desk/hand-in": staff.by(models.ScopeHandIn),

	"GET /desk/consolidated":                office,
	"GET /desk/consolidated/:year":          office,
	"POST /desk/consolidated/:year/exclude": office,
	"POST /desk/consolidated/:year/include": office,
	"POST /desk/consolidated/:year/lock":    office,
	"POST /desk/consolidated/:year/unlock":  office,

	"GET /desk/agencies":               office,
	"POST /desk/agencies":              office,
	"GET /desk/agencies/:id":           office,
	"POST /desk/agencies/:id":          office,
	"POST /desk/agencies/:id/remove":   office,
	"GET /desk/obligations/:year":      office,
	"POST /desk/obligations/:year":     office,
	"POST /desk/agency-list":           office,
	"GET /desk/agency-list.csv":        office.by(models.ScopeRead),
	"GET /desk/agency-list.xlsx":       office.by(models.ScopeRead),
	"POST /desk/agency-list/load":      office,
	"GET /desk/agency-acts":            office,
	"POST /desk/agency-acts/:act/undo": office,
}

// guarded lets only those use a route who have the right to.
func (a *app) guarded(method, path string, handle fiber.Handler) fiber.Handler {
	who := rights[method+" "+path]
	if who.public {
		return handle
	}
	return func(c *fiber.Ctx) error {
		private(c)
		s, err := a.seat(c, who)
		if err != nil {
			return a.notSignedIn(c, err)
		}
		c.Locals(seatKey, s)
		c.SetUserContext(models.As(c.UserContext(), models.Actor{UserID: s.user.ID, Name: s.user.Name, Origin: a.proxies.visitor(c)}))
		if !who.allows(s.user) {
			return models.Errorf(models.EDENIED, "您的账号（%s）不能使用这一页；确有需要，请联系管理员。", s.user.Role.Label().Zh)
		}
		if id := c.Params("agency"); id != "" && !s.user.ActsFor(id) {
			return models.Errorf(models.EDENIED, "您的账号不负责机关“%s”，不能查看或填报它的年报；确有需要，请联系管理员。", shorten(id))
		}
		if method != fiber.MethodGet && s.secret != "" && !s.sentBy(c) {
			return models.Errorf(models.EDENIED, "页面打开后重新登录过，或者不是从本站提交的，内容没有保存。请回到上一页，刷新后重新提交。")
		}
		return handle(c)
	}
}
