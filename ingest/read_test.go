package ingest

import (
	"context"
	"errors"
	"strings"
	"testing"

	"gongkai/ingest/cells"
	"gongkai/models"
)

const docxBody = `<w:document><w:body><w:p><w:r><w:t>一、总体情况</w:t></w:r></w:p></w:body></w:document>`

func TestRead_Formats(t *testing.T) {
	tests := []struct {
		name string
		data []byte
		want Format
		dump string
	}{
		{"a.docx", zipped(t, entry{"word/document.xml", docxBody}), FormatDOCX, "一、总体情况\n"},
		{"a.doc", []byte("<html><h1>年度报告"), FormatHTML, "# 年度报告\n"},
		{"a.xls", []byte("\ufeff<table xmlns:x=\"urn:schemas-microsoft-com:office:excel\"><tr><td x:num>1<td class=xl24>2</table>"), FormatHTML, "[table 1×2]\n|1|2|\n"},
		{"a.doc", []byte(`<html xmlns:w="urn:schemas-microsoft-com:office:word"><!--[if gte mso 9]><xml><w:View>Print</w:View></xml><![endif]--><p class=MsoNormal>一、<o:p></o:p>`), FormatHTML, "一、\n"},
		{"a.doc", []byte("MIME-Version: 1.0\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<p>=E4=B8=80"), FormatMHT, "一\n"},
		{"a.txt", []byte("规章\t1"), FormatTXT, "[ragged table 1×2]\n|规章|1|\n"},
		{"a.csv", []byte("规章,1"), FormatCSV, "[table 1×2]\n|规章|1|\n"},
		{"a.md", []byte("# 年度报告"), FormatMD, "# 年度报告\n"},
	}
	for _, tt := range tests {
		doc, format, err := read(context.Background(), tt.name, tt.data)
		if err != nil || format != tt.want || doc.Dump() != tt.dump {
			t.Errorf("%s: got %q as %s, %v", tt.name, doc.Dump(), format, err)
		}
	}
}

func TestRead_Refusals(t *testing.T) {
	tests := []struct {
		what, name string
		data       []byte
		code       models.Code
		message    string
	}{
		{"empty", "a.docx", nil, models.EINVALID, "“a.docx”是空文件，请检查后重新提交。"},
		{"too large", "a.txt", make([]byte, MaxBytes+1), models.ETOOLARGE, "“a.txt”有 32 MB，超过 32 MB 的上限，不像年度报告，请检查文件。"},
		{"a scan", "报告.jpg", []byte("\xff\xd8\xff\xe0"), models.ENOTEXT, "“报告.jpg”是图片或扫描件，没有可读的文字，请改交 Word 或网页文件，或由人工录入。"},
		{"a document of pictures", "a.docx", zipped(t, entry{"word/document.xml", "<w:document><w:drawing/></w:document>"}), models.ENOTEXT, "“a.docx”里没有可读的文字，可能是空白文件或全是图片，请改交有文字的文件，或由人工录入。"},
		{"a password", "a.docx", ole("EncryptedPackage"), models.EINVALID, "“a.docx”设有密码，无法读取，请去掉密码后再交。"},
		{"a program", "a.docx", []byte("MZ\x90\x00\x03\x00"), models.EINVALID, "“a.docx”不是可以识别的文档，请改交 Word（.docx）、网页（.html）或文本文件。"},
		{"a damaged old Word document", "a.doc", ole("WordDocument"), models.EINVALID, "“a.doc”无法读取：Word 文档不完整，可能没有传完或已损坏，请用 Word 或 WPS 打开后另存为 .docx 再交。"},
		{"a damaged docx", "a.docx", []byte("PK\x03\x04"), models.EINVALID, "“a.docx”无法读取：Word 文档不完整，可能没有传完或已损坏，请用 Word 或 WPS 打开后另存为 .docx 再交。"},
	}
	for _, tt := range tests {
		t.Run(tt.what, func(t *testing.T) {
			doc, _, err := read(context.Background(), tt.name, tt.data)
			if models.ErrorCode(err) != tt.code || models.ErrorMessage(err) != tt.message {
				t.Errorf("got %v, code %s", err, models.ErrorCode(err))
			}
			if len(doc.Blocks) > 0 {
				t.Errorf("blocks with an error: %q", doc.Dump())
			}
		})
	}
}

func TestRead_EveryRefusalIsASentence(t *testing.T) {
	for format, r := range refusals {
		if !strings.HasSuffix(r.message, "。") || r.code == "" {
			t.Errorf("%s: %+v", format, r)
		}
		if readers[format] != nil {
			t.Errorf("%s is both read and refused", format)
		}
	}
}

func TestRead_ObeysItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, _, err := read(ctx, "a.txt", []byte("文字")); !errors.Is(err, context.Canceled) {
		t.Errorf("err = %v, want context.Canceled", err)
	}
}

func TestGuarded_PanicIsARefusal(t *testing.T) {
	_, err := guarded(context.Background(), func(context.Context, []byte) (cells.Document, error) { panic("index out of range") }, nil)
	if models.ErrorCode(err) != models.EINVALID {
		t.Errorf("err = %v, want code invalid", err)
	}
}
