package handlers

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"gongkai/models"
)

// as signs somebody in, by the form, in the place of who was.
func (b *tab) as(name string) {
	b.Helper()
	b.open("/desk")
	if eval[bool](b, `!!document.querySelector('form[action="/desk/sign-out"]')`) {
		b.follow(chromedp.Click(chromedp.CSS(`form[action="/desk/sign-out"] button`)))
	}
	b.open("/desk/sign-in")
	b.do(chromedp.SendKeys(chromedp.CSS(`input[name="name"]`), name), chromedp.SendKeys(chromedp.CSS(`input[name="password"]`), "correct horse battery"))
	b.follow(chromedp.Click(chromedp.CSS(`main form button[type="submit"]`)))
	b.until(`location.pathname === '/desk'`)
}

// reads asserts that the page says something.
func (b *tab) reads(words ...string) {
	b.Helper()
	text := eval[string](b, `document.querySelector('main').textContent.replace(/\s+/g, ' ')`)
	for _, w := range words {
		if !strings.Contains(text, w) {
			b.Errorf("%s does not say %q", eval[string](b, `location.pathname`), w)
		}
	}
}

// types puts a value in the place of that of a field.
func (b *tab) types(field, value string) {
	b.Helper()
	at := chromedp.CSS(fmt.Sprintf("[id=%q]", field))
	b.do(chromedp.Clear(at), chromedp.SendKeys(at, value))
}

// presses follows a button by what is written on it.
func (b *tab) presses(button string) {
	b.Helper()
	find := fmt.Sprintf(`Array.from(document.querySelectorAll('button')).find(function (x) { return x.textContent === %q && !x.classList.contains('hidden'); })`, button)
	b.until(find)
	b.must(chromedp.Do(b.ctx, script(`window.pressed = true`)))
	b.must(chromedp.Do(b.ctx, script(find+`.click()`)))
	b.until(`!window.pressed && document.readyState === 'complete'`)
}

// The whole way of a correction, as three people go it: a bureau hands in a wrong document and is told exactly what is wrong, mends one
// cell on the web, the office returns it once, accepts and publishes it, and the public sees it in chart, CSV and list of changes; and
// nothing of it before.
func TestBrowser_FromAWrongDocumentToThePublic(t *testing.T) {
	s := district(t)
	s.hire(t, "bureau1", models.RoleBureau, "a-1")
	s.hire(t, "office1", models.RoleOffice)
	const report, review = "/reports/a-1/2024", "/desk/reports/a-1/2024"
	upheld := models.Key{Measure: "remedies.reconsideration.upheld"}.Place(models.Edition2021)
	public := func(want string) {
		t.Helper()
		s.clock.t = s.clock.t.Add(pollEvery)
		rows := s.get(t, "/compare.csv?m=applications.received&a=a-1&y=2024").body
		if !strings.Contains(rows, "applications.received,本年新收政府信息公开申请数量,total,"+want+",件") || !strings.Contains(rows, "figure,a-1") {
			t.Errorf("the public's file should have %s:\n%s", want, rows)
		}
	}
	file := filepath.Join(t.TempDir(), "教育局更正.docx")
	if err := os.WriteFile(file, paper(t, "docx", bureauOf(1), 2024, 15, wrongTotal), 0o600); err != nil {
		t.Fatal(err)
	}
	b := browse(t, s, 1280)

	b.as("bureau1")
	b.open("/desk/hand-in")
	b.do(chromedp.SetUploadFiles(chromedp.CSS("#file"), []string{file}), chromedp.SendKeys(chromedp.CSS("#reason"), "重新核对，多一件"))
	b.must(chromedp.Do(b.ctx, script(`document.querySelector('form.upload button[type="submit"]').click()`)))
	b.until(`document.querySelector('#results .received')`)
	b.reads("教育局更正.docx", "更正已收下", "表四“行政复议”", "结果维持", "3", "差 3")
	public("14")

	b.open(review + "/form?from=current")
	b.types(upheld, "0")
	b.presses("保存并交给办公室")
	b.reads("已交给办公室")

	b.as("office1")
	b.open("/desk/reports?year=2024&state=received")
	b.reads("区教育局", "更正")
	b.open(review)
	b.reads("当前状态：已交", "没有要处理的问题", "更正理由：重新核对，多一件", "由 14 改为 15")
	b.types("letter", "请在第六部分写明收费情况。")
	b.presses("退回给填报单位")
	b.reads("当前状态：已退回")
	public("14")

	b.as("bureau1")
	b.open(review)
	b.reads("当前状态：已退回", "请在第六部分写明收费情况。")
	b.open(review + "/form?from=current")
	b.types("text6", "本年度没有收取信息处理费，没有其他需要报告的事项。")
	b.presses("保存并交给办公室")
	b.reads("已交给办公室")

	b.as("office1")
	b.open(review)
	b.presses("核实")
	b.reads("当前状态：已核实")
	public("14")
	b.presses("公布")
	b.reads("当前状态：已公布")
	public("15")

	b.presses("退出")
	b.open("/compare?m=applications.received&a=a-1")
	b.until(`document.querySelector('.chart svg')`)
	b.do(chromedp.Focus(chromedp.CSS(".chart")))
	says := func() string { return eval[string](b, `document.querySelector('[aria-live]').textContent`) }
	for range 8 { // from line to line, as far as the one that changed
		if b.press(kb.ArrowDown); strings.HasPrefix(says(), "区教育局 ") {
			break
		}
	}
	b.press(kb.End)
	if said := says(); said != "区教育局 2024 15 件 修订" {
		t.Errorf("the chart says %q", said)
	}
	b.open(report)
	b.reads("修订原因：重新核对，多一件", "由 14 改为 15", "没有其他需要报告的事项")
	b.quiet()
}
