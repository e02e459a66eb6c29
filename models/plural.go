package models

import (
	"regexp"
	"strings"
)

// choice is the singular and the plural of what a number counts: "3 [agency|agencies]", "3 annual [report|reports]".
var choice = regexp.MustCompile(`([0-9][0-9,]*)( [a-z -]*)\[([^|\]]*)\|([^|\]]*)\]`)

// Plural picks, in an English sentence, the singular after 1 and else the plural: "1 [agency|agencies]" is "1 agency".
func Plural(s string) string {
	if !strings.Contains(s, "|") {
		return s
	}
	return choice.ReplaceAllStringFunc(s, func(found string) string {
		m := choice.FindStringSubmatch(found)
		if m[1] == "1" {
			return m[1] + m[2] + m[3]
		}
		return m[1] + m[2] + m[4]
	})
}
