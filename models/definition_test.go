package models_test

import (
	"strings"
	"testing"

	"gongkai/models"
)

func TestDefinitionOf_EveryMeasureAndGroup(t *testing.T) {
	var codes []string
	for _, m := range models.Measures {
		codes = append(codes, m.Code)
	}
	for _, g := range models.Groups {
		codes = append(codes, g.Code)
	}
	for _, code := range codes {
		d := models.DefinitionOf(code)
		if !strings.HasSuffix(d.Meaning.Zh, "。") || !strings.HasSuffix(d.Meaning.En, ".") {
			t.Errorf("%s: meaning %q", code, d.Meaning)
		}
		if (d.Law.Zh == "") != (d.Law.En == "") {
			t.Errorf("%s: law %q", code, d.Law)
		}
	}
}

func TestDefinitionOf_Law(t *testing.T) {
	for code, want := range map[string]string{
		"disclosure.licensing.decisions":     "《中华人民共和国政府信息公开条例》第二十条第（五）项",
		"disclosure.procurement.projects":    "《中华人民共和国政府信息公开条例》第二十条第（九）项",
		"remedies.reconsideration.corrected": "《中华人民共和国政府信息公开条例》第五十一条",
		"applications.partial":               "《中华人民共和国政府信息公开条例》第三十七条",
		"applications.refused.third_party":   "《中华人民共和国政府信息公开条例》第十五条、第三十二条",
		"disclosure_rate":                    "",
		"nothing.of.the.kind":                "",
	} {
		if got := models.DefinitionOf(code).Law.Zh; got != want {
			t.Errorf("%s: %q", code, got)
		}
	}
}
