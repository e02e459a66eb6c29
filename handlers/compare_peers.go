package handlers

import (
	"net/url"
	"slices"
	"strings"

	"gongkai/models"
	"gongkai/views"
)

// sizeSubject is what agencies of like size are found by.
var sizeSubject = subjects("applications.received")[0]

// chosenPeers are the agencies that a comparison is of, and in words how they were chosen.
type chosenPeers struct {
	agencies  []models.Agency // nil for all
	together  models.Label    // what to call them; zero for all
	sentences []string
}

// choosePeers finds the agencies to compare: all, those of the kind of the first one highlighted, or those that received about as many
// applications. What is highlighted is always among them.
func choosePeers(r *request, d readings, x comparing) chosenPeers {
	var p chosenPeers
	switch x.peers {
	case views.PeersMedian:
		p.sentences = []string{r.say("全区中位数：突出的机关与全区各机关的中位数和四分位数相比，其他机关不画出；至少 %d 个机关的数可以排序时才有中位数。", models.MinPeers)}
	case views.PeersKind:
		first, _ := r.world.agency(x.focus[0])
		p.agencies = r.world.ofKind(first.Kind)
		p.together = models.Label{Zh: first.Kind.Label().Zh, En: strings.ToLower(first.Kind.Label().En)}
		p.sentences = []string{r.say("同类机关：与%s同属“%s”的机关，共 %d 个。", first.Name, first.Kind.Label().In(r.lang), len(p.agencies))}
	case views.PeersNear:
		p = nearest(r, d, x)
	}
	if p.agencies == nil {
		return p
	}
	var added []string
	for _, id := range x.focus {
		if a, ok := r.world.agency(id); ok && !slices.ContainsFunc(p.agencies, func(b models.Agency) bool { return b.ID == id }) {
			p.agencies = append(p.agencies, a)
			added = append(added, a.Name)
		}
	}
	if len(added) > 0 {
		p.sentences = append(p.sentences, r.say("另外选定的%s也在图中，计入合计和中位数。", strings.Join(added, r.say("、"))))
		p.together = models.Label{Zh: "所选机关", En: "the agencies chosen"}
	}
	return p
}

// nearest are the agencies of about as many applications as the first one highlighted. Where it has no such number it stands alone.
func nearest(r *request, d readings, x comparing) chosenPeers {
	first, _ := r.world.agency(x.focus[0])
	last := x.years[len(x.years)-1]
	c := d.compare(sizeSubject)
	near, low, high, ok := c.Nearest(first.ID, last, models.NearPeers)
	if !ok {
		return chosenPeers{agencies: []models.Agency{first}, together: models.Label{Zh: first.Name, En: first.Name},
			sentences: []string{r.say("%s %d 年的新收申请没有可以排序的数，找不出申请量相近的机关。", first.Name, last)}}
	}
	row, _ := c.Row(first.ID)
	value := models.ShowPoint(row.Points[c.YearIndex(last)], sizeSubject, r.lang).Text
	between := r.say("%s 至 %s", models.FormatValue(low, sizeSubject, r.lang), models.FormatValue(high, sizeSubject, r.lang))
	return chosenPeers{agencies: append([]models.Agency{first}, near...), together: models.Label{Zh: "申请量相近的机关", En: "agencies with as many applications"},
		sentences: []string{r.say("申请量相近：%d 年新收申请与%s（%s 件）最接近的 %d 个机关，它们收到 %s 件。", last, first.Name, value, len(near), between)}}
}

// of narrows a comparison to the agencies chosen.
func (p chosenPeers) of(c models.Comparison) models.Comparison {
	if p.agencies == nil {
		return c
	}
	ids := map[string]bool{}
	for _, a := range p.agencies {
		ids[a.ID] = true
	}
	return c.Of(ids, p.together)
}

// outcomes are those of the agencies chosen, in the order of all.
func (p chosenPeers) outcomes(d readings) models.OutcomeTable {
	if p.agencies != nil {
		d.agencies = slices.DeleteFunc(slices.Clone(d.agencies), func(a models.Agency) bool {
			return !slices.ContainsFunc(p.agencies, func(b models.Agency) bool { return a.ID == b.ID })
		})
	}
	return d.outcomes()
}

// sameAgencies narrows a comparison to the agencies with a value in every year, and notes which were left out.
func (p *chosenPeers) sameAgencies(c models.Comparison, lang models.Lang) models.Comparison {
	same, left := c.SameAgencies()
	p.sentences = append(p.sentences, views.SameSentence(same, left, lang))
	return same
}

// nameOf is the name of the first of some agencies, "" for none.
func (w *world) nameOf(ids []string) string {
	if len(ids) == 0 {
		return ""
	}
	a, _ := w.agency(ids[0])
	return a.Name
}

// compareParameters are those of the compare page, in the order of its canonical address.
var compareParameters = []string{"m", "by", "a", "y", "view", "peers", "same", "sort", "scale", "mode"}

// with sets one parameter of an address of the compare page; "" leaves it out.
func with(address, name, value string) string {
	u, err := url.Parse(address)
	if err != nil {
		return address
	}
	q := newQuery(u.RawQuery, nil, models.Zh)
	for _, known := range compareParameters {
		v := q.values.Get(known)
		if known == name {
			v = value
		}
		q.keep(known, v, "")
	}
	return withQuery(u.Path, strings.Join(q.parts, "&"))
}

// viewAddress is the address of another view of the same comparison, without what that view has no use for.
func viewAddress(address, view string, s models.Subject) string {
	if view == views.ViewTrend {
		address = with(address, "view", "")
	} else {
		address = with(address, "view", view)
	}
	if !views.HasScale(view, s) {
		address = with(address, "scale", "")
	}
	if !views.HasMedian(view) && strings.Contains(address, "peers="+views.PeersMedian) {
		address = with(address, "peers", "")
	}
	if view == views.ViewOutcomes {
		return with(address, "same", "")
	}
	return with(address, "mode", "")
}
