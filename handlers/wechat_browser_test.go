package handlers

import (
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// WeChat's browser opens no file: the pages say so there, and nowhere else.
func TestBrowser_WeChatIsToldOfDownloads(t *testing.T) {
	b := browse(t, district(t), 390)
	b.open("/compare")
	if n := eval[int](b, `document.querySelectorAll('.wechat').length`); n != 0 {
		t.Errorf("%d notices in an ordinary browser", n)
	}
	_, err := chromedp.Call(b.ctx, emulation.SetUserAgentOverride, emulation.SetUserAgentOverrideParams{UserAgent: "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/120.0 Mobile Safari/537.36 MicroMessenger/8.0.47"})
	b.must(err)
	b.open("/compare")
	b.until(`document.querySelector('.wechat')`)
	if said := eval[string](b, `document.querySelector('.wechat').textContent`); !strings.Contains(said, "在浏览器打开") {
		t.Errorf("it says %q", said)
	}
	links := eval[int](b, `document.querySelectorAll('.files a:not([href$="/downloads"])').length`)
	if buttons := eval[int](b, `document.querySelectorAll('.files .copy-link').length`); links == 0 || buttons != links {
		t.Errorf("%d buttons for %d files", buttons, links)
	}
	if got := eval[int64](b, `document.documentElement.scrollWidth`); got > 390 {
		t.Errorf("the page is %d wide", got)
	}
	b.quiet()
}
