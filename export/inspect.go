package export

import (
	"bufio"
	"encoding/csv"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"gongkai/models"
)

// inspect reads the finished files of a snapshot again and compares them with the copy of the data they were made from and with each
// other. It fails with EINVALID and a sentence that says what is not as it should be.
func inspect(dir string, d Dataset, frozen models.Frozen, formats []Format, files []models.SnapshotFile) error {
	made := map[string]models.SnapshotFile{}
	for _, f := range files {
		made[f.File+"."+f.Format] = f
	}
	for _, file := range Files {
		for _, format := range formats {
			if f, ok := made[file.Name+"."+string(format)]; !ok || f.Bytes == 0 && f.Rows > 0 {
				return refused("缺少数据文件“%s”（%s 格式）", file.Label.Zh, format)
			}
		}
		record := made[file.Name+"."+string(CSV)]
		if err := inspectFile(filepath.Join(dir, record.Name), file, record, d, frozen); err != nil {
			return err
		}
	}
	return nil
}

// refused is the error of a snapshot that is not kept.
func refused(text string, args ...any) error {
	return models.Errorf(models.EINVALID, "没有做成数据快照：%s。数据库没有变化，请联系维护人员。", fmt.Sprintf(text, args...))
}

// inspection looks at the rows of one file, each by the codes of its columns, and says at the end what is wrong.
type inspection struct {
	row func(at func(column string) string) error
	end func() error
}

// inspections are what is to be true of files, beyond what is to be true of all.
var inspections = map[string]func(Dataset, models.Frozen) inspection{
	observationsFile.Name: inspectObservations,
	reportsFile.Name: func(_ Dataset, frozen models.Frozen) inspection {
		return counting("公布的年报", frozen.Reports, func(at func(string) string) bool { return at("status") == string(models.StatusPublished) })
	},
	findingsFile.Name: func(_ Dataset, frozen models.Frozen) inspection {
		return counting("校验结果", frozen.Findings, func(func(string) string) bool { return true })
	},
	textsFile.Name: func(_ Dataset, frozen models.Frozen) inspection {
		return counting("报告文字", frozen.Texts, func(func(string) string) bool { return true })
	},
	agenciesFile.Name: func(_ Dataset, frozen models.Frozen) inspection {
		return counting("机关", frozen.Rows["agencies"], func(func(string) string) bool { return true })
	},
	agencyNamesFile.Name: func(_ Dataset, frozen models.Frozen) inspection {
		return counting("曾用名和别名", frozen.Rows["agency_names"], func(at func(string) string) bool {
			return at("name_kind") == nameFormer || at("name_kind") == nameAlias
		})
	},
	changesFile.Name: func(d Dataset, _ models.Frozen) inspection {
		return counting("变更", len(d.Changes), func(func(string) string) bool { return true })
	},
}

// counting counts the rows that are of a kind, and compares them with what the database has.
func counting(what string, want int, of func(at func(string) string) bool) inspection {
	n := 0
	return inspection{row: func(at func(string) string) error {
		if of(at) {
			n++
		}
		return nil
	}, end: func() error {
		if n != want {
			return refused("文件里有%s %d 条，数据库里有 %d 条", what, n, want)
		}
		return nil
	}}
}

// inspectFile reads a CSV file: the columns are all there, the rows are as many as its record says, and what is to be a number is one.
func inspectFile(path string, file File, record models.SnapshotFile, d Dataset, frozen models.Frozen) error {
	f, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("read %s again: %w", record.Name, err)
	}
	defer f.Close()
	r := csv.NewReader(bufio.NewReaderSize(f, 1<<18))
	r.ReuseRecord = true
	head, err := r.Read()
	if err != nil {
		return refused("文件“%s”读不回来（%v）", record.Name, err)
	}
	place := map[string]int{}
	for i, c := range file.Columns {
		if len(head) != len(file.Columns) || strings.TrimPrefix(head[i], "\ufeff") != c.Code {
			return refused("文件“%s”的表头与字段不符", record.Name)
		}
		place[c.Code] = i
	}
	look := inspection{}
	if of, ok := inspections[file.Name]; ok {
		look = of(d, frozen)
	}
	var cells []string
	at := func(column string) string { return cells[place[column]] }
	n := 0
	for ; ; n++ {
		cells, err = r.Read()
		if err == io.EOF {
			break
		}
		if err != nil {
			return refused("文件“%s”第 %d 行读不回来（%v）", record.Name, n+2, err)
		}
		for i, c := range file.Columns {
			if _, ok := scaled(cells[i]); !c.Text && cells[i] != "" && !ok {
				return refused("文件“%s”第 %d 行“%s”栏是“%s”，不是数字", record.Name, n+2, c.Label.Zh, cells[i])
			}
		}
		if look.row != nil {
			if err := look.row(at); err != nil {
				return err
			}
		}
	}
	if n != record.Rows {
		return refused("文件“%s”有 %d 行，应有 %d 行", record.Name, n, record.Rows)
	}
	if look.end == nil {
		return nil
	}
	return look.end()
}

// inspectObservations holds the long file against the database: it has every figure, and every total of the district is the sum of its
// parts, worked out from the rows as they were written.
func inspectObservations(_ Dataset, frozen models.Frozen) inspection {
	type cell struct{ year, measure, applicant string }
	type sum struct{ value, parts int64 }
	sums := map[cell]sum{}
	figures := 0
	return inspection{row: func(at func(string) string) error {
		k := cell{at("year"), at("measure"), at("applicant")}
		value, known := scaled(at("value"))
		if at("row_type") == rowFigure {
			if at("report_id") != "" {
				figures++
			}
			if known && usable(at("value_status"), at("flags")) && at("scope") != string(models.ScopeTerritory) {
				s := sums[k]
				sums[k] = sum{s.value + value, s.parts + 1}
			}
			return nil
		}
		s := sums[k]
		if have, err := strconv.ParseInt(at("coverage_n"), 10, 64); err != nil || have != s.parts || known != (s.parts > 0) || known && value != s.value {
			return refused("%s 年“%s”（%s）的合计是“%s”（%s 个机关），各机关之和是 %s（%d 个机关）", k.year, at("measure_name"), k.applicant, at("value"), at("coverage_n"), models.Decimal(s.value, scale), s.parts)
		}
		delete(sums, k)
		return nil
	}, end: func() error {
		if figures != frozen.Figures {
			return refused("长表里有 %d 个数字，数据库里有 %d 个", figures, frozen.Figures)
		}
		for k := range sums {
			return refused("%s 年“%s”（%s）没有合计", k.year, k.measure, k.applicant)
		}
		return nil
	}}
}

// usable is whether a figure may be added up, as written in the file: models.Figure.Usable.
func usable(status, flags string) bool {
	f, err := models.ParseFlags(flags)
	return err == nil && (status == string(models.StateReported) || f&(models.FlagZeroImplied|models.FlagDerived) != 0)
}

// scale is how many decimals plain numbers in files may have.
const scale = 6

// scaled reads a plain decimal as a whole number of millionths. It takes no exponents, spaces, NaN or Inf.
func scaled(text string) (int64, bool) {
	whole, part, _ := strings.Cut(text, ".")
	digits := strings.TrimPrefix(whole, "-")
	if digits == "" || len(part) > scale || strings.HasSuffix(text, ".") || strings.ContainsFunc(digits+part, func(r rune) bool { return r < '0' || r > '9' }) {
		return 0, false
	}
	n, err := strconv.ParseInt(whole+part+strings.Repeat("0", scale-len(part)), 10, 64)
	return n, err == nil
}
