package handlers

import (
	"fmt"
	"testing"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"gongkai/models"
)

// signIn gives the browser a worker's session.
func (b *tab) signIn(w worker) {
	b.Helper()
	_, err := chromedp.Call(b.ctx, network.SetCookie, network.SetCookieParams{Name: sessionName, Value: w.secret, URL: "http://" + b.host + "/"})
	b.must(err)
}

// cut takes the connection away, or gives it back.
func (b *tab) cut(off bool) {
	b.Helper()
	_, err := chromedp.Call(b.ctx, network.EmulateNetworkConditionsByRule, network.EmulateNetworkConditionsByRuleParams{MatchedNetworkConditions: []*network.Conditions{{Offline: off, DownloadThroughput: -1, UploadThroughput: -1}}})
	b.must(err)
	_, err = chromedp.Call(b.ctx, network.OverrideNetworkState, network.OverrideNetworkStateParams{Offline: off, DownloadThroughput: -1, UploadThroughput: -1})
	b.must(err)
}

// typeIn goes to a field and types.
func (b *tab) typeIn(id, text string) {
	b.Helper()
	b.do(script(fmt.Sprintf(`document.getElementById(%q).focus()`, id)))
	b.press(text)
}

// paste pastes into the field one is in, as HTML if it begins with a tag.
func (b *tab) paste(content string) {
	b.Helper()
	kind := "text/plain"
	if content[0] == '<' {
		kind = "text/html"
	}
	b.do(script(fmt.Sprintf(`(function () { var d = new DataTransfer(); d.setData(%q, %q);
		document.activeElement.dispatchEvent(new ClipboardEvent('paste', { clipboardData: d, bubbles: true, cancelable: true })); })()`, kind, content)))
}

const (
	savedLine = `document.getElementById('filling-bar').getAttribute('data-state') === 'saved' && !Object.keys(localStorage).length`
	cells     = `Array.from(document.querySelectorAll('#form-t3 tbody tr')).slice(%d, %d).map(function (r) { return Array.from(r.querySelectorAll('input, output')).map(function (c) { return c.value; }).join(' '); }).join('|')`
)

// is waits until a field or total has a value.
func (b *tab) is(id, value string) {
	b.Helper()
	b.until(fmt.Sprintf(`document.getElementById(%q).value === %q`, id, value))
}

// The form is used like a spreadsheet; what is typed is saved, summed up and checked at once; and nothing is lost without a connection.
func TestBrowser_FormIsFilledInLikeASpreadsheet(t *testing.T) {
	s := district(t)
	w := s.hire(t, "jyj", models.RoleBureau, "a-1")
	b := browse(t, s, 1280)
	b.signIn(w)
	b.open("/desk/reports/a-1/2025/form")
	b.until(savedLine)

	// Keys.
	b.typeIn("t3.r01.c5", "5")
	b.press(kb.ArrowRight)
	b.press("6")
	b.press(kb.ArrowRight) // no further: the total is not typed
	b.press(kb.Enter)
	if got := eval[string](b, `document.activeElement.id + ' ' + document.activeElement.selectionEnd`); got != "t3.r02.c6 1" {
		t.Errorf("Enter leads to %s", got)
	}
	b.press(kb.ArrowUp, kb.ArrowLeft, kb.Tab, kb.ArrowDown, kb.ArrowDown)
	if got := eval[string](b, `document.activeElement.id`); got != "t3.r03.c6" {
		t.Errorf("the keys lead to %s", got)
	}
	b.press("9")
	b.press(kb.Escape)
	b.is("t3.r03.c6", "")

	// A block with its names and totals, of which one is wrong.
	b.typeIn("t3.r01.c1", "")
	b.paste("一、本年新收\t1,0\t0\t0\t0\t0\t0\t10\r\n")
	b.is("t3.r01.c1", "1,0")
	b.do(script(`document.getElementById('t3.r01.c1').focus()`))
	b.paste("一、本年新收\t10\t0\t0\t0\t0\t0\t12\n二、上年结转\t0\t0\t0\t0\t0\t0\t0\n")
	b.is("t3.r01.c7", "10")
	if got := eval[string](b, fmt.Sprintf(cells, 0, 2)); got != "10 0 0 0 0 0 10|0 0 0 0 0 0 0" {
		t.Errorf("pasted %s", got)
	}
	b.until(`document.getElementById('filling-said').textContent.indexOf('粘贴的合计是 12，各格相加是 10') > 0`)

	// The rest from Word, with names that reach over cells, and too much by a row.
	row := func(head string, n string) string {
		return "<tr>" + head + "<td>" + n + "</td><td>0</td><td>0</td><td>0</td><td>0</td><td>0</td><td>" + n + "</td></tr>"
	}
	word := "<table>" + row(`<td rowspan=22>三、本年度办理结果</td><td colspan=2>（一）予以公开</td>`, "7") + row(`<td colspan=2>（二）部分公开</td>`, "0") + row(`<td rowspan=8>（三）不予公开</td><td>1.属于国家秘密</td>`, "0")
	for range 7 {
		word += row("<td>其他</td>", "0")
	}
	for _, n := range []int{3, 5, 3} {
		word += row(fmt.Sprintf("<td rowspan=%d>组</td><td>其他</td>", n), "0")
		for range n - 1 {
			word += row("<td>其他</td>", "0")
		}
	}
	word += row(`<td colspan=2>（七）总计</td>`, "7") + row(`<td colspan=3>四、结转下年度</td>`, "2")
	b.typeIn("t3.r03.c1", "")
	b.paste(word + row(`<td colspan=3>多一行</td>`, "1") + "</table>")
	b.until(`document.getElementById('filling-said').textContent.indexOf('放不下') > 0`)
	b.is("t3.r03.c1", "")
	b.paste(word + "</table>")
	b.is("t3.r24.c7", "7")
	b.until(`document.querySelectorAll('#form-t3 td.suspect').length > 3`)
	b.typeIn("t3.r25.c1", "")
	b.until(`document.getElementById('filling-cell').textContent.indexOf('差 1') > 0`)
	b.do(chromedp.SendKeys(chromedp.CSS(`[id="t3.r25.c1"]`), kb.End+kb.Backspace+"3"))
	b.until(`!document.querySelector('#form-t3 td.suspect') && document.getElementById('filling-cell').hidden`)
	b.until(savedLine)
	b.quiet()

	// Without a connection, and with it again.
	b.cut(true)
	b.typeIn("t2.r03.c1", "8")
	b.typeIn("text5", "写在断线的时候。")
	b.until(`document.getElementById('filling-state').textContent.indexOf('未连接，已存在本机') === 0`)
	b.cut(false)
	b.until(savedLine)
	kept, err := s.store.Filling(t.Context(), "a-1", 2025)
	if err != nil || kept.Cells["disclosure.licensing.decisions|"] != "8" || kept.Texts[5] != "写在断线的时候。" || kept.Cells["applications.granted|natural_person"] != "7" {
		t.Errorf("%v, %v", kept, err)
	}
}

