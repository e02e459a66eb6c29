package main

import (
	"archive/zip"
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"gongkai/data"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"gongkai": main})
}

// scripts are command-line sessions. Each runs in a folder of its own with the documents that documents makes.
var scripts = map[string]string{
	"help": `
gongkai --help
stdout '核对年报'
stdout 'Check reports'
gongkai
stdout '核对年报'
gongkai import --help
stdout 'create-agencies'
stdout '名单里没有的机关自动建立'
gongkai version
stdout '^gongkai .* go1'
`,
	"wrong usage": `
exits 2 gongkai parse
stderr '命令用法有误'
exits 2 gongkai nonsense
exits 2 gongkai parse --nonsense a.docx
exits 2 gongkai export --what nothing --format csv
stderr 'observations'
exits 2 gongkai export --what wide
exits 2 gongkai import --year twenty x.docx
exits 2 gongkai import --scope world x.docx
! stdout .
`,
	"parse": `
gongkai parse hongze-2023.docx
stdout '^洪泽区人民政府2023年'
stdout '表二“行政许可：本年处理决定数量”：550 件'
stdout '错误 t4.channel 表四“行政复议”：结果维持 10'
stdout '发布信息条数”：1136 条'
gongkai parse --json yimei-civil-affairs-2025.html
stdout '"agency": "伊美区民政局"'
stdout '"year": 2025'
stdout '"form": "2021"'
stdout '"measure": "applications.received"'
stdout '"value": 119'
stdout '"rule": "s6.fee"'
stdout '"message": "第六部分没有写明'
! stderr .
`,
	"parse what cannot be read": `
exits 1 gongkai parse --json empty.txt
stdout '"error": ".*空'
! stderr .
exits 1 gongkai parse empty.txt
stderr '空'
! stdout .
exits 1 gongkai parse --json missing.docx
stdout '"error": "没有找到文件'
exits 1 gongkai parse --json letter.txt
stdout '"error"'
exits 1 gongkai parse reports
stderr '是文件夹'
-- empty.txt --
-- letter.txt --
各位同事：
请于本周五前报送材料。
`,
	"check": `
exits 1 gongkai check hongze-2023.docx
stdout '错误 t4.channel 表四“行政复议”：.*“总计”列为 0，差 11。请核对'
stdout '^错误 2 项，提示 0 项'
gongkai check yimei-civil-affairs-2025.html
stdout '提示 s6.fee'
exits 1 gongkai check empty.txt yimei-civil-affairs-2025.html
stdout 'empty.txt：'
stdout '伊美区民政局2025年'
-- empty.txt --
`,
	"check several years": `
gongkai check later.html earlier.docx
stdout '民政局2022年.*earlier'
stdout '民政局2023年.*later'
exits 1 gongkai check altered.html earlier.docx
stdout '错误 x.carry 表三“总计”列：“上年结转”为 77'
stdout '请与上年报告核对'
`,
	"check two files of one report": `
exits 1 gongkai check later.html altered.html
stdout '是同一机关同一年度的年报，但有 1 个数不同'
stdout '上年结转.*77'
cp later.html copy.html
gongkai check later.html copy.html
stdout '视为同一份年报'
`,
	"import needs the agency": `
exits 1 gongkai import --db a.db hongze-2023.docx
stdout '失败 hongze-2023.docx：机关名单是空的'
stdout '共 1 个文件：失败 1。'
gongkai agencies --db a.db agencies.csv
stdout '已载入 [0-9]+ 个机关'
exits 1 gongkai import --db a.db hongze-2023.docx
stdout '名称最接近的是'
gongkai import --db a.db --create-agencies hongze-2023.docx
stdout '新增 hongze-2023.docx：洪泽区人民政府 2023 年（2021年版），错误 2 项，提示 0 项，新建机关 a-'
exits 1 gongkai import --db a.db --agency a-mzj hongze-2023.docx
stdout '文件却是“洪泽区人民政府”的年报'
exits 1 gongkai import --db a.db --year 2022 hongze-2023.docx
stdout '文件却是 2023 年的年报'
`,
	"import twice, in other formats, and mended": `
gongkai agencies --db a.db agencies.csv
gongkai import --db a.db later.html
stdout '新增 later.html'
gongkai import --db a.db later.html
stdout '没有变化 later.html'
stdout '共 1 个文件：没有变化 1，失败 0。'
gongkai import --db a.db altered.html
stdout '已修订 altered.html.*与上一版本有 1 处不同'
gongkai import --db a.db altered.html
stdout '没有变化 altered.html'
gongkai import --db a.db --revert later.html
stdout '已修订 later.html.*与上一版本有 1 处不同'
gongkai import --db a.db later.html
stdout '没有变化 later.html'
`,
	"import keeps what is good": `
gongkai agencies --db a.db agencies.csv
exits 1 gongkai import --db a.db reports letter.txt missing.docx
stdout '新增 reports/2022/earlier.docx'
stdout '新增 reports/2023/later.html'
stdout '失败 letter.txt：'
stdout '失败 missing.docx：没有找到文件'
stdout '共 4 个文件：新增 2，失败 2。'
! stdout 'Thumbs|\.hidden|~\$'
! stderr .
gongkai export --db a.db --what reports --format csv
stdout '2022/earlier.docx'
-- letter.txt --
各位同事：请报送材料。
-- reports/.hidden --
x
`,
	"export a report in the official layout": `
gongkai agencies --db a.db agencies.csv
gongkai import --db a.db later.html
gongkai export --db a.db --what report --agency a-mzj --year 2023 --format docx -o again.docx
gongkai parse again.docx
stdout '示例区民政局2023年'
gongkai export --db a.db --what report --agency a-mzj --year 2023 --format xlsx -o .
gongkai parse 示例区民政局2023年政府信息公开工作年度报告.xlsx
stdout '示例区民政局2023年'
exits 1 gongkai export --db a.db --what report --agency a-mzj --year 1999 --format docx
stderr .
exits 1 gongkai export --db a.db --what report --agency a-mzj --format docx
stderr '--agency 机关代码 --year 年度'
exits 1 gongkai export --db a.db --what reports --year 2023 --format csv
stderr '只用于 --what report'
`,
	"import two different files of one report": `
gongkai agencies --db a.db agencies.csv
exits 1 gongkai import --db a.db later.html altered.html
stdout '失败 altered.html：“altered.html”与“later.html”同是'
`,
	"import after a correction": `
gongkai agencies --db a.db agencies.csv
gongkai import --db a.db later.html
gongkai import --db a.db altered.html
stdout '已修订 altered.html'
mkdir both
cp later.html both/1.html
cp altered.html both/2.html
gongkai import --db a.db both
stdout '已有更正 both/1.html：这是示例区民政局 2023 年年报第 1 版的文件，现行的是第 2 版，没有改动。.*--revert'
stdout '没有变化 both/2.html'
stdout '共 2 个文件：没有变化 1，已有更正 1，失败 0。'
mv both/1.html both/3.html
gongkai import --db a.db both
stdout '共 2 个文件：没有变化 1，已有更正 1，失败 0。'
gongkai import --db a.db --json later.html
stdout '"state": "superseded"'
stdout '"superseded_revision": 1'
exits 1 gongkai import --db a.db --revert both
stdout '同是示例区民政局 2023 年的年报'
gongkai import --db a.db --revert later.html
stdout '已修订 later.html.*与上一版本有 1 处不同'
gongkai import --db a.db both/2.html
stdout '已有更正 both/2.html：.*第 2 版的文件，现行的是第 3 版'
`,
	"backup, restore, doctor": `
exits 1 gongkai backup --db none.db
stderr '没有找到文件“none.db”'
! exists none.db
gongkai agencies --db a.db agencies.csv
gongkai import --db a.db earlier.docx
mkdir copies
gongkai backup --db a.db -o copies
stdout '已备份到 copies/a-backup-[0-9]+-[0-9]+\.db（.*年报 1 份，原始文件 1 份），内容已核对无误。'
gongkai backup --db a.db -o one.db
exits 1 gongkai backup --db a.db -o one.db
stderr '备份文件“one.db”已经存在'
exits 2 gongkai backup --db a.db -o one.db --keep 2
exits 2 gongkai backup --db a.db -o copies --keep -1
cp one.db copies/a-backup-19990101-000000.db
cp one.db copies/a-backup-of-mine.db
cp one.db copies/b-backup-19990101-000000.db
cp later.html copies/a-backup-19990102-000000.db
gongkai backup --db a.db -o copies --keep 2
stdout '已删去较早的备份 copies/a-backup-19990101-000000.db。'
! exists copies/a-backup-19990101-000000.db
exists copies/a-backup-of-mine.db
exists copies/b-backup-19990101-000000.db
exists copies/a-backup-19990102-000000.db
gongkai import --db a.db later.html
exits 1 gongkai restore --db a.db later.html
stderr '“later.html”不是数据库文件'
gongkai restore --db a.db one.db
stdout '已用 one.db 恢复 a.db：年报 1 份，原始文件 1 份'
stdout '原来的数据库没有删除，保存为 .*a-replaced-[0-9]+-[0-9]+\.db。'
gongkai export --db a.db --what reports --format csv
stdout 'earlier.docx'
! stdout 'later.html'
gongkai doctor --db a.db
stdout '正常   原始文件与校验值相符'
stdout '没有发现问题'
gongkai doctor --db a.db --json
stdout '"problems": \[\]'
exits 1 gongkai doctor --db later.html
stderr '不是数据库文件'
`,
	"import with a manifest": `
gongkai agencies --db a.db agencies.csv
exits 1 gongkai import --db a.db --manifest lists/manifest.csv
stdout '新增 .*later.html'
stdout '文件清单第 3 行的文件没有找到|失败 .*nowhere.docx'
stdout '共 2 个文件：新增 1，失败 1。'
gongkai export --db a.db --what reports --format csv
stdout 'https://www.example.gov.cn/2023.html'
stdout '2024-02-09'
exits 1 gongkai import --db a.db --manifest lists/wrong.csv later.html
stderr '文件清单第 2 行“年度”列'
-- lists/manifest.csv --
文件,机关代码,年度,范围,来源网址,公布日期
../later.html,a-mzj,2023,organ,https://www.example.gov.cn/2023.html,2024-02-09
../nowhere.docx,a-mzj,2023,,,
-- lists/wrong.csv --
文件,年度
later.html,last year
`,
	"import an archive": `
gongkai agencies --db a.db agencies.csv
gongkai import --db a.db all.zip
stdout '新增 all.zip/民政局/later.html'
exits 1 gongkai import --db a.db --json all.zip letter.txt
stdout '"state": "unchanged"'
stdout '"file": "letter.txt"'
stdout '"unchanged": 1'
-- letter.txt --
各位同事：请报送材料。
`,
	"import nothing": `
exits 1 gongkai import --db a.db
stderr '没有给出要导入的文件'
! exists a.db
`,
	"import what cannot be read": `
gongkai agencies --db a.db agencies.csv
exits 3 gongkai import --db a.db scans
stdout '待录入 scans/2023/示例区民政局2023年年报.jpg：示例区民政局（a-mzj） 2023 年。.*图片或扫描件'
stdout '待录入 scans/年报.docx：机关不明 年度不明。.*设有密码'
stdout '共 2 个文件：待录入 2，失败 0。待录入的用 gongkai queue 查看。'
exits 1 gongkai import --db a.db --json scans cat.jpg
stdout '"queued": 2'
stdout '"file": "cat.jpg"'
gongkai queue --db a.db
stdout '待录入  示例区民政局（a-mzj） 2023 年  2023/示例区民政局2023年年报.jpg'
stdout '待录入 2 份'
gongkai queue --db a.db --json
stdout '"agency_name": "示例区民政局"'
stdout $SCAN
exits 1 gongkai queue --db a.db --template $LOCKED form.csv
stderr '请先用 gongkai queue --assign'
! exists form.csv
gongkai queue --db a.db --assign $LOCKED --agency a-mzj --year 2022
stdout '示例区民政局（a-mzj） 2022 年'
gongkai queue --db a.db --export $LOCKED out.docx
cmp out.docx scans/年报.docx
exits 1 gongkai queue --db a.db --export $LOCKED out.docx
stderr '已经存在'
gongkai queue --db a.db --template $SCAN form.csv
grep '示例区民政局2023年政府信息公开工作年度报告' form.csv
exits 1 gongkai queue --db a.db --template $SCAN form.csv
stderr '已经存在'
exits 1 gongkai queue --db a.db --template $SCAN form.xls
stderr '可以是 .csv 或 .docx'
gongkai queue --db a.db --template $LOCKED form.docx
gongkai import --db a.db form.csv form.docx
gongkai queue --db a.db
stdout '待录入 2 份'
stdout '这一年度已有年报'
gongkai import --db a.db later.html
gongkai queue --db a.db
stdout '待录入 1 份'
! stdout 示例区民政局2023年年报
gongkai queue --db a.db --all
stdout '已录入  示例区民政局（a-mzj） 2023 年'
gongkai queue --db a.db --drop $LOCKED --reason 重复报送
gongkai import --db a.db scans
stdout '已录入 scans/2023'
stdout '不录入 scans/年报.docx：.*重复报送'
stdout '共 2 个文件：没有变化 2，失败 0。'
gongkai queue --db a.db --reopen $LOCKED
stdout '待录入'
`,
	"queue of nothing": `
exits 1 gongkai queue --db none.db
stderr '没有找到文件'
! exists none.db
gongkai agencies --db a.db agencies.csv
gongkai queue --db a.db
stdout '^待录入 0 份。$'
gongkai queue --db a.db --json
stdout '^\[\]$'
exits 1 gongkai queue --db a.db --reopen 1234567
stderr '没有校验值以'
exits 2 gongkai queue --db a.db --export 1234567
exits 2 gongkai queue --db a.db --drop 1234567
exits 2 gongkai queue --db a.db --assign 1234567
exits 2 gongkai queue --db a.db --agency a-mzj
exits 2 gongkai queue --db a.db --drop 1234567 --reopen 1234567 --reason x
exits 2 gongkai queue --db a.db file
gongkai queue --help
stdout '生成空白年报'
stdout 'form of that year to FILE'
`,
	"export": `
exits 1 gongkai export --db none.db --what reports --format csv
stderr '没有找到文件“none.db”'
! exists none.db
gongkai agencies --db a.db agencies.csv
gongkai import --db a.db reports
gongkai export --db a.db --what observations --format csv -o out.csv
! stdout .
grep 'applications.received' out.csv
gongkai export --db a.db --what findings --format json
stdout 'head.deadline'
gongkai export --db a.db --what agencies --format csv
stdout 'a-mzj'
gongkai export --db a.db --what texts --format ndjson
stdout '"section":1'
gongkai export --db a.db --what reports --format csv --header zh --no-bom
stdout '^快照编号,报告编号'
mkdir files
gongkai export --db a.db --what wide --format xlsx -o files
gongkai export --db a.db --what indicators-long --format parquet -o files
gongkai export --db a.db --format zip -o files
gongkai export --db a.db --format sqlite -o files
gongkai export --db a.db --format datapackage -o files
exists files/foi-agency-year-wide-2022-2023-full.xlsx files/foi-indicators-long-2022-2023-full.parquet
exists files/foi-all-2022-2023-full.zip files/foi-all-2022-2023-full.sqlite files/foi-all-2022-2023-full.datapackage.json
exits 1 gongkai export --db a.db --format csv
stderr '请用 --what 给出要哪个数据文件，可选：observations-long、agency-year-wide'
exits 1 gongkai export --db a.db --what reports --format sqlite
stderr 'sqlite 含全部数据文件，请去掉 --what'
exits 1 gongkai export --db a.db --what wide --format csv -o nowhere/out.csv
stderr '无法写入“nowhere/out.csv”'
exits 1 gongkai export --db out.csv --what wide --format csv
stderr '不是数据库文件'
`,
	"agencies": `
exits 1 gongkai agencies --db a.db missing.csv
stderr '没有找到文件'
exits 1 gongkai agencies --db a.db wrong.csv
stderr '机关名单第 2 行“机关代码”列'
-- wrong.csv --
机关代码,名称
1,民政局
`,
	"agencies as exported": `
gongkai agencies --db a.db agencies.csv
gongkai export --db a.db --what agencies --format csv -o out.csv
gongkai agencies --db b.db out.csv
stdout '已载入 [0-9]+ 个机关'
gongkai export --db b.db --what agencies --format csv -o again.csv
cmp out.csv again.csv
`,
}

