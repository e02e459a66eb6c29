package views_test

import (
	"regexp"
	"strings"
	"testing"

	"gongkai/charts"
	"gongkai/static"
)

// The colours of charts are declared twice: as values in package charts, as custom properties in the style sheet.
func TestTokens_AgreeWithStyles(t *testing.T) {
	a, _, _ := static.Find(static.Styles)
	css := string(a.Body)
	light, rest, _ := strings.Cut(css, "@media screen and (prefers-color-scheme: dark)")
	system, chosen, _ := strings.Cut(rest, `:root[data-theme="dark"]`)
	for _, x := range charts.Tokens {
		for name, in := range map[string]struct{ sheet, want string }{
			"light": {light, x.Light}, "dark by system": {system, x.Dark}, "dark by choice": {chosen, x.Dark},
		} {
			m := regexp.MustCompile(`--` + x.Name + `: (#[0-9a-f]{6});`).FindStringSubmatch(in.sheet)
			if m == nil || !strings.EqualFold(m[1], in.want) {
				t.Errorf("--%s, %s: styles have %v, charts %s", x.Name, name, m, in.want)
			}
		}
		if !regexp.MustCompile(`\.key\.` + x.Name + ` \{ color: var\(--` + x.Name + `\); \}`).MatchString(css) {
			t.Errorf("no key of colour %s", x.Name)
		}
	}
}
