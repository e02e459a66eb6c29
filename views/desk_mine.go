package views

import (
	"strings"

	"gongkai/models"
)

// OwnReport is how far an agency's report of a year is, for the user who acts for it.
type OwnReport struct {
	Agency     models.Agency
	Year       int
	Submission models.SubmissionHead // without Version if nothing is handed in
	Filling    models.KeptFilling    // without Version if nothing is being typed
	Published  bool
}

// ownReports leads to the form of each report, with how far it is.
func ownReports(list []OwnReport, lang models.Lang) []Task {
	var tasks []Task
	for _, r := range list {
		t := Task{Title: phrase(lang, "%s：填报 %d 年年报", r.Agency.NameIn(r.Year), r.Year), Href: FillingPath(r.Agency.ID, r.Year)}
		switch {
		case r.Submission.Version > 0:
			t.Text = phrase(lang, "已交给办公室（%s，%s），现在是“%s”。", r.Submission.HandedInBy, moment(r.Submission.HandedInAt), r.Submission.State.Label().In(lang))
		case r.Published:
			t.Text = phrase(lang, "已公布。要更正的，在这里改好后交给办公室。")
		case r.Filling.Version == 0:
			t.Text = phrase(lang, "还没有交。")
		}
		if r.Filling.Version > 0 {
			t.Text = strings.TrimSpace(t.Text + models.Label{En: " "}.In(lang) + keptText(r.Filling, lang))
		}
		tasks = append(tasks, t)
	}
	return tasks
}
