package ingest

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"gongkai/models"
)

const agencyList = `机关代码,序号,类别,名称,拼音,别名,曾用名,应报年度,承继,备注
a-hzq,1,政府本级,洪泽区人民政府,hzq,,,"2020-2022,2024",,
a-mzj,2,,洪泽区民政局,mzj,民政局；区民政局,洪泽区社会局@2015-01-01~2019/3/1；洪泽县民政局@~2016-10-08,2020-2021,更名@2019年3月2日,"有, 逗号"
,,,,,,,,,
a-wgj,3,直属机构,洪泽区文广局,,,,2020,并入 a-mzj@2021.3.1,
a-dhj,5,街道,东湖街道办事处,,,,,"拆分 a-mzj、a-hzq@2022-01-01；撤销@2022-01-01",
,,,
`

func TestReadAgencies(t *testing.T) {
	f, err := ReadAgencies([]byte(agencyList))
	if err != nil {
		t.Fatal(err)
	}
	owes := func(id string, years ...int) (list []models.Obligation) {
		for _, y := range years {
			list = append(list, models.Obligation{AgencyID: id, Year: y})
		}
		return list
	}
	wantAgencies := []models.Agency{
		{ID: "a-hzq", Position: 1, Kind: models.KindGovernment, Name: "洪泽区人民政府", Pinyin: "hzq", Owes: owes("a-hzq", 2020, 2021, 2022, 2024)},
		{ID: "a-mzj", Position: 2, Kind: models.KindDepartment, Name: "洪泽区民政局", Pinyin: "mzj", Owes: owes("a-mzj", 2020, 2021), Names: []models.AgencyName{
			{AgencyID: "a-mzj", Name: "民政局", Alias: true}, {AgencyID: "a-mzj", Name: "区民政局", Alias: true},
			{AgencyID: "a-mzj", Name: "洪泽区社会局", Since: "2015-01-01", Until: "2019-03-01"}, {AgencyID: "a-mzj", Name: "洪泽县民政局", Until: "2016-10-08"}}},
		{ID: "a-wgj", Position: 3, Kind: models.KindSubordinate, Name: "洪泽区文广局", Owes: owes("a-wgj", 2020)},
		{ID: "a-dhj", Position: 5, Kind: models.KindSubdistrict, Name: "东湖街道办事处"},
	}
	wantSuccessions := []models.Succession{
		{PredecessorID: "a-mzj", SuccessorID: "a-mzj", Kind: models.Renamed, On: "2019-03-02"},
		{PredecessorID: "a-wgj", SuccessorID: "a-mzj", Kind: models.Merged, On: "2021-03-01"},
		{PredecessorID: "a-dhj", SuccessorID: "a-mzj", Kind: models.Split, On: "2022-01-01"},
		{PredecessorID: "a-dhj", SuccessorID: "a-hzq", Kind: models.Split, On: "2022-01-01"},
		{PredecessorID: "a-dhj", SuccessorID: "", Kind: models.Abolished, On: "2022-01-01"},
	}
	if diff := cmp.Diff(wantAgencies, f.Agencies); diff != "" {
		t.Errorf("agencies (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(wantSuccessions, f.Successions); diff != "" {
		t.Errorf("successions (-want +got):\n%s", diff)
	}
}

func TestReadAgencies_AsSpreadsheetProgramsSaveIt(t *testing.T) {
	want, err := ReadAgencies([]byte(agencyList))
	if err != nil {
		t.Fatal(err)
	}
	plain := "agency_id,position,kind,name\na-hzq,1,Government,洪泽区人民政府\n"
	encode := func(e interface{ Bytes([]byte) ([]byte, error) }, s string) []byte {
		b, err := e.Bytes([]byte(s))
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	for name, data := range map[string][]byte{
		"with a byte order mark": []byte("\uFEFF" + agencyList),
		"with CRLF":              []byte(strings.ReplaceAll(agencyList, "\n", "\r\n")),
		"in GBK":                 encode(simplifiedchinese.GBK.NewEncoder(), agencyList),
		"in UTF-16 with tabs":    encode(unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder(), strings.ReplaceAll(plain, ",", "\t")),
		"with semicolons":        []byte(strings.ReplaceAll(plain, ",", ";")),
		"with English headers":   []byte(plain),
		"columns in other order": []byte("名称,机关代码\n洪泽区人民政府,a-hzq\n"),
	} {
		t.Run(name, func(t *testing.T) {
			got, err := ReadAgencies(data)
			if err != nil {
				t.Fatal(err)
			}
			if got.Agencies[0].Name != want.Agencies[0].Name || got.Agencies[0].ID != want.Agencies[0].ID || got.Agencies[0].Kind != want.Agencies[0].Kind {
				t.Errorf("first agency = %+v", got.Agencies[0])
			}
		})
	}
}

func TestReadAgencies_SaysWhatIsWrong(t *testing.T) {
	row := func(fields string) string {
		return "机关代码,名称,类别,曾用名,应报年度,承继,序号,别名\na-x,区教育局\n" + fields + "\n"
	}
	for name, tt := range map[string]struct {
		data string
		says []string
	}{
		"nothing":                   {"", []string{"是空的", "机关代码"}},
		"only empty rows":           {",,,\n,,\n", []string{"是空的"}},
		"no header":                 {"a-mzj,区民政局\n", []string{"缺少", "机关代码"}},
		"a column twice":            {"机关代码,名称,name\n", []string{"两个", "名称"}},
		"half a spreadsheet":        {"PK\x03\x04\x00\x00", []string{"电子表格不完整", "另存为"}},
		"an old spreadsheet":        {"\xd0\xcf\x11\xe0\x00\x00\x00", []string{"不是 CSV", "另存为"}},
		"years with no reason":      {"机关代码,名称,免报年度\na-y,区民政局,2020", []string{"第 2 行", "免报年度", "2020"}},
		"years owed and not owed":   {"机关代码,名称,应报年度,免报年度\na-y,区民政局,2020,2020 尚未成立", []string{"第 2 行", "2020 年写了两次"}},
		"a name without end":        {"机关代码,名称\na-y," + strings.Repeat("局", 101), []string{"第 2 行", "名称", "100 个字"}},
		"an id in capitals":         {row("A-MZJ,区民政局"), []string{"第 3 行", "机关代码", "A-MZJ"}},
		"no id":                     {row(",区民政局"), []string{"第 3 行", "机关代码"}},
		"no name":                   {row("a-mzj,"), []string{"第 3 行", "名称"}},
		"an id twice":               {row("a-x,区民政局"), []string{"第 3 行", "第 2 行", "a-x"}},
		"a name twice":              {row("a-y,区教育局"), []string{"第 3 行", "第 2 行", "区教育局"}},
		"an unknown kind":           {row("a-y,区民政局,衙门"), []string{"第 3 行", "类别", "衙门", "政府组成部门"}},
		"a former name without end": {row("a-y,区民政局,,区社会局@2019"), []string{"第 3 行", "曾用名", "起止日期"}},
		"a day that is none":        {row("a-y,区民政局,,区社会局@~2019-13-01"), []string{"曾用名", "2019-13-01"}},
		"a period that ends first":  {row("a-y,区民政局,,区社会局@2019-01-01~2018-01-01"), []string{"曾用名", "晚于"}},
		"years that are none":       {row("a-y,区民政局,,,二〇二〇"), []string{"应报年度", "二〇二〇"}},
		"years that run backwards":  {row("a-y,区民政局,,,2025-2020"), []string{"应报年度", "2025-2020"}},
		"a hundred thousand years":  {row("a-y,区民政局,,,2020-99999"), []string{"应报年度"}},
		"a succession without day":  {row("a-y,区民政局,,,,并入 a-x"), []string{"承继", "没有有效的日期"}},
		"a succession unheard of":   {row("a-y,区民政局,,,,吞并 a-x@2020-01-01"), []string{"承继", "吞并"}},
		"a merger with nobody":      {row("a-y,区民政局,,,,并入@2020-01-01"), []string{"承继", "没有写机关代码"}},
		"a merger with itself":      {row("a-y,区民政局,,,,并入 a-y@2020-01-01"), []string{"承继", "自己"}},
		"a split into itself":       {row("a-y,区民政局,,,,拆分 a-x、a-y@2020-01-01"), []string{"承继", "自己"}},
		"a rename into another":     {row("a-y,区民政局,,,,renamed:a-x@2020-01-01"), []string{"承继", "不应"}},
		"an abolition into another": {row("a-y,区民政局,,,,撤销 a-x@2020-01-01"), []string{"承继", "不应"}},
		"a successor not listed":    {row("a-y,区民政局,,,,并入 a-z@2020-01-01"), []string{"第 3 行", "承继", "a-z"}},
		"a position that is none":   {row("a-y,区民政局,,,,,第二"), []string{"序号", "第二"}},
		"an alias twice":            {row("a-y,区民政局,,,,,,民政局；民政局"), []string{"别名", "民政局"}},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := ReadAgencies([]byte(tt.data))
			if models.ErrorCode(err) != models.EINVALID {
				t.Fatalf("error = %v", err)
			}
			for _, s := range tt.says {
				if !strings.Contains(err.Error(), s) {
					t.Errorf("%q does not say %q", err, s)
				}
			}
		})
	}
	if _, err := ReadAgencies(bytes.Repeat([]byte("x"), maxSheet+1)); models.ErrorCode(err) != models.ETOOLARGE {
		t.Errorf("a huge file: %v", err)
	}
}

