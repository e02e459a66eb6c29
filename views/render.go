package views

import (
	"bytes"
	"embed"
	"encoding/json"
	"fmt"
	"html/template"
	"io"
	"io/fs"
	"path"
	"strings"
	"sync"

	"gongkai/charts"
	"gongkai/models"
	"gongkai/static"
)

//go:embed templates/layouts/*.html templates/partials/*.html templates/pages/*.html
var files embed.FS

// Render writes a page. Nothing is written where it fails, so that an error page can still be sent.
func Render(w io.Writer, p Page) error {
	f := p.frame()
	pages, err := templatesIn(f.lang())
	if err != nil {
		return err
	}
	set, err := pages[p.name()].forFrame(f)
	if err != nil {
		return fmt.Errorf("make templates of page %s: %w", p.name(), err)
	}
	var b bytes.Buffer
	if err := set.ExecuteTemplate(&b, "base", p); err != nil {
		return fmt.Errorf("render page %s: %w", p.name(), err)
	}
	_, err = w.Write(b.Bytes())
	return err
}

// pageSet is the templates of one page in one language.
type pageSet struct {
	live *template.Template
	mint *template.Template // the same, never executed, so that it can be cloned
}

// forFrame returns the templates for a page. Those of a pinned one are made for it alone, because links on it keep to its snapshot; such
// pages are few and kept once they are made.
func (s pageSet) forFrame(f Frame) (*template.Template, error) {
	if !f.Pinned {
		return s.live, nil
	}
	set, err := s.mint.Clone()
	if err != nil {
		return nil, err
	}
	lang, id := f.lang(), f.Snapshot.ID
	return set.Funcs(template.FuncMap{
		"link":   func(path string) string { return lang.Path(PinnedPath(path, id)) },
		"pinned": func() string { return id },
		"option": func(c charts.Chart) json.RawMessage {
			return c.Linked(func(href string) string { return PinnedPath(href, id) })
		},
	}), nil
}

// One set of templates for each language, made when first needed.
var (
	chinese = sync.OnceValues(func() (map[string]pageSet, error) { return parse(models.Zh) })
	english = sync.OnceValues(func() (map[string]pageSet, error) { return parse(models.En) })
)

func templatesIn(lang models.Lang) (map[string]pageSet, error) {
	if lang == models.En {
		return english()
	}
	return chinese()
}

// parse reads the templates by the name of their page. What t writes is bound to the language here, so that a partial needs no
// more than its value.
func parse(lang models.Lang) (map[string]pageSet, error) {
	shared, err := template.New("").Funcs(template.FuncMap{
		"t":      func(text string, args ...any) string { return phrase(lang, text, args...) },
		"lang":   func() string { return htmlLang[lang] },
		"asset":  static.URL,
		"link":   lang.Path,
		"pinned": func() string { return "" },
		"option": func(c charts.Chart) json.RawMessage { return c.Option },
		"tied":   tied,
	}).ParseFS(files, "templates/layouts/*.html", "templates/partials/*.html")
	if err != nil {
		return nil, fmt.Errorf("parse shared templates: %w", err)
	}
	names, err := fs.Glob(files, "templates/pages/*.html")
	if err != nil {
		return nil, fmt.Errorf("list templates: %w", err)
	}
	pages := make(map[string]pageSet, len(names))
	for _, n := range names {
		set, err := shared.Clone()
		if err == nil {
			set, err = set.ParseFS(files, n)
		}
		var mint *template.Template
		if err == nil {
			mint, err = set.Clone()
		}
		if err != nil {
			return nil, fmt.Errorf("parse %s: %w", n, err)
		}
		pages[strings.TrimSuffix(path.Base(n), ".html")] = pageSet{set, mint}
	}
	return pages, nil
}

var htmlLang = map[models.Lang]string{models.Zh: "zh-CN", models.En: "en"}
