package main

import (
	"cmp"
	"context"
	"crypto/rand"
	"errors"
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
	last, err := fillDemo(ctx, c, db, dir, address(l))
	if err != nil {
		return err
	}
	if err := addDemoUsers(ctx, c, db); err != nil {
		return err
	}
	fmt.Fprintf(c.out, "演示网站已启动：%s （按 Ctrl+C 停止，演示数据随即删除）\n", address(l))
	// Visitors need not wait for the files of the newest snapshot.
	ctx, stop := context.WithCancel(ctx)
	published := make(chan error, 1)
	go func() { published <- publishDemo(ctx, c, db, last) }()
	err = handlers.Serve(ctx, l, handlers.Config{Store: db})
	stop()
	if e := <-published; err == nil && !errors.Is(e, context.Canceled) {
		err = e
	}
	return err
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

// fillDemo writes the demo's documents into dir and imports them into db, for a site at an address: in rounds, each of which ends with a
// snapshot. That of the last is left to whoever calls, and the others are of CSV alone, so that the demo starts soon.
func fillDemo(ctx context.Context, c *console, db *store.Store, dir, address string) (last export.Publication, err error) {
	set := data.Demo()
	set.Settings.BaseURL = strings.TrimSuffix(address, "/")
	set.Settings.NextSnapshot = time.Now().AddDate(0, 1, 0).Format(time.DateOnly) // the demo makes one every month
	if err := db.SaveSettings(ctx, set.Settings); err != nil {
		return last, err
	}
	if err := loadAgencies(ctx, db, c.out, "agencies.csv", set.AgenciesCSV); err != nil {
		return last, err
	}
	rounds := set.Rounds()
	for i, round := range rounds {
		some := set
		some.Documents = round.Documents
		p := newProgress(c, len(some.Documents), "生成")
		if err := some.Write(dir, writeDemoDocument, func(int, int) { p.add() }); err != nil {
			return last, err
		}
		p.finish()
		last = export.Publication{Note: round.Note, Now: time.Now().UTC().AddDate(0, 0, -round.DaysAgo), Database: writeSQLite}
		if err := importDemo(ctx, c, db, dir, some, last.Now); err != nil {
			return last, err
		}
		if i == len(rounds)-1 {
			break
		}
		if err := publishDemo(ctx, c, db, export.Publication{Note: last.Note, Now: last.Now, Formats: []export.Format{export.CSV}}); err != nil {
			return last, err
		}
	}
	fmt.Fprintf(c.out, "已生成并导入示例区年报 %d 份。\n", len(set.Documents))
	return last, nil
}

// publishDemo makes a snapshot of the demo.
func publishDemo(ctx context.Context, c *console, db *store.Store, p export.Publication) error {
	snap, err := export.Publish(ctx, db, p)
	if err != nil {
		return err
	}
	return describeSnapshot(c, snap)
}

// importDemo imports documents of the demo from dir, as retrieved at a time.
func importDemo(ctx context.Context, c *console, db *store.Store, dir string, set data.DemoSet, at time.Time) error {
	batch := ingest.NewBatch(db)
	p := newProgress(c, len(set.Documents), "导入")
	var failed error
	items := func(yield func(ingest.Item) bool) {
		for _, row := range set.Manifest() {
			content, err := os.ReadFile(filepath.Join(dir, row.File))
			item := ingest.Item{Label: row.File, Name: row.File, Data: content, Err: err, Options: ingest.ImportOptions{AgencyID: row.AgencyID, Year: row.Year,
				Scope: row.Scope, SourceURL: row.SourceURL, PublishedOn: row.PublishedOn, Now: at}}
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
