package views

import (
	"slices"
	"strings"

	"gongkai/models"
)

// maxNoted is how many agencies a note names before it counts the rest.
const maxNoted = 6

// AgencyNotes says below a chart of several years which of its agencies bear a new name, and which merged or split so that the years
// before cannot be compared. Agencies in focus have notes of their own on the latter.
func AgencyNotes(c models.Comparison, focus []string, lang models.Lang) []string {
	var renamed, broken []string
	for _, a := range c.Agencies {
		for j := 1; j < len(c.Years); j++ {
			y := c.Years[j]
			if before, now := a.NameIn(c.Years[j-1]), a.NameIn(y); before != now {
				renamed = append(renamed, phrase(lang, "%s（%d 年前称%s）", now, y, before))
			}
			if b, ok := c.BreakAt(a.ID, y); ok && !slices.Contains(focus, a.ID) {
				broken = append(broken, phrase(lang, "%s（%d 年%s）", a.Name, y, breakWord(lang, b.Kind)))
			}
		}
	}
	var notes []string
	if len(renamed) > 0 {
		notes = append(notes, phrase(lang, "改名：%s。", namesIn(renamed, lang)))
	}
	if len(broken) > 0 {
		notes = append(notes, phrase(lang, "机构合并或拆分，前后不可比：%s。", namesIn(broken, lang)))
	}
	return notes
}

// namesIn joins names, and counts those past maxNoted.
func namesIn(names []string, lang models.Lang) string {
	text := strings.Join(names[:min(len(names), maxNoted)], phrase(lang, "、"))
	if len(names) > maxNoted {
		text = phrase(lang, "%s等 %d 个机关", text, len(names))
	}
	return text
}
