package charts

import "fmt"

// Token is a named colour with its light and dark value. The style sheet declares each as a custom property --<Name>.
type Token struct{ Name, Light, Dark string }

// Tokens are the colours charts use. Within one chart no two tokens have the same light value.
var Tokens = []Token{
	{"bg", "#FFFFFF", "#11161C"},
	{"surface", "#F6F8FA", "#18212B"},
	{"rule", "#D0D7DE", "#30363D"},
	{"grid", "#E6E9ED", "#262D36"},
	{"text", "#1F2328", "#E6EDF3"},
	{"muted", "#57606A", "#9DA7B3"},
	{"faint", "#B6BEC8", "#4A545F"}, // lines in the background
	{"hatch", "#AEB7C1", "#56616D"}, // of a cell without a value
	{"ink", "#111111", "#11161C"},   // text on a bright colour in either theme
	{"below", "#F3B58F", "#8A4A1F"}, // a decrease, where 0 is in the middle

	// Agencies, in the order they are chosen. More than six are never coloured.
	{"agency-1", "#005CBA", "#5A86BF"},
	{"agency-2", "#EC682F", "#D09448"},
	{"agency-3", "#229C7B", "#56E1B7"},
	{"agency-4", "#992B68", "#C5516B"},
	{"agency-5", "#B580BE", "#E8BDEF"},
	{"agency-6", "#323232", "#F2F369"},

	// The six groups of outcomes mean the same everywhere.
	{"outcome-granted", "#0A3370", "#249BFF"},
	{"outcome-partial", "#149CEC", "#CDE5F9"},
	{"outcome-refused", "#A5322C", "#E94A55"},
	{"outcome-unavailable", "#D6791D", "#EFA030"},
	{"outcome-not-processed", "#845987", "#A972AC"},
	{"outcome-other", "#8A8A8B", "#909090"},

	// Classes of the heatmap, from few to many.
	{"seq-1", "#EEF4FA", "#18222D"},
	{"seq-2", "#C6DBEF", "#1E3A57"},
	{"seq-3", "#8FBADD", "#24588A"},
	{"seq-4", "#5695CB", "#286BAB"},
	{"seq-5", "#1C5C9C", "#62A3E0"},
	{"seq-6", "#0A3370", "#B5D6F5"},
}

// MaxHighlights is how many agencies a chart can set apart by colour.
const MaxHighlights = 6

// outcomeTokens are the tokens of models.Groups, in order.
var outcomeTokens = []string{"outcome-granted", "outcome-partial", "outcome-refused", "outcome-unavailable", "outcome-not-processed", "outcome-other"}

// outcomeInks are the tokens of text on them.
var outcomeInks = []string{"bg", "ink", "bg", "ink", "bg", "ink"}

// agencyInks are the tokens of text on the colours of agencies.
var agencyInks = []string{"bg", "ink", "ink", "bg", "ink", "bg"}

// symbols tell highlighted agencies apart without colour, in the order of their tokens.
var symbols = []string{"circle", "rect", "triangle", "diamond", "pin", "arrow"}

// offsetOf moves a symbol onto its point: a pin stands above it otherwise.
func offsetOf(symbol string) []any {
	if symbol == "pin" {
		return []any{0, "45%"}
	}
	return nil
}

func agencyToken(i int) string { return fmt.Sprintf("agency-%d", i+1) }

func lightOf(name string) string {
	for _, t := range Tokens {
		if t.Name == name {
			return t.Light
		}
	}
	panic("charts: no token " + name)
}
