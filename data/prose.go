package data

import (
	"fmt"
	"strings"

	"gongkai/models"
)

// prose writes the sections of an organ's report. What a sentence states is taken from the facts; the wording varies.
type prose struct {
	organ organ
	year  int
	facts facts
	r     *random
	// releases is the sentence that states the releases, without its full stop; "" for the usual one.
	releases string
}

// self is what the report calls its organ.
func (p prose) self() string {
	switch p.organ.kind {
	case models.KindGovernment:
		return "全区"
	case models.KindSubdistrict:
		return "本街道"
	case models.KindTown:
		if strings.HasSuffix(p.organ.name, "乡人民政府") {
			return "本乡"
		}
		return "本镇"
	}
	return "本机关"
}

// sections writes all six; tables two to four stand by themselves.
func (p prose) sections() []models.Text {
	bodies := map[int]string{1: p.overview(), 5: p.problems(), 6: p.others()}
	var texts []models.Text
	for _, s := range models.Sections {
		texts = append(texts, models.Text{Section: s.No, Heading: s.Label.Zh, Body: bodies[s.No]})
	}
	return texts
}

func (p prose) overview() string {
	subjects := strings.Join(p.organ.subjects, "、")
	opening := pick(p.r, []string{
		"%[1]d年，%[2]s认真贯彻落实《中华人民共和国政府信息公开条例》，以公开促落实、促规范、促服务，各项工作平稳有序。",
		"%[1]d年，%[2]s围绕中心工作，把政府信息公开作为联系群众的重要方式，依法、及时、准确公开政府信息。",
		"%[1]d年，%[2]s坚持以公开为常态、不公开为例外，持续提高政府信息公开的质量和实效。",
	})
	paragraphs := []string{
		fmt.Sprintf(opening, p.year, p.self()),
		"（一）主动公开。" + p.releasesSentence() + pick(p.r, []string{
			fmt.Sprintf("重点做好%s等领域的公开，方便群众查阅。", subjects),
			fmt.Sprintf("公开内容以%s为主，更新及时、分类清楚。", subjects),
			fmt.Sprintf("围绕群众关心的%s等事项，及时发布权威信息并配发解读。", subjects),
		}),
		"（二）依申请公开。" + p.applicationsSentence() + p.remediesSentence(),
		"（三）政府信息管理。" + pick(p.r, []string{
			"严格落实信息发布审查制度，做到先审查、后公开，一事一审、全面审查。",
			"定期清理已公开的文件，对失效、废止的内容予以标注，保证公开信息准确有效。",
			"完善公文公开属性源头认定机制，拟制公文时同步确定公开方式。",
		}),
		"（四）政府信息公开平台建设。" + pick(p.r, []string{
			"按照统一要求维护政府信息公开专栏，及时更新信息公开指南和基本目录。",
			"以区政府门户网站为主要平台，在办事大厅设置政府信息查阅点，方便不熟悉网络的群众。",
			"加强政务新媒体管理，明确专人负责内容更新和日常巡查。",
		}),
		"（五）监督保障。" + pick(p.r, []string{
			"明确一名负责同志分管，由专门科室承办，年内组织业务学习，工作人员的能力有所提高。",
			"将政府信息公开纳入年度工作安排，定期通报情况，主动接受社会监督，未发生责任追究情形。",
			"配合区政府办公室开展检查评估，对发现的问题逐项整改到位。",
		}),
	}
	return strings.Join(paragraphs, "\n")
}

func (p prose) releasesSentence() string {
	if p.releases != "" {
		return p.releases + "。"
	}
	n := p.facts.releases
	if p.organ.kind == models.KindGovernment {
		return fmt.Sprintf("全年全区各机关通过区政府门户网站主动公开政府信息%d条。", n)
	}
	return fmt.Sprintf(pick(p.r, []string{
		"全年通过区政府门户网站主动公开政府信息%d条。",
		"本年度在区政府门户网站累计发布政府信息%d条。",
		"全年主动公开各类政府信息%d条。",
	}), n)
}

