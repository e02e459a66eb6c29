package handlers

import (
	"net/url"
	"strings"

	"github.com/gofiber/fiber/v2"

	"gongkai/models"
	"gongkai/views"
)

// signIn shows the form: "/desk/sign-in?back=/desk/queue". Whoever is signed in already is led on.
func (a *app) signIn(c *fiber.Ctx) error {
	private(c)
	if _, err := a.seat(c, right{}); err == nil {
		return c.Redirect(deskPath(c, c.Query("back")), fiber.StatusSeeOther)
	}
	var lost error
	if from, err := url.Parse(c.Get(fiber.HeaderReferer)); err == nil && strings.HasSuffix(from.Path, "/desk/sign-in") && c.Query("back") != "" {
		lost = models.Errorf(models.EDENIED, "浏览器没有保存登录状态。请允许本站的 Cookie；网址设置为 https 的，请用设置的网址访问。")
	}
	return a.signInForm(c, fiber.StatusOK, c.Query("back"), "", lost)
}

// sendSignIn begins a session, always a new one, and leads to where the visitor wanted to go.
func (a *app) sendSignIn(c *fiber.Ctx) error {
	private(c)
	back, name := c.FormValue("back"), c.FormValue("name")
	if err := a.checkForm(c); err != nil {
		return a.signInForm(c, fiber.StatusUnprocessableEntity, back, name, err)
	}
	secret, _, err := a.store.SignIn(c.UserContext(), name, c.FormValue("password"), a.visit(c))
	if err != nil {
		status, message := statusOf(err, langOf(c))
		if message == "" {
			return err
		}
		return a.signInForm(c, status, back, name, err)
	}
	if err := a.enter(c, secret); err != nil {
		return err
	}
	return c.Redirect(deskPath(c, back), fiber.StatusSeeOther)
}

// enter gives the browser a new session in the place of the one it may have had.
func (a *app) enter(c *fiber.Ctx, secret string) error {
	if old := a.sessionCookie(c); old != "" {
		if err := a.store.SignOut(c.UserContext(), old, a.latest.now()); err != nil {
			return err
		}
	}
	a.setSessionCookie(c, secret)
	return nil
}

func (a *app) signOut(c *fiber.Ctx) error {
	if err := a.store.SignOut(c.UserContext(), seatOf(c).secret, a.latest.now()); err != nil {
		return err
	}
	a.setSessionCookie(c, "")
	return c.Redirect(langOf(c).Path("/desk/sign-in"), fiber.StatusSeeOther)
}

// signOutEverywhere ends all sessions of a user, this one too.
func (a *app) signOutEverywhere(c *fiber.Ctx) error {
	if err := a.store.SignOutEverywhere(c.UserContext(), seatOf(c).user, "", a.latest.now()); err != nil {
		return err
	}
	a.setSessionCookie(c, "")
	return c.Redirect(langOf(c).Path("/desk/sign-in"), fiber.StatusSeeOther)
}

// invitation shows the form by which an invited user sets a password. Looking at it does not use the link up: mail programs look, too.
func (a *app) invitation(c *fiber.Ctx) error {
	private(c)
	u, err := a.store.Invited(c.UserContext(), c.Params("secret"), a.latest.now())
	if err != nil {
		return err
	}
	return a.invitationForm(c, fiber.StatusOK, u, nil)
}

func (a *app) useInvitation(c *fiber.Ctx) error {
	private(c)
	secret := c.Params("secret")
	u, err := a.store.Invited(c.UserContext(), secret, a.latest.now())
	if err != nil {
		return err
	}
	wrong := a.checkForm(c)
	if wrong == nil && c.FormValue("password") != c.FormValue("again") {
		wrong = models.Errorf(models.EINVALID, "两次输入的密码不一样。")
	}
	if wrong != nil {
		return a.invitationForm(c, fiber.StatusUnprocessableEntity, u, wrong)
	}
	session, _, err := a.store.UseInvitation(c.UserContext(), secret, c.FormValue("password"), a.visit(c))
	if models.ErrorCode(err) == models.EINVALID {
		return a.invitationForm(c, fiber.StatusUnprocessableEntity, u, err)
	}
	if err != nil {
		return err
	}
	if err := a.enter(c, session); err != nil {
		return err
	}
	return c.Redirect(langOf(c).Path("/desk"), fiber.StatusSeeOther)
}

