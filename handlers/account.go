package handlers

import (
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"gongkai/models"
	"gongkai/views"
)

// account shows whoever is signed in their account: "/desk/account".
func (a *app) account(c *fiber.Ctx) error {
	p, err := a.accountPage(c, seatOf(c).user, seatOf(c).secret)
	if err != nil {
		return err
	}
	if c.Query("done") == "password" {
		p.Saved = views.Phrase(p.Lang, "密码已修改，其他地方的登录已全部退出。")
	}
	return sendPrivate(c, fiber.StatusOK, p)
}

func (a *app) accountPage(c *fiber.Ctx, u models.User, secret string) (views.AccountPage, error) {
	f, err := a.deskFrame(c, "/desk/account")
	if err != nil {
		return views.AccountPage{}, err
	}
	w, err := a.latest.get(c.UserContext())
	if err != nil {
		return views.AccountPage{}, err
	}
	sessions, err := a.store.Sessions(c.UserContext(), u.ID, a.latest.now())
	if err != nil {
		return views.AccountPage{}, err
	}
	tokens, err := a.store.Tokens(c.UserContext(), u.ID)
	if err != nil {
		return views.AccountPage{}, err
	}
	return views.NewAccountPage(f, w.in(f.Lang).agencies, sessions, models.HashSecret(secret), tokens, a.latest.now()), nil
}

func (a *app) changePassword(c *fiber.Ctx) error {
	s := seatOf(c)
	var err error
	var secret string
	if c.FormValue("password") != c.FormValue("again") {
		err = models.Errorf(models.EINVALID, "两次输入的密码不一样。")
	} else {
		secret, err = a.store.ChangePassword(c.UserContext(), s.user.Name, c.FormValue("old"), c.FormValue("password"), a.visit(c))
	}
	if err == nil {
		a.setSessionCookie(c, secret)
		return c.Redirect(langOf(c).Path("/desk/account?done=password"), fiber.StatusSeeOther)
	}
	status, message := statusOf(err, langOf(c))
	if message == "" {
		return err
	}
	if status != fiber.StatusTooManyRequests {
		status = fiber.StatusUnprocessableEntity
	}
	p, failed := a.accountPage(c, s.user, s.secret)
	if failed != nil {
		return failed
	}
	p.WrongPassword = message
	return sendPrivate(c, status, p)
}

// addToken makes a token and shows it, this once.
func (a *app) addToken(c *fiber.Ctx) error {
	s := seatOf(c)
	days, _ := strconv.Atoi(strings.TrimSpace(c.FormValue("days"))) // none is a number of days that cannot be
	secret, _, err := a.store.AddToken(c.UserContext(), s.user.Name, c.FormValue("label"), models.TokenScope(c.FormValue("scope")), days, a.latest.now())
	if err != nil && models.ErrorCode(err) != models.EINVALID {
		return err
	}
	p, failed := a.accountPage(c, s.user, s.secret)
	if failed != nil {
		return failed
	}
	if err != nil {
		p.WrongToken, p.Label = views.ErrorText(p.Lang, err), c.FormValue("label")
		return sendPrivate(c, fiber.StatusUnprocessableEntity, p)
	}
	p.Saved, p.Secret = views.Phrase(p.Lang, "令牌已建好，只在这里显示这一次，请现在保存："), secret
	return sendPrivate(c, fiber.StatusOK, p)
}

func (a *app) revokeToken(c *fiber.Ctx) error {
	id, err := strconv.ParseUint(c.Params("id"), 10, 32)
	if err != nil {
		return fiber.ErrNotFound
	}
	if err := a.store.RevokeToken(c.UserContext(), seatOf(c).user, uint(id), a.latest.now()); err != nil {
		return err
	}
	return c.Redirect(langOf(c).Path("/desk/account#tokens"), fiber.StatusSeeOther)
}
