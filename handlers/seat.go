package handlers

import (
	"crypto/subtle"
	"net/url"
	"strings"

	"github.com/gofiber/fiber/v2"

	"gongkai/models"
	"gongkai/store"
	"gongkai/views"
)

// seatKey is where a request keeps who works at it.
const seatKey = "seat"

// seat is a user at work, in a browser or by a program.
type seat struct {
	user   models.User
	secret string // of the session; "" where a token stands for it
}

// seatOf is who works at a request for a page of staff.
func seatOf(c *fiber.Ctx) seat {
	s, _ := c.Locals(seatKey).(seat)
	return s
}

// private keeps an answer from everyone but the browser that asked for it, and its address from search engines and other sites.
func private(c *fiber.Ctx) {
	c.Set(fiber.HeaderCacheControl, "private, no-store")
	c.Set(fiber.HeaderReferrerPolicy, "same-origin")
	c.Set("X-Robots-Tag", "noindex, nofollow")
}

// errSignIn is for whoever has to sign in first.
var errSignIn = models.Errorf(models.EDENIED, "请先登录。")

// seat finds who works at a request: the user of its token, where the route takes one, or of its session.
func (a *app) seat(c *fiber.Ctx, who right) (seat, error) {
	now := a.latest.now()
	if bearer, ok := strings.CutPrefix(c.Get(fiber.HeaderAuthorization), "Bearer "); ok {
		t, u, err := a.store.TokenUser(c.UserContext(), strings.TrimSpace(bearer), now)
		if err != nil {
			return seat{}, err
		}
		if who.token == "" || t.Scope != who.token {
			return seat{}, models.Errorf(models.EDENIED, "这个令牌的权限（%s）不能用在这里。", t.Scope.Label().Zh)
		}
		return seat{user: u}, nil
	}
	secret := a.sessionCookie(c)
	if secret == "" {
		return seat{}, errSignIn
	}
	_, u, err := a.store.Session(c.UserContext(), secret, now)
	if err != nil {
		return seat{}, err
	}
	return seat{u, secret}, nil
}

// notSignedIn leads a visitor of a page to the form, and tells anyone else that they must sign in.
func (a *app) notSignedIn(c *fiber.Ctx, err error) error {
	code := models.ErrorCode(err)
	if code != models.ENOTFOUND && code != models.EDENIED {
		return err
	}
	if c.Get(fiber.HeaderAuthorization) != "" {
		c.Set(fiber.HeaderWWWAuthenticate, `Bearer realm="gongkai"`)
		if code == models.EDENIED {
			return err
		}
		if asksJSON(c) {
			return unauthorized(c, err)
		}
		return a.signInForm(c, fiber.StatusUnauthorized, "", "", err)
	}
	if c.Method() != fiber.MethodGet && c.Method() != fiber.MethodHead {
		return a.signInForm(c, fiber.StatusUnauthorized, "", "", models.Errorf(models.EDENIED, "登录已过期，刚才提交的内容没有保存。请登录后再提交一次。"))
	}
	return c.Redirect(langOf(c).Path("/desk/sign-in?back="+url.QueryEscape(withQuery(c.Path(), string(c.Request().URI().QueryString())))), fiber.StatusSeeOther)
}

// unauthorized tells a program that its token is no good.
func unauthorized(c *fiber.Ctx, err error) error {
	return c.Status(fiber.StatusUnauthorized).JSON(map[string]string{"error": views.ErrorText(langOf(c), err)})
}

// sentBy reports whether a form was sent from a page that was shown in the session.
func (s seat) sentBy(c *fiber.Ctx) bool {
	return !elsewhere(c) && subtle.ConstantTimeCompare([]byte(c.FormValue("token")), []byte(models.FormToken(s.secret))) == 1
}

// visit is where and when someone signs in.
func (a *app) visit(c *fiber.Ctx) store.Visit {
	return store.Visit{At: a.latest.now(), Origin: a.proxies.visitor(c), Agent: c.Get(fiber.HeaderUserAgent)}
}
