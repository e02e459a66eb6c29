package handlers

import (
	"context"
	"errors"
	"strconv"
	"strings"
	"time"

	"gongkai/export"
	"gongkai/models"
	"gongkai/store"
	"gongkai/views"
)

// What the search of report texts may cost: how long one takes at most, and how many run at once. It reads every text.
const (
	searchTime  = 2 * time.Second
	maxSearches = 2
)

// maxPage is the last page that may be asked for; beyond the last there is, a page is empty.
const maxPage = 10_000

// search finds agencies, reports, years, measures, rules and report texts: "/search?q=…", all of what one group has with
// in=agencies and so on, twenty at a time with p=2. Its answers are not kept, since nobody else may ask for the same words.
func search(a *app, r *request) (maker, error) {
	query := r.words("q")
	s := views.Search{Query: query, Words: models.SearchWords(query), Page: 1, All: r.world.agencies}
	s.Group = r.choice("in", "", append([]string{""}, views.SearchGroups...))
	if text := r.get("p"); text != "" {
		n, err := strconv.Atoi(text)
		if err != nil || n < 1 || n > maxPage || s.Group == "" {
			r.wrong(r.say("没有第“%s”页，已显示第一页。", shorten(text)))
			n = 1
		}
		s.Page = n
		r.keep("p", strconv.Itoa(n), "1")
	}
	return func(ctx context.Context) (content, error) {
		if err := a.find(ctx, r.world, &s); err != nil {
			return content{}, err
		}
		page := views.NewSearchPage(r.frame, s)
		return content{page: page, table: export.SearchTable(searchRows(page))}, nil
	}, nil
}

// find fills in what a search finds.
func (a *app) find(ctx context.Context, w *world, s *views.Search) error {
	if len(s.Words) == 0 {
		return nil
	}
	spellings, err := w.store.Spellings(ctx)
	if err != nil {
		return err
	}
	s.Agencies = models.SearchAgencies(w.agencies, spellings, s.Words)
	years, rest := models.SearchYears(w.years, s.Words)
	if len(rest) == 0 {
		s.Years = years
	}
	if len(years) > 0 {
		for _, x := range models.SearchAgencies(w.agencies, spellings, rest) {
			for _, y := range years {
				if h := w.heads[x.ID][y]; h != nil {
					s.Reports = append(s.Reports, *h)
				}
			}
		}
	}
	s.Measures, s.Rules = models.SearchMeasures(s.Words), models.SearchRules(s.Words)

	if s.Group != "" && s.Group != views.GroupTexts {
		return nil
	}
	f := store.TextSearch{Limit: views.HitsInGroup}
	if s.Group != "" {
		f.Limit, f.Offset = views.HitsOnPage, (s.Page-1)*views.HitsOnPage
	}
	for _, word := range s.Words {
		t := models.TextWord{Text: word}
		for _, x := range models.SearchAgencies(w.agencies, spellings, []string{word}) {
			t.Agencies = append(t.Agencies, x.ID)
		}
		if y, _ := models.SearchYears(w.years, []string{word}); len(y) > 0 {
			t.Year = y[0]
		}
		f.Words = append(f.Words, t)
	}
	s.Texts, s.TextCount, err = a.searchTexts(ctx, w, f)
	if s.Late = errors.Is(err, context.DeadlineExceeded); s.Late {
		return nil
	}
	return err
}

// searchTexts searches the texts when its turn comes; waiting counts as time.
func (a *app) searchTexts(ctx context.Context, w *world, f store.TextSearch) ([]models.ReportText, int, error) {
	ctx, cancel := context.WithTimeout(ctx, searchTime)
	defer cancel()
	select {
	case a.searches <- struct{}{}:
		defer func() { <-a.searches }()
	case <-ctx.Done():
		return nil, 0, ctx.Err()
	}
	return w.store.SearchTexts(ctx, f)
}

// searchRows are the hits that a page shows, as data.
func searchRows(page views.SearchPage) [][]string {
	text := func(spans []models.Span) string {
		var b strings.Builder
		for _, s := range spans {
			b.WriteString(s.Text)
		}
		return b.String()
	}
	var rows [][]string
	for _, g := range page.Groups {
		for _, h := range g.Hits {
			rows = append(rows, []string{g.ID, text(h.Title), h.Href, h.Note, text(h.Excerpt), strconv.Itoa(g.Count)})
		}
	}
	return rows
}
