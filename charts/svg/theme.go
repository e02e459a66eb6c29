package svg

import "gongkai/charts"

// Theme is the colours of a picture.
type Theme string

// The themes. Contrast is light with text and rules at full strength, Print is for paper; both lay patterns over
// bars, which then do not hang on colours alone.
const (
	Light    Theme = "light"
	Dark     Theme = "dark"
	Contrast Theme = "contrast"
	Print    Theme = "print"
)

// Themes are all of them.
var Themes = []Theme{Light, Dark, Contrast, Print}

// strong are the colours that Contrast has of its own, as the style sheet has for 高对比.
var strong = map[string]string{"muted": "#1F2328", "rule": "#57606A", "hatch": "#57606A"}

// Colour returns the value of a token, currentColor for one there is none of.
func (t Theme) Colour(token string) string {
	for _, x := range charts.Tokens {
		if x.Name != token {
			continue
		}
		if c, ok := strong[token]; ok && t == Contrast {
			return c
		}
		if t == Dark {
			return x.Dark
		}
		return x.Light
	}
	return "currentColor"
}

// colours are those of a theme that are not as in the light one, by token.
func (t Theme) colours() map[string]string {
	of := map[string]string{}
	for _, x := range charts.Tokens {
		if c := t.Colour(x.Name); c != x.Light {
			of[x.Name] = c
		}
	}
	return of
}

// patterned reports whether bars are told apart by patterns too.
func (t Theme) patterned() bool { return t == Contrast || t == Print }
