package plaintext

import (
	"strings"
)

// barRows reads a Markdown table: lines with bars, either with a rule (|---|---|) as the second or all between bars. Rules are
// left out, as is the blank header that converters write over a table without one.
func barRows(lines []string) (rows [][]string, n int) {
	if len(lines) < 2 || !strings.Contains(lines[0], "|") || barRule(lines[0]) || hasBox(lines[0]) {
		return nil, 0
	}
	ruled := barRule(lines[1])
	if !ruled && !(enclosed(lines[0]) && enclosed(lines[1])) {
		return nil, 0
	}
	for ; n < len(lines) && strings.Contains(lines[n], "|"); n++ {
		if barRule(lines[n]) {
			continue
		}
		fields := cleaned(splitBars(lines[n]))
		if n == 0 && ruled && filled(fields) == 0 {
			continue
		}
		rows = append(rows, fields)
	}
	return rows, n
}

// barRule reports whether a line is a Markdown table's rule.
func barRule(line string) bool {
	line = strings.TrimSpace(line)
	return strings.Contains(line, "|") && strings.Contains(line, "-") && strings.Trim(line, "|-: \t") == ""
}

func enclosed(line string) bool {
	line = strings.TrimSpace(line)
	return len(line) > 1 && line[0] == '|' && line[len(line)-1] == '|'
}

// splitBars splits a line at its bars, except those with a backslash before them.
func splitBars(line string) []string {
	line = strings.TrimPrefix(strings.TrimSpace(line), "|")
	if strings.HasSuffix(line, "|") && !strings.HasSuffix(line, `\|`) {
		line = line[:len(line)-1]
	}
	var fields []string
	from := 0
	for i := range len(line) {
		if line[i] == '|' && (i == 0 || line[i-1] != '\\') {
			fields = append(fields, line[from:i])
			from = i + 1
		}
	}
	return append(fields, line[from:])
}

// boxRows reads a table drawn with lines, of box-drawing characters or as +---+. Each line between the rules is a row.
func boxRows(lines []string) (rows [][]string, n int) {
	if first := strings.TrimSpace(lines[0]); !hasBox(first) && !plusRule(first) {
		return nil, 0
	}
	for ; n < len(lines); n++ {
		line := strings.TrimSpace(lines[n])
		if !hasBox(line) && !plusRule(line) && !enclosed(line) {
			break
		}
		if plusRule(line) {
			continue
		}
		line = strings.Map(func(r rune) rune {
			switch {
			case horizontal(r):
				return -1
			case box(r):
				return '|'
			}
			return r
		}, line)
		if fields := cleaned(splitBars(line)); filled(fields) > 0 {
			rows = append(rows, fields)
		}
	}
	return rows, n
}

func box(r rune) bool { return r >= 0x2500 && r <= 0x257F }

// horizontal reports whether r is a line from left to right, whole or dashed.
func horizontal(r rune) bool {
	switch r {
	case '─', '━', '┄', '┅', '┈', '┉', '╌', '╍', '═':
		return true
	}
	return false
}

// hasBox reports whether a line has an upright line, a corner or a joint in it. A dash of Chinese text may be the character of
// a horizontal line.
func hasBox(line string) bool {
	return strings.ContainsFunc(line, func(r rune) bool { return box(r) && !horizontal(r) })
}

func plusRule(line string) bool {
	return strings.HasPrefix(line, "+") && strings.ContainsAny(line, "-=") && strings.Trim(line, "+-=: ") == ""
}