func (a *app) signInForm(c *fiber.Ctx, status int, back, name string, failed error) error {
	private(c)
	f, err := a.formFrame(c, "/desk/sign-in")
	if err != nil {
		return err
	}
	return sendPrivate(c, status, views.NewSignInPage(f, a.formToken(c), deskOnly(back), name, failed))
}

func (a *app) invitationForm(c *fiber.Ctx, status int, u models.User, wrong error) error {
	f, err := a.formFrame(c, "/desk/invitations/"+c.Params("secret"))
	if err != nil {
		return err
	}
	return sendPrivate(c, status, views.NewInvitationPage(f, a.formToken(c), u, wrong))
}

// formToken makes the token of a form that is shown without a session, and ties it to the browser by a cookie.
func (a *app) formToken(c *fiber.Ctx) string {
	token, nonce := a.guard.token(c.Cookies(feedbackCookie), a.latest.now())
	c.Cookie(&fiber.Cookie{Name: feedbackCookie, Value: nonce, Path: "/", HTTPOnly: true, SameSite: fiber.CookieSameSiteStrictMode, Secure: a.overTLS(c), SessionOnly: true})
	return token
}

// checkForm fails if a form does not come from a page that was shown in this browser a while ago.
func (a *app) checkForm(c *fiber.Ctx) error {
	if elsewhere(c) || !a.guard.ours(c.FormValue("token"), c.Cookies(feedbackCookie), a.latest.now()) {
		return models.Errorf(models.EDENIED, "页面打开得太久，或浏览器没有保存本站的 Cookie。请再试一次。")
	}
	return nil
}

// elsewhere reports whether a browser says that a form on another site, or another part of this domain, was sent.
func elsewhere(c *fiber.Ctx) bool {
	switch c.Get("Sec-Fetch-Site") {
	case "same-origin", "none":
		return false
	case "":
		origin := c.Get(fiber.HeaderOrigin)
		if origin == "" {
			return false // an old browser; the token stops what it sends
		}
		u, err := url.Parse(origin)
		return err != nil || u.Host == "" || u.Host != string(c.Request().Host()) && u.Host != c.Get(fiber.HeaderXForwardedHost)
	}
	return true
}

// deskPath is an address of the desk to go to, in the language of the request.
func deskPath(c *fiber.Ctx, back string) string {
	if back = deskOnly(back); back == "" {
		back = "/desk"
	}
	return langOf(c).Path(back)
}

// deskOnly returns an address of the desk without its language, "" for any other.
func deskOnly(back string) string {
	path := localPath(back)
	if path == "/desk" || strings.HasPrefix(path, "/desk/") || strings.HasPrefix(path, "/desk?") {
		return path
	}
	return ""
}

// The names of the cookie of a session. Over TLS no other host of the domain can set it.
const (
	sessionName       = "desk"
	secureSessionName = "__Host-desk"
)

func (a *app) sessionCookie(c *fiber.Ctx) string {
	if a.overTLS(c) {
		return c.Cookies(secureSessionName)
	}
	return c.Cookies(sessionName)
}

// setSessionCookie keeps the secret of a session in the browser until that is closed; "" takes it away. Links from a mail find the
// session (SameSite=Lax), forms of other sites do not.
func (a *app) setSessionCookie(c *fiber.Ctx, secret string) {
	cookie := &fiber.Cookie{Name: sessionName, Value: secret, Path: "/", HTTPOnly: true, SameSite: fiber.CookieSameSiteLaxMode, SessionOnly: secret != ""}
	if a.overTLS(c) {
		cookie.Name, cookie.Secure = secureSessionName, true
	}
	if secret == "" {
		cookie.Expires = a.latest.now().AddDate(-1, 0, 0)
	}
	c.Cookie(cookie)
}

// overTLS reports whether visitors reach the site by https, as the request or the settings say: a proxy in front may speak plain HTTP here.
func (a *app) overTLS(c *fiber.Ctx) bool {
	if c.Secure() {
		return true
	}
	w, err := a.latest.get(c.UserContext())
	return err == nil && strings.HasPrefix(w.settings.BaseURL, "https://")
}
