package svg

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/dop251/goja"
)

// Tests may run on a machine that has much else to do.
func init() { engines = newPool(cap(engines.slots), 5*time.Minute) }

const small = `{"series":[]}`

func TestPool_SaysItIsBusy(t *testing.T) {
	p := newPool(1, time.Millisecond)
	taken := <-p.slots
	if _, err := p.draw(t.Context(), []byte(small), look{}, 300, 200); !errors.Is(err, ErrBusy) {
		t.Errorf("with every engine taken: %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := p.draw(ctx, []byte(small), look{}, 300, 200); !errors.Is(err, context.Canceled) {
		t.Errorf("after the visitor left: %v", err)
	}
	p.slots <- taken
}

func TestPool_ReplacesEngines(t *testing.T) {
	p := newPool(1, time.Minute)
	used := func() *engine {
		if _, err := p.draw(t.Context(), []byte(small), look{}, 300, 200); err != nil {
			t.Fatal(err)
		}
		e := <-p.slots
		p.slots <- e
		return e
	}
	first := used()
	if second := used(); first == nil || second != first || first.renders != 2 {
		t.Error("an engine is not used again")
	}
	first.renders = maxRenders - 1
	if left := used(); left != nil {
		t.Error("an engine is kept past its time")
	}
	if _, err := p.draw(t.Context(), []byte(`{`), look{}, 300, 200); err == nil {
		t.Fatal("no error")
	}
	if e := <-p.slots; e != nil {
		t.Error("an engine that failed is kept")
	}
}

func TestRun_ContainsPanics(t *testing.T) {
	e, err := newEngine()
	if err != nil {
		t.Fatal(err)
	}
	if err := e.vm.Set("boom", func() { panic("no memory") }); err != nil {
		t.Fatal(err)
	}
	e.draw, _ = goja.AssertFunction(e.vm.Get("boom"))
	if _, err := e.run(t.Context(), []byte(small), look{}, 300, 200); err == nil {
		t.Error("no error")
	}
}

func TestClean(t *testing.T) {
	const open, end = `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">`, `</svg>`
	for name, tt := range map[string]struct{ in, want string }{
		"styles become attributes": {`<text style="font-size:13px;font-family:a, "b";font-weight:600;">x</text>`, ""},
		"type":                     {`<text style="font-size:13px;font-family:inherit;font-weight:600;" dominant-baseline="central">x</text>`, `<text font-size="13px" font-weight="600" dy="0.36em">x</text>` + "\n"},
		"names":                    {`<defs><clipPath id="zr7-c0"></clipPath></defs><g clip-path="url(#zr7-c0)"></g>`, `<defs><clipPath id="t-1"></clipPath>` + "\n" + `</defs>` + "\n" + `<g clip-path="url(#t-1)"></g>` + "\n"},
		"text is escaped":          {`<text>a &lt; b</text>`, `<text>a &lt; b</text>` + "\n"},
		"script":                   {`<script>1</script>`, ""},
		"style sheet":              {`<style>a{}</style>`, ""},
		"event":                    {`<g onclick="x"></g>`, ""},
		"reference elsewhere":      {`<g fill="url(https://example.org/#x)"></g>`, ""},
		"link elsewhere":           {`<g xlink:href="https://example.org/"></g>`, ""},
		"not closed":               {`<g>`, ""},
	} {
		got, err := clean(open+tt.in+end, "t")
		if (err != nil) != (tt.want == "") || got != tt.want {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
	if got, err := clean("undefined", "t"); err == nil {
		t.Errorf("no drawing: %q", got)
	}
}

func TestWrap(t *testing.T) {
	for _, tt := range []struct {
		text  string
		width int
		want  []string
	}{
		{"", 100, nil},
		{"   ", 100, nil},
		{"一二三四五", 30, []string{"一二三", "四五"}},
		{"一二三，四五", 30, []string{"一二", "三，四", "五"}},
		{"一二（三四）", 30, []string{"一二", "（三", "四）"}},
		{"agencies and years", 62, []string{"agencies", "and years"}},
		{"自 2021 年起", 40, []string{"自 2021", "年起"}},
		{"https://example.gov.cn", 40, []string{"https://", "exampl", "e.gov.c", "n"}},
		{"一", 1, []string{"一"}},
	} {
		got := wrap(tt.text, tt.width, 10)
		if len(got) != len(tt.want) {
			t.Errorf("%q in %d: %q, want %q", tt.text, tt.width, got, tt.want)
			continue
		}
		for i := range got {
			if got[i] != tt.want[i] {
				t.Errorf("%q in %d: %q, want %q", tt.text, tt.width, got, tt.want)
			}
		}
	}
}
