package models

// Lang is a language that labels and sentences are written in.
type Lang string

// The languages of the site.
const (
	Zh Lang = "zh"
	En Lang = "en"
)

// Label is one label in both languages.
type Label struct{ Zh, En string }

// In returns the label in lang, Chinese unless lang is English.
func (t Label) In(lang Lang) string {
	if lang == En {
		return t.En
	}
	return t.Zh
}
