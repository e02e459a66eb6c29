package recognise

import "testing"

func TestReleases(t *testing.T) {
	const none = -1
	tests := []struct {
		text        string
		want        int64
		approximate bool
	}{
		{"2024年，累计在区门户网站及新媒体账号发布各类权威信息 119 条，为发展注入动力。", 119, false},
		{"我区在政府网站平台主动公开政府信息1136条。", 1136, false},
		{"全年共公开政府信息5500余条。", 5500, true},
		{"全年共公开政府信息1.2万条。", 12000, false},
		{"全年主动公开政府信息二百三十五条。", 235, false},
		{"全年主动公开政府信息１，２３４条。", 1234, false},
		{"全年公开信息 1 2 3 4 条。", 1234, false},
		{"门户网站发布信息300条，微信公众号发布信息200条，微博发布信息100条。", 300, false},
		{"微信公众号发布信息200条，微博发布信息100条。", none, false},
		{"全年共发布政府信息600条，其中网站300条，微信200条，微博100条。", 600, false},
		{"微信公众号关注人数20315人，发布信息88条。", none, false},
		{"网站开通以来累计公开政府信息9万条。", none, false},
		{"2024年，网站访问量达3万次，收到留言50条。", none, false},
		{"全年共整改错误信息460条，核查信息7000条。", none, false},
		{"2023年公开政府信息500条，2024年公开政府信息620条。", 620, false},
		{"公开政府信息620条，较上年增加120条。", 620, false},
		{"全年受理政府信息公开申请16件，均已答复。", none, false},
		{"本机关政府信息主动公开数量为432条。", 432, false},
		{"全年发布了321条政府信息。", 321, false},
		{"主动公开政府信息，共计77条。", 77, false},
		{"2024年，微信公众号发布信息350条，微博发布信息120条，门户网站发布信息500条，合计发布970条。", 970, false},
		{"2020年以来累计公开政府信息98765条。", none, false},
		{"2024年以来累计公开政府信息987条。", 987, false},
		{"截至2024年12月31日，网站累计公开政府信息10万条，2024年新增公开政府信息2300条。", 2300, false},
		{"截至12月31日，本局共公开政府信息230条。", 230, false},
		{"上半年公开信息100条，下半年公开信息150条。", none, false},
		{"全年主动公开政府信息比上年增加200条，达到1500条。", 1500, false},
		{"通过区政府门户网站公开政府信息1,234条，较2023年的1100条增加134条。", 1234, false},
		{"全年共主动公开政府信息1万2千余条，其中网站8000条、微信4000条。", 12000, true},
		{"2024年公开行政许可信息320条，行政处罚信息44条。", none, false},
		{"发布政策解读25篇，召开新闻发布会3场。", none, false},
		{"", none, false},
		{"2024年，本机关通过政府网站主动公开政府信息2428条。召开新闻发布会3场，政务新媒体关注人数20315人。", 2428, false},
		{"全年向区政府网站报送信息210条，被采用100条。", none, false},
		{"办理行政许可114738件。发布公示信息621条。共发布政府信息900条。", 900, false},
	}
	for _, tt := range tests {
		got := stated(candidates(tt.text, ownYear(tt.text, 2024)))
		if got.value != tt.want || got.approximate != tt.approximate {
			t.Errorf("%s\n\tgot %d %v, want %d %v", tt.text, got.value, got.approximate, tt.want, tt.approximate)
		}
	}
}

func TestReleases_ByChannel(t *testing.T) {
	p := newPaper(consistent(constant(0), false), false)
	p.one = "2024年共公开政府信息600条，其中政府网站300条，微信公众号200条，微博100条。"
	rev, _ := p.read(t)
	for code, want := range map[string]string{"total": "600", "website": "300", "wechat": "200", "weibo": "100"} {
		found := ""
		for _, f := range rev.Figures {
			if f.Measure == "releases."+code {
				found = f.Text()
			}
		}
		if found != want {
			t.Errorf("%s: %q, want %s", code, found, want)
		}
	}
}
