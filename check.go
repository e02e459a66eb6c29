package main

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"gongkai/models"
)

type checkCommand struct {
	Files []string `arg:"" name:"file" help:"年报文件。 / Reports."`
}

// Run reads every file, checks each report beside the same agency's of the year before, and says what it found.
func (k *checkCommand) Run(ctx context.Context, c *console) error {
	var all []*reading
	wrong := false
	for _, file := range k.Files {
		r, err := readReport(ctx, file)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err != nil {
			wrong = true
			fmt.Fprintf(c.out, "%s：%s\n", file, sentence(err))
			continue
		}
		all = append(all, &r)
	}
	// Agencies in the order given, the years of each in theirs.
	first := map[string]int{}
	for i, r := range all {
		if _, ok := first[r.agency()]; !ok {
			first[r.agency()] = i
		}
	}
	slices.SortStableFunc(all, func(a, b *reading) int {
		return cmp.Or(cmp.Compare(first[a.agency()], first[b.agency()]), cmp.Compare(a.Year, b.Year))
	})
	for i, r := range all {
		if i > 0 && r.sameReport(all[i-1]) {
			wrong = k.compare(c, all[i-1], r) || wrong
			continue
		}
		wrong = k.one(c, r, all) || wrong
	}
	if wrong {
		return errFailed
	}
	return nil
}

// agency identifies the agency of a report by its printed name; a report without one stands alone.
func (r *reading) agency() string {
	return cmp.Or(strings.Join(strings.Fields(r.Revision.AgencyName), ""), r.file)
}

func (r *reading) sameReport(o *reading) bool {
	return r.Year != 0 && r.Year == o.Year && r.agency() == o.agency()
}

// one checks one report and reports whether a rule of severity error failed.
func (k *checkCommand) one(c *console, r *reading, all []*reading) bool {
	var previous []models.Report
	for _, o := range all {
		if o.agency() == r.agency() && o.Year == r.Year-1 && r.Year != 0 && len(previous) == 0 {
			previous = append(previous, o.Report)
		}
	}
	r.check(previous)
	fmt.Fprintf(c.out, "%s（%s）\n", r.name(), r.file)
	fs := r.failures()
	writeFindings(c.out, fs)
	n := models.CountOf(&r.Revision)
	fmt.Fprintf(c.out, "错误 %d 项，提示 %d 项，通过 %d 项，无法判断 %d 项。\n", n.Errors, n.Warnings, len(r.Revision.Findings)-n.Errors-n.Warnings-n.NotAssessable, n.NotAssessable)
	return n.Errors > 0
}

// compare holds two files of one report against each other: with equal figures they are one report, otherwise it says where they
// differ and reports true.
func (k *checkCommand) compare(c *console, a, b *reading) bool {
	changes := models.Diff(a.Revision.Figures, b.Revision.Figures)
	if len(changes) == 0 {
		fmt.Fprintf(c.out, "“%s”与“%s”的数完全相同，视为同一份年报。\n", b.file, a.file)
		return false
	}
	fmt.Fprintf(c.out, "“%s”与“%s”是同一机关同一年度的年报，但有 %d 个数不同，请确认以哪一份为准：\n", a.file, b.file, len(changes))
	for _, x := range changes {
		fmt.Fprintf(c.out, "  %s：%s / %s\n", x.Key.Name(models.Zh), printed(x.Old), printed(x.New))
	}
	return true
}

// printed shows a figure's value, or why there is none.
func printed(f models.Figure) string { return cmp.Or(f.Text(), f.State.Label().Zh) }