// A session that ran out keeps what is typed, for whoever signs in again; what somebody else typed meanwhile is shown to choose from.
func TestBrowser_FormOutlivesItsSession(t *testing.T) {
	s := district(t)
	one, two := s.hire(t, "one", models.RoleBureau, "a-1"), s.hire(t, "two", models.RoleOffice)
	b := browse(t, s, 390)
	b.signIn(one)
	b.open("/desk/reports/a-1/2025/form")
	b.until(savedLine)
	if got := eval[int64](b, `document.documentElement.scrollWidth`); got > 390 {
		t.Errorf("%d wide: %s", got, eval[string](b, wider))
	}
	if err := s.store.SignOutEverywhere(t.Context(), one.user, "", s.clock.t); err != nil {
		t.Fatal(err)
	}
	b.typeIn("t3.r01.c1", "5")
	b.typeIn("t3.r01.c2", "6")
	b.until(`!document.getElementById('filling-sign-in').hidden && document.getElementById('filling-state').textContent.indexOf('登录已过期') === 0`)
	other := s.openFilling(t, two, "/desk/reports/a-1/2025/form")
	if state, _ := other.edit(t, "t3.r01.c1", "", "55", "t3.r01.c3", "", "7"); len(state.Conflicts) > 0 {
		t.Fatal(state.Conflicts)
	}
	b.follow(script(`document.getElementById('filling-sign-in').click()`))
	b.until(`document.getElementById('password')`)
	b.do(chromedp.SendKeys(chromedp.CSS("#name"), "one"), chromedp.SendKeys(chromedp.CSS("#password"), "correct horse battery"))
	b.follow(script(`document.getElementById('password').form.submit()`))
	b.until(`document.getElementById('filling-conflicts') && !document.getElementById('filling-conflicts').hidden`)
	if got := eval[string](b, `['t3.r01.c1', 't3.r01.c2', 't3.r01.c3'].map(function (id) { return document.getElementById(id).value; }).join(' ')`); got != "5 6 7" {
		t.Errorf("the form has %s", got)
	}
	b.do(script(`document.querySelectorAll('#filling-conflicts button')[1].click()`))
	b.is("t3.r01.c1", "55")
	b.until(savedLine)
	kept, err := s.store.Filling(t.Context(), "a-1", 2025)
	if err != nil || kept.Cells["applications.received|natural_person"] != "55" || kept.Cells["applications.received|enterprise"] != "6" {
		t.Errorf("%v, %v", kept.Cells, err)
	}
}
