package models

import "strings"

// Lang is a language that labels and sentences are written in.
type Lang string

// The languages of the site.
const (
	Zh Lang = "zh"
	En Lang = "en"
)

// Langs are the languages of the site.
var Langs = []Lang{Zh, En}

// Path is the address of a page in the language: Chinese pages stand at "/", English ones at "/en". What is no page of the site is
// returned as it is; the programming interface under "/api/" speaks both languages at once.
func (l Lang) Path(path string) string {
	switch {
	case l != En || !strings.HasPrefix(path, "/") || strings.HasPrefix(path, "/api/"):
		return path
	case path == "/":
		return "/en"
	case strings.HasPrefix(path, "/?"), strings.HasPrefix(path, "/#"):
		return "/en" + path[1:]
	}
	return "/en" + path
}

// Other is the other language of the site.
func (l Lang) Other() Lang {
	if l == En {
		return Zh
	}
	return En
}

// Label is one label in both languages.
type Label struct{ Zh, En string }

// In returns the label in lang, Chinese unless lang is English.
func (t Label) In(lang Lang) string {
	if lang == En {
		return t.En
	}
	return t.Zh
}
