package data

import (
	"fmt"

	"gongkai/models"
)

// trend is the volume of applications in thousandths of a usual year.
var trend = map[int]int{2020: 760, 2021: 880, 2022: 960, 2023: 1050, 2024: 1170, 2025: 1260}

// charged is the information processing fee by organ and year, in 0.01 yuan. It is rare: all others charged none.
var charged = map[string]map[int]int64{
	"a-zrj": {2022: 120000, 2024: 1250050},
	"a-zjj": {2023: 38000, 2025: 1200000},
	"a-scj": {2024: 40000},
}

// history is what every organ counted, by organ and year, each year continuing the one before.
func history() map[string]map[int]facts {
	all := map[string]map[int]facts{}
	for _, o := range organs {
		all[o.id] = map[int]facts{}
		for year := o.first; year <= o.last; year++ {
			before, ok := all[o.id][year-1]
			if !ok {
				before = newFacts()
				before.disclosure["normative_documents.in_force"] = int64(o.documents)
				for _, id := range o.from {
					before.add(all[id][year-1])
				}
			}
			all[o.id][year] = o.simulate(year, before)
		}
	}
	return all
}

// simulate makes up a year of an organ from the year before.
func (o organ) simulate(year int, before facts) facts {
	r := seeded(fmt.Sprintf("%s %d figures", o.id, year))
	f := newFacts()
	f.fee = charged[o.id][year]
	f.releases = int64(r.about(o.releases, 18))
	o.documentsOf(&f, year, before, r)
	o.decisions(&f, year, r)
	o.apply(&f, year, before, r)
	o.contest(&f, r)
	return f
}

// documentsOf counts normative documents. The form of 2019 asks for the same in other words.
func (o organ) documentsOf(f *facts, year int, before facts, r *random) {
	stock := before.disclosure["normative_documents.in_force"]
	var issued, repealed int64
	if o.documents > 0 || len(o.from) > 0 {
		issued = int64(r.weighted([]int{50, 30, 15, 5}))
		repealed = min(int64(r.weighted([]int{60, 25, 15})), stock)
	}
	if o.closes && year == o.last {
		issued, repealed = 0, stock
	}
	for _, item := range []string{"rules", "normative_documents"} {
		n, gone, inForce := issued, repealed, stock+issued-repealed
		if item == "rules" { // a district makes none
			n, gone, inForce = 0, 0, 0
		}
		for column, value := range map[string]int64{"issued": n, "repealed": gone, "in_force": inForce, "made": n, "newly_public": n, "public_total": inForce} {
			f.disclosure[item+"."+column] = value
		}
	}
}

// decisions counts licences, penalties and coercion, and what is charged and bought.
func (o organ) decisions(f *facts, year int, r *random) {
	for i, work := range []struct {
		item string
		n    int
	}{{"licensing", o.licensing}, {"other_services", o.licensing / 3}, {"penalties", o.penalties}, {"coercion", o.coercion}} {
		f.disclosure[work.item+".decisions"] = int64(r.about(work.n, 15))
		f.disclosure[work.item+".items_last_year"] = int64(o.items[i])
		f.disclosure[work.item+".items_change"] = int64(min(o.items[i], 5)) * int64(r.between(-1, 1)) / 2
	}
	if o.fees > 0 {
		// Most organs round 万元 to two decimals, those with land revenue give all six.
		f.disclosure["fees.amount"] = int64(r.about(int(o.fees)*100, 12)) * 10_000
		if o.style == landStyle {
			f.disclosure["fees.amount"] += f.disclosure["fees.amount"] / 10_000 * 37 % 10_000
		}
		f.disclosure["fees.items_last_year"] = int64(r.between(1, 4))
	}
	if projects := r.between(0, 6); o.kind == models.KindDepartment && projects > 0 {
		f.disclosure["procurement.projects"] = int64(projects)
		f.disclosure["procurement.total_amount"] = int64(projects) * int64(r.between(800, 9000)) * 10_000
	}
}

// Weights of the six applicants, and of the 21 outcomes of the form of 2021 by style, in the form's order.
var (
	whoApplies = []int{850, 85, 4, 9, 38, 14}
	outcomes   = map[style][]int{
		plain:       {430, 70, 2, 6, 2, 12, 14, 18, 6, 12, 200, 45, 18, 60, 16, 8, 3, 10, 22, 1, 14},
		landStyle:   {330, 130, 1, 8, 2, 38, 16, 34, 6, 30, 240, 50, 20, 30, 28, 4, 12, 14, 24, 2, 12},
		policeStyle: {260, 80, 4, 14, 5, 30, 12, 22, 90, 22, 170, 30, 16, 130, 22, 6, 8, 10, 28, 1, 16},
		petitStyle:  {300, 60, 1, 6, 3, 10, 22, 20, 4, 16, 290, 40, 26, 110, 24, 10, 6, 12, 26, 1, 20},
	}
)

// outcomeLines are the lines of table three that an application can end on.
var outcomeLines = func() []string {
	var codes []string
	for _, l := range models.LinesOf(false) {
		if l.Group != "" {
			codes = append(codes, l.Code)
		}
	}
	return codes
}()

// apply makes up each application by itself: who applies, whether it is concluded within the year, and how.
func (o organ) apply(f *facts, year int, before facts, r *random) {
	carried := before.lines["carried_out"]
	var received, open applicants
	for range r.about(o.applications, 20) * trend[year] / 1000 {
		received[r.weighted(whoApplies)]++
	}
	for i := range received {
		for range received[i] + carried[i] {
			if !(o.closes && year == o.last) && o.applications > 9 && r.below(100) < 6 {
				open[i]++
				continue
			}
			line := outcomeLines[r.weighted(outcomes[o.style])]
			numbers := f.lines[line]
			numbers[i]++
			f.lines[line] = numbers
		}
	}
	f.lines["received"], f.lines["carried_in"], f.lines["carried_out"] = received, carried, open
}

// contest makes up reconsiderations and lawsuits among those whose applications were concluded.
func (o organ) contest(f *facts, r *random) {
	results := [][]int{{58, 16, 14, 12}, {62, 8, 12, 18}, {70, 5, 5, 20}}
	concluded := f.line("concluded")
	for range concluded.total() {
		switch chance := r.below(1000); {
		case chance < 55:
			f.remedies[0][r.weighted(results[0])]++
		case chance < 72:
			f.remedies[1][r.weighted(results[1])]++
		case chance < 83:
			f.remedies[2][r.weighted(results[2])]++
		}
	}
}

// district sums up the organs of a year.
func district(all map[string]map[int]facts, year int) facts {
	sum := newFacts()
	for _, o := range organs {
		if f, ok := all[o.id][year]; ok {
			sum.add(f)
		}
	}
	return sum
}
