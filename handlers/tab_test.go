package handlers

import (
	"context"
	"fmt"
	"net"
	"net/url"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// tab is a page of a running site in a real browser, with what the browser complained of and what it asked the network for.
type tab struct {
	testing.TB
	ctx  context.Context
	host string

	mu         sync.Mutex
	complaints []string
	requests   []string
}

// browse serves a site and opens a browser on it, in a window of the given width. Without Chromium the test is skipped, unless CI
// says that there must be one.
func browse(t testing.TB, s *site, width int64) *tab {
	t.Helper()
	chromium := findChromium(t)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	go s.app.Listener(l)
	t.Cleanup(func() { s.app.Shutdown() })

	options := append(slices.Clone(chromedp.DefaultExecAllocatorOptions[:]), chromedp.ExecPath(chromium), chromedp.NoSandbox,
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true), chromedp.Flag("hide-scrollbars", true))
	ctx, cancel := chromedp.NewExecAllocator(t.Context(), options...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	ctx, cancel = context.WithTimeout(ctx, 2*time.Minute)
	t.Cleanup(cancel)

	b := &tab{TB: t, ctx: ctx, host: l.Addr().String()}
	b.width(width)
	b.must(chromedp.Listen(ctx, b.hear))
	_, err = chromedp.Call(ctx, network.Enable, network.EnableParams{})
	b.must(err)
	_, err = chromedp.Call(ctx, log.Enable, cdp.Empty{})
	b.must(err)
	return b
}

func findChromium(t testing.TB) string {
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	if os.Getenv("CI") == "true" {
		t.Fatal("没有找到 chromium，浏览器测试无法运行")
	}
	t.Skip("no chromium")
	return ""
}

func (b *tab) must(err error) {
	b.Helper()
	if err != nil {
		b.Fatal(err)
	}
}

func (b *tab) do(steps ...chromedp.Action[chromedp.Void]) {
	b.Helper()
	b.must(chromedp.Do(b.ctx, steps...))
}

func (b *tab) width(pixels int64) {
	b.Helper()
	b.do(chromedp.EmulateViewport(pixels, 900))
}

// open shows an address of the site.
func (b *tab) open(address string) {
	b.Helper()
	b.do(chromedp.Navigate("http://" + b.host + address))
}

// follow does what leads to another page, and waits until it is there.
func (b *tab) follow(steps ...chromedp.Action[chromedp.Void]) {
	b.Helper()
	_, err := chromedp.RunResponse(b.ctx, steps...)
	b.must(err)
}

// until waits for a JavaScript condition. A page that gives way to another meanwhile is not asked again, but the new one is.
func (b *tab) until(condition string) {
	b.Helper()
	for {
		_, err := chromedp.Run(b.ctx, chromedp.Poll[bool]("!!("+condition+")"))
		if err == nil {
			return
		}
		if gone := strings.Contains(err.Error(), "Cannot find context") || strings.Contains(err.Error(), "target navigated"); b.ctx.Err() != nil || !gone {
			b.Fatalf("waiting for %s: %v", condition, err)
		}
	}
}

// eval returns the value of a JavaScript expression.
func eval[T any](b *tab, expression string) T {
	b.Helper()
	v, err := chromedp.Run(b.ctx, chromedp.Evaluate[T](expression))
	if err != nil {
		b.Fatalf("%s: %v", expression, err)
	}
	return v
}

func (b *tab) press(keys ...string) {
	b.Helper()
	for _, k := range keys {
		b.do(chromedp.KeyEvent(k))
	}
}

// hear keeps the complaints of the browser, those about the content security policy among them, and the requests.
func (b *tab) hear(ev any) {
	b.mu.Lock()
	defer b.mu.Unlock()
	switch ev := ev.(type) {
	case *runtime.EventExceptionThrown:
		b.complaints = append(b.complaints, fmt.Sprintf("%s %+v", ev.ExceptionDetails.Text, ev.ExceptionDetails.Exception))
	case *runtime.EventConsoleAPICalled:
		if ev.Type == "error" || ev.Type == "warning" {
			b.complaints = append(b.complaints, fmt.Sprintf("console: %v", ev.Args))
		}
	case *log.EventEntryAdded:
		b.complaints = append(b.complaints, ev.Entry.Text+" "+ev.Entry.URL)
	case *network.EventRequestWillBeSent:
		b.requests = append(b.requests, ev.Request.URL)
	}
}

// quiet asserts that the browser complained of nothing and asked nobody else.
func (b *tab) quiet() {
	b.Helper()
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, c := range b.complaints {
		b.Errorf("the browser complains: %s", c)
	}
	for _, r := range b.requests {
		if u, err := url.Parse(r); err == nil && u.Scheme != "data" && u.Host != b.host {
			b.Errorf("request to %s", r)
		}
	}
	b.complaints, b.requests = nil, nil
}
