package handlers

import (
	"archive/zip"
	"bytes"
	"io"
	"strconv"
	"strings"
	"testing"
)

func TestConsolidated_Addresses(t *testing.T) {
	district(t).play(t, []scenario{
		{name: "the newest year", url: "/consolidated", status: 200, contains: []string{"2024 年全区汇总报告", "已纳入 5/5 个机关", `href="/consolidated/2024?cell=t3.r01.c7#cell"`, "/consolidated/2024/report.docx", "存疑", "与区政府年报公布值相比"}},
		{name: "a year with a missing report", url: "/consolidated/2023", status: 200, contains: []string{"已纳入 4/5 个机关", "区司法局 2023 年的年报还没有公布", "≥ "}},
		{name: "a cell", url: "/consolidated/2024?cell=t3.r01.c7", status: 200, contains: []string{`id="cell"`, "区教育局", "区政府年报公布值", "/reports/a-1/2024#t3.r01.c7"}},
		{name: "a cell of the form of 2019", url: "/consolidated/2020?cell=t3.r21.c7", status: 200, contains: []string{`id="cell"`, "其他处理"}},
		{name: "a cell that is none", url: "/consolidated/2024?cell=t9.r1", status: 200, contains: []string{"表里没有“t9.r1”这一格"}},
		{name: "data of a cell that is none", url: "/consolidated/2024.csv?cell=t9.r1", status: 400},
		{name: "a year that is none", url: "/consolidated/1999", status: 404, contains: []string{"没有“1999”年"}},
		{name: "a file that is none", url: "/consolidated/2024/report.exe", status: 404},
		{name: "a file of no year", url: "/consolidated/1999/report.docx", status: 404},
		{name: "in English", url: "/en/consolidated/2024?cell=t3.r01.c7", status: 200, contains: []string{"Consolidated report of the district, 2024", "Civil Affairs Bureau", "Published by the government"}},
	})
}

// Each sum of the file is that of its parts, as many as it says.
func TestConsolidated_DataAddUp(t *testing.T) {
	s := district(t)
	for _, address := range []string{"/consolidated/2020.csv", "/consolidated/2023.csv", "/consolidated/2024.csv"} {
		sums, parts, counted := map[string]float64{}, map[string]float64{}, map[string]int{}
		said := map[string]string{}
		for _, r := range csvRecords(t, s.get(t, address).body) {
			v, err := strconv.ParseFloat(r["value"], 64)
			switch {
			case r["row_type"] == "total":
				sums[r["cell"]], said[r["cell"]] = v, r["coverage_n"]
			case r["row_type"] == "part" && err == nil:
				parts[r["cell"]] += v
				counted[r["cell"]]++
			}
		}
		if len(sums) < 190 {
			t.Fatalf("%s: %d cells", address, len(sums))
		}
		for cell, sum := range sums {
			if sum != parts[cell] || said[cell] != strconv.Itoa(counted[cell]) {
				t.Errorf("%s %s: %v of %s, its parts make %v of %d", address, cell, sum, said[cell], parts[cell], counted[cell])
			}
		}
	}
}

func TestConsolidated_InTheOfficialLayout(t *testing.T) {
	s := district(t)
	res := s.get(t, "/consolidated/2023/report.docx")
	if res.StatusCode != 200 || !strings.Contains(res.Header.Get("Content-Disposition"), "consolidated-2023.docx") {
		t.Fatalf("status %d, %s", res.StatusCode, res.Header.Get("Content-Disposition"))
	}
	z, err := zip.NewReader(bytes.NewReader([]byte(res.body)), int64(len(res.body)))
	if err != nil {
		t.Fatal(err)
	}
	f, err := z.Open("word/document.xml")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	text, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"示例区2023年政府信息公开工作年度报告", "至少 ", "共收到政府信息公开申请"} {
		if !strings.Contains(string(text), want) {
			t.Errorf("the document lacks %q", want)
		}
	}
	if again := s.get(t, "/consolidated/2023/report.docx"); again.body != res.body {
		t.Error("the same state gives another file")
	}
}
