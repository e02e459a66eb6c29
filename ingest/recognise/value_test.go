package recognise

import (
	"testing"

	"gongkai/models"
)

func TestMayHoldNumber_EveryWayToWriteOne(t *testing.T) {
	for _, text := range []string{"12", "１２", "1,234 件", "三百二十一", "伍拾万元", "人民币12.5万元整", "约12", "大约12", "将近12", "接近12", "超过12", "突破12", "不少于12", "至少12", "逾12", "上百件",
		"12余", "12多件", "12来件", "12左右", "12以上", "12上下", "12有余", "增加3", "减少3", "上升3", "下降3", "增3", "12个", "12起", "12例", "12家", "12人", "12次", "12份", "12宗", "12项", "12條", "12項",
		"12[注1]", "12（注）", "12①", "12※", "12億元", "3千元", "两件", "〇", "零"} {
		if !mayHoldNumber(text) {
			t.Errorf("%s", text)
		}
	}
	for _, text := range []string{"", "—", "无", "一、本年新收政府信息公开申请数量", "（七）总计", "1.属于国家秘密", "商业企业", "N/A"} {
		if mayHoldNumber(text) {
			t.Errorf("%s", text)
		}
	}
}

// What is passed over without a closer look must be nothing that a closer look reads.
func FuzzMayHoldNumber(f *testing.F) {
	for _, text := range []string{"12余件[注1]", "人民币１２.5万元整", "三百二十一", "减少3"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if mayHoldNumber(text) {
			return
		}
		if n, _, ok := models.ReadNumber(squeeze(text)); ok {
			t.Errorf("%q is %d", text, n)
		}
		if v := readMoney(text, ""); v.state == models.StateReported {
			t.Errorf("%q is %d", text, *v.number)
		}
	})
}
