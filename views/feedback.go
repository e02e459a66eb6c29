package views

import (
	"net/url"

	"gongkai/models"
)

// FeedbackPage is the form by which a visitor writes to the office, at "/feedback". One with mistakes comes back as it was filled in.
type FeedbackPage struct {
	Frame
	Token  string          // that lets it be sent
	Given  models.Feedback // what is filled in
	Failed string          // why it could not be kept, though nothing is wrong with it

	WrongKind, WrongMessage, WrongContact string // what is wrong with a field, "" if nothing is
}

func (FeedbackPage) name() string { return "feedback" }

// NewFeedbackPage shows the form with what is given so far. errs are the mistakes in it, by field.
func NewFeedbackPage(f Frame, token string, given models.Feedback, errs map[models.FeedbackField]error, failed string) FeedbackPage {
	f.Title, f.Section = phrase(f.lang(), "反馈"), SectionFeedback
	p := FeedbackPage{Frame: f, Token: token, Given: given, Failed: failed}
	for field, to := range map[models.FeedbackField]*string{models.FieldKind: &p.WrongKind, models.FieldMessage: &p.WrongMessage, models.FieldContact: &p.WrongContact} {
		if err := errs[field]; err != nil {
			*to = ErrorText(f.lang(), err)
		}
	}
	return p
}

// Wrong reports whether there is a mistake in the form.
func (p FeedbackPage) Wrong() bool { return p.WrongKind+p.WrongMessage+p.WrongContact != "" }

// FeedbackPath is the address of the form about a page of the site.
func FeedbackPath(about string) string {
	if about == "" {
		return "/feedback"
	}
	return "/feedback?about=" + url.QueryEscape(about)
}

// Kinds are what a message can be about, the chosen one marked. The note is the kind's code.
func (p FeedbackPage) Kinds() []Link {
	links := make([]Link, len(models.FeedbackKinds))
	for i, k := range models.FeedbackKinds {
		links[i] = Link{Text: k.Label().In(p.lang()), Note: string(k), Current: k == p.Given.Kind}
	}
	return links
}

// MaxMessage is how many characters a message may have.
func (FeedbackPage) MaxMessage() int { return models.MaxFeedbackMessage }

// MaxContact is how many characters the contact may have.
func (FeedbackPage) MaxContact() int { return models.MaxFeedbackContact }

// ThanksPage is shown after a message was kept, at "/feedback/thanks".
type ThanksPage struct {
	Frame
	Reference string // of the message; "" if the address has none
}

func (ThanksPage) name() string { return "thanks" }

// NewThanksPage thanks for a message.
func NewThanksPage(f Frame, reference string) ThanksPage {
	f.Title, f.Section = phrase(f.lang(), "已收到反馈"), SectionFeedback
	f.Crumbs = []Link{{Text: phrase(f.lang(), "反馈"), Href: "/feedback"}}
	return ThanksPage{f, reference}
}
