package models

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

func TestStatementsOf(t *testing.T) {
	tests := []struct {
		name, text string
		want       []string
	}{
		{"accepted", "（二）依申请公开情况。2024年各机关受理政府信息公开申请 21 件，均在法定期限答复。", []string{"received 21"}},
		{"received, concluded, carried over", "收到信息公开申请23件，办结22件，结转下年度办理1件。", []string{"received 23", "concluded 22", "carried_out 1"}},
		{"carried in", "本年新收政府信息公开申请23件，上年结转2件。", []string{"received 23", "carried_in 2"}},
		{"the topic stands in the paragraph", "依申请公开。全年共收到申请十二宗，已答复12宗。", []string{"received 12", "concluded 12"}},
		{"handled", "全年办理政府信息公开申请15件。", []string{"handled 15"}},
		{"accepted and answered at once", "受理并答复政府信息公开申请6件。", []string{"handled 6"}},
		{"number before the noun", "收到12件政府信息公开申请。", []string{"received 12"}},
		{"about", "受理依申请公开申请100余件。", []string{"received ~100"}},
		{"spaces, full-width digits", "收 到政府信息公开申请 １２ 件。", []string{"received 12"}},
		{"traditional characters", "2024年共受理政府信息公開申請16件，已辦結15件。", []string{"received 16", "concluded 15"}},
		{"of all applicants", "收到公民、法人和其他组织政府信息公开申请12件。", []string{"received 12"}},
		{"of one kind of applicant", "收到公民政府信息公开申请12件。", nil},
		{"by channel", "网上收到信息公开申请8件，信函收到申请4件。", nil},
		{"in all channels together", "通过网站、信函、当面等方式收到信息公开申请12件。", []string{"received 12"}},
		{"by a channel, in all", "通过依申请公开平台共收到申请12件。", []string{"received 12"}},
		{"parts", "收到信息公开申请12件，其中网上8件，办结8件。", []string{"received 12"}},
		{"outcomes", "依申请公开答复中，予以公开5件，部分公开2件。", nil},
		{"licensing", "依申请公开方面无异常。收到行政许可申请114738件，受理许可申请114730件。", nil},
		{"petitions", "政务公开与信访办理：收到信访申请12件，答复来信8件。", nil},
		{"another year", "2022年收到政府信息公开申请9件。", nil},
		{"another year beside this one", "2022年收到政府信息公开申请9件，2024年收到申请12件。", []string{"received 12"}},
		{"last year", "去年收到政府信息公开申请9件。", nil},
		{"change", "收到政府信息公开申请12件，同比增加3件。", []string{"received 12"}},
		{"since the beginning", "自2019年以来累计受理政府信息公开申请99件。", nil},
		{"cumulative in the year", "全年累计受理政府信息公开申请9件。", []string{"received 9"}},
		{"cumulative, since when unknown", "累计受理政府信息公开申请99件。", nil},
		{"none received", "2024年，我局未收到政府信息公开申请。", []string{"received 0"}},
		{"there were none", "没有收到公民、法人或其他组织提出的信息公开申请。", []string{"received 0"}},
		{"no applications", "本年度无政府信息公开申请。", []string{"received 0"}},
		{"number of applications: 0", "本年度政府信息公开申请数量为0。", []string{"received 0"}},
		{"none unanswered is not none", "政府信息公开申请无超期答复，无正当理由的申请未予处理。", nil},
		{"none for licences", "政务公开有序。未收到行政许可申请。", nil},
		{"reconsideration and lawsuits", "因政府信息公开被申请行政复议3件，提起行政诉讼1件。", []string{"reconsideration 3", "litigation 1"}},
		{"lawsuits without reconsideration are a part", "因信息公开引发未经复议直接起诉2件。", nil},
		{"none of both", "未发生因政府信息公开被申请行政复议、提起行政诉讼的情况。", []string{"litigation 0", "reconsideration 0"}},
		{"both are none", "政府信息公开行政复议、行政诉讼均为0。", []string{"litigation 0", "reconsideration 0"}},
		{"no reconsideration", "没有因信息公开引起的行政复议。", []string{"reconsideration 0"}},
		{"all reconsiderations of a district", "全区共办理行政复议案件120件。", nil},
		{"results of reconsideration", "信息公开行政复议维持3件，纠正1件。", nil},
		{"both together", "信息公开行政复议、行政诉讼共4件。", nil},
		{"pending is not none", "信息公开尚未审结的行政复议情况详见表四。", nil},
		{"other numbers", "公开政府信息1136条，关注人数20315人。", nil},
		{"empty", "", nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, s := range statementsOf(tt.text, 2024) {
				about := ""
				if s.approximate {
					about = "~"
				}
				got = append(got, fmt.Sprintf("%s %s%d", s.kind, about, s.value))
			}
			if !slices.Equal(got, tt.want) {
				t.Errorf("got %v, want %v", got, tt.want)
			}
		})
	}
}

func TestStatementsOf_Huge(t *testing.T) {
	statementsOf(strings.Repeat("收到政府信息公开申请12件，", 20000), 2024)
	statementsOf(strings.Repeat("未", 300000)+"收到依申请", 2024)
}

func FuzzStatementsOf(f *testing.F) {
	f.Add("收到政府信息公开申请12件，其中网上8件；未发生行政复议。")
	f.Fuzz(func(t *testing.T, text string) {
		for _, s := range statementsOf(text, 2024) {
			if s.kind == "" || s.value < 0 {
				t.Fatalf("%+v", s)
			}
		}
	})
}
