package ingest

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"gongkai/models"
)

// Store is what an import needs of the database.
type Store interface {
	Agencies(ctx context.Context) ([]models.Agency, error)
	// AddAgency puts an agency at the end of the list, unless another import has added it meanwhile, and lets it owe the year. It
	// returns the agency as it stands in the list and whether it is new there, and leaves all other agencies alone.
	AddAgency(ctx context.Context, agency models.Agency, year int) (models.Agency, bool, error)
	// Report fails with ENOTFOUND if the agency has no report for the year.
	Report(ctx context.Context, agencyID string, year int) (models.Report, error)
	// Revisions returns every revision of a report, oldest first, with the records of its documents.
	Revisions(ctx context.Context, reportID uint) ([]models.Revision, error)
	// SaveReport keeps a report read from a document, but nothing of the document of an older revision, which RevertReport does;
	// SaveCopy one that is known to be another format of a document just saved.
	SaveReport(ctx context.Context, report models.Report, source models.Source) (models.Saved, error)
	RevertReport(ctx context.Context, report models.Report, source models.Source) (models.Saved, error)
	SaveCopy(ctx context.Context, report models.Report, source models.Source) (models.Saved, error)
	// HandIn keeps a report as a submission to the office, of which nothing is public.
	HandIn(ctx context.Context, report models.Report, source models.Source, reason string, seen int, act models.Act) (models.Saved, error)
	// HandInCopy keeps another format of a document that was just handed in.
	HandInCopy(ctx context.Context, report models.Report, source models.Source, act models.Act) (models.Saved, error)
	// Enqueue keeps a document that cannot be read, and returns its entry in the queue and whether that is new.
	Enqueue(ctx context.Context, source models.Source, entry models.QueueEntry) (models.QueueEntry, bool, error)
}

// ImportOptions is what a person knows of a document besides what it says. An empty field is taken from the document.
type ImportOptions struct {
	AgencyID       string
	Year           int
	Scope          models.Scope
	SourceURL      string
	PublishedOn    string    // ISO date
	HandIn         *HandIn   // hand the document in to the office instead of publishing it
	CreateAgencies bool      // make an agency that is not in the list, and let it owe the year
	Revert         bool      // the document of an older revision takes the report back to what it says
	Now            time.Time // when the document was retrieved
}

// Outcome tells what became of a document.
type Outcome struct {
	File       string           `json:"file"`
	SHA256     string           `json:"sha256"`
	AgencyID   string           `json:"agency_id"`
	AgencyName string           `json:"agency_name"`
	Created    bool             `json:"agency_created,omitempty"` // the agency was not in the list before
	Year       int              `json:"year"`
	Edition    models.Edition   `json:"form"`
	Scope      models.Scope     `json:"scope"`
	State      models.SaveState `json:"state"`
	Revision   int              `json:"revision"`
	Superseded int              `json:"superseded_revision,omitempty"` // the revision the document is of, where a later one stands
	Changes    []models.Change  `json:"changes,omitempty"`             // against the revision before
	Errors     int              `json:"errors"`                        // failed checks by severity
	Warnings   int              `json:"warnings"`
	Notes      []models.Note    `json:"notes,omitempty"`
	Findings   []models.Finding `json:"-"` // of the checks, whatever their result

	// Queue is set for a document that cannot be read and was put into the queue of those to be typed in. Then nothing was saved as a
	// report; agency and year are "" and 0 where they are not known, and State is SavedQueued as long as the entry is open.
	Queue *models.QueueEntry `json:"queue,omitempty"`
}

// Import reads one document and keeps it as the report of its agency and year. All of it is kept or nothing. A document that a person
// can read and this program cannot (a scan, tables that are pictures, a file under a password or damaged) is kept in the queue
// instead.
//
// It fails with EINVALID, ETOOLARGE or ENOTEXT if the document is none or no report, if its year is not told, in the future or before
// 2008; with ENOTFOUND if its agency is not in the list; with ECONFLICT if it contradicts o.
func Import(ctx context.Context, s Store, o ImportOptions, name string, data []byte) (Outcome, error) {
	return NewBatch(s).Import(ctx, o, name, data)
}

// Batch imports the documents of one run. It remembers them, so that two files for one agency and year are found out: with equal
// figures they are one report with two sources, with different ones the second is refused. It is safe for concurrent use.
type Batch struct {
	store   Store
	mu      sync.Mutex
	seen    map[ReportKey]imported
	changed map[ReportKey]bool // the run brought something new for them
}

// ReportKey says which report a document is.
type ReportKey struct {
	AgencyID string
	Year     int
}

type imported struct {
	file    string
	figures []models.Figure
}

