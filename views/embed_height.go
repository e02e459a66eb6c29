package views

import (
	"gongkai/charts"
)

// A bare card's measures on a phone, in pixels; a frame has one height, and a card needs the most where it is narrowest.
const (
	phoneRoom    = 358 // beside the padding of 16 on a phone of 390
	embedPadding = 32
	embedGaps    = 92 // between headline, legend, chart, notes and source, with a line to spare for other fonts
	chartUsual   = 384
	headSize     = 20
	headLine     = 28
	subSize      = 15
	subLine      = 23
	noteSize     = 13
	noteLine     = 21
	keyRoom      = 38 // a mark of the legend with the room around it
)

// embedHeight is how high a bare card of a chart stands on a phone, so that a frame of this height shows it without a scroll bar.
func embedHeight(f Frame, ch charts.Chart) int {
	h := embedPadding + embedGaps + linesOf(ch.Title, headSize)*headLine
	h += linesOf(ch.Subtitle+" · "+ch.Coverage, subSize) * subLine
	row := 0
	for _, item := range ch.Legend {
		if row -= emsOf(item.Name)*noteSize/10 + keyRoom; row < 0 {
			h, row = h+noteLine, row+phoneRoom
		}
	}
	if ch.Rows > 0 {
		h += ch.Rows*charts.PhoneRowHeight + charts.Margin
	} else {
		h += chartUsual
	}
	for _, n := range ch.Notes {
		h += noteLines("– "+n)*noteLine + 2
	}
	if ch.Least > 0 {
		h += 2 * noteLine // what says that it scrolls, and its scroll bar
	}
	return h + noteLines(ch.Source+" · "+f.DataState())*noteLine + noteLines(f.SiteName()+"：数据表、说明和下载 ·")*noteLine
}

func noteLines(text string) int { return linesOf(text, noteSize) }

// linesOf estimates in how many lines a text of a size stands on a phone.
func linesOf(text string, size int) int {
	return (emsOf(text)*size/10+phoneRoom-1)/phoneRoom + emsOf(text)*size/10/phoneRoom/12 // lines that end early, now and then
}

// emsOf estimates how wide a text is, in tenths of the size of its type.
func emsOf(text string) int {
	sum := 0
	for _, r := range text {
		if r >= 0x2E80 || r == '“' || r == '”' || r == '—' {
			sum += 10
		} else {
			sum += 6
		}
	}
	return sum
}
