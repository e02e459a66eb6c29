package models

// ObstacleKind is a reason why figures cannot be compared.
type ObstacleKind string

// The obstacles, in the order they are told.
const (
	ObstacleForm      ObstacleKind = "form"      // the subject exists in one form only
	ObstacleBreak     ObstacleKind = "break"     // agencies merged or split
	ObstacleTerritory ObstacleKind = "territory" // a report on a whole territory among organs
	ObstacleMissing   ObstacleKind = "missing"   // no usable value
	ObstacleNoCases   ObstacleKind = "no_cases"  // a denominator of 0
	ObstacleFew       ObstacleKind = "few"       // too few cases to rank, or for a percentage
	ObstacleSuspect   ObstacleKind = "suspect"   // a figure failed a check
)

// Obstacle is what one reason keeps from being compared.
type Obstacle struct {
	Kind  ObstacleKind
	Cases []ObstacleCase // none where it concerns all agencies
}

// ObstacleCase is an agency and the years that a reason concerns, with a word on it where the kind does not say all.
type ObstacleCase struct {
	Agency Agency
	Years  []int
	Word   Label
}

// Obstacles lists what in a comparison cannot be compared, each with the agencies and years it concerns.
func (c Comparison) Obstacles() []Obstacle {
	found := map[ObstacleKind][]ObstacleCase{}
	add := func(k ObstacleKind, a Agency, year int, word Label) {
		list := found[k]
		if n := len(list) - 1; n >= 0 && list[n].Agency.ID == a.ID && list[n].Word == word {
			list[n].Years = append(list[n].Years, year)
			return
		}
		found[k] = append(list, ObstacleCase{a, []int{year}, word})
	}
	for i, a := range c.Agencies {
		for _, b := range c.Breaks {
			if b.AgencyID == a.ID && len(c.Years) > 1 && c.Years[0] < b.Year && b.Year <= c.Years[len(c.Years)-1] {
				add(ObstacleBreak, a, b.Year, b.Kind.word())
			}
		}
		for j, p := range c.Points[i] {
			switch {
			case p.owesNone(), p.Display == DisplaySeriesBreak, p.State == StateNotApplicable && !c.Subject.dueIn(c.Years[j]):
			case !p.Known():
				add(ObstacleMissing, a, c.Years[j], missingText(p, c.Subject))
			case p.Doubtful():
				add(ObstacleSuspect, a, c.Years[j], Label{})
			case p.Display == DisplayDenZero:
				add(ObstacleNoCases, a, c.Years[j], noCasesOf(c.Subject))
			case p.Display == DisplaySmall:
				add(ObstacleFew, a, c.Years[j], Label{})
			}
		}
	}
	for _, r := range c.Territory {
		for j, p := range r.Points {
			if p.Known() {
				add(ObstacleTerritory, r.Agency, c.Years[j], Label{})
			}
		}
	}
	var all []Obstacle
	if c.crossesForms() {
		all = append(all, Obstacle{Kind: ObstacleForm})
	}
	for _, k := range []ObstacleKind{ObstacleBreak, ObstacleTerritory, ObstacleMissing, ObstacleNoCases, ObstacleFew, ObstacleSuspect} {
		if len(found[k]) > 0 {
			all = append(all, Obstacle{k, found[k]})
		}
	}
	return all
}

// crossesForms reports whether the years lie on both sides of a change of form that the subject does not continue over.
func (c Comparison) crossesForms() bool {
	in, out := false, false
	for _, y := range c.Years {
		if c.Subject.dueIn(y) {
			in = true
		} else {
			out = true
		}
	}
	return in && out
}

// word is what happened to an agency that gave or took duties.
func (k SuccessionKind) word() Label {
	if k == Split {
		return Label{"拆分", "split"}
	}
	return Label{"合并", "merged"}
}
