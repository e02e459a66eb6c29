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

// traditional covers what sample reports are written with, as pairs of a simplified character and the traditional one. It is no
// general converter: that would have to look at the words around.
var traditional = strings.NewReplacer(strings.Split("万萬与與专專业業东東两兩个個丰豐为為义義习習乡鄉产產价價众眾会會传傳伟偉体體余餘关關兴興养養内內写寫农農决決况況划劃创創"+
	"办辦务務动動区區医醫华華单單卫衛厅廳发發变變号號后後员員响響国國围圍图圖团團场場处處复復备備头頭夹夾奖獎实實审審对對导導将將层層属屬岁歲帐帳带帶应應废廢开開强強录錄"+
	"态態总總户戶执執护護报報拟擬换換据據摆擺数數断斷无無旧舊时時术術机機权權条條来來构構标標栏欄检檢没沒渐漸点點热熱环環现現电電疗療监監确確码碼种種称稱稳穩"+
	"签簽类類紧緊纠糾级級约約纳納纸紙线線练練组組细細织織经經结結给給络絡统統继繼续續维維综綜编編网網罚罰联聯范範药藥营營补補规規视視览覽觉覺观觀计計订訂认認训訓议議记記讲講许許"+
	"论論讼訟设設访訪证證评評诉訴词詞译譯试試话話该該详詳语語误誤说說请請读讀课課谁誰调調贯貫负負财財责責质質购購费費资資赛賽赞贊转轉较較辅輔输輸过過运運还還这這进進远遠"+
	"适適选選递遞邮郵释釋长長门門闭閉问問间間闻聞阅閱队隊阶階际際陆陸险險随隨难難页頁项項预預领領频頻题題额額顾顧风風验驗够夠衔銜", "")...)
