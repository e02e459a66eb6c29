package charts

import (
	"fmt"
	"testing"
)

func TestTop_BarsAddUpToTheTotal(t *testing.T) {
	c := compare(t, "applications.received", 20, 2022, 2023)
	ch := Top(c, Options{Year: 2023})
	bars := seriesNamed(t, option(t, ch), "本年新收政府信息公开申请数量")[0]
	if bars["type"] != "bar" {
		t.Errorf("drawn as %v", bars["type"])
	}
	sum := int64(0)
	for _, d := range bars["data"].([]any) {
		var n int64
		if _, err := fmt.Sscan(fmt.Sprint(d.(map[string]any)["value"].([]any)[0]), &n); err != nil {
			t.Fatal(err)
		}
		sum += n
	}
	if total := *c.Totals[1].Number; sum != total || ch.Rows != MaxTop+1 {
		t.Errorf("%d rows add up to %d, the total is %d", ch.Rows, sum, total)
	}
}

func TestTop_FewAgenciesHaveNoRest(t *testing.T) {
	c := compare(t, "applications.received", 2, 2022, 2023)
	if ch := Top(c, Options{}); ch.Rows != 2 {
		t.Errorf("%d rows", ch.Rows)
	}
	if ch := Top(compare(t, "applications.received", 0, 2022), Options{}); ch.Option != nil || ch.Empty == "" {
		t.Errorf("nobody: %q", ch.Empty)
	}
}
