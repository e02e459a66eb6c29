package handlers

import (
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/gofiber/fiber/v2"

	"gongkai/models"
	"gongkai/store"
)

// staffed are the users of the tests by what they are called here, with their sessions.
type worker struct {
	user           models.User
	cookie, secret string
}

// hire adds a user to a site and signs them in.
func (s *site) hire(t testing.TB, name string, role models.Role, agencies ...string) worker {
	t.Helper()
	if _, err := s.store.AddUser(t.Context(), models.User{Name: name, Person: "person-marker " + name, Role: role, Agencies: agencies}, s.clock.t); err != nil {
		t.Fatal(err)
	}
	link, _, err := s.store.Invite(t.Context(), name, s.clock.t)
	if err != nil {
		t.Fatal(err)
	}
	secret, u, err := s.store.UseInvitation(t.Context(), link, "correct horse battery", store.Visit{At: s.clock.t, Origin: "0.0.0.0"})
	if err != nil {
		t.Fatal(err)
	}
	return worker{u, sessionName + "=" + secret, secret}
}

// post sends a form as the page of a worker's session does.
func (s *site) post(t testing.TB, w worker, path string, fields url.Values, headers ...string) response {
	t.Helper()
	if fields == nil {
		fields = url.Values{}
	}
	if !fields.Has("token") {
		fields.Set("token", models.FormToken(w.secret))
	}
	req := httptest.NewRequest(http.MethodPost, path, strings.NewReader(fields.Encode()))
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	req.Header.Set("Cookie", w.cookie)
	for _, h := range headers {
		name, value, _ := strings.Cut(h, ": ")
		req.Header.Set(name, value)
	}
	res, err := s.app.Test(req, -1)
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

// pathOf puts something into the parameters of a route.
func pathOf(pattern string) string {
	return strings.NewReplacer(":id", "a-1", ":code", "releases.total", ":agency", "a-1", ":year", "2024", ":sha256", document("a-12024").SHA256, ":secret", "none",
		":reference", "20260401-AAAAA", ":name", "nobody", ":act", "0", ":file", "reports.csv", "*", "site.css").Replace(pattern)
}

// Every route is allowed or refused on purpose, for everyone: all methods and patterns that the server knows, against all who may come.
func TestRights_AllRoutesForAll(t *testing.T) {
	s := district(t)
	people := map[string]worker{"admin": s.hire(t, "admin1", models.RoleAdmin), "office": s.hire(t, "office1", models.RoleOffice), "bureau": s.hire(t, "bureau1", models.RoleBureau, "a-1"),
		"other bureau": s.hire(t, "bureau2", models.RoleBureau, "a-2"), "disabled": s.hire(t, "gone", models.RoleAdmin), "nobody": {}, "made-up session": {cookie: sessionName + "=" + models.NewSecret()}}
	if _, err := s.store.DisableUser(t.Context(), "gone", s.clock.t); err != nil {
		t.Fatal(err)
	}
	known, seen := map[string]bool{}, 0
	for _, r := range s.app.GetRoutes(true) {
		if r.Method != http.MethodGet && r.Method != http.MethodPost {
			continue // HEAD goes with GET; others have no routes
		}
		key := r.Method + " " + r.Path
		who, ok := rights[key]
		if !ok {
			bare, _ := split(r.Path) // a view in another format
			if bare == "/index" {
				bare = "/"
			}
			key = r.Method + " " + bare
			if who, ok = rights[key]; !ok || !who.public {
				t.Errorf("%s %s is not in the table of rights", r.Method, r.Path)
				continue
			}
		}
		known[key] = true
		if strings.HasPrefix(r.Path, "/desk/sign-out") { // the last of a session
			continue
		}
		for name, w := range people {
			seen++
			var res response
			if r.Method == http.MethodGet {
				res = s.get(t, pathOf(r.Path), "Cookie: "+w.cookie)
			} else {
				res = s.post(t, w, pathOf(r.Path), nil)
			}
			refused := res.StatusCode == 401 || res.StatusCode == 403 || res.StatusCode == 303 && strings.HasPrefix(res.Header.Get("Location"), "/desk/sign-in?")
			in := name == "admin" || name == "office" || strings.HasSuffix(name, "bureau")
			theirs := name != "other bureau" || !strings.Contains(r.Path, ":agency") // which pathOf makes a-1
			want := who.public || in && who.allows(w.user) && theirs
			if refused == want {
				t.Errorf("%s %s for %s: status %d, allowed should be %v", r.Method, r.Path, name, res.StatusCode, want)
			}
			if !who.public || strings.HasPrefix(r.Path, "/desk") {
				if res.Header.Get("Cache-Control") != "private, no-store" || !strings.Contains(res.Header.Get("X-Robots-Tag"), "noindex") {
					t.Errorf("%s %s for %s may be kept: %q", r.Method, r.Path, name, res.Header.Get("Cache-Control"))
				}
			}
		}
	}
	for key := range rights {
		if !known[key] {
			t.Errorf("%s is in the table of rights and no route", key)
		}
	}
	if seen < 300 {
		t.Errorf("%d cells of the table were tried", seen)
	}
	// What the table says of the parts that matter most is written here once more.
	for key, want := range map[string]string{"GET /desk/users": "admin", "POST /desk/users": "admin", "POST /desk/settings": "admin", "GET /desk/audit": "admin office", "GET /desk/feedback": "admin office", "GET /desk": "admin office bureau"} {
		var got []string
		for _, role := range models.Roles {
			if rights[key].allows(models.User{Role: role}) {
				got = append(got, string(role))
			}
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s is for %v", key, got)
		}
	}
}

// A path that names an agency lets a bureau in for its own alone.
func TestRights_BureausAreLetInForTheirAgencies(t *testing.T) {
	const path = "/desk/of/:agency"
	s := district(t)
	rights["GET "+path] = staff
	t.Cleanup(func() { delete(rights, "GET "+path) })
	a := newApp(Config{Store: s.store, Now: s.clock.now})
	s.app = fiber.New(fiber.Config{ErrorHandler: func(c *fiber.Ctx, err error) error { return c.Status(403).SendString(models.ErrorMessage(err)) }})
	s.app.Get(path, a.guarded("GET", path, func(c *fiber.Ctx) error { return c.SendString("in") }))
	bureau, clerk := s.hire(t, "bureau1", models.RoleBureau, "a-1"), s.hire(t, "office1", models.RoleOffice)
	for _, tt := range []struct {
		who    worker
		agency string
		want   string
	}{{bureau, "a-1", "in"}, {bureau, "a-2", "不负责机关“a-2”"}, {bureau, "a-none", "不负责机关"}, {clerk, "a-2", "in"}} {
		if res := s.get(t, "/desk/of/"+tt.agency, "Cookie: "+tt.who.cookie); !strings.Contains(res.body, tt.want) {
			t.Errorf("%s at %s: %d %s", tt.who.user.Name, tt.agency, res.StatusCode, res.body)
		}
	}
}

func TestRights_FormsComeFromThisSiteAndSession(t *testing.T) {
	s := district(t)
	admin, other := s.hire(t, "admin1", models.RoleAdmin), s.hire(t, "admin2", models.RoleAdmin)
	fields := func() url.Values { return url.Values{"name": {"new-user"}, "role": {"office"}} }
	for name, try := range map[string]func() response{
		"no token": func() response { f := fields(); f.Set("token", ""); return s.post(t, admin, "/desk/users", f) },
		"another's token": func() response {
			f := fields()
			f.Set("token", models.FormToken(other.secret))
			return s.post(t, admin, "/desk/users", f)
		},
		"another site":     func() response { return s.post(t, admin, "/desk/users", fields(), "Sec-Fetch-Site: cross-site") },
		"a sister site":    func() response { return s.post(t, admin, "/desk/users", fields(), "Sec-Fetch-Site: same-site") },
		"another origin":   func() response { return s.post(t, admin, "/desk/users", fields(), "Origin: https://evil.example") },
		"an opaque origin": func() response { return s.post(t, admin, "/desk/users", fields(), "Origin: null") },
	} {
		if res := try(); res.StatusCode != 403 {
			t.Errorf("%s: status %d", name, res.StatusCode)
		}
	}
	if _, err := s.store.User(t.Context(), "new-user"); models.ErrorCode(err) != models.ENOTFOUND {
		t.Errorf("such a form added a user: %v", err)
	}
	if res := s.post(t, admin, "/desk/users", fields(), "Sec-Fetch-Site: same-origin"); res.StatusCode != 200 || !strings.Contains(res.body, "/desk/invitations/") {
		t.Errorf("our own form: status %d", res.StatusCode)
	}
}
