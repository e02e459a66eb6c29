package ingest

import (
	"context"
	"slices"

	"gongkai/models"
)

// HandIn is what is known of a document that an agency hands in to the office.
type HandIn struct {
	Agencies []string   // those that whoever hands in may speak for; nil for all
	Reason   string     // why published figures are to be replaced
	Seen     int        // the version of the submission that the document is to replace, 0 for none
	Act      models.Act // who hands in, and when
}

// may fails with EDENIED if the document is from an agency that whoever hands in does not speak for.
func (h *HandIn) may(agency models.Agency, file string) error {
	if h == nil || h.Agencies == nil || slices.Contains(h.Agencies, agency.ID) {
		return nil
	}
	return models.Errorf(models.EDENIED, "“%s”是%s的年报，您不能替这个机关交年报。请核对文件；如果您负责这个机关，请联系办公室。", file, agency.Name)
}

// handIn keeps a report as a submission.
func (b *Batch) handIn(ctx context.Context, o ImportOptions, agency models.Agency, report models.Report, source models.Source) (Outcome, error) {
	if err := o.HandIn.may(agency, source.Name); err != nil {
		return Outcome{}, err
	}
	if _, err := b.head(ctx, o, &report, source.SHA256); err != nil {
		return Outcome{}, err
	}
	saved, err := b.store.HandIn(ctx, report, source, o.HandIn.Reason, o.HandIn.Seen, o.HandIn.Act)
	if err != nil {
		return Outcome{}, err
	}
	return outcome(agency, report, source, saved), nil
}
