package views_test

import (
	"errors"
	"strings"
	"testing"

	"gongkai/models"
	"gongkai/views"
)

func TestFeedbackPages_AreSound(t *testing.T) {
	given := models.Feedback{Kind: models.FeedbackWrong, About: `/reports/a-04/2025#t3"><b>`, Message: "</textarea><b>内容", Contact: `"><b>`}
	all := map[models.FeedbackField]error{models.FieldKind: models.Errorf(models.EINVALID, "请选择反馈的类别。"),
		models.FieldMessage: models.Errorf(models.EINVALID, "内容有 %d 个字，请控制在 %d 个字以内。", 2001, 2000), models.FieldContact: errors.New("inside")}
	for _, lang := range models.Langs {
		f := frame("/feedback")
		f.Lang = lang
		for name, p := range map[string]views.Page{"empty": views.NewFeedbackPage(f, "token", models.Feedback{}, nil, ""), "wrong": views.NewFeedbackPage(f, "token", given, all, "请稍后再试。"),
			"thanks": views.NewThanksPage(f, "20260401-7K3FQ"), "thanks for nothing": views.NewThanksPage(f, "")} {
			t.Run(string(lang)+"/"+name, func(t *testing.T) {
				page, doc := render(t, p)
				checkDocument(t, doc)
				if strings.Contains(page, "<b>") || strings.Contains(page, "inside") {
					t.Error("what a visitor wrote is not escaped, or what went wrong inside is shown")
				}
				if name == "wrong" && strings.Count(page, `class="field-error"`) != 3 {
					t.Error("a mistake is not beside its field")
				}
			})
		}
	}
}

func TestFooter_LeadsToFeedbackAboutThePage(t *testing.T) {
	page, _ := render(t, views.NewMeasuresPage(frame("/measures?x=1&y=2")))
	if !strings.Contains(page, `href="/feedback?about=%2Fmeasures%3Fx%3D1%26y%3D2"`) {
		t.Error("the footer does not")
	}
	page, _ = render(t, views.NewFeedbackPage(frame("/feedback"), "", models.Feedback{}, nil, ""))
	if !strings.Contains(page, `href="/feedback"`) {
		t.Error("the form asks about itself")
	}
}
