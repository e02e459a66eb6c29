package models

import (
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// Feedback is what a visitor wrote to the office. It is never public.
type Feedback struct {
	Reference  string        `json:"reference" gorm:"primaryKey"` // what the visitor was told: "20260401-7K3FQ"
	Kind       FeedbackKind  `json:"kind"`
	About      string        `json:"about"` // address on this site, with the place on the page: "/reports/a-mzj/2025#t3.r01.c7"; "" for the site as a whole
	Message    string        `json:"message"`
	Contact    string        `json:"contact"` // as the visitor gave it, "" for none
	Lang       Lang          `json:"lang"`
	ReceivedAt time.Time     `json:"received_at"`
	State      FeedbackState `json:"state"`
	DoneAt     *time.Time    `json:"done_at"` // nil while new
	Remark     string        `json:"remark"`  // of the office, on what was done
}

// FeedbackKind is what a message is about.
type FeedbackKind string

// The kinds of feedback.
const (
	FeedbackWrong      FeedbackKind = "wrong"      // a number is
	FeedbackUnreadable FeedbackKind = "unreadable" // a page cannot be used
	FeedbackMissing    FeedbackKind = "missing"    // something cannot be found
	FeedbackProposal   FeedbackKind = "proposal"
)

// FeedbackKinds in order.
var FeedbackKinds = []FeedbackKind{FeedbackWrong, FeedbackUnreadable, FeedbackMissing, FeedbackProposal}

var feedbackKindLabels = map[FeedbackKind]Label{FeedbackWrong: {"数字有误", "A number is wrong"}, FeedbackUnreadable: {"看不了", "A page cannot be read or used"},
	FeedbackMissing: {"找不到", "Something cannot be found"}, FeedbackProposal: {"建议", "A proposal"}}

// Label returns the kind's name for people.
func (k FeedbackKind) Label() Label { return feedbackKindLabels[k] }

// FeedbackState is whether the office has dealt with a message.
type FeedbackState string

// The states of feedback.
const (
	FeedbackNew  FeedbackState = "new"
	FeedbackDone FeedbackState = "done"
)

var feedbackStateLabels = map[FeedbackState]Label{FeedbackNew: {"未处理", "new"}, FeedbackDone: {"已处理", "done"}}

// Label returns the state's name for people.
func (s FeedbackState) Label() Label { return feedbackStateLabels[s] }

// How long the parts of a message may be, in characters, and how many messages that nobody has dealt with are kept.
const (
	MaxFeedbackMessage = 2000
	MaxFeedbackContact = 100
	MaxFeedbackAbout   = 300
	MaxFeedbackNew     = 1000
)

// Tidy removes from what a visitor wrote white space at the ends, control characters and what is no text.
func (f *Feedback) Tidy() {
	clean := func(s string, lines bool) string {
		s = strings.ToValidUTF8(strings.ReplaceAll(s, "\r\n", "\n"), "")
		return strings.TrimSpace(strings.Map(func(r rune) rune {
			switch {
			case r == '\n' && lines:
				return r
			case r == '\n', r == '\t', r == '\r':
				return ' '
			case unicode.IsControl(r), r >= 0x202A && r <= 0x202E, r >= 0x2066 && r <= 0x2069: // the last two turn the direction of what follows
				return -1
			}
			return r
		}, s))
	}
	f.Message, f.Contact, f.About = clean(f.Message, true), clean(f.Contact, false), clean(f.About, false)
}

// FeedbackField is a field of the form.
type FeedbackField string

// The fields that a visitor fills in.
const (
	FieldKind    FeedbackField = "kind"
	FieldMessage FeedbackField = "message"
	FieldContact FeedbackField = "contact"
)

// Check returns what is wrong with each field, by its name; nothing if all is well.
func (f Feedback) Check() map[FeedbackField]error {
	wrong := map[FeedbackField]error{}
	if !slices.Contains(FeedbackKinds, f.Kind) {
		wrong[FieldKind] = Errorf(EINVALID, "请选择反馈的类别。")
	}
	switch n := utf8.RuneCountInString(f.Message); {
	case n == 0:
		wrong[FieldMessage] = Errorf(EINVALID, "请写明要反馈的内容。")
	case n > MaxFeedbackMessage:
		wrong[FieldMessage] = Errorf(EINVALID, "内容有 %d 个字，请控制在 %d 个字以内。", n, MaxFeedbackMessage)
	}
	if n := utf8.RuneCountInString(f.Contact); n > MaxFeedbackContact {
		wrong[FieldContact] = Errorf(EINVALID, "联系方式有 %d 个字，请控制在 %d 个字以内。", n, MaxFeedbackContact)
	}
	return wrong
}
