package models

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// blockerOrder is the order that blockers are listed in.
var blockerOrder = []BlockerKind{BlockMissing, BlockEdition, BlockSuspect, BlockUnknown, BlockOneLine, BlockUnverified, BlockScope, BlockNotOwed, BlockExcluded,
	BlockSuccession, BlockOwnOffice, BlockRules, BlockSubdivided, BlockReview}

// block lists what is to be settled before the consolidation is final.
func (c *Consolidation) block(reports map[string]organReport, successions []Succession) {
	add := func(b Blocker) { c.Blockers = append(c.Blockers, b) }
	for i, a := range c.Owing {
		r, ok := reports[a.ID]
		if !ok {
			add(Blocker{Kind: BlockMissing, Agency: a, Count: 1})
			continue
		}
		if r.head.Edition != c.Edition {
			add(Blocker{Kind: BlockEdition, Agency: a, Count: 1})
		}
		if r.head.Scope == ScopeOrgan && a.Kind == KindGovernment {
			add(Blocker{Kind: BlockScope, Agency: a, Count: 1, Advice: true})
		}
		if !a.OwesIn(c.Year) {
			add(Blocker{Kind: BlockNotOwed, Agency: a, Count: 1, Advice: true})
		}
		found := map[BlockerKind][]Key{}
		for _, x := range c.Cells {
			p := x.Parts[i]
			switch {
			case p.Value != nil && p.Figure.Flags.Has(FlagSuspect):
				found[BlockSuspect] = append(found[BlockSuspect], x.Key)
			case p.Value != nil && p.Figure.Flags.Has(FlagUnverified):
				found[BlockUnverified] = append(found[BlockUnverified], x.Key)
			case p.Value == nil && p.Figure.State != StateNotApplicable:
				found[BlockUnknown] = append(found[BlockUnknown], x.Key)
			case p.Value == nil && strings.HasPrefix(x.Key.Measure, "applications."):
				found[BlockOneLine] = append(found[BlockOneLine], x.Key)
			}
		}
		for kind, keys := range found {
			add(Blocker{Kind: kind, Agency: a, Count: len(keys), Keys: keys[:min(3, len(keys))]})
		}
	}
	c.advise(reports, successions)
	position := func(b Blocker) int { return slices.Index(blockerOrder, b.Kind) }
	slices.SortStableFunc(c.Blockers, func(a, b Blocker) int {
		if d := position(a) - position(b); d != 0 {
			return d
		}
		return a.Agency.Position - b.Agency.Position
	})
}

// advise adds the questions that no figure answers.
func (c *Consolidation) advise(reports map[string]organReport, successions []Succession) {
	add := func(b Blocker) { b.Advice = true; c.Blockers = append(c.Blockers, b) }
	included := func(id string) (Agency, bool) {
		i := slices.IndexFunc(c.Included, func(a Agency) bool { return a.ID == id })
		if i < 0 {
			return Agency{}, false
		}
		return c.Included[i], true
	}
	for _, s := range successions {
		a, ok1 := included(s.PredecessorID)
		b, ok2 := included(s.SuccessorID)
		if (s.Kind == Merged || s.Kind == Split) && ok1 && ok2 && strings.HasPrefix(s.On, strconv.Itoa(c.Year)) {
			add(Blocker{Kind: BlockSuccession, Agency: a, Other: b, Count: 1, Reason: string(s.Kind)})
		}
	}
	local, offices := 0, []Agency(nil)
	for _, a := range c.Included {
		if a.Kind == KindSubdistrict || a.Kind == KindTown {
			local++
		}
		if strings.HasSuffix(a.Name, "政府办公室") || strings.HasSuffix(a.Name, "政府办") {
			offices = append(offices, a)
		}
	}
	if local > 0 {
		add(Blocker{Kind: BlockSubdivided, Count: local})
	}
	for _, a := range c.Included {
		if reports[a.ID].head.Scope != ScopeOwnLevel {
			continue
		}
		for _, o := range offices {
			if o.ID != a.ID {
				add(Blocker{Kind: BlockOwnOffice, Agency: a, Other: o, Count: 1})
			}
		}
	}
	positive := func(prefix string) (keys []Key) {
		for _, x := range c.Cells {
			if strings.HasPrefix(x.Key.Measure, prefix) && x.Sum > 0 {
				keys = append(keys, x.Key)
			}
		}
		return keys
	}
	if keys := positive("disclosure.rules."); len(keys) > 0 {
		add(Blocker{Kind: BlockRules, Count: len(keys), Keys: keys})
	}
	if keys := positive("remedies.reconsideration."); len(keys) > 0 {
		add(Blocker{Kind: BlockReview, Count: len(keys), Keys: keys[:1]})
	}
}

