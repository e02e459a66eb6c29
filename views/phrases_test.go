package views

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	tree "text/template/parse"

	"gongkai/models"
)

// use is a phrase where it is used: its text and how many values are put into it.
type use struct {
	where, text string
	values      int
}

var verb = regexp.MustCompile(`%[a-z]`)

// Every phrase is written out where it is used, so that a catalogue can be checked against the program.
func TestPhrases_AreWrittenOutAndTakeTheirValues(t *testing.T) {
	uses := append(inTemplates(t), inBuilders(t)...)
	if len(uses) < 200 {
		t.Fatalf("%d phrases found", len(uses))
	}
	for _, u := range uses {
		switch {
		case u.text == "":
			t.Errorf("%s: the phrase is not written out", u.where)
		case len(verb.FindAllString(u.text, -1)) != u.values:
			t.Errorf("%s: “%s” is given %d values", u.where, u.text, u.values)
		}
	}
}

// Every phrase, and every error that a visitor may meet, can be said in every language, with the values it is given.
func TestCatalogues_AreComplete(t *testing.T) {
	uses := append(inTemplates(t), inBuilders(t)...)
	for lang, catalogue := range catalogues() {
		known := map[string]bool{}
		for _, u := range append(uses, inErrors(t, "handlers", "models")...) {
			known[u.text] = true
			if _, ok := catalogue[u.text]; !ok && u.text != "%s" {
				t.Errorf("%s: the %s catalogue lacks “%s”", u.where, lang, u.text)
			}
		}
		for _, u := range inErrors(t, "store", "export", "ingest") {
			known[u.text] = true
		}
		for zh, text := range catalogue {
			if !known[zh] {
				t.Errorf("the %s catalogue has “%s”, which nothing uses", lang, zh)
			}
			if given, taken := verb.FindAllString(zh, -1), order.FindAllStringSubmatch(text, -1); len(given) != len(taken) {
				t.Errorf("“%s” is given %d values, its %s takes %d", zh, len(given), lang, len(taken))
			} else if !slices.Equal(given, ordered(taken)) {
				t.Errorf("“%s” and its %s “%s” write their values differently", zh, lang, text)
			}
			if han.MatchString(strings.ReplaceAll(text, "民政局", "")) {
				t.Errorf("“%s” is Chinese in the %s catalogue", zh, lang)
			}
		}
	}
}

var (
	order = regexp.MustCompile(`%(?:\[(\d)\])?([a-z])`)
	han   = regexp.MustCompile(`\p{Han}+`)
)

// ordered puts the verbs of a translation in the order of the values they take.
func ordered(taken [][]string) []string {
	out := make([]string, len(taken))
	for i, m := range taken {
		if n, err := strconv.Atoi(m[1]); err == nil && n >= 1 && n <= len(out) {
			i = n - 1
		}
		out[i] = "%" + m[2]
	}
	return out
}

// inErrors are the sentences of the errors that packages make.
func inErrors(t *testing.T, packages ...string) []use {
	t.Helper()
	var uses []use
	for _, p := range packages {
		names, err := filepath.Glob("../" + p + "/*.go")
		if err != nil {
			t.Fatal(err)
		}
		uses = append(uses, inCalls(t, names, func(fun ast.Expr) int {
			if name, ok := fun.(*ast.Ident); ok && name.Name == "Errorf" {
				return 1
			}
			if s, ok := fun.(*ast.SelectorExpr); ok && s.Sel.Name == "Errorf" {
				if x, ok := s.X.(*ast.Ident); ok && x.Name == "models" {
					return 1
				}
			}
			return -1
		})...)
	}
	return uses
}

func inTemplates(t *testing.T) []use {
	t.Helper()
	pages, err := templatesIn(models.Zh)
	if err != nil {
		t.Fatal(err)
	}
	var uses []use
	for page, set := range pages {
		for _, tmpl := range set.live.Templates() {
			if tmpl.Tree == nil {
				continue
			}
			walkTemplate(tmpl.Tree.Root, func(c *tree.CommandNode) {
				if id, ok := c.Args[0].(*tree.IdentifierNode); !ok || id.Ident != "t" {
					return
				}
				u := use{where: page + "/" + tmpl.Name(), values: len(c.Args) - 2}
				if s, ok := c.Args[1].(*tree.StringNode); ok {
					u.text = s.Text
				}
				uses = append(uses, u)
			})
		}
	}
	return uses
}

