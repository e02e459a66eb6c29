package handlers

import (
	"context"
	"errors"
	"time"

	"github.com/gofiber/fiber/v2"

	"gongkai/models"
	"gongkai/views"
)

// users lists the users, with the form that adds one: "/desk/users".
func (a *app) users(c *fiber.Ctx) error {
	return a.usersPage(c, fiber.StatusOK, models.User{Role: models.RoleBureau}, nil, nil)
}

func (a *app) usersPage(c *fiber.Ctx, status int, given models.User, wrong map[models.UserField]error, failed error) error {
	f, err := a.deskFrame(c, "/desk/users")
	if err != nil {
		return err
	}
	list, err := a.store.Users(c.UserContext())
	if err != nil {
		return err
	}
	w, err := a.latest.get(c.UserContext())
	if err != nil {
		return err
	}
	return sendPrivate(c, status, views.NewUsersPage(f, list, w.in(f.Lang).agencies, given, wrong, failed))
}

// addUser keeps a new user and shows the link of the invitation.
func (a *app) addUser(c *fiber.Ctx) error {
	given := userOf(c, c.FormValue("name"))
	if wrong := given.Check(); len(wrong) > 0 {
		return a.usersPage(c, fiber.StatusUnprocessableEntity, given, wrong, nil)
	}
	u, err := a.store.AddUser(c.UserContext(), given, a.latest.now())
	if models.ErrorCode(err) == models.ECONFLICT {
		return a.usersPage(c, fiber.StatusConflict, given, nil, err)
	}
	if err != nil {
		return err
	}
	return a.invite(c, u)
}

// userOf is the user that a form describes.
func userOf(c *fiber.Ctx, name string) models.User {
	u := models.User{Name: name, Person: c.FormValue("person"), Role: models.Role(c.FormValue("role"))}
	for _, id := range c.Context().PostArgs().PeekMulti("agency") {
		u.Agencies = append(u.Agencies, string(id))
	}
	u.Tidy()
	return u
}

// user shows one user: "/desk/users/jyj".
func (a *app) user(c *fiber.Ctx) error {
	u, err := a.store.User(c.UserContext(), c.Params("name"))
	if err != nil {
		return err
	}
	p, err := a.userPage(c, u, u, nil, nil)
	if err != nil {
		return err
	}
	return sendPrivate(c, fiber.StatusOK, p)
}

func (a *app) userPage(c *fiber.Ctx, u, given models.User, wrong map[models.UserField]error, failed error) (views.UserPage, error) {
	f, err := a.deskFrame(c, "/desk/users/"+u.Name)
	if err != nil {
		return views.UserPage{}, err
	}
	w, err := a.latest.get(c.UserContext())
	if err != nil {
		return views.UserPage{}, err
	}
	return views.NewUserPage(f, u, given, w.in(f.Lang).agencies, wrong, failed, c.Query("done") == "saved"), nil
}

func (a *app) changeUser(c *fiber.Ctx) error {
	u, err := a.store.User(c.UserContext(), c.Params("name"))
	if err != nil {
		return err
	}
	given := userOf(c, u.Name)
	wrong := given.Check()
	status := fiber.StatusUnprocessableEntity
	if len(wrong) == 0 {
		_, err = a.store.ChangeUser(c.UserContext(), given, a.latest.now())
		if err == nil {
			return c.Redirect(langOf(c).Path("/desk/users/"+u.Name+"?done=saved"), fiber.StatusSeeOther)
		}
		if models.ErrorCode(err) != models.ECONFLICT {
			return err
		}
		status = fiber.StatusConflict
	}
	p, e := a.userPage(c, u, given, wrong, err)
	if e != nil {
		return errors.Join(e, err)
	}
	return sendPrivate(c, status, p)
}

func (a *app) inviteUser(c *fiber.Ctx) error {
	u, err := a.store.User(c.UserContext(), c.Params("name"))
	if err != nil {
		return err
	}
	return a.invite(c, u)
}

// invite makes an invitation and shows its link. The page answers the form itself and is not led to, because the link must not stand in
// an address.
func (a *app) invite(c *fiber.Ctx, u models.User) error {
	secret, i, err := a.store.Invite(c.UserContext(), u.Name, a.latest.now())
	if err != nil {
		return err
	}
	p, err := a.userPage(c, u, u, nil, nil)
	if err != nil {
		return err
	}
	p.Invite(baseURL(c, p.Settings)+models.InvitationPath(secret), i.ExpiresAt)
	return sendPrivate(c, fiber.StatusOK, p)
}

func (a *app) disableUser(c *fiber.Ctx) error {
	return a.switchUser(c, a.store.DisableUser)
}

func (a *app) enableUser(c *fiber.Ctx) error {
	return a.switchUser(c, a.store.EnableUser)
}

func (a *app) switchUser(c *fiber.Ctx, to func(ctx context.Context, name string, now time.Time) (models.User, error)) error {
	u, err := to(c.UserContext(), c.Params("name"), a.latest.now())
	if err != nil {
		return err
	}
	return c.Redirect(langOf(c).Path("/desk/users/"+u.Name+"?done=saved"), fiber.StatusSeeOther)
}
