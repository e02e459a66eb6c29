package handlers

import (
	"context"
	"slices"

	"gongkai/export"
	"gongkai/models"
	"gongkai/views"
)

// dictionary explains every word of the site and of its files: "/dictionary?q=…".
func dictionary(_ *app, r *request) (maker, error) {
	q := r.words("q")
	return func(context.Context) (content, error) {
		all := slices.Concat(models.Dictionary(), export.Columns())
		shown := views.MatchingEntries(all, q)
		return content{page: views.NewDictionaryPage(r.frame, q, all, shown), table: export.DictionaryTable(shown, r.lang)}, nil
	}, nil
}

// accessibility is the statement on accessibility: "/about/accessibility".
func accessibility(_ *app, r *request) (maker, error) {
	return func(context.Context) (content, error) {
		return content{page: views.NewAccessibilityPage(r.frame)}, nil
	}, nil
}
