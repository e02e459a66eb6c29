package ingest

import (
	"context"
	"slices"
	"strings"

	"gongkai/models"
)

// HandIn is what is known of a document that an agency hands in to the office.
type HandIn struct {
	Agencies []string          // those that whoever hands in may speak for; nil for all
	Reason   string            // why published figures are to be replaced
	Seen     map[ReportKey]int // the versions of the submissions that the documents are to replace, 0 for none
	Act      models.Act        // who hands in, and when
}

// only is the one agency that whoever hands in speaks for, "" if there are several. A document that names none is from it.
func (h *HandIn) only() string {
	if h == nil || len(h.Agencies) != 1 {
		return ""
	}
	return h.Agencies[0]
}

// may fails with EDENIED if the document is from an agency that whoever hands in does not speak for.
func (h *HandIn) may(agency models.Agency, file string) error {
	if h == nil || h.Agencies == nil || slices.Contains(h.Agencies, agency.ID) {
		return nil
	}
	return models.Errorf(models.EDENIED, "“%s”是%s的年报，您不能替这个机关交年报。请核对文件；如果您负责这个机关，请联系办公室。", file, agency.Name)
}

// handIn keeps a report as a submission, mindful of what else this run has brought for its agency and year: the same report in another
// format is a further document of it, another report is refused. The outcome tells of which report it is even if it fails.
func (b *Batch) handIn(ctx context.Context, o ImportOptions, agency models.Agency, report models.Report, source models.Source) (Outcome, error) {
	if err := o.HandIn.may(agency, source.Name); err != nil {
		return Outcome{}, err
	}
	which := Outcome{File: source.Name, SHA256: source.SHA256, AgencyID: agency.ID, AgencyName: agency.NameIn(report.Year), Year: report.Year}
	if _, err := b.head(ctx, o, &report, source.SHA256); err != nil {
		return which, err
	}
	key := ReportKey{agency.ID, report.Year}
	first, again := b.seen[key]
	if again {
		if err := first.contradicts(agency, report, source); err != nil {
			return which, err
		}
		saved, err := b.store.HandInCopy(ctx, report, source, o.HandIn.Act)
		if err != nil {
			return which, err
		}
		return outcome(agency, report, source, saved), nil
	}
	if err := b.explained(ctx, o.HandIn, which); err != nil {
		return which, err
	}
	saved, err := b.store.HandIn(ctx, report, source, o.HandIn.Reason, o.HandIn.Seen[key], o.HandIn.Act)
	if err != nil {
		return which, err
	}
	b.seen[key] = imported{source.Name, report.Revision.Figures}
	return outcome(agency, report, source, saved), nil
}

// explained fails with EINVALID if a document is to replace what is public and nobody says why.
func (b *Batch) explained(ctx context.Context, h *HandIn, which Outcome) error {
	if strings.TrimSpace(h.Reason) != "" {
		return nil
	}
	old, err := b.store.Report(ctx, which.AgencyID, which.Year)
	if models.ErrorCode(err) == models.ENOTFOUND || err == nil && old.Status != models.StatusPublished {
		return nil
	}
	if err != nil || slices.ContainsFunc(old.Revision.Sources, func(s models.Source) bool { return s.SHA256 == which.SHA256 }) {
		return err
	}
	return models.Errorf(models.EINVALID, "%s %d 年的年报已经公布，“%s”是更正，请在“更正的原因”里写明为什么改，再交一次；原因会随新的数字公布。", which.AgencyName, which.Year, which.File)
}

func unknownToHandIn(all []models.Agency, id, printed string) error {
	switch {
	case id != "":
		return models.Errorf(models.ENOTFOUND, "机关名单里没有代码为“%s”的机关，请在“机关”里另选一个。", id)
	case printed == "":
		return models.Errorf(models.EINVALID, "文件里没有找到机关名称，请在“机关”里选好再交一次。")
	case len(all) == 0:
		return models.Errorf(models.ENOTFOUND, "机关名单还是空的，找不到“%s”，请联系办公室。", printed)
	}
	return models.Errorf(models.ENOTFOUND, "机关名单里没有“%s”，名称最接近的是：%s。请核对文件里的机关名称；名称没有写错的，请联系办公室把它加进名单，填为机关、别名或曾用名。", printed, nearest(all, printed))
}
