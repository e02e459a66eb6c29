package rtf

import (
	"gongkai/ingest/edged"
)

// characters are the words that stand for text.
var characters = map[string]string{
	"tab": "\t", "line": "\n", "lbr": "\n", "column": "\n", "~": "\u00a0", "_": "-", "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’",
	"ldblquote": "“", "rdblquote": "”", "bullet": "•", "emspace": " ", "enspace": " ", "qmspace": " ",
}

// bodyText is the outline level of a paragraph that is no heading.
const bodyText = 9

// word obeys a control word.
func (p *parser) word(t token) error {
	if p.state.skip > 0 { // a word counts as one of the characters for those who do not know \u
		p.state.skip--
		return nil
	}
	if d, ok := destinations[t.name]; ok {
		p.enter(d)
		return nil
	}
	starred := p.state.starred
	p.state.starred = t.name == "*"
	switch t.name {
	case "nesttableprops":
		outer := p.row
		p.state.row, p.state.restoresTable = &outer, true
	default:
		if starred {
			p.enter(passed)
			return nil
		}
	}
	if p.state.destination == passed || p.state.destination == properties {
		return nil
	}
	if s, ok := characters[t.name]; ok {
		if p.shown() {
			p.out().add(s, p.page)
		}
		return nil
	}
	p.define(t)
	switch t.name {
	case "ansicpg":
		p.page = t.value
	case "mac", "pc", "pca":
		p.page = 0
	case "u":
		if p.shown() {
			p.out().unit(uint16(t.value), p.page)
		}
		p.state.skip = p.state.fallback
	case "uc":
		p.state.fallback = min(max(t.value, 0), 100)
	case "f":
		if p.state.destination == fontTable {
			p.font = t.value
		}
		p.state.font = t.value
	case "af":
		p.state.font = t.value
	case "fcharset":
		if p.state.destination == fontTable && len(p.fonts) < 10_000 {
			p.fonts[p.font] = t.value
		}
	case "plain":
		p.state.hidden, p.state.gone, p.state.struck = false, false, false
		p.raise(false)
	case "strike", "striked":
		p.state.struck = !t.off()
	case "super", "sub", "nosupersub":
		p.raise(t.name != "nosupersub" && !t.off())
	case "up", "dn": // half-points; less than two points is for looks
		p.raise(t.value >= 4 || !t.given)
	case "v":
		p.state.hidden = !t.off()
	case "deleted":
		p.state.gone = !t.off()
	case "pard":
		p.state.inTable, p.state.depth, p.state.heading = false, 0, false
	case "intbl":
		p.state.inTable = true
	case "itap":
		p.state.depth, p.state.inTable = max(t.value, 0), t.value > 0
	case "outlinelevel":
		p.state.heading = t.value < bodyText
	case "par", "sect", "page":
		return p.paragraph(false)
	case "cell":
		p.state.depth = min(p.state.depth, 1)
		return p.paragraph(true)
	case "nestcell":
		return p.paragraph(true)
	case "row":
		return p.endRow(1)
	case "nestrow":
		return p.endRow(max(p.state.depth, 2))
	}
	return nil
}

// define obeys the words that describe a row.
func (p *parser) define(t token) {
	switch t.name {
	case "trowd":
		p.row = definition{}
	case "trleft":
		if len(p.row.columns) == 0 {
			p.row.next.Left = t.value
		}
	case "clmrg":
		p.row.next.GoesOnLeft = true
	case "clvmrg":
		p.row.next.GoesOnUp = true
	case "clvmgf":
		p.row.next.OpensUp = true
	case "cellx":
		if len(p.row.columns) < maxColumns {
			p.row.next.Right = t.value
			p.row.columns = append(p.row.columns, p.row.next)
		}
		p.row.next = edged.Column{Left: t.value}
	}
}
