package plaintext

import (
	"regexp"
	"strings"

	"gongkai/ingest/cells"
)

// filled counts the fields that are not blank.
func filled(fields []string) int {
	n := 0
	for _, f := range fields {
		if f != "" {
			n++
		}
	}
	return n
}

func cleaned(fields []string) []string {
	for i, f := range fields {
		fields[i] = cells.Clean(f)
	}
	return fields
}

var itemMark = regexp.MustCompile(`^(?:[（(](?:[一二三四五六七八九十]+|\d+)[）)][、.．]?|(?:[一二三四五六七八九十]+|\d+)[、.．）)])$`)

var gap = regexp.MustCompile(`\t+| {2,}|\x{3000}+`)

// numbered splits a line such as "一、<tab>总体情况", which is a heading with its number and no row of a table.
func numbered(line string) (mark, text string, ok bool) {
	fields := gap.Split(strings.TrimSpace(line), -1)
	if len(fields) != 2 || !itemMark.MatchString(fields[0]) || figure.MatchString(fields[1]) {
		return "", "", false
	}
	return fields[0], fields[1], true
}

// figure matches what stands in a cell for numbers, and the signs that stand for none.
var figure = regexp.MustCompile(`^(?:[0-9０-９][0-9０-９,，.．]*\s?(?:件|条|项|元|万元)?|[-—–－/]+|无)$`)

// tabRows reads tab-separated lines. A line with nothing but a tab at its end is a row too, one with nothing but a tab at its
// start only after a row: elsewhere it is an indented paragraph.
func tabRows(lines []string) (rows [][]string, n int) {
	for ; n < len(lines); n++ {
		line := lines[n]
		if !strings.Contains(line, "\t") {
			break
		}
		if _, _, ok := numbered(line); ok {
			break
		}
		fields := cleaned(strings.Split(line, "\t"))
		count, last := filled(fields), fields[len(fields)-1]
		if n == 0 && (count == 0 || count == 1 && last != "") {
			break
		}
		if !rule(fields) {
			rows = append(rows, fields)
		}
	}
	return rows, n
}

// rule reports whether a row only rules off: all its fields are dashes, three or more.
func rule(fields []string) bool {
	for _, f := range fields {
		if len(f) < 3 || strings.Trim(f, "-=─━═") != "" {
			return false
		}
	}
	return true
}

// spacedRows reads lines whose fields are set apart by two spaces or more. A run of such lines is a table if one of them is
// plainly a row of figures: a label and a figure, or three fields of which two are figures.
func spacedRows(lines []string) (rows [][]string, n int) {
	table := false
	for ; n < len(lines); n++ {
		line := strings.TrimSpace(lines[n])
		if _, _, ok := numbered(line); ok {
			break
		}
		fields := cleaned(gap.Split(line, -1))
		if len(fields) < 2 {
			break
		}
		figures := 0
		for _, f := range fields {
			if figure.MatchString(f) {
				figures++
			}
		}
		table = table || figures >= 2 && len(fields) >= 3 || figures == 1 && len(fields) == 2 && figure.MatchString(fields[1])
		rows = append(rows, fields)
	}
	if !table {
		return nil, n
	}
	return rows, n
}
