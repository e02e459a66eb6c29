package ingest

import (
	"context"
	"errors"
	"strings"
	"testing"

	"gongkai/models"
)

func TestDocument_CountsTablesRowsAndColumnsAsFiguresDo(t *testing.T) {
	page := `<h1>标题</h1><table><tr><td>甲<td>乙</table><p>一段</p><table><tr><td rowspan=2>甲<td>1<tr><td>2</table>`
	doc, format, err := Document(t.Context(), "a.html", []byte(page))
	if err != nil || format != FormatHTML {
		t.Fatal(format, err)
	}
	want := "# 标题\n[table 1×2]\n|甲|乙|\n一段\n[table 2×2]\n|甲|1|\n|^|2|\n"
	if got := doc.Dump(); got != want {
		t.Errorf("got:\n%s", got)
	}
}

func TestDocument_FailsAsParseDoes(t *testing.T) {
	for name, data := range map[string]string{"空.html": "", "a.zip": "PK\x03\x04", "坏.docx": "PK\x03\x04word/document.xml", "图.png": "\x89PNG\r\n\x1a\n"} {
		_, _, err := Document(t.Context(), name, []byte(data))
		_, parsed := Parse(t.Context(), name, []byte(data))
		if err == nil || parsed == nil || err.Error() != parsed.Error() || models.ErrorCode(err) == models.EINTERNAL || !strings.Contains(models.ErrorMessage(err), name) {
			t.Errorf("%s: %v, Parse: %v", name, err, parsed)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, _, err := Document(ctx, "a.html", []byte("<p>一段")); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}
