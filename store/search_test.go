package store

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"gongkai/models"
)

// prose gives a report's section five a text.
func prose(r models.Report, body string) models.Report {
	r.Revision.Texts = slices.Clone(r.Revision.Texts)
	for i := range r.Revision.Texts {
		if r.Revision.Texts[i].Section == 5 {
			r.Revision.Texts[i].Body = body
		}
	}
	return r
}

// search finds texts and returns them as "a-jyj 2023 §5".
func search(t *testing.T, s *Store, words ...models.TextWord) string {
	t.Helper()
	found, total, err := s.SearchTexts(t.Context(), TextSearch{Words: words, Limit: 100})
	if err != nil || total != len(found) {
		t.Fatalf("%d of %d, %v", len(found), total, err)
	}
	var list []string
	for _, f := range found {
		list = append(list, fmt.Sprintf("%s %d §%d", f.AgencyID, f.Year, f.Section))
	}
	return strings.Join(list, ", ")
}

func TestSearchTexts(t *testing.T) {
	s := open(t)
	save(t, s, prose(report("a-jyj", 2023, 5), "推进財政预算公开，含ＡＢＣ１２３，100%_完成。"), file("a.docx", "a"))
	save(t, s, prose(report("a-mzj", 2023, 5), "民政服务与财政资金。"), file("b.docx", "b"))
	save(t, s, prose(report("a-jyj", 2024, 5), "财政不足。"), file("c.docx", "c"))
	draft := prose(report("a-mzj", 2024, 5), "财政草稿。")
	draft.Status = models.StatusReceived
	save(t, s, draft, file("d.docx", "d"))
	word := func(text string) models.TextWord { return models.TextWord{Text: text} }
	for _, tt := range []struct {
		name  string
		words []models.TextWord
		want  string
	}{
		{"two characters, newest first, no draft", []models.TextWord{word("财政")}, "a-jyj 2024 §5, a-jyj 2023 §5, a-mzj 2023 §5"},
		{"full-width letters", []models.TextWord{word("abc123")}, "a-jyj 2023 §5"},
		{"signs that mean something to a database", []models.TextWord{word("%_")}, "a-jyj 2023 §5"},
		{"a quotation mark", []models.TextWord{word("'; DROP TABLE texts; --")}, ""},
		{"several words are all of them", []models.TextWord{word("财政"), word("民政")}, "a-mzj 2023 §5"},
		{"a word that means an agency", []models.TextWord{word("财政"), {Text: "教育局", Agencies: []string{"a-jyj"}}}, "a-jyj 2024 §5, a-jyj 2023 §5"},
		{"a word that means a year", []models.TextWord{word("财政"), {Text: "2023", Year: 2023}}, "a-jyj 2023 §5, a-mzj 2023 §5"},
		{"an agency alone finds no texts that do not name it", []models.TextWord{{Text: "教育局", Agencies: []string{"a-jyj"}}}, ""},
		{"an agency and its year find none either", []models.TextWord{{Text: "教育局", Agencies: []string{"a-jyj"}}, {Text: "2023年度", Year: 2023}}, ""},
		{"section six", []models.TextWord{word("信息处理费"), word("没有收取"), {Text: "2024", Year: 2024}}, "a-jyj 2024 §1, a-jyj 2024 §6"},
		{"no words", nil, ""},
	} {
		if got := search(t, s, tt.words...); got != tt.want {
			t.Errorf("%s: %s, want %s", tt.name, got, tt.want)
		}
	}

	found, total, err := s.SearchTexts(t.Context(), TextSearch{Words: []models.TextWord{word("财政")}, Limit: 1, Offset: 1})
	if err != nil || total != 3 || len(found) != 1 || found[0].Year != 2023 || !strings.Contains(found[0].Body, "財政") {
		t.Errorf("the second of %d: %+v, %v", total, found, err)
	}
	if found, total, err := s.SearchTexts(t.Context(), TextSearch{Words: []models.TextWord{word("财政")}, Limit: 10, Offset: 99}); err != nil || total != 3 || len(found) != 0 {
		t.Errorf("beyond the last: %d of %d, %v", len(found), total, err)
	}

	t.Run("only the current revision", func(t *testing.T) {
		save(t, s, prose(report("a-jyj", 2024, 5), "已经改进。"), file("e.docx", "e"))
		if got := search(t, s, word("不足")); got != "" {
			t.Errorf("an old text is found: %s", got)
		}
		if got := search(t, s, word("改进")); got != "a-jyj 2024 §5" {
			t.Error(got)
		}
	})
	t.Run("a deadline", func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if _, _, err := s.SearchTexts(ctx, TextSearch{Words: []models.TextWord{word("财政")}, Limit: 10}); !errors.Is(err, context.Canceled) {
			t.Error(err)
		}
	})
}

