package models

import (
	"strings"
	"testing"
)

// figureMap makes reported figures of 总计 lines and remedies: "granted" and "reconsideration.total" alike.
func figureMap(values map[string]int64) map[Key]Figure {
	figures := make(map[Key]Figure)
	for code, n := range values {
		k := Key{"applications." + code, ApplicantTotal}
		if _, ok := MeasureOf(k.Measure); !ok {
			k = Key{"remedies." + code, ""}
		}
		if _, ok := MeasureOf(k.Measure); !ok {
			k = Key{"disclosure." + code, ""}
		}
		figures[k] = Figure{Measure: k.Measure, Applicant: k.Applicant, Number: &n, State: StateReported}
	}
	return figures
}

func TestIndicators_Catalogue(t *testing.T) {
	seen := map[string]bool{}
	for _, i := range Indicators {
		if seen[i.Code] {
			t.Errorf("%s is there twice", i.Code)
		}
		seen[i.Code] = true
		if i.Label.Zh == "" || i.Label.En == "" || i.Formula.Zh == "" || i.Formula.En == "" || (i.Caveat.Zh == "") != (i.Caveat.En == "") {
			t.Errorf("%s lacks words", i.Code)
		}
		if len(i.Editions) == 0 {
			t.Errorf("%s: no edition has all its figures", i.Code)
		}
		if i.Ratio() && i.NoCases.Zh == "" {
			t.Errorf("%s does not say what a denominator of 0 means", i.Code)
		}
		for _, term := range i.Terms() {
			for _, k := range term.needs() {
				if m, ok := MeasureOf(k.Measure); !ok || m.ByApplicant != (k.Applicant != "") {
					t.Errorf("%s needs %v, which is no figure", i.Code, k)
				}
			}
		}
	}
	if _, ok := MeasureOf(YearOnYear.Code); ok || seen[YearOnYear.Code] {
		t.Error("yoy is a change, not something to evaluate")
	}
}

func TestIndicator_Eval(t *testing.T) {
	refused := map[string]int64{}
	for _, k := range groupKeys("refused", ApplicantTotal, false) {
		refused[strings.TrimPrefix(k.Measure, "applications.")] = 2
	}
	refused["concluded"] = 40
	for _, tt := range []struct {
		code     string
		values   map[string]int64
		num, den int64
		display  DisplayRule
	}{
		{"disclosure_rate", map[string]int64{"granted": 60, "partial": 35, "concluded": 230}, 95, 230, DisplayOK},
		{"disclosure_rate", map[string]int64{"granted": 3, "partial": 0, "concluded": 7}, 3, 7, DisplaySmall},
		{"disclosure_rate", map[string]int64{"granted": 3, "partial": 4, "concluded": 29}, 7, 29, DisplaySmall},
		{"disclosure_rate", map[string]int64{"granted": 3, "partial": 4, "concluded": 30}, 7, 30, DisplayOK},
		{"disclosure_rate", map[string]int64{"granted": 0, "partial": 0, "concluded": 0}, 0, 0, DisplayDenZero},
		{"refused_share", refused, 16, 40, DisplayOK},
		{"other_share", map[string]int64{"other": 5, "concluded": 50}, 5, 50, DisplayOK},
		{"other_share", map[string]int64{"other.no_correction": 1, "other.fee_unpaid": 2, "other.other": 4, "concluded": 50}, 7, 50, DisplayOK},
		{"review_correct_rate", map[string]int64{"reconsideration.upheld": 20, "reconsideration.corrected": 11, "reconsideration.other": 2}, 11, 33, DisplayOK},
		{"dispute_per_100", map[string]int64{"reconsideration.total": 50, "litigation_direct.total": 20, "concluded": 35}, 70, 35, DisplayOK},
	} {
		i, ok := IndicatorOf(tt.code)
		if !ok {
			t.Fatalf("no indicator %s", tt.code)
		}
		e := i.Eval(figureMap(tt.values), nil)
		if e.Num == nil || e.Den == nil || *e.Num != tt.num || *e.Den != tt.den || e.Display != tt.display || e.State != StateReported {
			t.Errorf("%s of %v = %s", tt.code, tt.values, showEvaluation(e))
		}
	}
}

func showEvaluation(e Evaluation) string {
	return FormatNumber(e.Num, 0, Zh) + "/" + FormatNumber(e.Den, 0, Zh) + " " + string(e.Display) + " " + string(e.State)
}

func TestIndicator_EvalMissingInput(t *testing.T) {
	i, _ := IndicatorOf("disclosure_rate")
	figures := figureMap(map[string]int64{"granted": 60, "concluded": 230})
	if e := i.Eval(figures, nil); e.Display != DisplayInputMissing || e.Num != nil || e.Den != nil || e.State != StateAbsent {
		t.Errorf("without 部分公开: %s", showEvaluation(e))
	}
	partial := Key{"applications.partial", ApplicantTotal}
	figures[partial] = Figure{Measure: partial.Measure, Applicant: partial.Applicant, State: StateBlank, Raw: "/"}
	if e := i.Eval(figures, nil); e.Display != DisplayInputMissing || e.State != StateBlank {
		t.Errorf("blank 部分公开: %s", showEvaluation(e))
	}
	zero := int64(0)
	figures[partial] = Figure{Measure: partial.Measure, Applicant: partial.Applicant, State: StateBlank, Number: &zero, Flags: FlagZeroImplied}
	if e := i.Eval(figures, nil); e.Display != DisplayOK || *e.Num != 60 {
		t.Errorf("部分公开 implied 0: %s", showEvaluation(e))
	}
}

func TestIndicator_EvalSuspect(t *testing.T) {
	i, _ := IndicatorOf("full_grant_rate")
	figures := figureMap(map[string]int64{"granted": 60, "concluded": 230})
	k := Key{"applications.concluded", ApplicantTotal}
	f := figures[k]
	f.Flags = FlagSuspect
	figures[k] = f
	if e := i.Eval(figures, nil); e.Display != DisplayInputSuspect || !e.Suspect || *e.Den != 230 {
		t.Errorf("suspect denominator: %s", showEvaluation(e))
	}
}

func TestIndicator_EvalLooksBack(t *testing.T) {
	i, _ := IndicatorOf("norm_residual")
	if !i.LooksBack() {
		t.Fatal("衔接差 needs last year's figures")
	}
	now := figureMap(map[string]int64{"normative_documents.in_force": 14, "normative_documents.issued": 3, "normative_documents.repealed": 1})
	before := figureMap(map[string]int64{"normative_documents.in_force": 10})
	if e := i.Eval(now, before); e.Num == nil || *e.Num != 2 || e.Den != nil || e.Display != DisplayOK {
		t.Errorf("14 − (10 + 3 − 1) = %s", showEvaluation(e))
	}
	if e := i.Eval(now, nil); e.Num != nil || e.State != StateNotReported {
		t.Errorf("without last year's report: %s", showEvaluation(e))
	}
}

func TestIndicator_EvalOverflow(t *testing.T) {
	i, _ := IndicatorOf("received_total")
	huge := int64(1<<63 - 1)
	if e := i.Eval(figureMap(map[string]int64{"received": huge, "carried_in": huge}), nil); e.Num != nil || e.Display != DisplayInputMissing || e.State != StateUnreadable {
		t.Errorf("a sum past what an integer holds is shown: %s", showEvaluation(e))
	}
}
