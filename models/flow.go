package models

import "slices"

// Codes of a flow's nodes besides those of the groups of outcomes and their lines.
const (
	FlowReceived    = "received"
	FlowCarriedIn   = "carried_in"
	FlowTotal       = "received_total"
	FlowCarriedOut  = "carried_out"
	FlowResidualIn  = "residual_in"  // the outcomes are more than what was to be processed
	FlowResidualOut = "residual_out" // they are fewer
)

// FlowNode is a place that applications pass through.
type FlowNode struct {
	Code  string
	Label Label
	Depth int   // column from the left: 0 what came in, 1 what was to be processed, 2 what became of it, 3 reasons
	Point Point // how many
}

// Residual reports whether the node is the difference between what came in and what became of it.
func (n FlowNode) Residual() bool { return n.Code == FlowResidualIn || n.Code == FlowResidualOut }

// FlowLink is how many applications went from one node to another.
type FlowLink struct {
	From, To string
	Point    Point
	Loose    bool // where it comes from is not known as a whole, so that it has nothing to part from
}

// Drawn reports whether there is anything to draw: a link of 0 or without a value has no width.
func (l FlowLink) Drawn() bool { return !l.Loose && l.Point.Number != nil && *l.Point.Number > 0 }

// Flow is what became of the applications of one year, of one agency or of all organs together: those carried in and those received
// meet in the total, because the form does not split the outcomes by them, and part into the outcomes and what was carried over.
//
// Where the two sides differ, a residual node holds the difference and nothing is rescaled. A figure that is not known has a node
// and a link without a value; it is in Missing and in no sum.
type Flow struct {
	Agency    Agency // zero for organs together
	Year      int
	State     State // reported, or why there is nothing to draw
	Group     string
	Nodes     []FlowNode
	Links     []FlowLink // those of 0 too
	Residual  int64      // what was to be processed less what became of it
	Missing   []FlowNode
	Concluded Point           // as printed (办结总计); the outcomes should add up to it
	Have, Of  int             // of organs together: those with all these figures, those that owed a report
	Left      []OutcomeAbsent // of organs together: those that are left out
	Territory []Flow          // of organs together: what reports of a whole territory print, never in it
}

// Shown reports whether there is anything to draw.
func (f Flow) Shown() bool {
	return f.State == StateReported && slices.ContainsFunc(f.Links, FlowLink.Drawn)
}

// Node finds a node by its code.
func (f Flow) Node(code string) (FlowNode, bool) {
	i := slices.IndexFunc(f.Nodes, func(n FlowNode) bool { return n.Code == code })
	if i < 0 {
		return FlowNode{}, false
	}
	return f.Nodes[i], true
}

// Doubtful reports whether a figure of the flow is.
func (f Flow) Doubtful() bool {
	return slices.ContainsFunc(f.Nodes, func(n FlowNode) bool { return n.Point.Doubtful() })
}

// FlowGroups are the groups of outcomes whose reasons a flow can show.
var FlowGroups = []string{"refused", "unavailable", "not_processed", "other"}

// FlowNeeds lists the figures FlowOf is made from.
func FlowNeeds() []Key { return OutcomeNeeds() }

// FlowOf lays out one year from the observations of FlowNeeds: of the agency called agencyID, or for "" of all organs whose reports
// have every figure of it. One of FlowGroups is parted into its reasons; none for any other group.
func FlowOf(agencies []Agency, agencyID string, year int, group string, obs []Observation) Flow {
	if !slices.Contains(FlowGroups, group) {
		group = ""
	}
	reasons := breakDown(flowBreakdown(group), lineTerm("concluded"), agencies, []int{year}, obs)
	row, ok := reasons.Row(agencyID, year)
	f := Flow{Year: year, Group: group, State: StateNotApplicable}
	if !ok {
		return f
	}
	f.Agency, f.State, f.Concluded, f.Have, f.Of, f.Left = row.Agency, row.State, row.Printed, row.Have, row.Of, row.Left
	if agencyID != "" && row.Edition != "" {
		f.State = StateReported // of one agency what is known is shown
	}
	l := flowLayout{Flow: &f, points: map[string]Point{}}
	for i, p := range reasons.Parts {
		l.points[p.Code] = row.Points[i]
	}
	l.build(reasons.Parts)
	if agencyID != "" {
		return f
	}
	for _, x := range reasons.Whole {
		if whole := FlowOf(agencies, x.Agency.ID, year, "", obs); whole.Shown() {
			f.Territory = append(f.Territory, whole)
		}
	}
	return f
}

// flowBreakdown are the figures of a flow as the parts of a row: the ends, the groups, then the lines of the open group.
func flowBreakdown(group string) Breakdown {
	var b Breakdown
	for _, p := range []Part{{Code: FlowCarriedIn, Label: Label{"上年结转", "Carried in"}}, {Code: FlowReceived, Label: Label{"本年新收", "Received"}},
		{Code: FlowCarriedOut, Label: Label{"结转下年度", "Carried over"}}} {
		p.term = lineTerm(p.Code)
		b.Parts = append(b.Parts, p)
	}
	for _, g := range Groups {
		b.Parts = append(b.Parts, Part{Code: g.Code, Label: g.Label, term: groupTerm(g.Code)})
	}
	for _, l := range Lines {
		if l.Group == group && group != "" {
			p := reasonPart(l)
			if l.Code == LineOther { // the group's own code
				p.Code = LineOther + ".combined"
			}
			b.Parts = append(b.Parts, p)
		}
	}
	return b
}
