package views

import (
	"cmp"
	"encoding/json"
	"strings"
	"time"
)

// Dataset describes the data of the page for search engines, in the words of https://schema.org/Dataset. It is null on pages that are
// no set of data of their own: all but the overview, those of agencies and those of measures. Addresses are relative where
// the site does not know where it stands; a reader of JSON-LD resolves them against the page's.
func (f Frame) Dataset() json.RawMessage {
	if len(f.Data) == 0 || f.Path != "/" && !strings.HasPrefix(f.Path, "/agencies/") && !strings.HasPrefix(f.Path, "/measures/") {
		return nil
	}
	name := f.SiteName()
	if f.Title != "" {
		name = f.Title + " · " + name
	}
	set := dataset{Context: "https://schema.org/", Type: "Dataset", Name: name, Description: f.Summary(), URL: f.Canonical(), Language: htmlLang[f.lang()], Free: true, Licence: cmp.Or(f.Settings.LicenceURL, f.Settings.Licence),
		Creator: publisher{"GovernmentOrganization", f.Settings.Office}}
	if !f.Updated.IsZero() {
		set.Modified, set.Version = f.Updated.Format(time.DateOnly), f.Version
	}
	if f.Settings.District != "" {
		set.Place = &territory{"Place", f.Settings.District, f.Settings.DistrictCode}
	}
	for _, l := range f.Data {
		if !l.IsPicture() {
			set.Files = append(set.Files, file{"DataDownload", l.DataType(), f.URL(l.Href)})
		}
	}
	b, err := json.Marshal(set) // escapes what could end the element it stands in
	if err != nil {
		return nil // strings always have JSON
	}
	return b
}

type dataset struct {
	Context     string     `json:"@context"`
	Type        string     `json:"@type"`
	Name        string     `json:"name"`
	Description string     `json:"description"`
	URL         string     `json:"url"`
	Language    string     `json:"inLanguage"`
	Free        bool       `json:"isAccessibleForFree"`
	Licence     string     `json:"license,omitempty"`
	Modified    string     `json:"dateModified,omitempty"`
	Version     int64      `json:"version,omitempty"`
	Creator     publisher  `json:"creator"`
	Place       *territory `json:"spatialCoverage,omitempty"`
	Files       []file     `json:"distribution"`
}

type publisher struct {
	Type string `json:"@type"`
	Name string `json:"name"`
}

type territory struct {
	Type       string `json:"@type"`
	Name       string `json:"name"`
	Identifier string `json:"identifier,omitempty"`
}

type file struct {
	Type   string `json:"@type"`
	Format string `json:"encodingFormat"`
	URL    string `json:"contentUrl"`
}