func TestReadManifest(t *testing.T) {
	rows, err := ReadManifest([]byte("文件,机关代码,年度,范围,来源网址,公布日期\r\n" + `民政\2024.docx,a-mzj,2024年,本机关,https://example.gov.cn/1.html,2025/1/20` + "\r\n./b.html,,,territory,,\r\n,,,,,\r\n"))
	if err != nil {
		t.Fatal(err)
	}
	want := []ManifestRow{
		{Line: 2, File: "民政/2024.docx", AgencyID: "a-mzj", Year: 2024, Scope: models.ScopeOrgan, SourceURL: "https://example.gov.cn/1.html", PublishedOn: "2025-01-20"},
		{Line: 3, File: "b.html", Scope: models.ScopeTerritory},
	}
	if !slices.Equal(rows, want) {
		t.Errorf("rows = %+v", rows)
	}
	for name, tt := range map[string]struct{ row, says string }{
		"no file":        {",a-mzj", "第 2 行“文件”列"},
		"a file twice":   {"a.docx\n./a.docx", "第 3 行“文件”列"},
		"no year":        {"a.docx,,二四", "“年度”列"},
		"no scope":       {"a.docx,,,全国", "“范围”列"},
		"no address":     {"a.docx,,,,www.example.cn", "“来源网址”列"},
		"no day":         {"a.docx,,,,,2025-02-30", "“公布日期”列"},
		"a script as ad": {"a.docx,,,,javascript:alert(1)", "“来源网址”列"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := ReadManifest([]byte("文件,机关代码,年度,范围,来源网址,公布日期\n" + tt.row + "\n"))
			if models.ErrorCode(err) != models.EINVALID || !strings.Contains(err.Error(), tt.says) {
				t.Errorf("error = %v, want one that says %q", err, tt.says)
			}
		})
	}
}

func FuzzReadAgencies(f *testing.F) {
	f.Add([]byte(agencyList))
	f.Add([]byte("机关代码;名称\n\"a-x;y"))
	f.Fuzz(func(t *testing.T, data []byte) {
		list, err := ReadAgencies(data)
		if err != nil && models.ErrorCode(err) == models.EINTERNAL {
			t.Errorf("an error that says nothing: %v", err)
		}
		for _, a := range list.Agencies {
			if a.ID == "" || a.Name == "" || a.Kind == "" {
				t.Errorf("agency = %+v", a)
			}
		}
	})
}
