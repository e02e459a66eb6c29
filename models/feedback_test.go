package models

import (
	"strings"
	"testing"
)

func TestFeedback_Tidy(t *testing.T) {
	f := Feedback{Message: " 第一行\r\n第二行\x00\t尾\xff\u202e ", Contact: "张\n三\t138", About: "/a\r\nb"}
	f.Tidy()
	if f.Message != "第一行\n第二行 尾" || f.Contact != "张 三 138" || f.About != "/a b" {
		t.Errorf("%q", f)
	}
}

func TestFeedback_Check(t *testing.T) {
	good := Feedback{Kind: FeedbackWrong, Message: strings.Repeat("长", MaxFeedbackMessage), Contact: strings.Repeat("长", MaxFeedbackContact)}
	if wrong := good.Check(); len(wrong) != 0 {
		t.Errorf("%v", wrong)
	}
	bad := Feedback{Kind: "spam", Message: good.Message + "长", Contact: good.Contact + "长"}
	if wrong := bad.Check(); len(wrong) != 3 || !strings.Contains(ErrorMessage(wrong[FieldMessage]), "2001") {
		t.Errorf("%v", wrong)
	}
	if wrong := (Feedback{Kind: FeedbackProposal}).Check(); len(wrong) != 1 || wrong[FieldMessage] == nil {
		t.Errorf("%v", wrong)
	}
	for _, k := range FeedbackKinds {
		if l := k.Label(); l.Zh == "" || l.En == "" {
			t.Errorf("%s has no label", k)
		}
	}
}
