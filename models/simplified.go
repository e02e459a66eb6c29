package models

// toSimplified maps traditional characters to simplified ones: those of the form, of its usual prose and of organs' names.
var toSimplified = func() map[rune]rune {
	const pairs = "條条開开關关於于據据則则處处罰罚強强製制業业項项總总計计組组織织機机構构務务體体會会與与個个萬万億亿點点產产區区縣县鄉乡鎮镇廳厅辦办員员級级還还這这進进遠远運运達达過过選选適适請请" +
		"調调談谈論论講讲設设許许訴诉認认證证評评詞词試试話话該该詳详語语誤误說说課课誰谁變变讓让護护報报導导將将專专屬属層层歸归當当錄录徵征應应憲宪懷怀戶户執执擴扩擾扰擔担擬拟擇择換换損损" +
		"攝摄數数敵敌斷断時时顯显曉晓權权東东極极標标樣样樹树檢检檔档決决沒没況况準准溝沟滿满漢汉漸渐潛潜為为無无爭争狀状獨独獲获環环現现畫画異异療疗發发監监盤盘盡尽確确種种穩稳稱称積积穫获" +
		"競竞筆笔簡简節节範范築筑簽签糾纠紀纪約约納纳紙纸終终結结給给統统絕绝經经綜综綠绿維维綱纲網网緊紧線线編编緩缓縮缩績绩繼继續续纖纤聯联聞闻聲声職职聽听臨临舉举舊旧號号蟲虫補补複复規规" +
		"視视親亲覽览觀观觸触訂订記记訪访詢询譯译貫贯貧贫貨货質质購购貸贷費费資资賓宾賞赏賠赔賦赋賬账贊赞車车轉转輪轮軟软輕轻載载輔辅輛辆輸输轄辖農农連连週周郵邮鄰邻醫医釋释鉤钩銷销錯错鎖锁" +
		"長长門门閉闭間间閱阅陳陈陸陆陽阳階阶際际隊队險险隨随隱隐難难雖虽電电靈灵靜静頁页順顺須须預预領领頭头頻频題题類类顧顾風风飛飞館馆駐驻驗验魚鱼鮮鲜齊齐龍龙後后裡里氣气歲岁佈布啟启併并" +
		"眾众鑑鉴傳传債债僅仅價价優优內内兩两冊册凍冻減减創创剛刚劃划動动勞劳勢势勵励勝胜協协單单參参吳吴問问喚唤營营團团園园圍围國国圖图圓圆場场壓压壞坏墊垫塊块塵尘墳坟財财廣广衛卫審审貿贸" +
		"軍军復复遊游餘余隻只來来華华頒颁訊讯啓启誌志佔占廈厦庫库慶庆愛爱戰战擊击曆历櫃柜歡欢殘残毀毁濟济災灾獎奖瀏浏熱热燈灯礎础禮礼離离紅红純纯綫线罷罢義义習习腦脑藝艺藥药蘇苏術术衝冲裝装" +
		"見见覺觉訟讼誠诚諮咨譽誉豐丰負负責责趙赵跡迹輯辑辭辞遞递鄭郑鄧邓鐵铁鋼钢銀银陝陕陰阴雙双雜杂顏颜願愿額额馬马駕驾騰腾麗丽黃黄黨党鳳凤灣湾齡龄彙汇匯汇議议揚扬興兴憑凭懲惩"
	m := map[rune]rune{}
	var from rune
	for _, r := range pairs {
		if from == 0 {
			from = r
			continue
		}
		m[from], from = r, 0
	}
	return m
}()

// traditional has a bit for each character of toSimplified: most characters are none, and this tells faster than the map.
var traditional = func() (bits [1 << 16 / 64]uint64) {
	for r := range toSimplified {
		bits[r/64] |= 1 << (r % 64)
	}
	return bits
}()

// Simplified returns the simplified form of a traditional character, and any other character itself.
func Simplified(r rune) rune {
	if r < 0 || r >= 1<<16 || traditional[r/64]&(1<<(r%64)) == 0 {
		return r
	}
	if s, ok := toSimplified[r]; ok {
		return s
	}
	return r
}