func TestCommands(t *testing.T) {
	dir := t.TempDir()
	for name, script := range scripts {
		if err := os.WriteFile(filepath.Join(dir, strings.ReplaceAll(name, " ", "_")+".txtar"), []byte(script), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	testscript.Run(t, testscript.Params{Dir: dir, Setup: documents, Cmds: map[string]func(*testscript.TestScript, bool, []string){"exits": exits}})
}

// exits runs a command and wants it to end with a status: exits 2 gongkai parse.
func exits(ts *testscript.TestScript, _ bool, args []string) {
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	err = ts.Exec(args[1], args[2:]...)
	got := 0
	if e, ok := errors.AsType[*exec.ExitError](err); ok {
		got = e.ExitCode()
	} else if err != nil {
		ts.Fatalf("%v", err)
	}
	if got != want {
		ts.Fatalf("exit status %d, want %d", got, want)
	}
}

// documents puts into a script's folder: the two bundled real reports; the demo's list of agencies; two years of 示例区民政局,
// earlier.docx and later.html, again in the folder reports and in all.zip; altered.html, which is later.html with another number
// carried in; and in the folder scans a picture and a document under a password, with their checksums in SCAN and LOCKED.
func documents(env *testscript.Env) error {
	files := map[string][]byte{"agencies.csv": data.AgenciesCSV()}
	for _, r := range data.RealReports() {
		b, err := r.Bytes()
		if err != nil {
			return err
		}
		files[r.FileName] = b
	}
	earlier, later, altered := twoYears()
	for name, d := range map[string]data.Document{"earlier.docx": earlier, "later.html": later, "altered.html": altered} {
		var b bytes.Buffer
		if err := writeDemoDocument(&b, d); err != nil {
			return err
		}
		files[name] = b.Bytes()
	}
	files["reports/2022/earlier.docx"], files["reports/2023/later.html"] = files["earlier.docx"], files["later.html"]
	files["reports/Thumbs.db"], files["reports/2022/~$earlier.docx"] = []byte("x"), []byte("x")
	zipped, err := zipOf("民政局/later.html", files["later.html"])
	if err != nil {
		return err
	}
	files["all.zip"] = zipped
	picture, locked := []byte("\xff\xd8\xff\xe0 a page"), lockedDocument()
	files["scans/2023/示例区民政局2023年年报.jpg"], files["scans/年报.docx"], files["cat.jpg"] = picture, locked, []byte("\xff\xd8\xff\xe0 a cat")
	env.Vars = append(env.Vars, fmt.Sprintf("SCAN=%x", sha256.Sum256(picture)), fmt.Sprintf("LOCKED=%x", sha256.Sum256(locked)))
	for name, content := range files {
		path := filepath.Join(env.WorkDir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(path, content, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// twoYears are the reports of 示例区民政局 on 2022 and 2023 without breaks, and the second with 77 applications carried in.
func twoYears() (earlier, later, altered data.Document) {
	for _, d := range data.Demo().Documents {
		d.Quirks = nil
		switch {
		case d.AgencyID == "a-mzj" && d.Year == 2022:
			earlier = d
		case d.AgencyID == "a-mzj" && d.Year == 2023:
			later = d
		}
	}
	earlier.Format, later.Format = "docx", "html"
	altered = later
	altered.Revision.Figures = slices.Clone(later.Revision.Figures)
	for i, f := range altered.Revision.Figures {
		if f.Measure == "applications.carried_in" && f.Applicant == "total" {
			altered.Revision.Figures[i].Raw = "77"
		}
	}
	return earlier, later, altered
}

// lockedDocument is as much of an Office document under a password as tells what it is: the name of its one stream.
func lockedDocument() []byte {
	b := []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
	for _, r := range "EncryptedPackage\x00" {
		b = append(b, byte(r), 0)
	}
	return b
}

func zipOf(name string, content []byte) ([]byte, error) {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	w, err := z.Create(name)
	if err != nil {
		return nil, err
	}
	if _, err := w.Write(content); err != nil {
		return nil, err
	}
	if err := z.Close(); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// interrupter ends a context at the first thing that is written.
type interrupter struct {
	bytes.Buffer
	stop context.CancelFunc
}

func (i *interrupter) Write(p []byte) (int, error) {
	i.stop()
	return i.Buffer.Write(p)
}

func TestImport_InterruptedBetweenFiles(t *testing.T) {
	dir := t.TempDir()
	if err := documents(&testscript.Env{WorkDir: dir}); err != nil {
		t.Fatal(err)
	}
	t.Chdir(dir)
	if status := run(t.Context(), []string{"agencies", "--db", "a.db", "agencies.csv"}, &bytes.Buffer{}, &bytes.Buffer{}); status != 0 {
		t.Fatal("agencies: exit status", status)
	}
	ctx, stop := context.WithCancel(t.Context())
	out := interrupter{stop: stop}
	if status := run(ctx, []string{"import", "--db", "a.db", "reports", "hongze-2023.docx"}, &out, &bytes.Buffer{}); status != exitFailed {
		t.Error("exit status", status)
	}
	if s := out.String(); !strings.Contains(s, "新增 reports/2022/earlier.docx") || strings.Contains(s, "later") || !strings.Contains(s, "已中断，其余文件没有导入") {
		t.Error(s)
	}
}
