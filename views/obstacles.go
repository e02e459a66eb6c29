package views

import (
	"strconv"
	"strings"

	"gongkai/models"
)

// Obstacle says why some figures cannot be compared, and which.
type Obstacle struct {
	Reason string   // 小样本
	Text   string   // what follows from it
	Of     []string // “区教育局（2021、2022 年）”; none where it concerns all
}

// maxObstacleCases is how many agencies one reason names.
const maxObstacleCases = 12

// NewObstacles puts what cannot be compared into words.
func NewObstacles(list []models.Obstacle, lang models.Lang) []Obstacle {
	var all []Obstacle
	for _, x := range list {
		o := Obstacle{}
		switch x.Kind {
		case models.ObstacleForm:
			o.Reason, o.Text = phrase(lang, "表式变化"), phrase(lang, "此项只在一个版本的年度报告格式中有，所选年度跨过了 2021 年的格式变化，另一边的年度没有数，不能相比。")
		case models.ObstacleBreak:
			o.Reason, o.Text = phrase(lang, "机构合并或拆分"), phrase(lang, "前后职责不同，图中断开，不计算增减，也不算“同口径”。")
		case models.ObstacleTerritory:
			o.Reason, o.Text = phrase(lang, "统计范围为全区"), phrase(lang, "区政府的报告汇总全区各机关，与单个机关不可比，不计入合计和中位数。")
		case models.ObstacleMissing:
			o.Reason, o.Text = phrase(lang, "没有数据"), phrase(lang, "未公布报告，或原文没有这个数；空白不等于 0。")
		case models.ObstacleNoCases:
			o.Reason, o.Text = phrase(lang, "分母为 0"), phrase(lang, "没有可以计算比率的件数，既不是 0% 也不是 100%。")
		case models.ObstacleFew:
			o.Reason, o.Text = phrase(lang, "小样本"), phrase(lang, "分母不足 %d 只列分数，不足 %d 用空心点；都不排序，不计入中位数。", models.FractionOnly, models.FullDisplay)
		case models.ObstacleSuspect:
			o.Reason, o.Text = phrase(lang, "存疑"), phrase(lang, "与报告中的其他数字对不上，照原文列出，不排序，不计入中位数。")
		}
		for i, c := range x.Cases {
			if i == maxObstacleCases {
				o.Of = append(o.Of, phrase(lang, "等 %d 项", len(x.Cases)))
				break
			}
			o.Of = append(o.Of, obstacleCase(c, lang))
		}
		all = append(all, o)
	}
	return all
}

func obstacleCase(c models.ObstacleCase, lang models.Lang) string {
	years := make([]string, len(c.Years))
	for i, y := range c.Years {
		years[i] = strconv.Itoa(y)
	}
	list := strings.Join(years, phrase(lang, "、"))
	if c.Word == (models.Label{}) {
		return phrase(lang, "%s（%s 年）", c.Agency.Name, list)
	}
	return phrase(lang, "%s（%s 年%s）", c.Agency.Name, list, c.Word.In(lang))
}

// SameSentence says how many agencies have a value in every year, and which were left out and why.
func SameSentence(same models.Comparison, left []models.LeftOut, lang models.Lang) string {
	if len(left) == 0 {
		return phrase(lang, "同口径：所示各机关在各年都有可比的数，共 %d 个。", len(same.Agencies))
	}
	var names []string
	for i, x := range left {
		if i == maxObstacleCases {
			names = append(names, phrase(lang, "等 %d 项", len(left)))
			break
		}
		names = append(names, phrase(lang, "%s（%s）", x.Agency.Name, x.Reason.In(lang)))
	}
	return phrase(lang, "同口径：只留各年都有可比的数的 %d 个机关；去掉 %d 个：%s。", len(same.Agencies), len(left), strings.Join(names, phrase(lang, "、")))
}
