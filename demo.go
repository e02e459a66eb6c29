package main

import (
	"cmp"
	"context"
	"crypto/rand"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"gongkai/data"
	"gongkai/export"
	"gongkai/handlers"
	"gongkai/ingest"
	"gongkai/models"
	"gongkai/store"
)

type demoCommand struct {
	Addr string `default:"127.0.0.1:8080" env:"GONGKAI_ADDR" help:"监听地址，默认 ${default}。 / Address to listen on."`
}

// Run makes the documents of the invented district in a scratch folder, imports them as anyone would, and serves the result. The
// folder is removed at the end.
func (d *demoCommand) Run(ctx context.Context, c *console) error {
	l, err := listen(d.Addr)
	if err != nil {
		return err
	}
	defer l.Close()
	dir, err := os.MkdirTemp("", "gongkai-demo-")
	if err != nil {
		return fmt.Errorf("make scratch folder: %w", err)
	}
	defer os.RemoveAll(dir)
	db, err := store.Open(ctx, filepath.Join(dir, "demo.db"))
	if err != nil {
		return err
	}
	defer db.Close()
	if err := fillDemo(ctx, c, db, dir, address(l)); err != nil {
		return err
	}
	if err := addDemoUsers(ctx, c, db); err != nil {
		return err
	}
	fmt.Fprintf(c.out, "演示网站已启动：%s （按 Ctrl+C 停止，演示数据随即删除）\n", address(l))
	return handlers.Serve(ctx, l, handlers.Config{Store: db})
}

// addDemoUsers adds a user of each role and prints how to sign in. The passwords are new ones at each start, because the demo may be
// served to others, too.
func addDemoUsers(ctx context.Context, c *console, db *store.Store) error {
	agencies, err := db.Agencies(ctx)
	if err != nil {
		return err
	}
	fmt.Fprintln(c.out, "工作人员在 /desk 登录，示例账号（登录名 密码，只在演示里有）：")
	for _, u := range []models.User{{Name: "demo-admin", Person: "演示管理员", Role: models.RoleAdmin}, {Name: "demo-office", Person: "演示政务公开科", Role: models.RoleOffice},
		{Name: "demo-bureau", Person: "演示填报人", Role: models.RoleBureau, Agencies: []string{agencies[len(agencies)-1].ID}}} {
		if _, err := db.AddUser(ctx, u, time.Now()); err != nil {
			return err
		}
		link, _, err := db.Invite(ctx, u.Name, time.Now())
		if err != nil {
			return err
		}
		password := strings.ToLower(rand.Text()[:12])
		if _, _, err := db.UseInvitation(ctx, link, password, store.Visit{At: time.Now()}); err != nil {
			return err
		}
		fmt.Fprintf(c.out, "  %s %s（%s）\n", u.Name, password, u.Role.Label().Zh)
	}
	return nil
}

// fillDemo writes the demo's documents into dir and imports them into db, for a site at an address.
func fillDemo(ctx context.Context, c *console, db *store.Store, dir, address string) error {
	set := data.Demo()
	set.Settings.BaseURL = strings.TrimSuffix(address, "/")
	p := newProgress(c, len(set.Documents), "生成")
	if err := set.Write(dir, writeDemoDocument, func(int, int) { p.add() }); err != nil {
		return err
	}
	p.finish()
	if err := db.SaveSettings(ctx, set.Settings); err != nil {
		return err
	}
	if err := loadAgencies(ctx, db, c.out, set.AgenciesCSV); err != nil {
		return err
	}
	batch := ingest.NewBatch(db)
	now := time.Now().UTC()
	p = newProgress(c, len(set.Documents), "导入")
	var failed error
	items := func(yield func(ingest.Item) bool) {
		for _, row := range set.Manifest() {
			content, err := os.ReadFile(filepath.Join(dir, row.File))
			item := ingest.Item{Label: row.File, Name: row.File, Data: content, Err: err, Options: ingest.ImportOptions{AgencyID: row.AgencyID, Year: row.Year,
				Scope: row.Scope, SourceURL: row.SourceURL, PublishedOn: row.PublishedOn, Now: now}}
			if failed != nil || !yield(item) {
				return
			}
		}
	}
	err := batch.ImportAll(ctx, items, func(d ingest.Item, _ ingest.Outcome, err error) {
		if err != nil && failed == nil {
			failed = fmt.Errorf("import %s: %w", d.Label, err)
		}
		p.add()
	})
	if err = cmp.Or(err, failed); err != nil {
		return err
	}
	p.finish()
	fmt.Fprintf(c.out, "已生成并导入示例区年报 %d 份。\n", len(set.Documents))
	return nil
}

// writeDemoDocument writes a document in the national layout, with the breaks of real documents that it is to show.
func writeDemoDocument(w io.Writer, d data.Document) error {
	layout, err := export.Official(export.OfficialReport{Agency: d.AgencyName, Year: d.Year, Revision: d.Revision, Mark: "演示数据"}).With(d.LayoutQuirks()...)
	if err != nil {
		return err
	}
	return layout.Write(w, d.Format)
}
