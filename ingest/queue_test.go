package ingest

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"gongkai/models"
)

var scan = []byte("\xff\xd8\xff\xe0 a photograph of a page")

func TestImport_QueuesWhatAPersonCanRead(t *testing.T) {
	pictures := zipped(t, entry{"word/document.xml", "<w:document><w:drawing/></w:document>"})
	prose := []byte("洪泽区民政局2024年政府信息公开工作年度报告\n一、总体情况\n工作正常。\n二、主动公开政府信息情况\n见图。\n三、收到和处理政府信息公开申请情况\n见图。\n")
	tests := []struct {
		what, name string
		data       []byte
		options    ImportOptions
		agency     string
		year       int
		reason     string
	}{
		{what: "a document of pictures", name: "2024/洪泽区民政局.docx", data: pictures, agency: "a-mzj", year: 2024, reason: "没有可读的文字"},
		{what: "a password", name: "年报.docx", data: ole("EncryptedPackage"), options: ImportOptions{AgencyID: "a-jyj", Year: 2023}, agency: "a-jyj", year: 2023, reason: "设有密码"},
		{what: "a damaged file", name: "年报2024.doc", data: ole("WordDocument"), year: 2024, reason: "不完整"},
		{what: "what a person said goes before the name", name: "洪泽区民政局2024年.docx", data: []byte("PK\x03\x04"), options: ImportOptions{AgencyID: "a-czj", Year: 2023}, agency: "a-czj", year: 2023, reason: "损坏"},
		{what: "a picture that a person says is a report", name: "IMG_0001.jpg", data: scan, options: ImportOptions{AgencyID: "a-jyj"}, agency: "a-jyj", reason: "图片"},
		{what: "a picture by its name", name: "洪泽区民政局.jpg", data: scan, agency: "a-mzj", reason: "图片"},
		{what: "prose with pictures for tables", name: "a.txt", data: prose, agency: "a-mzj", year: 2024, reason: "没有读到表二、表三、表四"},
		{what: "one table as a picture", name: "a.txt", data: append(slices.Clone(prose), "四、政府信息公开行政复议、行政诉讼情况\n三、收到和处理政府信息公开申请情况\n一、本年新收政府信息公开申请数量\t1\t0\t0\t0\t0\t0\t1\n二、上年结转政府信息公开申请数量\t0\t0\t0\t0\t0\t0\t0\n（一）予以公开\t1\t0\t0\t0\t0\t0\t1\n"...), agency: "a-mzj", year: 2024, reason: "没有读到表二、表四"},
		{what: "a year that has not come", name: "年报2027年.pdf", data: []byte("%PDF-1.4 cut off"), reason: "损坏"},
	}
	for _, tt := range tests {
		t.Run(tt.what, func(t *testing.T) {
			db := district()
			tt.options.Now = now
			got, err := Import(t.Context(), db, tt.options, tt.name, tt.data)
			if err != nil {
				t.Fatal(err)
			}
			if got.State != models.SavedQueued || got.Queue == nil || got.AgencyID != tt.agency || got.Year != tt.year || (got.AgencyName != "") != (tt.agency != "") {
				t.Errorf("outcome = %+v", got)
			}
			if db.saves != 0 || len(db.queue) != 1 || !strings.Contains(db.queue[0].Reason, tt.reason) || !strings.HasSuffix(db.queue[0].Reason, "。") || !db.queue[0].QueuedAt.Equal(now) {
				t.Errorf("%d saves, queue = %+v", db.saves, db.queue)
			}
		})
	}
}