// Sentence says what is to be settled, and how.
func (b Blocker) Sentence(year int, lang Lang) string {
	name := b.Agency.In(lang).NameIn(year)
	other := b.Other.In(lang).NameIn(year)
	var cells []string
	for _, k := range b.Keys {
		cells = append(cells, k.Name(lang))
	}
	list := strings.Join(cells, Label{"、", ", "}.In(lang))
	if b.Count > len(b.Keys) {
		list += Label{"等", " and others"}.In(lang)
	}
	say := func(zh, en string, args ...any) string { return fmt.Sprintf(Label{zh, en}.In(lang), args...) }
	switch b.Kind {
	case BlockMissing:
		return say("%s %d 年的年报还没有公布，各格合计都缺它的数。", "%s has not published its report for %d: every sum lacks its figures.", name, year)
	case BlockSuspect:
		return say("%s有 %d 格存疑：%s。数字已照印的计入，请核对。", "%s has %d suspect cells: %s. They are summed as printed; please check them.", name, b.Count, list)
	case BlockUnknown:
		return say("%s有 %d 格没有数：%s。有关合计只能写“至少”。", "%s has %d cells without a value: %s. Their sums are lower bounds.", name, b.Count, list)
	case BlockEdition:
		return say("%s用的不是 %d 年应使用的格式，表二中两种格式不同的列没有计入。", "%s did not use the form due for %d: columns of table two that differ between the forms are not summed.", name, year)
	case BlockOneLine:
		return say("%s的“其他处理”只有一行，不知道分属三个细项的多少（%d 格），有关合计只能写“至少”。", "%s reports “otherwise processed” as one line, so that its three items are not known (%d cells): their sums are lower bounds.", name, b.Count)
	case BlockUnverified:
		return say("%s有 %d 格是推测着读出的：%s。请与原件核对。", "%s has %d cells that were read with a guess: %s. Please compare them with the original.", name, b.Count, list)
	case BlockScope:
		return say("%s的年报标为只统计本机关，已作为一个机关计入；如果它统计的是全区，请改正统计范围，否则会重复计算。", "The report of %s says that it covers that organ alone and is counted as one; if it covers the whole territory, correct its scope, or figures are counted twice.", name)
	case BlockNotOwed:
		return say("%s %d 年不在应报名单里，却有年报，已计入。请核对名单。", "%s is not on the list of those that owe a report for %d, but has one, and is counted. Please check the list.", name, year)
	case BlockExcluded:
		return say("%s没有计入：%s", "%s is left out: %s", name, b.Reason)
	case BlockSuccession:
		return say("%s与%s在 %d 年有机构变动，两家的年报都已计入，请确认没有重复。", "%s and %s were reorganised in %d and both reports are counted; please make sure that nothing is counted twice.", name, other, year)
	case BlockOwnOffice:
		return say("%s的本级年报与%s的年报都已计入，请确认办公室自己收到的申请只计一次。", "The own-level report of %s and the report of %s are both counted; please make sure that the office's own applications are counted once.", name, other)
	case BlockRules:
		return say("表二“规章”一行有数：区县人民政府及其部门没有规章制定权，请与填报机关核对。", "Table two has numbers in the line of rules, which districts and their bureaus have no power to issue; please ask the agencies.")
	case BlockSubdivided:
		return say("合计包括街道和乡镇 %d 家，请确认区政府年报的口径也是如此。", "%d subdistricts and towns are included; please make sure that the government's report covers them too.", b.Count)
	case BlockReview:
		return say("表四“行政复议”是各机关被申请复议的件数；区政府作为复议机关办理的案件不在其中。", "Reconsiderations in table four are those against the agencies; cases that the government decided as reviewing organ are not among them.")
	}
	return ""
}

