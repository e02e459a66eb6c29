package ingest

import (
	"cmp"
	"context"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"gongkai/models"
)

// documents are the formats that documents are made in. One of them that cannot be read is a document all the same.
var documents = map[Format]bool{FormatDOCX: true, FormatDOC: true, FormatODT: true, FormatODS: true, FormatXLSX: true, FormatXLS: true,
	FormatPDF: true, FormatRTF: true, FormatMHT: true, FormatOFD: true, FormatEncrypted: true}

// reportWords are words that a report's file name has.
var reportWords = regexp.MustCompile(`年报|年度报告|信息公开|政务公开`)

// toBeTypedIn reports whether a file that failed with err is a document that a person can read: a scan, one under a password or
// damaged. A picture or a web page without text may be anything, so there must be a hint that it is a report. Of a file that is empty
// or too large there is nothing to read for anyone.
func toBeTypedIn(format Format, err error, hint bool) bool {
	switch models.ErrorCode(err) {
	case models.ENOTEXT, models.EINVALID:
		return documents[format] || hint && (format == FormatImage || format == FormatHTML)
	}
	return false
}

// queue keeps a document that cannot be read because of cause, with whose it is as far as a person said, the document says, or its
// name. known is what could be read, at least its format. It fails with cause if nobody could type it in either,
// and with ENOTFOUND if a person named an agency that is not in the list.
func (b *Batch) queue(ctx context.Context, o ImportOptions, name string, data []byte, known Parsed, cause error) (Outcome, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	all, err := b.store.Agencies(ctx)
	if err != nil {
		return Outcome{}, err
	}
	if o.AgencyID != "" && !o.CreateAgencies && !slices.ContainsFunc(all, func(a models.Agency) bool { return a.ID == o.AgencyID }) {
		return Outcome{}, o.unknownAgency(all, "")
	}
	agency := owner(all, o.AgencyID, known.Revision.AgencyName, name)
	if agency.ID == "" && known.Revision.AgencyName == "" {
		agency = owner(all, o.HandIn.only(), "", "")
	}
	if err := o.HandIn.may(agency, name); err != nil && agency.ID != "" {
		return Outcome{}, err
	}
	isReport := known.Revision.Edition != ""
	hint := o.AgencyID != "" || o.Year != 0 || agency.ID != "" || reportWords.MatchString(name)
	if !isReport && !toBeTypedIn(Format(known.Format), cause, hint) {
		return Outcome{}, cause
	}
	year := cmp.Or(o.Year, known.Year, yearFromName(name, o.Now.Year()))
	if year < firstYear || year > o.Now.Year() {
		year = 0
	}
	source := sourceOf(o, name, known.Format, data)
	entry := models.QueueEntry{AgencyID: agency.ID, Year: year, Reason: models.ErrorMessage(cause), QueuedAt: source.RetrievedAt, State: models.QueueOpen}
	if b.changed[ReportKey{agency.ID, year}] {
		entry.State = models.QueueDone // a copy that can be read came along with it
	}
	if entry, _, err = b.store.Enqueue(ctx, source, entry); err != nil {
		return Outcome{}, err
	}
	out := Outcome{File: name, SHA256: entry.SHA256, AgencyID: entry.AgencyID, Year: entry.Year, State: models.SavedUnchanged, Queue: &entry}
	if entry.State == models.QueueOpen {
		out.State = models.SavedQueued
	}
	for _, a := range all {
		if a.ID == entry.AgencyID {
			out.AgencyName = a.NameIn(cmp.Or(entry.Year, o.Now.Year()))
		}
	}
	return out, nil
}

// owner finds the agency that a document is from: the given one, the one it names, or the one its file name tells. It is the zero
// Agency if none does.
func owner(all []models.Agency, id, printed, file string) models.Agency {
	for _, a := range all {
		if a.ID == id {
			return a
		}
	}
	if a, ok := models.FindAgency(all, printed); ok {
		return a
	}
	return agencyFromName(all, file)
}

// agencyFromName finds the agency whose name or alias stands in a file's name or, if there is none, in that of the nearest folder.
// The longest counts; if two agencies share it there is none.
func agencyFromName(all []models.Agency, name string) (found models.Agency) {
	for part := range parts(name) {
		length, shared := 0, false
		for _, a := range all {
			n := longestNameIn(a, part)
			switch {
			case n > length:
				found, length, shared = a, n, false
			case n > 0 && n == length:
				shared = true
			}
		}
		if length > 0 {
			if shared {
				return models.Agency{}
			}
			return found
		}
	}
	return models.Agency{}
}

// longestNameIn is the length of the agency's longest name in text, 0 if none of them is in it.
func longestNameIn(a models.Agency, text string) int {
	n := 0
	for _, name := range append([]models.AgencyName{{Name: a.Name}}, a.Names...) {
		if strings.Contains(text, name.Name) {
			n = max(n, len(name.Name))
		}
	}
	return n
}

var yearInName = regexp.MustCompile(`(?:^|[^0-9])(20[0-9]{2})(?:[^0-9]|$)`)

// yearFromName finds the report year in a file's name or, if there is none, in that of the nearest folder. Of several, one that is
// followed by 年 counts, and if that does not decide there is none.
func yearFromName(name string, last int) int {
	for part := range parts(name) {
		var years, said []int
		for rest := part; ; {
			m := yearInName.FindStringSubmatchIndex(rest)
			if m == nil {
				break
			}
			y, _ := strconv.Atoi(rest[m[2]:m[3]])
			rest = rest[m[3]:]
			if y < firstYear || y > last {
				continue
			}
			years = append(years, y)
			if strings.HasPrefix(rest, "年") {
				said = append(said, y)
			}
		}
		switch {
		case len(said) == 1:
			return said[0]
		case len(years) == 1:
			return years[0]
		case len(years) > 1:
			return 0
		}
	}
	return 0
}

// parts yields a file's name without its ending, then its folders' from the nearest on.
func parts(name string) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		name = path.Clean(strings.ReplaceAll(name, `\`, "/"))
		for part := strings.TrimSuffix(path.Base(name), path.Ext(name)); ; part = path.Base(name) {
			if !yield(part) {
				return
			}
			if name = path.Dir(name); name == "." || name == "/" {
				return
			}
		}
	}
}
