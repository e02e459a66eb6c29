package handlers

import (
	"context"
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/chromedp"
)

// step is a click, and the condition in JavaScript that then holds; or the name of the file that it brings.
type step struct{ click, then, file string }

// Nobody is to be further from the overview than this.
const mostClicks = 3

// journeys are what the three kinds of visitors come for, click by click from "/".
var journeys = []struct {
	name  string
	steps []step
}{
	{"staff compare bureaus: shares", []step{
		{click: `.site-nav a[href="/applications"]`, then: `location.pathname === '/applications'`},
		{click: `main a[href="/applications?tab=mix"]`, then: `document.querySelector('#outcomes-chart svg')`},
		{click: `[data-panels] a[href="#outcomes-table"]`, then: shown("#outcomes-table table")}}},
	{"staff compare bureaus: two years", []step{
		{click: `.site-nav a[href="/compare"]`, then: `location.pathname === '/compare'`},
		{click: `main a[href="/compare?view=dumbbell"]`, then: `document.querySelector('#dumbbell-chart svg')`},
		{click: `[data-panels] a[href="#dumbbell-table"]`, then: shown("#dumbbell-table table")}}},
	{"staff check a report against its original", []step{
		{click: `.site-nav a[href="/quality"]`, then: `location.pathname === '/quality'`},
		{click: `#findings .where a[href^="/reports/a-1/2024#t4"]`, then: `document.querySelector('.pop') && document.querySelector('td.chosen')`},
		{click: `.pop a[href^="/originals/"]`, then: `location.pathname.endsWith('/read')`}}},
	{"staff take the consolidated report", []step{
		{click: `.site-foot a[href="/consolidated"]`, then: `location.pathname === '/consolidated'`},
		{click: `main a[href$="/report.docx"]`, file: `\.docx$`}}},
	{"the public follow an agency", []step{
		{click: `.site-nav a[href="/agencies"]`, then: `location.pathname === '/agencies'`},
		{click: `main a[href="/agencies/a-1"]`, then: `document.querySelector('.chart svg') && document.querySelector('h1').textContent.includes('教育局')`}}},
	{"the public follow a measure", []step{
		{click: `main a[href="/measures/applications.received"]`, then: `document.querySelector('#trend-chart svg')`}}},
	{"the public ask why not", []step{
		{click: `.tasks a[href="/applications?tab=reasons"]`, then: `document.querySelector('#reasons-chart svg') && ` + shown("#meanings dd")},
		{click: `[data-panels] a[href="#reasons-table"]`, then: shown("#reasons-table table")},
		{click: `#reasons-table a[href="/agencies/a-1"]`, then: `location.pathname === '/agencies/a-1'`}}},
	{"the public verify a number", []step{
		{click: `[data-panels] a[href="#received-table"]`, then: shown("#received-table table")},
		{click: `#received-table a[href^="/reports/a-1/2024#"]`, then: `document.querySelector('.pop') && document.querySelector('td.chosen')`},
		{click: `.pop a[href^="/originals/"]`, then: `location.pathname.endsWith('/read')`}}},
	{"analysts take everything", []step{
		{click: `.site-nav a[href="/downloads"]`, then: `location.pathname === '/downloads'`},
		{click: `main a[href$=".zip"]`, file: `-all\.zip$`}}},
	{"analysts take a view", []step{
		{click: `[data-panels] a[href="#outcomes-files"]`, then: shown("#outcomes-files a")},
		{click: `#outcomes-files a[href="/index.csv?chart=outcomes"]`, file: `\.csv$`}}},
	{"analysts take its address, pinned", []step{
		{click: `[data-panels] a[href="#outcomes-share"]`, then: `Array.from(document.querySelectorAll('#outcomes-share textarea')).some(function (t) { return t.offsetHeight > 0 && t.value.includes('snapshot=s2026-03-31'); })`}}},
	{"analysts take what is wrong", []step{
		{click: `.site-nav a[href="/quality"]`, then: `location.pathname === '/quality'`},
		{click: `main a[href^="/quality.csv"]`, file: `\.csv$`}}},
	{"analysts see what has changed", []step{
		{click: `.site-nav a[href="/downloads"]`, then: `location.pathname === '/downloads'`},
		{click: `main a[href="/snapshots/s2026-03-31"]`, then: `document.querySelector('main').textContent.includes('新增报告')`}}},
}

// shown is the condition that the first of what is selected takes room on the page.
func shown(selector string) string {
	return `Array.from(document.querySelectorAll('` + selector + `')).slice(0, 1).some(function (e) { return e.getClientRects().length > 0; })`
}

func TestBrowser_JourneysTakeThreeClicks(t *testing.T) {
	s, _, _ := citable(t)
	b := browse(t, s, 1280)
	saved := b.saves(t.TempDir())
	for _, j := range journeys {
		if len(j.steps) > mostClicks {
			t.Errorf("%s: %d clicks", j.name, len(j.steps))
		}
		b.open("/")
		for _, st := range j.steps {
			t.Logf("%s: %s", j.name, st.click) // told when it fails
			b.until(`document.readyState === 'complete' && ` + shown(st.click))
			b.do(chromedp.Click(chromedp.CSS(st.click)))
			if st.file != "" {
				if name := saved(); !regexp.MustCompile(st.file).MatchString(name) {
					t.Errorf("%s: the file is %q", j.name, name)
				}
				continue
			}
			b.until(st.then)
		}
		b.quiet()
	}
}

// saves lets the browser keep files in a folder, and returns what waits for the next one and tells its name.
func (b *tab) saves(folder string) func() string {
	b.Helper()
	yes := true
	names, done := make(chan string, 1), make(chan string, 1)
	b.must(chromedp.Listen(b.ctx, func(ev any) {
		switch ev := ev.(type) {
		case *browser.EventDownloadWillBegin:
			names <- ev.SuggestedFilename
		case *browser.EventDownloadProgress:
			if ev.State == browser.DownloadProgressStateCompleted {
				done <- ev.GUID
			}
		}
	}))
	b.do(chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
		_, err := chromedp.Call(ctx, browser.SetDownloadBehavior, browser.SetDownloadBehaviorParams{
			Behavior: browser.SetDownloadBehaviorBehaviorAllowAndName, DownloadPath: folder, EventsEnabled: &yes})
		return err
	}))
	return func() string {
		b.Helper()
		select {
		case name := <-names:
			guid := <-done
			if info, err := os.Stat(filepath.Join(folder, guid)); err != nil || info.Size() == 0 {
				b.Errorf("%s: nothing was saved, %v", name, err)
			}
			return name
		case <-b.ctx.Done():
			b.Fatal("no file came")
			return ""
		}
	}
}