func (p prose) applicationsSentence() string {
	received, in := p.facts.lines["received"].total(), p.facts.lines["carried_in"].total()
	concluded, out := p.facts.line("concluded"), p.facts.lines["carried_out"].total()
	if received+in == 0 {
		return "全年未收到政府信息公开申请。"
	}
	s := fmt.Sprintf("全年收到政府信息公开申请%d件", received)
	if in > 0 {
		s += fmt.Sprintf("，上年结转%d件", in)
	}
	s += fmt.Sprintf("，办结%d件", concluded.total())
	if out > 0 {
		s += fmt.Sprintf("，结转下年度继续办理%d件", out)
	}
	return s + pick(p.r, []string{"。", "，均在法定期限内答复。", "，答复及时、依据充分。"})
}

func (p prose) remediesSentence() string {
	var totals [3]int64
	for i := range p.facts.remedies {
		for _, n := range p.facts.remedies[i] {
			totals[i] += n
		}
	}
	reviews, suits := totals[0], totals[1]+totals[2]
	switch {
	case reviews == 0 && suits == 0:
		return "未发生因政府信息公开引起的行政复议和行政诉讼。"
	case suits == 0:
		return fmt.Sprintf("因政府信息公开工作被申请行政复议%d件，未发生行政诉讼。", reviews)
	case reviews == 0:
		return fmt.Sprintf("因政府信息公开工作被提起行政诉讼%d件，未发生行政复议。", suits)
	}
	return fmt.Sprintf("因政府信息公开工作被申请行政复议%d件、提起行政诉讼%d件。", reviews, suits)
}

func (p prose) problems() string {
	problem := pick(p.r, []string{
		"一是政策解读的形式还不够丰富，图解、视频等群众喜闻乐见的方式运用不多；二是部分工作人员对答复规范掌握不够熟练。",
		"一是公开内容的深度与群众需求还有差距；二是基层公开力量较为薄弱，岗位人员变动较快。",
		"主要是公开的主动性还不够强，个别栏目更新不够及时，线上线下渠道衔接不够紧密。",
	})
	next := pick(p.r, []string{
		"下一步，将结合业务特点细化公开事项，丰富解读方式，并通过集中培训和案例讲评提高答复质量。",
		"下一步，将健全信息发布和更新机制，明确责任人和时限，加强对一线人员的业务指导。",
		"下一步，将持续规范依申请公开办理流程，加强与相关机关的会商，推动问题得到实质解决。",
	})
	return "存在的问题：" + problem + "\n" + next
}

func (p prose) others() string {
	if p.year < models.FeeSince {
		return "无其他需要报告的事项。"
	}
	sentence := pick(p.r, []string{
		"%[1]d年，%[2]s依据《政府信息公开信息处理费管理办法》收取信息处理费0元。",
		"%[1]d年度，%[2]s未收取政府信息公开信息处理费。无其他需要报告的事项。",
		"按照《政府信息公开信息处理费管理办法》，%[2]s%[1]d年没有收取信息处理费的情形。",
		"%[1]d年，%[2]s发出信息处理费收费通知0件，总金额0元，实际收取总金额0元。",
		"《政府信息公开信息处理费管理办法》规定的收费标准为超过10件的部分100元/件起；%[1]d年%[2]s未产生信息处理费。",
	})
	if p.facts.fee > 0 {
		amount := models.Decimal(p.facts.fee, 2) + "元"
		if p.facts.fee%100000 == 0 {
			amount = models.Decimal(p.facts.fee, 6) + "万元"
		}
		sentence = pick(p.r, []string{
			"%[1]d年，%[2]s依据《政府信息公开信息处理费管理办法》共收取信息处理费" + amount + "，减免0元。",
			"%[1]d年，%[2]s对申请数量明显超过合理范围的申请人发出信息处理费收费通知3件，实际收取" + amount + "。",
		})
	}
	return fmt.Sprintf(sentence, p.year, p.self())
}

// feeFigure is what a reader should find in section six; nothing for the years before it had to be stated.
func (p prose) feeFigure() []models.Figure {
	if p.year < models.FeeSince {
		return nil
	}
	return []models.Figure{reported(models.MeasureFee, "", p.facts.fee)}
}
