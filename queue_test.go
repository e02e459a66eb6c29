package main

import (
	"bytes"
	"context"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"

	"gongkai/data"
	"gongkai/ingest"
	"gongkai/models"
)

// A report typed into the form as CSV says what the same report says as a Word document, also as Excel saves it in China.
func TestCSV_GivesTheFiguresOfTheWordDocument(t *testing.T) {
	read := func(name string, content []byte) models.Revision {
		t.Helper()
		p, err := ingest.Parse(context.Background(), name, content)
		if err != nil {
			t.Fatal(name, err)
		}
		return p.Revision
	}
	editions := map[models.Edition]int{}
	for i, d := range data.Demo().Documents {
		if i%7 != 0 {
			continue
		}
		d.Quirks = nil
		editions[d.Revision.Edition]++
		written := map[string][]byte{}
		for _, d.Format = range []string{"docx", "csv"} {
			var b bytes.Buffer
			if err := writeDemoDocument(&b, d); err != nil {
				t.Fatal(err)
			}
			written[d.Format] = b.Bytes()
		}
		gbk, err := simplifiedchinese.GB18030.NewEncoder().Bytes(bytes.TrimPrefix(written["csv"], []byte("\ufeff")))
		if err != nil {
			t.Fatal(err)
		}
		want := read("a.docx", written["docx"])
		for name, content := range map[string][]byte{"a.csv": written["csv"], "gbk.csv": gbk, "tabs.csv": bytes.ReplaceAll(written["csv"], []byte(","), []byte("\t"))} {
			got := read(name, content)
			if changes := models.Diff(want.Figures, got.Figures); len(changes) > 0 {
				t.Errorf("%s %d as %s: %d figures differ, %s is %q for %q", d.AgencyID, d.Year, name, len(changes), changes[0].Key, changes[0].New.Raw, changes[0].Old.Raw)
			}
			if got.AgencyName != want.AgencyName || got.Edition != want.Edition || got.TitleYear != want.TitleYear || len(got.Texts) != len(want.Texts) {
				t.Errorf("%s %d as %s: %q, form %s, %d texts", d.AgencyID, d.Year, name, got.AgencyName, got.Edition, len(got.Texts))
			}
		}
	}
	if len(editions) != 2 {
		t.Errorf("editions = %v", editions)
	}
}