// NewBatch begins a run.
func NewBatch(s Store) *Batch {
	return &Batch{store: s, seen: map[ReportKey]imported{}, changed: map[ReportKey]bool{}}
}

// Import is the function Import within a run. It fails with ECONFLICT also if another file of the run has different figures for
// the same agency and year.
func (b *Batch) Import(ctx context.Context, o ImportOptions, name string, data []byte) (Outcome, error) {
	return b.settle(ctx, o, name, data, readReport(ctx, name, data))
}

// reading is what came of reading a document: a report, or why there is none.
type reading struct {
	parsed Parsed
	err    error
	unread bool // a person may be able to read it all the same
}

func readReport(ctx context.Context, name string, data []byte) reading {
	doc, format, err := read(ctx, name, data)
	if err != nil {
		return reading{Parsed{Format: string(format)}, err, true}
	}
	parsed, err := recognised(doc, format, name)
	if err == nil && !parsed.readable() {
		cause := models.Errorf(models.ENOTEXT, "“%s”里有文字，但没有读到%s，表格可能是图片，请由人工录入。", name, strings.Join(parsed.missing(), "、"))
		return reading{parsed, cause, true}
	}
	return reading{parsed: parsed, err: err}
}

// settle keeps what was read: a report, or a document to be typed in.
func (b *Batch) settle(ctx context.Context, o ImportOptions, name string, data []byte, r reading) (Outcome, error) {
	switch {
	case r.unread:
		return b.queue(ctx, o, name, data, r.parsed, r.err)
	case r.err != nil:
		return Outcome{}, r.err
	}
	return b.keep(ctx, o, name, data, r.parsed)
}

func (b *Batch) keep(ctx context.Context, o ImportOptions, name string, data []byte, parsed Parsed) (Outcome, error) {
	year, err := yearOf(o, parsed)
	if err != nil {
		return Outcome{}, err
	}
	if o.PublishedOn != "" {
		if _, err := time.Parse(time.DateOnly, o.PublishedOn); err != nil {
			return Outcome{}, models.Errorf(models.EINVALID, "公布日期“%s”不是有效的日期，请写成 2025-01-31 的样子。", o.PublishedOn)
		}
	}
	if o.Scope != "" && !slices.Contains(models.Scopes, o.Scope) {
		return Outcome{}, models.Errorf(models.EINVALID, "没有“%s”这种统计范围，请写 organ（本机关）、own_level（本级）或 territory（全区、全县）。", o.Scope)
	}

	b.mu.Lock()
	defer b.mu.Unlock()
	if o.AgencyID == "" && parsed.Revision.AgencyName == "" {
		o.AgencyID = o.HandIn.only()
	}
	agency, created, err := b.agency(ctx, o, parsed.Revision.AgencyName, year)
	if err != nil {
		return Outcome{}, err
	}
	source := sourceOf(o, name, parsed.Format, data)
	report := models.Report{AgencyID: agency.ID, Year: year, Status: models.StatusPublished, Revision: parsed.Revision}
	report.Revision.CreatedAt = o.Now.UTC()
	if o.HandIn != nil {
		return b.handIn(ctx, o, agency, report, source)
	}
	old, err := b.head(ctx, o, &report, source.SHA256)
	if err != nil {
		return Outcome{}, err
	}
	saved, err := b.save(ctx, agency, report, source, old && !o.Revert, o.Revert)
	if err != nil {
		return Outcome{}, err
	}
	if saved.State != models.SavedUnchanged && saved.State != models.SavedSuperseded {
		b.changed[ReportKey{agency.ID, year}] = true
	}
	out := outcome(agency, report, source, saved)
	out.Created = created
	return out, nil
}

// outcome tells what became of a report that was kept.
func outcome(agency models.Agency, report models.Report, source models.Source, saved models.Saved) Outcome {
	counts := models.CountOf(&models.Revision{Findings: saved.Findings})
	return Outcome{File: source.Name, SHA256: source.SHA256, AgencyID: agency.ID, AgencyName: agency.NameIn(report.Year), Year: report.Year,
		Edition: report.Revision.Edition, Scope: report.Revision.Scope, State: saved.State, Revision: saved.No, Superseded: saved.Superseded, Changes: saved.Changes,
		Errors: counts.Errors, Warnings: counts.Warnings, Notes: report.Revision.Notes, Findings: saved.Findings}
}

func sourceOf(o ImportOptions, name, format string, data []byte) models.Source {
	sum := sha256.Sum256(data)
	return models.Source{SHA256: hex.EncodeToString(sum[:]), Name: name, Format: format, Size: int64(len(data)), RetrievedAt: o.Now.UTC(), Data: data}
}

