package handlers

import (
	"bytes"
	"crypto/rand"
	"log/slog"
	"regexp"
	"strings"

	"github.com/gofiber/fiber/v2"

	"gongkai/models"
	"gongkai/views"
)

// feedback shows the form by which a visitor writes to the office: "/feedback?about=/reports/a-mzj/2025%23t3.r01.c7". It holds a token
// of its own, so it is never kept.
func (a *app) feedback(c *fiber.Ctx) error {
	given := models.Feedback{About: aboutOf(c.Query("about"))}
	if strings.Contains(given.About, "#t") {
		given.Kind = models.FeedbackWrong // it was a figure that the visitor came from
	}
	return a.feedbackForm(c, fiber.StatusOK, given, nil, "")
}

// sendFeedback keeps what the form sends and leads to the page that says so. A form with mistakes comes back as it was filled in, with
// a new token.
func (a *app) sendFeedback(c *fiber.Ctx) error {
	if foreign(c) {
		return fiber.ErrForbidden
	}
	lang := langOf(c)
	f := models.Feedback{Kind: models.FeedbackKind(c.FormValue("kind")), About: c.FormValue("about"), Message: c.FormValue("message"), Contact: c.FormValue("contact"), Lang: lang}
	f.Tidy()
	f.About = aboutOf(f.About)
	token := c.FormValue("token")
	if reference, sent := a.guard.sent(token); sent {
		return thank(c, reference) // the button was pressed twice
	}
	if wrong := f.Check(); len(wrong) > 0 {
		return a.feedbackForm(c, fiber.StatusUnprocessableEntity, f, wrong, "")
	}
	now := a.latest.now()
	f.Reference, f.ReceivedAt = newReference(now.Format("20060102")), now
	if c.FormValue("homepage") != "" { // no person sees this field
		return thank(c, f.Reference)
	}
	switch a.guard.admit(token, c.Cookies(feedbackCookie), a.proxies.visitor(c), now) {
	case tooEarly:
		return a.feedbackForm(c, fiber.StatusUnprocessableEntity, f, nil, views.Phrase(lang, "提交得太快了，请再看一遍内容，稍等几秒后重新提交。"))
	case expired:
		return a.feedbackForm(c, fiber.StatusUnprocessableEntity, f, nil, views.Phrase(lang, "页面打开得太久，或浏览器没有保存本站的 Cookie。内容都还在，请再提交一次。"))
	case tooMany:
		return a.feedbackForm(c, fiber.StatusTooManyRequests, f, nil, views.Phrase(lang, "近一小时提交的反馈太多，请稍后再试。内容都还在。"))
	}
	if err := a.store.AddFeedback(c.UserContext(), f); err != nil {
		if models.ErrorCode(err) == models.EINTERNAL {
			slog.Error("feedback was not kept", "err", err)
		}
		return a.feedbackForm(c, fiber.StatusServiceUnavailable, f, nil, views.ErrorText(lang, err))
	}
	a.guard.remember(token, f.Reference, now)
	return thank(c, f.Reference)
}

// thanks says that a message was kept: "/feedback/thanks?ref=20260401-7K3FQ".
func (a *app) thanks(c *fiber.Ctx) error {
	reference := c.Query("ref")
	if !referenceForm.MatchString(reference) {
		reference = ""
	}
	f, err := a.formFrame(c, "/feedback/thanks")
	if err != nil {
		return err
	}
	return sendForm(c, fiber.StatusOK, views.NewThanksPage(f, reference))
}

func thank(c *fiber.Ctx, reference string) error {
	c.Set(fiber.HeaderCacheControl, "no-store")
	return c.Redirect(langOf(c).Path("/feedback/thanks?ref="+reference), fiber.StatusSeeOther)
}

func (a *app) feedbackForm(c *fiber.Ctx, status int, given models.Feedback, wrong map[models.FeedbackField]error, failed string) error {
	f, err := a.formFrame(c, "/feedback")
	if err != nil {
		return err
	}
	token, nonce := a.guard.token(c.Cookies(feedbackCookie), a.latest.now())
	c.Cookie(&fiber.Cookie{Name: feedbackCookie, Value: nonce, Path: "/", HTTPOnly: true, SameSite: fiber.CookieSameSiteStrictMode, Secure: c.Secure(), SessionOnly: true})
	return sendForm(c, status, views.NewFeedbackPage(f, token, given, wrong, failed))
}

// formFrame is the frame of a page that is made for one visitor alone.
func (a *app) formFrame(c *fiber.Ctx, path string) (views.Frame, error) {
	w, err := a.latest.get(c.UserContext())
	if err != nil {
		return views.Frame{}, err
	}
	w = w.in(langOf(c))
	f := a.frame(c, w, w, route{pageOnly: true}, path, "", nil)
	f.Display = displayOf(c)
	return f, nil
}

func sendForm(c *fiber.Ctx, status int, page views.Page) error {
	var b bytes.Buffer
	if err := views.Render(&b, page); err != nil {
		return err
	}
	c.Set(fiber.HeaderCacheControl, "no-store")
	c.Set(fiber.HeaderContentType, "text/html; charset=utf-8")
	return c.Status(status).Send(b.Bytes())
}

// foreign reports whether a browser says that a form on another site was sent. Old ones do not say; the cookie stops those, which a
// browser does not send along then.
func foreign(c *fiber.Ctx) bool { return c.Get("Sec-Fetch-Site") == "cross-site" }

// aboutOf returns an address on this site with the place on its page, "" for anything else.
func aboutOf(address string) string {
	path, place, _ := strings.Cut(address, "#")
	local := localPath(path)
	if local == "/" && path != "/" {
		return ""
	}
	if place != "" && placeForm.MatchString(place) {
		local += "#" + place
	}
	if len(local) > models.MaxFeedbackAbout {
		return ""
	}
	return local
}

var (
	placeForm     = regexp.MustCompile(`^[A-Za-z0-9._~-]{1,80}$`)
	referenceForm = regexp.MustCompile(`^20\d{6}-[A-Z2-7]{5}$`)
)

// newReference is a number for a message of the day that nobody can guess.
func newReference(day string) string { return day + "-" + rand.Text()[:5] }
