// Package views turns what a page shows into HTML. There is one Go struct per page; it holds everything its template shows
// already worked out, so a template chooses no words and formats no number. Builders beside the structs make tables, status
// strips and sparklines out of models types.
//
// Templates are Chinese; every phrase in them goes through t, as do the phrases of the builders, so that another language is
// a catalogue and no second set of templates. There is no inline script and no style attribute anywhere: the pages work under
// a Content-Security-Policy of 'self' alone, and without JavaScript.
package views