// save keeps the report, mindful of what else this run has brought for its agency and year. The document of an older revision
// contradicts nobody, unless it is to take the report back.
func (b *Batch) save(ctx context.Context, agency models.Agency, report models.Report, source models.Source, old, revert bool) (models.Saved, error) {
	key := ReportKey{report.AgencyID, report.Year}
	first, again := b.seen[key]
	if !again || old {
		save := b.store.SaveReport
		if revert {
			save = b.store.RevertReport
		}
		saved, err := save(ctx, report, source)
		if err == nil && !again && saved.State != models.SavedSuperseded {
			b.seen[key] = imported{source.Name, report.Revision.Figures}
		}
		return saved, err
	}
	if err := first.contradicts(agency, report, source); err != nil {
		return models.Saved{}, err
	}
	return b.store.SaveCopy(ctx, report, source)
}

// contradicts fails with ECONFLICT if a document has other figures than the one before it for the same agency and year.
func (first imported) contradicts(agency models.Agency, report models.Report, source models.Source) error {
	changes := models.Diff(first.figures, report.Revision.Figures)
	if len(changes) == 0 {
		return nil
	}
	return models.Errorf(models.ECONFLICT, "“%s”与“%s”同是%s %d 年的年报，但有 %d 处数字不同，例如%s：前者%s，后者%s。已保留先读入的“%s”，请核对哪一份正确。",
		source.Name, first.file, agency.NameIn(report.Year), report.Year, len(changes), changes[0].Key.Name(models.Zh),
		printed(changes[0].New), printed(changes[0].Old), first.file)
}

// printed says in a sentence what a figure is.
func printed(f models.Figure) string {
	if t := f.Text(); t != "" {
		return "为 " + t
	}
	return f.State.Label().Zh
}

// head completes the report with what o says of it. What o does not say stays as it was if the very same file was kept before: a
// scope or date that a person once gave is not undone by reading the file again. It reports whether the file is that of an older
// revision.
func (b *Batch) head(ctx context.Context, o ImportOptions, report *models.Report, sha256 string) (older bool, err error) {
	rev := &report.Revision
	old, known, older, err := b.revisionOf(ctx, report.AgencyID, report.Year, sha256)
	if err != nil {
		return false, err
	}
	if known {
		rev.Scope, rev.SourceURL, rev.PublishedOn = old.Scope, old.SourceURL, old.PublishedOn
	}
	if o.Scope != "" {
		rev.Scope = o.Scope
	}
	if o.SourceURL != "" {
		rev.SourceURL = o.SourceURL
	}
	if o.PublishedOn != "" {
		rev.PublishedOn = o.PublishedOn
	}
	return older, nil
}

// revisionOf returns the newest revision of a report that was read from the document, and whether there are later ones.
func (b *Batch) revisionOf(ctx context.Context, agencyID string, year int, sha256 string) (rev models.Revision, found, older bool, err error) {
	report, err := b.store.Report(ctx, agencyID, year)
	if models.ErrorCode(err) == models.ENOTFOUND {
		return models.Revision{}, false, false, nil
	}
	if err != nil {
		return models.Revision{}, false, false, err
	}
	revisions, err := b.store.Revisions(ctx, report.ID)
	if err != nil {
		return models.Revision{}, false, false, err
	}
	for i, r := range slices.Backward(revisions) {
		if slices.ContainsFunc(r.Sources, func(s models.Source) bool { return s.SHA256 == sha256 }) {
			return r, true, i < len(revisions)-1, nil
		}
	}
	return models.Revision{}, false, false, nil
}

const firstYear = models.FirstYear

func yearOf(o ImportOptions, p Parsed) (int, error) {
	year := p.Year
	switch {
	case year == 0 && o.Year == 0:
		if o.HandIn != nil {
			return 0, models.Errorf(models.EINVALID, "文件里没有找到年报的年度，请在“年度”里选好再交一次。")
		}
		return 0, models.Errorf(models.EINVALID, "文件里没有找到年报的年度，请用 --year 指定。")
	case year == 0:
		year = o.Year
	case o.Year != 0 && o.Year != year && o.Year == p.Revision.PeriodYear:
		year = o.Year // the title has last year's number; the check of the head says so
	case o.Year != 0 && o.Year != year:
		return 0, models.Errorf(models.ECONFLICT, "指定的年度是 %d 年，文件却是 %d 年的年报，请核对。", o.Year, year)
	}
	if year > o.Now.Year() {
		return 0, models.Errorf(models.EINVALID, "年报的年度 %d 年还没有到，请核对文件的标题和统计期限。", year)
	}
	if year < firstYear {
		return 0, models.Errorf(models.EINVALID, "年报的年度 %d 年早于 %d 年，当时还没有政府信息公开年报制度，请核对。", year, firstYear)
	}
	return year, nil
}

