// Package static holds what a browser loads beside the pages: style sheets, scripts and the subset of ECharts. Everything is
// embedded and addressed by a hash of its content, so that it may be kept for ever and is never stale.
package static

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"path"
	"strings"
	"sync"
)

// Prefix is where the files stand on the site.
const Prefix = "/static/"

//go:embed css/*.css js/*.js echarts/echarts.min.js echarts/LICENSE echarts/LICENSE.zrender echarts/NOTICE icon.svg
var files embed.FS

// sheets and scripts are served as one file each, in this order: a page needs all of them, and one request is faster than ten. What only
// staff need is a file of its own.
var (
	sheets  = []string{"tokens", "type", "layout", "forms", "table", "figure", "report", "reading", "search", "feedback", "downloads", "desk", "filling", "print"}
	scripts = []string{"page", "panels", "tables", "report", "tooltip", "cursor", "option", "charts"}
	forDesk = []string{"grid", "filling", "upload"}
)

// The files a page loads.
const (
	Styles  = "site.css"
	Scripts = "site.js"
	Desk    = "desk.js"
	ECharts = "echarts/echarts.min.js"
	Icon    = "icon.svg"
)

// Asset is one file as served. Its compressed forms are made when first asked for, and kept.
type Asset struct {
	Body   []byte
	Type   string // of its content, charset included
	Hash   string // of Body, the first 12 hexadecimal digits of its SHA-256
	gzip   func() []byte
	brotli func() []byte
}

// Gzip returns the body compressed with gzip.
func (a *Asset) Gzip() []byte { return a.gzip() }

// Brotli returns the body compressed with brotli.
func (a *Asset) Brotli() []byte { return a.brotli() }

var assets = load()

// URL returns the address of a file: URL("site.css") is "/static/site.0123456789ab.css". It panics if there is no such file,
// which a test of the templates would meet first.
func URL(name string) string {
	a, ok := assets[name]
	if !ok {
		panic(fmt.Sprintf("static: no file %q", name))
	}
	ext := path.Ext(name)
	return Prefix + strings.TrimSuffix(name, ext) + "." + a.Hash + ext
}

// Find returns the file at an address without its Prefix, as URL writes it: "site.0123456789ab.css". The plain name finds it
// too; kept tells whether the address holds the hash of the content, so that the answer may be kept for ever. An address with
// the hash of other content finds nothing.
func Find(name string) (a *Asset, kept, ok bool) {
	if a, ok := assets[name]; ok {
		return a, false, true
	}
	ext := path.Ext(name)
	stem := strings.TrimSuffix(name, ext)
	hash := strings.TrimPrefix(path.Ext(stem), ".")
	a, ok = assets[strings.TrimSuffix(stem, "."+hash)+ext]
	if !ok || a.Hash != hash {
		return nil, false, false
	}
	return a, true, true
}

func load() map[string]*Asset {
	all := map[string]*Asset{
		Styles:  newAsset(Styles, join("css", sheets, ".css")),
		Scripts: newAsset(Scripts, join("js", scripts, ".js")),
		Desk:    newAsset(Desk, join("js", forDesk, ".js")),
	}
	for _, name := range []string{ECharts, Icon, "echarts/LICENSE", "echarts/LICENSE.zrender", "echarts/NOTICE"} {
		all[name] = newAsset(name, read(name))
	}
	return all
}

func join(dir string, names []string, ext string) []byte {
	var b bytes.Buffer
	for _, n := range names {
		b.Write(read(dir + "/" + n + ext))
	}
	return b.Bytes()
}

// read returns an embedded file; one that is missing is a mistake in this package.
func read(name string) []byte {
	b, err := files.ReadFile(name)
	if err != nil {
		panic(fmt.Sprintf("static: %v", err))
	}
	return b
}

var types = map[string]string{".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml"}

func newAsset(name string, body []byte) *Asset {
	sum := sha256.Sum256(body)
	a := &Asset{Body: body, Type: types[path.Ext(name)], Hash: hex.EncodeToString(sum[:])[:12]}
	if a.Type == "" {
		a.Type = "text/plain; charset=utf-8"
	}
	a.gzip = sync.OnceValue(func() []byte { return Gzip(body, gzip.BestCompression) })
	// Level 9 takes a tenth of the time of level 11, which would keep the first visitor waiting, and comes within a few percent.
	a.brotli = sync.OnceValue(func() []byte { return Brotli(body, 9) })
	return a
}

// OptionScript returns the script that makes an option of package charts ready for ECharts, by itself: it is a part of Scripts too.
func OptionScript() string { return string(read("js/option.js")) }