func walkTemplate(n tree.Node, visit func(*tree.CommandNode)) {
	pipe := func(p *tree.PipeNode) {
		if p != nil {
			for _, c := range p.Cmds {
				walkTemplate(c, visit)
			}
		}
	}
	branch := func(b tree.BranchNode) {
		pipe(b.Pipe)
		walkTemplate(b.List, visit)
		if b.ElseList != nil {
			walkTemplate(b.ElseList, visit)
		}
	}
	switch n := n.(type) {
	case *tree.ListNode:
		if n != nil {
			for _, x := range n.Nodes {
				walkTemplate(x, visit)
			}
		}
	case *tree.ActionNode:
		pipe(n.Pipe)
	case *tree.TemplateNode:
		pipe(n.Pipe)
	case *tree.IfNode:
		branch(n.BranchNode)
	case *tree.RangeNode:
		branch(n.BranchNode)
	case *tree.WithNode:
		branch(n.BranchNode)
	case *tree.CommandNode:
		visit(n)
		for _, a := range n.Args {
			if p, ok := a.(*tree.PipeNode); ok {
				pipe(p)
			}
		}
	}
}

// handsOn are the files that hand phrases of others on.
var handsOn = map[string]bool{"render.go": true, "phrase.go": true, "language.go": true}

func inBuilders(t *testing.T) []use {
	t.Helper()
	names, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	handlers, err := filepath.Glob("../handlers/*.go")
	if err != nil {
		t.Fatal(err)
	}
	return inCalls(t, append(names, handlers...), phraseArgument)
}

// inCalls are the phrases that Go files give to functions; argument says which argument of a function is one, -1 if none is.
func inCalls(t *testing.T, names []string, argument func(ast.Expr) int) []use {
	t.Helper()
	var uses []use
	set := token.NewFileSet()
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") || handsOn[filepath.Base(name)] {
			continue
		}
		file, err := parser.ParseFile(set, name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			text := argument(call.Fun)
			if text < 0 {
				return true
			}
			u := use{where: set.Position(call.Pos()).String(), values: len(call.Args) - text - 1}
			if s, ok := call.Args[text].(*ast.BasicLit); ok {
				u.text, _ = strconv.Unquote(s.Value)
			}
			uses = append(uses, u)
			return true
		})
	}
	return uses
}

// phraseArgument is which argument of a function is a phrase, -1 if none is.
func phraseArgument(fun ast.Expr) int {
	switch f := fun.(type) {
	case *ast.Ident:
		if f.Name == "phrase" {
			return 1
		}
	case *ast.SelectorExpr:
		switch f.Sel.Name {
		case "Phrase":
			if p, ok := f.X.(*ast.Ident); ok && p.Name == "views" {
				return 1
			}
		case "say":
			return 0
		}
	}
	return -1
}

// A phrase that a template states in Chinese outside of t could never be translated.
func TestTemplates_StateNoWordsOutsideOfPhrases(t *testing.T) {
	names, err := fs.Glob(files, "templates/*/*.html")
	if err != nil {
		t.Fatal(err)
	}
	actions := regexp.MustCompile(`(?s)\{\{.*?\}\}`)
	for _, name := range names {
		b, err := fs.ReadFile(files, name)
		if err != nil {
			t.Fatal(err)
		}
		if m := han.FindString(actions.ReplaceAllString(string(b), "")); m != "" {
			t.Errorf("%s states “%s”", name, m)
		}
	}
}

func TestPhrase_WithoutEntryStaysChinese(t *testing.T) {
	if got := phrase(models.En, "没有这一条 %d", 3); got != "没有这一条 3" {
		t.Error(got)
	}
	for n, want := range map[int]string{0: "0 agencies", 1: "1 agency", 11: "11 agencies", 21: "21 agencies"} {
		if got := models.Plural(fmt.Sprintf("%d [agency|agencies]", n)); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	if got := phrase(models.Zh, "100%"); got != "100%" {
		t.Errorf("a phrase without values is not a format: %s", got)
	}
}

func TestTied(t *testing.T) {
	for in, want := range map[string]string{
		"约 11,162 条，2025 年": "约 11,162\u00a0条，2025\u00a0年",
		"占 43.3% 予以公开":      "占 43.3%\u00a0予以公开",
		"a 1 b":             "a 1 b",
		" 1 ":               " 1 ",
		"":                  "",
		"\xff 1 件":          "\ufffd 1\u00a0件",
	} {
		if got := tied(in); got != want {
			t.Errorf("tied(%q) = %q", in, got)
		}
	}
}
