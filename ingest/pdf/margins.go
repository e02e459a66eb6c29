package pdf

import (
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// margin is the part of a page's height, at its top and at its bottom, in which page numbers and running heads stand.
const margin = 0.09

var (
	pageNumber = regexp.MustCompile(`^(?:[-—–―－─·.~]+(\d{1,3})[-—–―－─·.~]+|第(\d{1,3})页(?:[,，/、]?共\d{1,3}页)?|(\d{1,3})/\d{1,3})$`)
	bareNumber = regexp.MustCompile(`^\d{1,3}$`)
	digits     = regexp.MustCompile(`\d+`)
)

// dropMargins removes page numbers and running heads from the lines of pages. lines has an element for each page.
func dropMargins(pages []*page, lines [][]line) {
	heads := runningHeads(pages, lines)
	offset, numbered := numbering(pages, lines)
	for i, p := range pages {
		lines[i] = slices.DeleteFunc(lines[i], func(l line) bool {
			if !p.inMargin(l) {
				return false
			}
			text := squeezed(l.text())
			if pageNumber.MatchString(text) || heads[headOf(l, text)] {
				return true
			}
			n, err := strconv.Atoi(text)
			return err == nil && numbered && bareNumber.MatchString(text) && n == p.no+offset
		})
	}
}

func (p *page) inMargin(l line) bool {
	y := (l.box.y0 + l.box.y1) / 2
	return y < margin*p.height || y > (1-margin)*p.height
}

// runningHead is a line in the margin without its numbers, and its height on the page.
type runningHead struct {
	text string
	y    int
}

func headOf(l line, text string) runningHead {
	return runningHead{digits.ReplaceAllString(text, "0"), int(math.Round(l.base / 2))}
}

// runningHeads lists the lines that stand in the margin of more than half of the pages, and of two at least.
func runningHeads(pages []*page, lines [][]line) map[runningHead]bool {
	count := map[runningHead]int{}
	for i, p := range pages {
		for _, l := range lines[i] {
			if text := squeezed(l.text()); p.inMargin(l) && strings.Trim(digits.ReplaceAllString(text, ""), "-—.· ") != "" {
				count[headOf(l, text)]++
			}
		}
	}
	heads := map[runningHead]bool{}
	for h, n := range count {
		if n >= 2 && n*2 > len(pages) {
			heads[h] = true
		}
	}
	return heads
}

// numbering finds what bare page numbers are more than the count of pages. A number alone may as well be the last line of something:
// it is a page number if its neighbours' pages go on counting, or if it is the only page's own number.
func numbering(pages []*page, lines [][]line) (offset int, ok bool) {
	count := map[int]int{}
	for i, p := range pages {
		for _, l := range lines[i] {
			if text := squeezed(l.text()); p.inMargin(l) && bareNumber.MatchString(text) {
				n, _ := strconv.Atoi(text)
				count[n-p.no]++
			}
		}
	}
	best := 0
	for o, n := range count {
		if n > best {
			offset, best = o, n
		}
	}
	return offset, best >= 2 || best == 1 && offset == 0
}