// Prose are the sentences of section one that the sums give, where they are known.
func (c Consolidation) Prose(lang Lang) []string {
	number := func(x ConsolidatedCell) string {
		if !x.Known() {
			return ""
		}
		m, _ := MeasureOf(x.Key.Measure)
		t := FormatNumber(&x.Sum, m.Decimals(), lang)
		if !x.Complete() {
			t = Label{"至少 ", "at least "}.In(lang) + t
		}
		return t
	}
	of := func(measure string) string {
		k := Key{Measure: measure}
		if strings.HasPrefix(measure, "applications.") {
			k.Applicant = ApplicantTotal
		}
		x, _ := c.Cell(k)
		return number(x)
	}
	group := func(code string) string {
		all := ConsolidatedCell{Key: Key{"applications.concluded", ApplicantTotal}, Have: 1, Parts: make([]Contribution, 1)}
		for _, l := range LinesOf(c.Edition == Edition2019) {
			if l.Group != code {
				continue
			}
			x, _ := c.Cell(Key{"applications." + l.Code, ApplicantTotal})
			all.Sum += x.Sum
			if !x.Complete() {
				all.Have, all.Parts = 1, make([]Contribution, 2)
			}
		}
		return number(all)
	}
	var list []string
	say := func(zh, en string, args ...string) {
		filled := make([]any, len(args))
		for i, a := range args {
			if a == "" {
				return
			}
			filled[i] = a
		}
		// A space stands before a number, none before the word that it is a least one.
		list = append(list, strings.ReplaceAll(fmt.Sprintf(Label{zh, en}.In(lang), filled...), " 至少", "至少"))
	}
	say("各机关共发布政府信息 %s 条。", "The agencies published %s pieces of information.", number(c.Releases))
	say("共收到政府信息公开申请 %s 件，上年结转 %s 件；办结 %s 件，结转下年度继续办理 %s 件。", "%s applications were received and %s carried in; %s were concluded and %s carried over.",
		of("applications.received"), of("applications.carried_in"), of("applications.concluded"), of("applications.carried_out"))
	say("办结的申请中，予以公开 %s 件，部分公开 %s 件，不予公开 %s 件，无法提供 %s 件，不予处理 %s 件，其他处理 %s 件。",
		"Of those concluded %s were granted, %s partly granted, %s refused, %s unavailable, %s not processed and %s otherwise processed.",
		group("granted"), group("partial"), group("refused"), group("unavailable"), group("not_processed"), group("other"))
	say("因政府信息公开工作被申请行政复议 %s 件，未经复议直接被提起行政诉讼 %s 件，复议后被提起行政诉讼 %s 件。",
		"There were %s reconsiderations, %s lawsuits without reconsideration and %s after it.",
		of("remedies.reconsideration.total"), of("remedies.litigation_direct.total"), of("remedies.litigation_after.total"))
	say("办理行政许可决定 %s 件，作出行政处罚决定 %s 件、行政强制决定 %s 件。", "%s licensing decisions, %s penalties and %s coercive measures were decided.",
		of("disclosure.licensing.decisions"), of("disclosure.penalties.decisions"), of("disclosure.coercion.decisions"))
	return list
}
