package plaintext

import (
	"html"
	"regexp"
	"strings"

	"gongkai/ingest/cells"
)

var (
	hashHeading = regexp.MustCompile(`^#{1,6}\s+(.+?)\s*#*$`)
	strong      = regexp.MustCompile(`\*\*(.+?)\*\*|__(.+?)__`)
	escape      = regexp.MustCompile("\\\\([!-/:-@\\[-`{-~])")
	lineBreak   = regexp.MustCompile(`(?i)<br\s*/?>`)
)

// isMarkdown reports whether the lines have a table or a heading in Markdown.
func isMarkdown(lines []string) bool {
	for _, line := range lines {
		if barRule(line) || hashHeading.MatchString(strings.TrimSpace(line)) {
			return true
		}
	}
	return false
}

// markdownBlock reads a line of Markdown outside tables.
func markdownBlock(line string) cells.Block {
	if m := hashHeading.FindStringSubmatch(line); m != nil {
		return cells.Block{Text: markdownText(m[1]), Heading: true}
	}
	return cells.Block{Text: markdownText(line)}
}

// markdownText takes Markdown's marks away from a line or field.
func markdownText(s string) string {
	s = strong.ReplaceAllString(s, "$1$2")
	s = escape.ReplaceAllString(s, "$1")
	s = lineBreak.ReplaceAllString(s, "\n")
	return cells.Clean(html.UnescapeString(s))
}
