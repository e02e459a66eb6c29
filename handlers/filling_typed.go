package handlers

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
	"time"

	"gongkai/export"
	"gongkai/ingest"
	"gongkai/models"
	"gongkai/views"
)

// typedReport is a form as a report.
type typedReport struct {
	report   models.Report // checked
	mistakes []models.Note // cells that cannot be read
}

// typed makes a report of a form and checks it. What only the prose says, releases and the fee, is read from it as from a document.
func (a *app) typed(ctx context.Context, f models.Filling) (typedReport, error) {
	t := typedReport{report: models.Report{AgencyID: f.AgencyID, Year: f.Year}}
	t.report.Revision, t.mistakes = f.Revision()
	t.report.Revision.Solve()
	if _, err := t.read(ctx, ""); err != nil {
		return t, err
	}
	var err error
	t.report.Revision, err = a.store.Assess(ctx, t.report)
	return t, err
}

// read writes the report in the official layout, reads that again, and takes from it where each figure stands and what the prose says.
// What was typed stays as it is, whatever is read.
func (t *typedReport) read(ctx context.Context, mark string) ([]byte, error) {
	rev := &t.report.Revision
	var b bytes.Buffer
	if err := export.HTML(&b, export.OfficialReport{Agency: rev.AgencyName, Year: t.report.Year, Revision: *rev, Mark: mark}); err != nil {
		return nil, err
	}
	read, err := ingest.Parse(ctx, t.name(), b.Bytes())
	if models.ErrorCode(err) == models.EINTERNAL && err != nil {
		return nil, err
	}
	if err != nil { // prose that looks like no report; the figures do not need it
		return b.Bytes(), nil
	}
	rev.ParserNo = read.Revision.ParserNo
	places := read.Revision.FigureMap()
	for i := range rev.Figures {
		f := &rev.Figures[i]
		if p, ok := places[f.Key()]; ok && p.State == f.State && p.Text() == f.Text() {
			f.Where = p.Where
		}
	}
	own := rev.FigureMap()
	for _, f := range read.Revision.Figures {
		if m, ok := models.MeasureOf(f.Measure); ok && !m.InTable() {
			if _, there := own[f.Key()]; !there {
				rev.Figures = append(rev.Figures, f)
			}
		}
	}
	return b.Bytes(), nil
}

func (t *typedReport) name() string {
	return strings.NewReplacer("/", "_", `\`, "_").Replace(t.report.Revision.Title) + "（网上填报）.html"
}

// document is the report as the original that its figures stand in. It says when it was typed; who did stands in the audit, because a
// published original is for everyone.
func (t *typedReport) document(ctx context.Context, act models.Act) (models.Source, error) {
	t.report.Revision.CreatedAt = act.At
	body, err := t.read(ctx, fmt.Sprintf("本件由机关在网上逐格填报，交件时间 %s（北京时间）。", views.BeijingSecond(act.At)))
	if err != nil {
		return models.Source{}, err
	}
	sum := sha256.Sum256(body)
	return models.Source{SHA256: hex.EncodeToString(sum[:]), Name: t.name(), Format: "html", Size: int64(len(body)), RetrievedAt: act.At.UTC().Truncate(time.Second), Data: body}, nil
}

// says reports whether the form says what a revision says: the same figures, scope, date and prose.
func (t *typedReport) says(old models.Revision) bool {
	now := t.report.Revision
	if len(models.Diff(old.Figures, now.Figures)) > 0 || old.Scope != now.Scope || old.PublishedOn != now.PublishedOn {
		return false
	}
	for _, s := range models.Sections {
		if strings.Join(strings.Fields(old.Text(s.No)), "") != strings.Join(strings.Fields(now.Text(s.No)), "") {
			return false
		}
	}
	return true
}
