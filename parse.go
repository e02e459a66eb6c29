package main

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"gongkai/ingest"
	"gongkai/models"
)

type parseCommand struct {
	JSON bool   `name:"json" help:"输出 JSON。 / Write JSON."`
	File string `arg:"" help:"年报文件。 / The report."`
}

// parsedJSON is what parse --json prints. Figures are in the form's order: every cell of the edition once, then releases; the fee stands by itself.
type parsedJSON struct {
	Agency      *string        `json:"agency"` // as in the title
	Year        *int           `json:"year"`
	Form        models.Edition `json:"form"`
	Scope       models.Scope   `json:"scope"`
	Format      string         `json:"format"`
	Title       string         `json:"title"`
	TitleYear   *int           `json:"title_year"`
	PeriodYear  *int           `json:"period_year"`
	PublishedOn *string        `json:"published_on"`
	Figures     []figureJSON   `json:"figures"`
	Releases    releasesJSON   `json:"releases"`
	Fee         *figureJSON    `json:"fee"`      // null for years before 2021
	Findings    []findingJSON  `json:"findings"` // of failed rules
	Notes       []models.Note  `json:"notes"`
	Texts       []textJSON     `json:"texts"`
}

type figureJSON struct {
	models.Figure
	Value *string `json:"value"` // a plain decimal
}

type releasesJSON struct {
	Value       *int64 `json:"value"`
	Approximate bool   `json:"approximate"`
	Quote       string `json:"quote"`
}

type findingJSON struct {
	models.Finding
	Message string `json:"message"`
}

type textJSON struct {
	Section int    `json:"section"`
	Heading string `json:"heading"`
	Body    string `json:"body"`
}

// Run reads one file. With JSON, a failure is an object too: {"error": …}.
func (p *parseCommand) Run(ctx context.Context, c *console) error {
	r, err := readReport(ctx, p.File)
	if err != nil {
		if p.JSON && ctx.Err() == nil {
			if err := writeJSON(c.out, map[string]string{"error": sentence(err)}); err != nil {
				return err
			}
			return errFailed
		}
		return err
	}
	r.check(nil)
	if p.JSON {
		return writeJSON(c.out, r.json())
	}
	return r.describe(c.out)
}

// reading is a report read from a file, without a database.
type reading struct {
	file   string
	format string
	models.Report
}

func readReport(ctx context.Context, file string) (reading, error) {
	data, err := readFile(file)
	if err != nil {
		return reading{}, err
	}
	parsed, err := ingest.Parse(ctx, filepath.Base(file), data)
	if err != nil {
		return reading{}, err
	}
	return reading{file, parsed.Format, models.Report{Year: parsed.Year, Revision: parsed.Revision}}, nil
}

// readFile reads a file whole, up to the largest that is taken at all; ingest refuses what is too large for a document.
func readFile(name string) ([]byte, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, fileError(name, err)
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, ingest.MaxArchiveBytes+1))
	if err != nil {
		return nil, fileError(name, err)
	}
	return data, nil
}

// fileError says in Chinese why a file cannot be opened or read.
func fileError(name string, err error) error {
	info, statErr := os.Stat(name)
	switch {
	case os.IsNotExist(err):
		return models.Errorf(models.ENOTFOUND, "没有找到文件“%s”，请检查文件名。", name)
	case statErr == nil && info.IsDir():
		return models.Errorf(models.EINVALID, "“%s”是文件夹，请给出文件。", name)
	case os.IsPermission(err):
		return models.Errorf(models.EINVALID, "没有读取文件“%s”的权限。", name)
	}
	return fmt.Errorf("read %s: %w", name, err)
}

// check puts the report through the rules beside last year's reports, and marks suspect figures.
func (r *reading) check(previous []models.Report) {
	r.Revision.Findings = models.Check(r.Report, previous, models.DefaultSettings())
	models.MarkSuspect(&r.Revision)
}

// failures returns the failed findings, errors before warnings.
func (r *reading) failures() []models.Finding {
	fs := slices.DeleteFunc(slices.Clone(r.Revision.Findings), func(f models.Finding) bool { return f.Result != models.Fail })
	slices.SortStableFunc(fs, func(a, b models.Finding) int { return cmp.Compare(a.Severity, b.Severity) })
	return fs
}

