package charts

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"gongkai/models"
)

// pair makes comparisons of documents issued and repealed in 2023 from a line for each organ: issued, repealed; "-" is a blank cell.
func pair(t testing.TB, lines ...[2]string) (issued, repealed models.Comparison) {
	t.Helper()
	var agencies []models.Agency
	var obs []models.Observation
	for i, line := range lines {
		a := models.Agency{ID: fmt.Sprintf("a-%d", i), Kind: models.KindDepartment, Name: fmt.Sprintf("第%d局", i), Owes: []models.Obligation{{Year: 2023}}}
		agencies = append(agencies, a)
		if line[0] == "" {
			continue
		}
		var fs []models.Figure
		for k, code := range []string{"issued", "repealed"} {
			f := models.Figure{Measure: "disclosure.normative_documents." + code, State: models.StateBlank, Raw: "/"}
			var n int64
			if _, err := fmt.Sscan(line[k], &n); err == nil {
				f.State, f.Number, f.Raw = models.StateReported, &n, line[k]
			}
			fs = append(fs, f)
		}
		obs = append(obs, report(a.ID, 2023, models.ScopeOrgan, fs)...)
	}
	of := func(code string) models.Comparison {
		return models.Compare(subject(t, code), agencies, nil, []int{2023}, obs)
	}
	return of("disclosure.normative_documents.issued"), of("disclosure.normative_documents.repealed")
}

func TestDiverging_TakenAwayLiesLeftOfZero(t *testing.T) {
	issued, repealed := pair(t, [2]string{"5", "2"}, [2]string{"0", "0"}, [2]string{"3", "0"})
	ch := Diverging(issued, repealed, Options{})
	o := option(t, ch)
	left, right := seriesNamed(t, o, "废止行政规范性文件")[0], seriesNamed(t, o, "制发行政规范性文件")[0]
	values := func(s map[string]any) string {
		var vs []string
		for _, d := range s["data"].([]any) {
			vs = append(vs, fmt.Sprint(d.(map[string]any)["value"]))
		}
		return strings.Join(vs, " ")
	}
	if values(left) != "-2 -" || values(right) != "5 3" {
		t.Errorf("left %s, right %s", values(left), values(right))
	}
	if l := left["data"].([]any)[0].(map[string]any)["label"].(map[string]any); l["formatter"] != "2" || l["position"] != "left" {
		t.Errorf("the bar to the left says %v", l)
	}
	if ch.Title != "2023 年各机关制发行政规范性文件 8 件，废止行政规范性文件 2 件" {
		t.Error(ch.Title)
	}
	if ch.Rows != 2 || ch.Notes[0] != "两项都填报为 0（不画）：第1局" {
		t.Errorf("%d rows, notes %q", ch.Rows, ch.Notes)
	}
}

func TestDiverging_BlankIsNotZero(t *testing.T) {
	issued, repealed := pair(t, [2]string{"5", "-"}, [2]string{"-", "-"}, [2]string{"", ""})
	ch := Diverging(issued, repealed, Options{})
	blank := seriesNamed(t, option(t, ch), "没有数据")[0]["data"].([]any)
	if l := blank[0].(map[string]any)["label"].(map[string]any); len(blank) != 1 || l["formatter"] != "原文空白" || l["position"] != "left" {
		t.Errorf("the blank cell is drawn as %v", blank)
	}
	for _, want := range []string{"原文空白：第1局", "未公布：第2局"} {
		if !slices.Contains(ch.Notes, want) {
			t.Errorf("%q is not in %q", want, ch.Notes)
		}
	}
	if !strings.Contains(ch.Title, "1/3 个机关") {
		t.Errorf("the title does not say how many it is of: %s", ch.Title)
	}
}

func TestDiverging_NothingButZeros(t *testing.T) {
	issued, repealed := pair(t, [2]string{"0", "0"}, [2]string{"0", "0"})
	if ch := Diverging(issued, repealed, Options{}); ch.Option != nil || !strings.Contains(ch.Empty, "都是 0") {
		t.Errorf("%q", ch.Empty)
	}
	if ch := Diverging(models.Comparison{}, models.Comparison{}, Options{}); ch.Option != nil || ch.Empty == "" {
		t.Errorf("of nothing: %q", ch.Empty)
	}
}

func TestDiverging_FocusIsInColour(t *testing.T) {
	issued, repealed := pair(t, [2]string{"5", "2"}, [2]string{"3", "1"})
	right := seriesNamed(t, option(t, Diverging(issued, repealed, Options{Focus: []string{"a-1"}})), "制发行政规范性文件")[0]["data"].([]any)
	if style := right[0].(map[string]any)["itemStyle"].(map[string]any); style["color"] != lightOf("faint") {
		t.Errorf("the other is %v", style)
	}
	if style, ok := right[1].(map[string]any)["itemStyle"]; ok {
		t.Errorf("the focus is %v", style)
	}
}