// agency finds the agency that a document is from, or makes it if o says so.
func (b *Batch) agency(ctx context.Context, o ImportOptions, printed string, year int) (agency models.Agency, created bool, err error) {
	all, err := b.store.Agencies(ctx)
	if err != nil {
		return agency, false, err
	}
	agency, found, err := chooseAgency(all, o.AgencyID, printed)
	if err != nil || (found && (!o.CreateAgencies || agency.OwesIn(year))) {
		return agency, false, err
	}
	if !o.CreateAgencies {
		return agency, false, o.unknownAgency(all, printed)
	}
	if !found {
		if named, ok := models.FindAgency(all, printed); ok {
			return agency, false, models.Errorf(models.ECONFLICT, "文件是“%s”的年报，机关名单里已有这个机关，代码是 %s，不是指定的 %s。请核对。", printed, named.ID, o.AgencyID)
		}
		if agency, err = newAgency(o.AgencyID, printed); err != nil {
			return agency, false, err
		}
	}
	return b.store.AddAgency(ctx, agency, year)
}

// chooseAgency returns the agency with the given id or, without one, the agency called as printed. It fails with ECONFLICT if the
// document names another agency than the given one.
func chooseAgency(all []models.Agency, id, printed string) (agency models.Agency, found bool, err error) {
	named, isNamed := models.FindAgency(all, printed)
	if id == "" {
		return named, isNamed, nil
	}
	i := slices.IndexFunc(all, func(a models.Agency) bool { return a.ID == id })
	if i < 0 {
		return models.Agency{}, false, nil
	}
	agency = all[i]
	switch {
	case printed == "", isNamed && named.ID == id, !isNamed && longerForm(printed, agency.Name):
		return agency, true, nil
	}
	return agency, false, models.Errorf(models.ECONFLICT, "指定的机关是%s（%s），文件却是“%s”的年报。请核对；如果是同一个机关，请在机关名单中把“%s”填为它的别名或曾用名。", agency.Name, agency.ID, printed, printed)
}

// longerForm reports whether one name is the other with the name of a place before it.
func longerForm(a, b string) bool { return strings.HasSuffix(a, b) || strings.HasSuffix(b, a) }

// unknownAgency says that an agency is not in the list, and what whoever imports or hands in can do.
func (o ImportOptions) unknownAgency(all []models.Agency, printed string) error {
	if o.HandIn != nil {
		return unknownToHandIn(all, o.AgencyID, printed)
	}
	if o.AgencyID != "" {
		return models.Errorf(models.ENOTFOUND, "机关名单里没有代码为“%s”的机关，请先在名单中加入，或加上 --create-agencies 自动建立。", o.AgencyID)
	}
	if printed == "" {
		return models.Errorf(models.EINVALID, "文件里没有找到机关名称，请用 --agency 指定机关代码。")
	}
	if len(all) == 0 {
		return models.Errorf(models.ENOTFOUND, "机关名单是空的，找不到“%s”。请先导入机关名单，或加上 --create-agencies 自动建立。", printed)
	}
	return models.Errorf(models.ENOTFOUND, "机关名单里没有“%s”，名称最接近的是：%s。请用 --agency 指定机关代码，或在名单中加入该机关或它的别名，或加上 --create-agencies 自动建立。", printed, nearest(all, printed))
}

// nearest names the agencies whose names are most like one.
func nearest(all []models.Agency, name string) string {
	var near []string
	for _, a := range models.NearestAgencies(all, name, 3) {
		near = append(near, fmt.Sprintf("%s（%s）", a.Name, a.ID))
	}
	return strings.Join(near, "、")
}

// newAgency makes an agency for the end of the list. Without an id it gets one that depends on its name alone.
func newAgency(id, name string) (models.Agency, error) {
	name = strings.Join(strings.Fields(name), "")
	if name == "" {
		return models.Agency{}, models.Errorf(models.EINVALID, "文件里没有找到机关名称，不能自动建立机关，请先在机关名单中加入。")
	}
	if id == "" {
		sum := sha256.Sum256([]byte(name))
		id = "a-" + hex.EncodeToString(sum[:4])
	}
	if !models.ValidAgencyID(id) {
		return models.Agency{}, models.Errorf(models.EINVALID, "机关代码“%s”不合规则：%s", id, idRule)
	}
	return models.Agency{ID: id, Kind: guessKind(name), Name: name}, nil
}
