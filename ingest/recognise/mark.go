package recognise

import (
	"fmt"
	"regexp"

	"gongkai/models"
)

// noteMark is a number with the mark of a footnote after it, before or after its unit: "764 [2]", "764①件", "578.72万元※". A number in
// round brackets is no mark: it may be a part of the number before it.
var noteMark = regexp.MustCompile(`^(.*[\d\p{Han}])\s*([\[〔【](?:注?\d{1,2}|注|[a-z*※①-⑳])[\]〕】]|\(注\d{0,2}\)|[①-⑳❶-❿]|\*{1,3}|[※†‡]|[¹²³⁰⁴-⁹]{1,2})\s*(\p{Han}{0,2})$`)

// withMark reads a text, and if that fails the text without the mark of a footnote. Such a number is for a person to confirm.
func withMark(text string, read func(string) value) value {
	v := read(text)
	if v.state != models.StateUnreadable || len(text) > 100 || !mayHoldNumber(text) {
		return v
	}
	m := noteMark.FindStringSubmatch(fold(text))
	if m == nil {
		return v
	}
	bare := read(m[1] + m[3])
	if bare.state != models.StateReported {
		return v
	}
	bare.raw = text
	bare.flags |= models.FlagUnverified
	bare.note += fmt.Sprintf("数字后有注号“%s”，已略去，请核对原文。", m[2])
	return bare
}
