package models

import (
	"strings"
	"testing"
)

func TestSimplified(t *testing.T) {
	if got := strings.Map(Simplified, "政府資訊公開申請，處理費，行政複議、行政訴訟 abc 12"); got != "政府资讯公开申请，处理费，行政复议、行政诉讼 abc 12" {
		t.Error(got)
	}
}

func TestSimplified_IsStable(t *testing.T) {
	for from, to := range toSimplified {
		if Simplified(to) != to {
			t.Errorf("%c becomes %c, which becomes %c", from, to, Simplified(to))
		}
	}
}
