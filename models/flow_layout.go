package models

// flowLayout is a flow under construction.
type flowLayout struct {
	*Flow
	points map[string]Point // by code of the part
}

// build makes nodes and links of the figures.
func (l flowLayout) build(parts []Part) {
	outcomes := make([]Part, 0, len(Groups)+1)
	var reasons []Part
	for _, p := range parts {
		switch {
		case p.Code == FlowCarriedIn, p.Code == FlowReceived:
			l.node(p, 0)
		case p.Group != "":
			reasons = append(reasons, p)
		case p.Code != FlowCarriedOut:
			outcomes = append(outcomes, p)
		}
	}
	for _, p := range parts {
		if p.Code == FlowCarriedOut {
			outcomes = append(outcomes, p)
		}
	}
	total := l.total()
	l.Nodes = append(l.Nodes, FlowNode{FlowTotal, Label{"受理总量", "To be processed"}, 1, total})
	l.link(FlowCarriedIn, FlowTotal, l.points[FlowCarriedIn])
	l.link(FlowReceived, FlowTotal, l.points[FlowReceived])
	for _, p := range outcomes {
		l.node(p, 2)
		l.link(FlowTotal, p.Code, l.points[p.Code])
	}
	l.settle(total, outcomes)
	for _, p := range reasons {
		if q := l.points[p.Code]; q.State == StateNotApplicable && q.Number == nil {
			continue // the report has another line in its place
		}
		l.node(p, 3)
		l.link(p.Group, p.Code, l.points[p.Code])
	}
}

// node adds the place of a part.
func (l flowLayout) node(p Part, depth int) {
	n := FlowNode{p.Code, p.Label, depth, l.points[p.Code]}
	if depth == 3 && p.Short != (Label{}) {
		n.Label = p.Short
	}
	l.Nodes = append(l.Nodes, n)
	switch {
	case n.Point.Number == nil:
		l.Missing = append(l.Missing, n)
	case *n.Point.Number < 0: // a count below 0 has no width
		l.State = StateUnreadable
	}
}

func (l flowLayout) link(from, to string, p Point) {
	part, isPart := l.points[from]
	l.Links = append(l.Links, FlowLink{from, to, p, isPart && part.Number == nil})
}

// total is what was to be processed; without either of its parts there is nothing to draw.
func (l flowLayout) total() Point {
	in, received := l.points[FlowCarriedIn], l.points[FlowReceived]
	p := Point{AgencyID: l.Agency.ID, Year: l.Year, State: StateReported, Flags: in.Flags.Doubts() | received.Flags.Doubts(), Edition: in.Edition}
	for _, part := range []Point{in, received} {
		if part.Number == nil {
			p.State = part.State
		}
	}
	if p.State == StateReported {
		sum, fits := addExact(*in.Number, *received.Number)
		if p.Number = &sum; !fits {
			p.Number, p.State = nil, StateUnreadable
		}
	}
	if p.Number == nil && l.State == StateReported {
		l.State = p.State
	}
	p.Display = displayOf(p.Number, nil, false, p.Flags)
	return p
}

// settle adds the difference between the total and what is known to have become of it.
func (l flowLayout) settle(total Point, outcomes []Part) {
	if total.Number == nil || l.State != StateReported {
		return
	}
	rest := *total.Number
	for _, o := range outcomes {
		p := l.points[o.Code]
		if p.Number == nil {
			continue
		}
		var fits bool
		if rest, fits = addExact(rest, -*p.Number); !fits {
			l.State = StateUnreadable
			return
		}
	}
	l.Residual = rest
	label := Label{"差额", "Difference"}
	p := Point{AgencyID: l.Agency.ID, Year: l.Year, State: StateReported}
	switch {
	case rest > 0:
		p.Number = &rest
		l.Nodes = append(l.Nodes, FlowNode{FlowResidualOut, label, 2, p})
		l.link(FlowTotal, FlowResidualOut, p)
	case rest < 0:
		more := -rest
		p.Number = &more
		l.Nodes = append(l.Nodes, FlowNode{FlowResidualIn, label, 0, p})
		l.link(FlowResidualIn, FlowTotal, p)
	}
}