func TestImport_DoesNotQueueWhatIsNoReport(t *testing.T) {
	cancelled, cancel := context.WithCancel(t.Context())
	cancel()
	tests := []struct {
		what, name string
		ctx        context.Context
		data       []byte
		options    ImportOptions
		code       models.Code
	}{
		{what: "a picture of a cat", name: "cat.jpg", data: scan, code: models.ENOTEXT},
		{what: "an empty file", name: "洪泽区民政局2024年年报.pdf", code: models.EINVALID},
		{what: "an empty page", name: "index.html", data: []byte("<html></html>"), code: models.ENOTEXT},
		{what: "a blank text", name: "洪泽区民政局2024年年报.txt", data: []byte(" \n"), code: models.ENOTEXT},
		{what: "a program", name: "洪泽区民政局2024年年报.docx", data: []byte("MZ\x90\x00\x03\x00"), code: models.EINVALID},
		{what: "a file over the limit", name: "洪泽区民政局2024年年报.pdf", data: append([]byte("%PDF-"), make([]byte, MaxBytes)...), code: models.ETOOLARGE},
		{what: "a letter", name: "洪泽区民政局2024年年报.txt", data: []byte("各位同事：请报送材料。"), code: models.EINVALID},
		{what: "an agency that there is none of", name: "年报.docx", data: ole("EncryptedPackage"), options: ImportOptions{AgencyID: "a-none"}, code: models.ENOTFOUND},
		{what: "an interrupt", name: "年报.docx", ctx: cancelled, data: ole("EncryptedPackage"), code: models.EINTERNAL},
	}
	for _, tt := range tests {
		t.Run(tt.what, func(t *testing.T) {
			db := district()
			tt.options.Now = now
			ctx := t.Context()
			if tt.ctx != nil {
				ctx = tt.ctx
			}
			if got, err := Import(ctx, db, tt.options, tt.name, tt.data); models.ErrorCode(err) != tt.code || len(db.queue) != 0 || tt.ctx != nil && !errors.Is(err, context.Canceled) {
				t.Errorf("outcome %+v, %v, queue %+v", got, err, db.queue)
			}
		})
	}
}

func TestBatch_AScanBesideItsReadableCopy(t *testing.T) {
	o := ImportOptions{Now: now, AgencyID: "a-mzj", Year: 2024}
	db := district()
	b := NewBatch(db)
	if _, err := b.keep(t.Context(), o, "年报.docx", []byte("docx"), says("洪泽区民政局", 2024, 5)); err != nil {
		t.Fatal(err)
	}
	got, err := b.Import(t.Context(), o, "年报（盖章）.jpg", scan)
	if err != nil || got.State != models.SavedUnchanged || got.Queue == nil || got.Queue.State != models.QueueDone {
		t.Errorf("in one run: %+v, %v", got, err)
	}
	got, err = NewBatch(db).Import(t.Context(), o, "更正.jpg", append(scan, '!'))
	if err != nil || got.State != models.SavedQueued {
		t.Errorf("in a later run it may be a correction: %+v, %v", got, err)
	}
}

func TestFileName_TellsAgencyAndYear(t *testing.T) {
	all := district().agencies
	all = append(all, models.Agency{ID: "a-bgs", Name: "洪泽区人民政府办公室", Names: []models.AgencyName{{Name: "府办", Alias: true}}},
		models.Agency{ID: "a-x", Name: "东湖街道", Names: []models.AgencyName{{Name: "街道办", Alias: true}}}, models.Agency{ID: "a-y", Name: "西山街道", Names: []models.AgencyName{{Name: "街道办", Alias: true}}})
	for name, want := range map[string]struct {
		agency string
		year   int
	}{
		"洪泽区民政局2024年年报.pdf":               {"a-mzj", 2024},
		"洪泽区人民政府办公室2023.pdf":              {"a-bgs", 2023},
		"2022/洪泽区教育局/扫描.pdf":              {"a-jyj", 2022},
		`2022\府办\扫描.pdf`:                  {"a-bgs", 2022},
		"洪泽区教育局/2023/洪泽区民政局2022年年报.pdf":   {"a-mzj", 2022},
		"街道办2021.pdf":                     {"", 2021},
		"洪泽区民政局2023年年报（2024-01-30公布）.pdf": {"a-mzj", 2023},
		"2021-2022.pdf":                   {"", 0},
		"扫描20240130001.pdf":               {"", 0},
		"2007年.pdf":                       {"", 0},
		"2099年.pdf":                       {"", 0},
		"":                                {"", 0},
		"///..":                           {"", 0},
	} {
		if got := agencyFromName(all, name); got.ID != want.agency {
			t.Errorf("%q: agency %q, want %q", name, got.ID, want.agency)
		}
		if got := yearFromName(name, 2026); got != want.year {
			t.Errorf("%q: year %d, want %d", name, got, want.year)
		}
	}
}
