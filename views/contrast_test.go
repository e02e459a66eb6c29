package views_test

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"gongkai/static"
)

func styles(t *testing.T) string {
	t.Helper()
	a, _, ok := static.Find(static.Styles)
	if !ok {
		t.Fatal("no styles")
	}
	return string(a.Body)
}

var declaration = regexp.MustCompile(`--([a-z0-9-]+): ([^;]+);`)

// tokensOf lays the custom properties of rules over each other, each named by its selector as written.
func tokensOf(t *testing.T, css string, selectors ...string) map[string]string {
	t.Helper()
	tokens := map[string]string{}
	for _, s := range selectors {
		_, rest, ok := strings.Cut(css, s+" {")
		if !ok {
			t.Fatalf("no rule %s", s)
		}
		body, _, _ := strings.Cut(rest, "}")
		for _, m := range declaration.FindAllStringSubmatch(body, -1) {
			tokens[m[1]] = m[2]
		}
	}
	return tokens
}

// luminance is the relative luminance of a colour "#rrggbb" (WCAG 2.2).
func luminance(t *testing.T, colour string) float64 {
	t.Helper()
	var l float64
	for i, weight := range []float64{0.2126, 0.7152, 0.0722} {
		n, err := strconv.ParseUint(colour[1+2*i:3+2*i], 16, 8)
		if err != nil {
			t.Fatalf("colour %q", colour)
		}
		c := float64(n) / 255
		if c <= 0.04045 {
			c /= 12.92
		} else {
			c = math.Pow((c+0.055)/1.055, 2.4)
		}
		l += weight * c
	}
	return l
}

func contrast(t *testing.T, a, b string) float64 {
	t.Helper()
	x, y := luminance(t, a), luminance(t, b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

// The looks of the site, as the rules that make them; large type has the colours of the theme.
var looks = []struct {
	name      string
	rules     []string
	text, min float64 // contrast of text, and of every other word, with its ground
}{
	{"light", []string{":root"}, 15.7, 6.3},
	{"dark", []string{":root", `:root[data-theme="dark"]`}, 15.3, 6.3},
	{"dark by system", []string{":root", `:root:not([data-theme="light"])`}, 15.3, 6.3},
	{"high contrast", []string{":root", `:root[data-mode="contrast"]`}, 15.7, 7},
	{"high contrast, dark", []string{":root", `:root[data-theme="dark"]`, `:root[data-mode="contrast"][data-theme="dark"]`}, 21, 7},
	{"high contrast, dark by system", []string{":root", `:root:not([data-theme="light"])`, `:root[data-mode="contrast"]:not([data-theme="light"])`}, 21, 7},
}

func TestTokens_ContrastInEveryLook(t *testing.T) {
	css := styles(t)
	for _, look := range looks {
		v := tokensOf(t, css, look.rules...)
		least := map[[2]string]float64{{"text", "bg"}: look.text, {"text", "surface"}: 7, {"muted", "bg"}: look.min, {"muted", "surface"}: 4.5, {"accent", "bg"}: look.min, {"accent", "surface"}: 4.5,
			{"on-accent", "accent"}: 6.3, {"warn", "warn-bg"}: 9, {"error", "error-bg"}: 8.5, {"ok", "ok-bg"}: 8.5, {"bg", "outcome-refused"}: 3}
		for i := 1; i <= 6; i++ {
			least[[2]string{fmt.Sprintf("agency-%d", i), "bg"}] = 3
			ink := "text"
			if i > 4 {
				ink = "bg"
			}
			least[[2]string{ink, fmt.Sprintf("seq-%d", i)}] = 4.5
		}
		for pair, want := range least {
			if got := contrast(t, v[pair[0]], v[pair[1]]); got < want-0.05 {
				t.Errorf("%s: %s on %s has %.2f, want %.1f", look.name, pair[0], pair[1], got, want)
			}
		}
		if strings.Contains(look.name, "contrast") {
			if got := contrast(t, v["rule"], v["bg"]); got < 4.5 {
				t.Errorf("%s: rules have %.2f", look.name, got)
			}
		}
	}
}

func TestTokens_TypeScale(t *testing.T) {
	css := styles(t)
	for mode, want := range map[string]map[string]float64{
		":root":                    {"h1": 32, "h2": 24, "h3": 20, "lead": 18, "body": 16, "table": 15, "note": 13},
		`:root[data-mode="large"]`: {"h1": 40, "h2": 32, "h3": 26, "lead": 24, "body": 22, "table": 20, "note": 18},
	} {
		v := tokensOf(t, css, mode)
		for name, pixels := range want {
			rem, err := strconv.ParseFloat(strings.TrimSuffix(v["size-"+name], "rem"), 64)
			if err != nil || rem*16 != pixels {
				t.Errorf("%s: %s is %q, want %v pixels", mode, name, v["size-"+name], pixels)
			}
		}
	}
}

// Sizes of type come from the scale: a sheet that sets one of its own breaks 长者模式. Layouts change at 640, 960 and 1200 pixels.
func TestStyles_KeepToTheScales(t *testing.T) {
	css, _, _ := strings.Cut(styles(t), "@media print")
	for _, m := range regexp.MustCompile(`font-size: ([^;}]+)`).FindAllStringSubmatch(css, -1) {
		if !strings.Contains(m[1], "var(--size-") && m[1] != "inherit" && (!strings.HasSuffix(m[1], "em") || strings.HasSuffix(m[1], "rem")) {
			t.Errorf("type is set at %s", m[1])
		}
	}
	for _, m := range regexp.MustCompile(`\((?:min|max)-width: ([^)]+)\)`).FindAllStringSubmatch(css, -1) {
		if m[1] != "40rem" && m[1] != "60rem" && m[1] != "75rem" {
			t.Errorf("a layout changes at %s", m[1])
		}
	}
	for _, m := range regexp.MustCompile(`(?:border-radius|border-[a-z-]+-radius): ([^;}]+)`).FindAllStringSubmatch(css, -1) {
		for corner := range strings.FieldsSeq(m[1]) {
			if n, err := strconv.Atoi(strings.TrimSuffix(corner, "px")); err != nil || n > 4 {
				t.Errorf("a corner is rounded by %s", corner)
			}
		}
	}
}
