package views

import (
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"sync"

	"gongkai/models"
)

//go:embed catalogue
var catalogueFiles embed.FS

// catalogues hold, for each language but Chinese, what stands for a Chinese phrase of a template or builder: the JSON objects in
// catalogue/<language>, one file for each part of the site. A file that cannot be read is a fault in this package, which every test
// of it finds.
var catalogues = sync.OnceValue(func() map[models.Lang]map[string]string {
	all := map[models.Lang]map[string]string{}
	for _, lang := range models.Langs[1:] {
		c, err := readCatalogue(lang)
		if err != nil {
			panic(err)
		}
		all[lang] = c
	}
	return all
})

// readCatalogue reads the phrases of one language. Two files may not differ about a phrase.
func readCatalogue(lang models.Lang) (map[string]string, error) {
	names, err := fs.Glob(catalogueFiles, "catalogue/"+string(lang)+"/*.json")
	if err != nil {
		return nil, fmt.Errorf("list catalogue %s: %w", lang, err)
	}
	all := map[string]string{}
	for _, name := range names {
		b, err := catalogueFiles.ReadFile(name)
		if err != nil {
			return nil, fmt.Errorf("read %s: %w", name, err)
		}
		var phrases map[string]string
		if err := json.Unmarshal(b, &phrases); err != nil {
			return nil, fmt.Errorf("read %s: %w", name, err)
		}
		for zh, text := range phrases {
			if old, ok := all[zh]; ok && old != text {
				return nil, fmt.Errorf("%s says %q for %q, another file %q", name, text, zh, old)
			}
			all[zh] = text
		}
	}
	return all, nil
}
