package views

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"io"
	"io/fs"
	"path"
	"strings"
	"sync"

	"gongkai/models"
	"gongkai/static"
)

//go:embed templates/layouts/*.html templates/partials/*.html templates/pages/*.html
var files embed.FS

// Render writes a page. Nothing is written where it fails, so that an error page can still be sent.
func Render(w io.Writer, p Page) error {
	pages, err := templatesIn(p.frame().lang())
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if err := pages[p.name()].ExecuteTemplate(&b, "base", p); err != nil {
		return fmt.Errorf("render page %s: %w", p.name(), err)
	}
	_, err = w.Write(b.Bytes())
	return err
}

// One set of templates for each language, made when first needed.
var (
	chinese = sync.OnceValues(func() (map[string]*template.Template, error) { return parse(models.Zh) })
	english = sync.OnceValues(func() (map[string]*template.Template, error) { return parse(models.En) })
)

func templatesIn(lang models.Lang) (map[string]*template.Template, error) {
	if lang == models.En {
		return english()
	}
	return chinese()
}

// parse reads the templates by the name of their page. What t writes is bound to the language here, so that a partial needs no
// more than its value.
func parse(lang models.Lang) (map[string]*template.Template, error) {
	shared, err := template.New("").Funcs(template.FuncMap{
		"t":     func(text string, args ...any) string { return phrase(lang, text, args...) },
		"lang":  func() string { return htmlLang[lang] },
		"asset": static.URL,
		"link":  lang.Path,
		"tied":  tied,
	}).ParseFS(files, "templates/layouts/*.html", "templates/partials/*.html")
	if err != nil {
		return nil, fmt.Errorf("parse shared templates: %w", err)
	}
	names, err := fs.Glob(files, "templates/pages/*.html")
	if err != nil {
		return nil, fmt.Errorf("list templates: %w", err)
	}
	pages := make(map[string]*template.Template, len(names))
	for _, n := range names {
		set, err := shared.Clone()
		if err == nil {
			set, err = set.ParseFS(files, n)
		}
		if err != nil {
			return nil, fmt.Errorf("parse %s: %w", n, err)
		}
		pages[strings.TrimSuffix(path.Base(n), ".html")] = set
	}
	return pages, nil
}

var htmlLang = map[models.Lang]string{models.Zh: "zh-CN", models.En: "en"}