func (r *reading) json() parsedJSON {
	rev := &r.Revision
	out := parsedJSON{Agency: orNull(rev.AgencyName), Year: orNull(r.Year), Form: rev.Edition, Scope: rev.Scope, Format: r.format, Title: rev.Title,
		TitleYear: orNull(rev.TitleYear), PeriodYear: orNull(rev.PeriodYear), PublishedOn: orNull(rev.PublishedOn),
		Figures: []figureJSON{}, Findings: []findingJSON{}, Notes: append([]models.Note{}, rev.Notes...), Texts: []textJSON{}}
	for _, f := range rev.Figures {
		if f.Measure == models.MeasureFee {
			out.Fee = &figureJSON{f, orNull(f.Text())}
			continue
		}
		out.Figures = append(out.Figures, figureJSON{f, orNull(f.Text())})
		if f.Measure == "releases.total" {
			out.Releases = releasesJSON{f.Number, f.Flags.Has(models.FlagApproximate), f.Where.Quote}
		}
	}
	for _, f := range r.failures() {
		out.Findings = append(out.Findings, findingJSON{f, f.Sentence(models.Zh)})
	}
	for _, t := range rev.Texts {
		out.Texts = append(out.Texts, textJSON{t.Section, t.Heading, t.Body})
	}
	return out
}

// orNull returns nil for the zero value, which JSON writes as null.
func orNull[T comparable](v T) *T {
	var zero T
	if v == zero {
		return nil
	}
	return &v
}

// describe writes the report for people: its head, the figures other than 0 and those unknown, findings and notes.
func (r *reading) describe(w io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n格式：%s年版；统计范围：%s；文件类型：%s\n", r.name(), r.Revision.Edition, r.Revision.Scope.Label().Zh, r.format)
	zeros, unknown := 0, 0
	for _, f := range r.Revision.Figures {
		switch {
		case f.Number == nil && f.State != models.StateUnreadable:
			unknown++
		case f.Number != nil && *f.Number == 0:
			zeros++
		default:
			m, _ := models.MeasureOf(f.Measure)
			fmt.Fprintf(&b, "  %s：%s %s%s\n", f.Key().Name(models.Zh), cmp.Or(f.Text(), "“"+f.Raw+"”"), m.Unit, remarks(f))
		}
	}
	fmt.Fprintf(&b, "另有 %d 个单元格为零，%d 个没有数字。\n", zeros, unknown)
	writeFindings(&b, r.failures())
	for _, n := range r.Revision.Notes {
		fmt.Fprintf(&b, "说明 %s%s\n", n.Message, place(n.Where))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func (r *reading) name() string {
	if r.Year == 0 {
		return cmp.Or(r.Revision.AgencyName, r.file) + "（年度不明）"
	}
	return fmt.Sprintf("%s%d年", cmp.Or(r.Revision.AgencyName, r.file), r.Year)
}

func remarks(f models.Figure) string {
	var list []string
	if f.State == models.StateUnreadable {
		list = append(list, f.State.Label().Zh)
	}
	for _, l := range f.Flags.Labels() {
		list = append(list, l.Zh)
	}
	if len(list) == 0 {
		return ""
	}
	return "（" + strings.Join(list, "、") + "）"
}

func place(w models.Where) string {
	if s := w.String(); s != "" {
		return "（" + s + "）"
	}
	return ""
}

// writeFindings writes one line per finding: severity, rule, sentence.
func writeFindings(w io.Writer, fs []models.Finding) {
	for _, f := range fs {
		fmt.Fprintf(w, "%s %s %s\n", f.Severity.Label().Zh, f.Rule, f.Sentence(models.Zh))
	}
}

func writeJSON(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	return e.Encode(v)
}

// sentence is what to tell a person who looks after the program: internal errors are shown as they are.
func sentence(err error) string {
	if models.ErrorCode(err) == models.EINTERNAL {
		return err.Error()
	}
	return models.ErrorMessage(err)
}
