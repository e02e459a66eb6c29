package data

import (
	"maps"
	"slices"
	"strings"

	"gongkai/models"
)

// applicants is a number for each of the six applicants of table three.
type applicants [6]int64

func (a applicants) total() int64 {
	sum := int64(0)
	for _, n := range a {
		sum += n
	}
	return sum
}

func (a *applicants) add(b applicants) {
	for i, n := range b {
		a[i] += n
	}
}

// facts are what an organ counts in a year, whatever form it reports on.
type facts struct {
	disclosure map[string]int64      // table two by "item.column", the columns of both forms
	lines      map[string]applicants // table three by line: received, carried_in, carried_out, and the outcomes of the form of 2021
	remedies   [3][4]int64           // table four by channel and result, without totals
	releases   int64
	fee        int64 // information processing fee, in 0.01 yuan
}

func newFacts() facts {
	return facts{disclosure: map[string]int64{}, lines: map[string]applicants{}}
}

// add sums up: for a district, or for an organ that takes over others.
func (f *facts) add(g facts) {
	for k, n := range g.disclosure {
		f.disclosure[k] += n
	}
	for l, a := range g.lines {
		sum := f.lines[l]
		sum.add(a)
		f.lines[l] = sum
	}
	for i := range g.remedies {
		for j, n := range g.remedies[i] {
			f.remedies[i][j] += n
		}
	}
	f.releases += g.releases
	f.fee += g.fee
}

// line is a line of table three; concluded, and the one line of the group 其他处理, are sums.
func (f *facts) line(code string) applicants {
	sum := f.lines[code]
	for _, l := range slices.Sorted(maps.Keys(f.lines)) {
		outcome := l != "received" && l != "carried_in" && l != "carried_out"
		if code == "concluded" && outcome || code == models.LineOther && strings.HasPrefix(l, "other.") {
			sum.add(f.lines[l])
		}
	}
	return sum
}

// figures prints the facts on a form: every cell once, as a reported number.
func (f *facts) figures(e models.Edition, singleOther bool) []models.Figure {
	var figures []models.Figure
	print := func(measure, applicant string, n int64) {
		figures = append(figures, reported(measure, applicant, n))
	}
	for _, it := range models.TableTwo {
		for _, c := range it.Columns[e] {
			print("disclosure."+it.Code+"."+c.Code, "", f.disclosure[it.Code+"."+c.Code])
		}
	}
	for _, l := range models.LinesOf(singleOther || e == models.Edition2019) {
		numbers := f.line(l.Code)
		for i, n := range numbers {
			print("applications."+l.Code, models.Applicants[i].Code, n)
		}
		print("applications."+l.Code, models.ApplicantTotal, numbers.total())
	}
	for i, ch := range models.Channels {
		total := int64(0)
		for j, n := range f.remedies[i] {
			total += n
			print("remedies."+ch.Code+"."+models.RemedyColumns[j].Code, "", n)
		}
		print("remedies."+ch.Code+".total", "", total)
	}
	return figures
}

func reported(measure, applicant string, n int64) models.Figure {
	f := models.Figure{Measure: measure, Applicant: applicant, Number: &n, State: models.StateReported}
	f.Raw = f.Text()
	return f
}
