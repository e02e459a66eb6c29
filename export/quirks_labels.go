package export

import (
	"fmt"
	"strings"
)

// relabel makes a quirk that rewrites every heading and label of the tables.
func relabel(rewrite func(string) string) func(*Layout) {
	return func(l *Layout) {
		for _, b := range l.Blocks {
			if b.Grid == nil {
				continue
			}
			for _, row := range b.Grid.Rows {
				for c := range row {
					if row[c].Face != FaceFigure {
						row[c].Text = rewrite(row[c].Text)
					}
				}
			}
		}
	}
}

// spaced puts spaces inside labels, as justified cells and hand-set line breaks leave them.
var spaced = strings.NewReplacer(
	"三、本年度办理结果", "三 、本 年 度办 理 结果",
	"4.无正当理由大量反复申请", "4.无正当理由大量反复 申请",
	"重新出具", "重 新出具",
	"等于第三项", " 等于第三项",
	"信息内容", "信 息 内 容",
	"总计", "总 计",
	"自然人", "自 然 人",
).Replace

// halfwidth writes brackets and commas as a Latin keyboard does, and "1、" for "1.".
var halfwidth = strings.NewReplacer("（", "(", "）", ")", "，", ", ", "1.", "1、", "2.", "2、", "3.", "3、", "4.", "4、", "5.", "5、", "6.", "6、",
	"7.", "7、", "8.", "8、", "“", "\"", "”", "\"").Replace

// misspelt holds slips that were published as they are.
var misspelt = strings.NewReplacer("其他法律行政法规禁止公开", "其他法律行政止公开", "科研机构", "科研单位", "其他处理", "其它处理").Replace

// shortened leaves words of the form out.
var shortened = strings.NewReplacer("行政规范性文件", "规范性文件", "本年处理决定数量", "处理决定数量", partialNote, "",
	"一、本年新收政府信息公开申请数量", "一、本年新收政府信息公开申请").Replace

// broken cuts narrow headings over two lines, as four characters in a narrow column are cut by hand.
var broken = strings.NewReplacer("商业企业", "商业\n企业", "科研机构", "科研\n机构", "社会公益组织", "社会公\n益组织", "法律服务机构", "法律服\n务机构",
	"结果维持", "结果\n维持", "结果纠正", "结果\n纠正", "其他结果", "其他\n结果", "尚未审结", "尚未\n审结").Replace

// yearInHeaders writes the year into the headings of table two: "本年(2023)制发件数".
func yearInHeaders(l *Layout) {
	year := strings.TrimPrefix(l.Title, l.Agency)
	year, _, found := strings.Cut(year, "年")
	if !found {
		return
	}
	for _, g := range l.tables(2) {
		for _, row := range g.Rows {
			for c := range row {
				if row[c].Face == FaceHead {
					row[c].Text = strings.Replace(row[c].Text, "本年", fmt.Sprintf("本年(%s)", year), 1)
				}
			}
		}
	}
}

// traditionalProse writes the sections' prose in traditional characters, the labels of the form in simplified ones.
func traditionalProse(l *Layout) {
	for i, b := range l.Blocks {
		if b.Role == RoleText {
			l.Blocks[i].Text = traditional.Replace(b.Text)
		}
	}
}

// traditional covers the characters that sample reports are written with; it is no general converter, which would need the words around.
var traditional = func() *strings.Replacer {
	const simplified = "报据华国执关条统规编总况动开请复讼问题进项个组数计时间单发务关门网账号众传无应审办结转续维护纠处理费标准达议诉" +
		"经过围绕点领业业农环职责实细则渠线专栏构强时动态类对话热电话与为责监督导讯员团队质优习训练识际阶阅览读图创设备终样认证证确" +
		"并从产仅亿们价众优会伟传伤体余协单卖却双变响员启园场坏块垫壮声复够头夹奖妇孙学宁实审宽宾对寻导将尔尘尝层岁岛币师帐带帮广庆库应废开异弃张弹归录彻忆忧怀态总恳惩惯战户执扩扫扬抚护报拟担拥择挂损换据掷"
	const classical = "報據華國執關條統規編總況動開請復訟問題進項個組數計時間單發務關門網賬號眾傳無應審辦結轉續維護糾處理費標準達議訴" +
		"經過圍繞點領業業農環職責實細則渠線專欄構強時動態類對話熱電話與為責監督導訊員團隊質優習訓練識際階閱覽讀圖創設備終樣認證證確" +
		"並從產僅億們價眾優會偉傳傷體餘協單賣卻雙變響員啟園場壞塊墊壯聲復夠頭夾獎婦孫學寧實審寬賓對尋導將爾塵嘗層歲島幣師帳帶幫廣慶庫應廢開異棄張彈歸錄徹憶憂懷態總懇懲慣戰戶執擴掃揚撫護報擬擔擁擇掛損換據擲"
	to := []rune(classical)
	var pairs []string
	for i, r := range []rune(simplified) {
		pairs = append(pairs, string(r), string(to[i]))
	}
	return strings.NewReplacer(pairs...)
}()
