package views_test

import (
	"gongkai/charts"
	"gongkai/models"
	"gongkai/views"
)

// drawings are the cards of the home page.
func drawings(received, disclosed, releases, licensing models.Comparison) []views.ChartCard {
	var cards []views.ChartCard
	for _, c := range []models.Comparison{received, disclosed, releases, licensing} {
		cards = append(cards, card(c.Subject.Code, charts.Chart{Title: c.Subject.Label.Zh, Subtitle: "件", Empty: "x"}, views.ComparisonTable(c, nil, models.Zh)))
	}
	return cards
}