func TestSpellings(t *testing.T) {
	s := open(t)
	if _, _, err := s.AddAgency(t.Context(), models.Agency{ID: "a-cz", Name: "区财政局"}, 2024); err != nil {
		t.Fatal(err)
	}
	got, err := s.Spellings(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for id, want := range map[string][]string{"a-mzj": {"mzj", "quminzhengju", "qmzj", "qushehuiju", "qshj"}, "a-cz": {"qucaizhengju", "qczj"}} {
		for _, spelling := range want {
			if !slices.Contains(got[id], spelling) {
				t.Errorf("%s is spelled %q, not %s", id, got[id], spelling)
			}
		}
	}
	own := []models.Agency{{ID: "a-x", Name: "区单局", Pinyin: "Shan Ju"}}
	if err := s.SaveAgencies(t.Context(), own, nil); err != nil {
		t.Fatal(err)
	}
	if got, err = s.Spellings(t.Context()); err != nil || len(got) != 1 || !slices.Contains(got["a-x"], "shanju") || !slices.Contains(got["a-x"], "sj") {
		t.Errorf("as the office writes it: %q, %v", got, err)
	}
}

// 60 agencies over ten years, and a city of ten times as many.
func BenchmarkSearchTexts(b *testing.B) {
	for _, reports := range []int{600, 6000} {
		s := open(b)
		sentence := "本年度本单位认真贯彻落实政府信息公开条例，主动公开各类信息，完善工作机制，加强组织领导和队伍建设。"
		tx := s.w.Begin()
		for i := 1; i <= reports; i++ {
			id := fmt.Sprint("a-", (i-1)/10)
			tx.Exec("INSERT INTO agencies (id, position, kind, name, pinyin) VALUES (?, ?, '', 'x', '') ON CONFLICT DO NOTHING", id, i)
			tx.Exec("INSERT INTO reports (id, agency_id, year, status, current_id) VALUES (?, ?, ?, 'published', ?)", i, id, 2015+i%10, i)
			tx.Exec("INSERT INTO revisions VALUES (?, ?, 1, '2021', 'organ', '', '', 0, 0, '', '', 1, '2026-01-01')", i, i)
			for _, section := range models.SearchedSections {
				body := strings.Repeat(sentence, 20)
				if i%50 == 0 && section == 5 {
					body += "财政预算公开不够。"
				}
				tx.Exec("INSERT INTO texts VALUES (?, ?, '', ?)", i, section, body)
				tx.Exec("INSERT INTO search_texts VALUES (?, ?, ?)", i, section, body)
			}
		}
		if err := tx.Commit().Error; err != nil {
			b.Fatal(err)
		}
		b.Run(fmt.Sprint(reports), func(b *testing.B) {
			for b.Loop() {
				if _, total, err := s.SearchTexts(b.Context(), TextSearch{Words: []models.TextWord{{Text: "财政"}}, Limit: 20}); err != nil || total != reports/50 {
					b.Fatal(total, err)
				}
			}
		})
	}
}
