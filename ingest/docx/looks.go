package docx

import "gongkai/ingest/part"

// looks are the properties of a run that decide whether, and how, its text counts.
type looks struct {
	hidden toggle
	struck toggle // once or twice
	raised toggle // or lowered
}

// toggle is a property that is set, or set off, or left to the style.
type toggle int8

const (
	unset toggle = iota
	setOff
	setOn
)

func toggled(on bool) toggle {
	if on {
		return setOn
	}
	return setOff
}

// over returns looks completed from those of a style.
func (l looks) over(style looks) looks {
	for _, p := range []struct{ own, inherited *toggle }{{&l.hidden, &style.hidden}, {&l.struck, &style.struck}, {&l.raised, &style.raised}} {
		if *p.own == unset {
			*p.own = *p.inherited
		}
	}
	return l
}

// shown reports whether text that looks so is part of the document.
func (l looks) shown() bool { return l.hidden != setOn && l.struck != setOn }

// readLooks reads the w:rPr just opened. style is the character style that it names, "" if none.
func readLooks(s *scanner) (own looks, style string, err error) {
	for depth := s.Depth(); s.Depth() >= depth; {
		t, err := s.Next()
		if err != nil {
			return own, style, err
		}
		if t.Kind != part.Start {
			continue
		}
		switch t.Name {
		case "rStyle":
			style = t.Attr("val")
		case "vanish":
			own.hidden = toggled(on(t))
		case "strike", "dstrike":
			if own.struck != setOn { // either strikes
				own.struck = toggled(on(t))
			}
		case "vertAlign":
			if own.raised != setOn { // this or the position raises
				own.raised = toggled(t.Attr("val") != "baseline")
			}
		case "position":
			if own.raised != setOn {
				own.raised = toggled(farOff(number(t, 0)))
			}
		}
	}
	return own, style, nil
}

// farOff reports whether half-points above or below the line set a mark apart: two points or more. Less is for looks.
func farOff(halfPoints int) bool { return halfPoints >= 4 || halfPoints <= -4 }
