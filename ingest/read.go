package ingest

import (
	"context"
	"fmt"

	"gongkai/ingest/cells"
	"gongkai/ingest/doc"
	"gongkai/ingest/docx"
	"gongkai/ingest/mht"
	"gongkai/ingest/odt"
	"gongkai/ingest/pdf"
	"gongkai/ingest/plaintext"
	"gongkai/ingest/rtf"
	spreadsheet "gongkai/ingest/sheet"
	"gongkai/ingest/webpage"
	"gongkai/models"
)

// MaxBytes is how large a document may be. Reports are below 1 MB, with pictures a few.
const MaxBytes = 32 << 20

// readers are the formats that can be read.
var readers = map[Format]func(context.Context, []byte) (cells.Document, error){
	FormatDOCX: docx.Read,
	FormatDOC:  doc.Read,
	FormatODT:  odt.Read,
	FormatXLSX: spreadsheet.ReadXLSX,
	FormatXLS:  spreadsheet.ReadXLS,
	FormatODS:  spreadsheet.ReadODS,
	FormatCSV:  spreadsheet.ReadCSV,
	FormatHTML: webpage.Read,
	FormatMHT:  mht.Read,
	FormatRTF:  rtf.Read,
	FormatPDF:  pdf.Read,
	FormatTXT:  plaintext.Read,
	FormatMD:   plaintext.Read,
}

// refusals say of the other formats why they are not read and what to hand in instead.
var refusals = map[Format]struct {
	code    models.Code
	message string
}{
	FormatOFD:       {models.EINVALID, "是 OFD 版式文件，暂不能读取，请改交 Word（.docx）或网页文件。"},
	FormatZIP:       {models.EINVALID, "是压缩包，不是一份报告，请解压后逐份提交。"},
	FormatRAR:       {models.EINVALID, "是 RAR 压缩包，请解压后提交，或改用 zip 格式压缩。"},
	Format7Z:        {models.EINVALID, "是 7z 压缩包，请解压后提交，或改用 zip 格式压缩。"},
	FormatImage:     {models.ENOTEXT, "是图片或扫描件，没有可读的文字，请改交 Word 或网页文件，或由人工录入。"},
	FormatEncrypted: {models.EINVALID, "设有密码，无法读取，请去掉密码后再交。"},
	FormatUnknown:   {models.EINVALID, "不是可以识别的文档，请改交 Word（.docx）、网页（.html）或文本文件。"},
}

// read finds the format of a document and reads it. It fails with EINVALID, ETOOLARGE or ENOTEXT and a sentence that names the
// file, or with the context's error. The format is returned with any error.
func read(ctx context.Context, name string, data []byte) (doc cells.Document, format Format, err error) {
	format = Sniff(name, data)
	switch {
	case len(data) == 0:
		return doc, format, models.Errorf(models.EINVALID, "“%s”是空文件，请检查后重新提交。", name)
	case len(data) > MaxBytes:
		return doc, format, models.Errorf(models.ETOOLARGE, "“%s”有 %d MB，超过 %d MB 的上限，不像年度报告，请检查文件。", name, len(data)>>20, MaxBytes>>20)
	}
	if err := ctx.Err(); err != nil {
		return doc, format, fmt.Errorf("read %s: %w", name, err)
	}
	reader, ok := readers[format]
	if !ok {
		r := refusals[format]
		return doc, format, models.Errorf(r.code, "“%s”%s", name, r.message)
	}
	doc, err = guarded(ctx, reader, data)
	if code := models.ErrorCode(err); code != "" {
		if code == models.EINTERNAL {
			return cells.Document{}, format, fmt.Errorf("read %s: %w", name, err)
		}
		return cells.Document{}, format, models.Errorf(code, "“%s”无法读取：%s", name, models.ErrorMessage(err))
	}
	if len(doc.Blocks) == 0 {
		return doc, format, models.Errorf(models.ENOTEXT, "“%s”里没有可读的文字，可能是空白文件或全是图片，请改交有文字的文件，或由人工录入。", name)
	}
	return doc, format, nil
}

// guarded calls a reader. A document that makes it panic is refused like any other that cannot be read.
func guarded(ctx context.Context, reader func(context.Context, []byte) (cells.Document, error), data []byte) (doc cells.Document, err error) {
	defer func() {
		if recover() != nil {
			doc, err = cells.Document{}, models.Errorf(models.EINVALID, "文件的内容有误，请打开原件后另存一份再交。")
		}
	}()
	return reader(ctx, data)
}
