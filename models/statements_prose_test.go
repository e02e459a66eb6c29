package models

import (
	"fmt"
	"strings"
	"testing"
)

// TestStatementsOf_Prose holds sentences in the ways that offices write them against what they say of table three and four; "" is for those
// that say nothing that could be compared.
func TestStatementsOf_Prose(t *testing.T) {
	tests := []struct{ text, want string }{
		// Received.
		{"2024年，我局共收到政府信息公开申请18件。", "received 18"},
		{"（二）依申请公开情况。全年共受理依申请公开28件。", "received 28"},
		{"依申请公开方面，2024年新收申请7件，上年结转1件，共8件，均已按期答复。", "received 7, carried_in 1"},
		{"2024年度本机关收到公民、法人或者其他组织提出的政府信息公开申请共 １，２０３ 件。", "received 1203"},
		{"共接收政府信息公开申请二十三件，其中自然人20件，商业企业3件。", "received 23"},
		{"全年收到依申请公开申请数量为45件。", "received 45"},
		{"全年收到政府信息公开申请近100件。", "received ~100"},
		{"全年收到政府信息公开申请1.2万余件。", "received ~12000"},
		{"新收政府信息公开申请9宗，结转上年度申请2宗。", "received 9, carried_in 2"},
		{"全年受理群众政府信息公开申请5起。", "received 5"},
		{"本年度新收政府信息公开申请：12件。", "received 12"},
		{"共收到政府信息公开申请12件，同比下降25%。", "received 12"},
		{"共收到政府信息公开申请12件，较2023年的16件减少4件。", "received 12"},
		{"2024年收到政府信息公开申请 1 2 件。", "received 12"},
		{"2024年,全镇收到政府信息公开申请0件。", "received 0"},
		{"2024年依申请公开受理数为零。", ""},
		{"本年度没有收到政府信息公开申请，也没有上年结转的申请。", "received 0"},
		{"2024年我街道未收到依申请公开的申请。", "received 0"},
		{"2024年度，未接到公民、法人和其他组织要求公开政府信息的申请。", "received 0"},
		{"依申请公开：无。", ""},

		// Concluded and carried over.
		{"受理政府信息公开申请30件，已全部办结。", "received 30"},
		{"收到政府信息公开申请30件，按时答复28件，结转下年度继续办理2件。", "received 30, concluded 28, carried_out 2"},
		{"收到申请30件，办结28件，顺延至2025年办理2件（政府信息公开）。", "received 30, concluded 28, carried_out 2"},
		{"办结政府信息公开申请16件，办结率100%。", "concluded 16"},
		{"依法答复政府信息公开申请16件，按时答复率100%。", "concluded 16"},
		{"全年办理依申请公开16件，答复率100%。", "handled 16"},
		{"共受理政府信息公开申请16件，均已在法定期限内答复，其中予以公开8件，部分公开2件，无法提供6件。", "received 16"},
		{"上年度结转政府信息公开申请3件，本年度新收12件，答复14件，结转下一年1件。", "carried_in 3, received 12, concluded 14, carried_out 1"},
		{"2023年结转2024年办理的政府信息公开申请3件。", "carried_in 3"},
		{"政府信息公开申请转2025年继续办理的4件。", "carried_out 4"},

		// Reconsiderations and lawsuits.
		{"全年因政府信息公开引起的行政复议2件、行政诉讼1件。", "reconsideration 2, litigation 1"},
		{"因政府信息公开工作被申请行政复议0件，被提起行政诉讼0件。", "reconsideration 0, litigation 0"},
		{"涉及政府信息公开的行政复议案件3起，均维持。", "reconsideration 3"},
		{"政府信息公开类行政复议案件共5件，其中结果维持4件，尚未审结1件。", "reconsideration 5"},
		{"政府信息公开行政诉讼案件3件，其中未经复议直接起诉2件，复议后起诉1件。", "litigation 3"},
		{"2024年，我局无因政府信息公开引起的行政复议和行政诉讼案件。", "litigation 0, reconsideration 0"},
		{"未因政府信息公开被申请行政复议，未被提起行政诉讼。", "reconsideration 0, litigation 0"},
		{"发生政府信息公开行政复议1件，无行政诉讼。", "reconsideration 1, litigation 0"},
		{"2024年没有发生因政府信息公开申请行政复议、提起行政诉讼的情况。", "litigation 0, reconsideration 0"},
		{"全年办理行政复议应诉案件12件，均与信息公开无关。", ""},
		{"收到信息公开行政复议决定书2份。", ""},

		// Other matters and other times.
		{"推进政务公开，受理行政许可申请1200件，办结1198件。", ""},
		{"依申请公开渠道畅通，办理群众来信来访86件，答复网上咨询230件。", ""},
		{"政务公开持续深化，12345热线受理工单5020件，办结5018件。", ""},
		{"办理人大建议和政协提案48件，政务公开答复率100%。", ""},
		{"主动公开政府信息1200条，受理低保申请230件。", ""},
		{"自《政府信息公开条例》实施以来，累计受理申请340件。", ""},
		{"2020年至2024年共受理政府信息公开申请340件。", ""},
		{"2022年、2023年分别收到政府信息公开申请12件、15件。", ""},
		{"平均每件政府信息公开申请12天办结。", ""},
		{"依申请公开办理时限由20个工作日压缩至15个工作日，提前办结3件。", ""},
		{"举办政府信息公开培训3次，印发申请办理指南500份。", ""},
		{"上半年收到政府信息公开申请8件，下半年收到10件。", ""},
		{"政府信息公开申请中，网上申请15件，信函申请3件。", ""},
		{"收到政府信息公开申请20件，其中涉及征地拆迁12件。", "received 20"},
		{"征地类信息公开申请收到12件，工程类8件。", ""},
	}
	for _, tt := range tests {
		var got []string
		for _, s := range statementsOf(tt.text, 2024) {
			about := ""
			if s.approximate {
				about = "~"
			}
			got = append(got, fmt.Sprintf("%s %s%d", s.kind, about, s.value))
		}
		if strings.Join(got, ", ") != tt.want {
			t.Errorf("%s\n\tgot  %s\n\twant %s", tt.text, strings.Join(got, ", "), tt.want)
		}
	}
}
