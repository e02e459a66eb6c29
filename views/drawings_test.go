package views_test

import (
	"gongkai/charts"
	"gongkai/models"
	"gongkai/views"
)

// drawings are the cards of the home page: outcomes, releases, licensing decisions, applications.
func drawings(received, disclosed, releases, licensing models.Comparison) []views.ChartCard {
	outcomes := models.Outcomes(agencies, years, observations(""))
	return []views.ChartCard{
		card("outcomes", charts.OutcomesByYear(outcomes, charts.Options{ID: "outcomes"}), views.OutcomesByYearTable(outcomes, "", models.Zh)),
		card("received", charts.Trend(received, charts.Options{ID: "received", Focus: []string{"a-05", "a-08", "a-12"}}), views.ComparisonTable(received, nil, models.Zh)),
		card("releases", charts.TrendTotal(releases, charts.Options{ID: "releases"}), views.ComparisonTable(releases, nil, models.Zh)),
		card("licensing", charts.TrendTotal(licensing, charts.Options{ID: "licensing"}), views.ComparisonTable(licensing, nil, models.Zh)),
		card("rank", charts.Ranked(received, charts.Options{ID: "rank", Sort: charts.OrderValue}), views.ComparisonTable(received, nil, models.Zh)),
		card("heat", charts.Heatmap(disclosed, charts.Options{ID: "heat"}), views.ComparisonTable(disclosed, nil, models.Zh)),
		card("mix", charts.OutcomesByAgency(outcomes, charts.Options{ID: "mix"}), views.OutcomesByAgencyTable(outcomes, 2025, models.Zh)),
	}
}
