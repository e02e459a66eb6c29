package main

import (
	"cmp"
	"context"
	"fmt"
	"os"
	"strings"
	"time"

	"gongkai/models"
	"gongkai/store"
)

type userCommand struct {
	Add     userAddCommand     `cmd:"" help:"新建用户，给出邀请链接。 / Add a user and print an invitation."`
	List    userListCommand    `cmd:"" help:"列出用户。 / List the users."`
	Invite  userInviteCommand  `cmd:"" aliases:"reset" help:"给出新的邀请链接，忘记密码时也用它。 / Print a new invitation, also for a forgotten password."`
	Disable userDisableCommand `cmd:"" help:"停用用户，立即退出其所有登录。 / Disable a user and end all sessions."`
	Enable  userEnableCommand  `cmd:"" help:"重新启用用户。 / Enable a user again."`
}

// usersIn is the database whose users a command is about.
type usersIn struct {
	DB string `name:"db" default:"gongkai.db" env:"GONGKAI_DB" placeholder:"FILE" help:"数据库文件。 / Database file."`
}

func (u usersIn) open(ctx context.Context) (*store.Store, error) {
	if _, err := os.Stat(u.DB); err != nil {
		return nil, fileError(u.DB, err)
	}
	return store.Open(ctx, u.DB)
}

// with does something to one user and lists it.
func (u usersIn) with(ctx context.Context, c *console, do func(*store.Store) (models.User, error)) error {
	db, err := u.open(ctx)
	if err != nil {
		return err
	}
	defer db.Close()
	user, err := do(db)
	if err != nil {
		return err
	}
	return listUsers(c, []models.User{user})
}

type userAddCommand struct {
	usersIn
	Name   string   `arg:"" help:"登录名，小写字母和数字。 / Account name."`
	Role   string   `default:"bureau" enum:"admin,office,bureau" help:"角色：admin 管理员、office 主管部门、bureau 填报单位。 / Role."`
	Person string   `placeholder:"TEXT" help:"姓名、科室。 / Who that is."`
	Agency []string `placeholder:"ID" help:"填报单位的机关代码，可给几个。 / Agencies that a bureau's user acts for."`
	URL    string   `name:"url" placeholder:"URL" help:"网站的网址，用于邀请链接；不给则用设置里的 base_url。 / Address of the site, for the link."`
}

// Run adds a user. The password is set by whoever opens the link, and passes through no command line.
func (u *userAddCommand) Run(ctx context.Context, c *console) error {
	db, err := u.open(ctx)
	if err != nil {
		return err
	}
	defer db.Close()
	user, err := db.AddUser(ctx, models.User{Name: u.Name, Person: u.Person, Role: models.Role(u.Role), Agencies: u.Agency}, time.Now())
	if err != nil {
		return err
	}
	return printInvitation(ctx, c, db, user.Name, u.URL)
}

type userInviteCommand struct {
	usersIn
	Name string `arg:"" help:"登录名。 / Account name."`
	URL  string `name:"url" placeholder:"URL" help:"网站的网址。 / Address of the site."`
}

// Run prints a new invitation.
func (u *userInviteCommand) Run(ctx context.Context, c *console) error {
	db, err := u.open(ctx)
	if err != nil {
		return err
	}
	defer db.Close()
	return printInvitation(ctx, c, db, u.Name, u.URL)
}

func printInvitation(ctx context.Context, c *console, db *store.Store, name, url string) error {
	base, err := models.ParseBaseURL(url)
	if err != nil {
		return err
	}
	set, err := db.Settings(ctx)
	if err != nil {
		return err
	}
	secret, i, err := db.Invite(ctx, name, time.Now())
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(c.out, "请把这个链接交给“%s”本人，用它设置密码（%s 前可用一次）：\n%s\n", models.TidyUserName(name), i.ExpiresAt.Local().Format("2006-01-02 15:04"),
		cmp.Or(base, set.BaseURL, "http://127.0.0.1:8080")+models.InvitationPath(secret))
	return err
}

type userListCommand struct {
	usersIn
	JSON bool `name:"json" help:"输出 JSON。 / Write JSON."`
}

// Run lists the users.
func (u *userListCommand) Run(ctx context.Context, c *console) error {
	db, err := u.open(ctx)
	if err != nil {
		return err
	}
	defer db.Close()
	list, err := db.Users(ctx)
	if err != nil {
		return err
	}
	if u.JSON {
		return writeJSON(c.out, append([]models.User{}, list...))
	}
	if err := listUsers(c, list); err != nil {
		return err
	}
	_, err = fmt.Fprintf(c.out, "共 %d 个用户。\n", len(list))
	return err
}

func listUsers(c *console, list []models.User) error {
	for _, u := range list {
		if _, err := fmt.Fprintf(c.out, "%s  %s  %s  %s  %s\n", u.Name, u.Role.Label().Zh, u.State().Zh, u.Person, strings.Join(u.Agencies, "、")); err != nil {
			return err
		}
	}
	return nil
}

type userDisableCommand struct {
	usersIn
	Name string `arg:"" help:"登录名。 / Account name."`
}

// Run disables a user.
func (u *userDisableCommand) Run(ctx context.Context, c *console) error {
	return u.with(ctx, c, func(db *store.Store) (models.User, error) { return db.DisableUser(ctx, u.Name, time.Now()) })
}

type userEnableCommand struct {
	usersIn
	Name string `arg:"" help:"登录名。 / Account name."`
}

// Run enables a user again.
func (u *userEnableCommand) Run(ctx context.Context, c *console) error {
	return u.with(ctx, c, func(db *store.Store) (models.User, error) { return db.EnableUser(ctx, u.Name, time.Now()) })
}
