package export

import (
	"bytes"
	"encoding/json"
	"fmt"
	"time"

	"gongkai/models"
)

// node is an object of JSON-LD. Its keys are written in alphabetical order.
type node = map[string]any

// Catalogue describes the site's data to other catalogues, as JSON-LD after DCAT 3: a catalogue with one series of datasets, a dataset
// for each snapshot, newest first, and its files as distributions. The addresses need Settings.BaseURL; without it they are relative.
// https://www.w3.org/TR/vocab-dcat-3/
func Catalogue(s models.Settings, snapshots []models.Snapshot) ([]byte, error) {
	base, series := s.BaseURL, s.BaseURL+"/snapshots"
	publisher := node{"@type": "foaf:Organization", "foaf:name": bilingual(s.Office, s.OfficeEn)}
	var datasets []any
	for _, x := range snapshots {
		datasets = append(datasets, dcatDataset(s, x, publisher))
	}
	title := models.Label{Zh: s.District + "政府信息公开年报数据", En: "Data of the yearly disclosure reports of " + s.In(models.En).District}
	catalogue := node{
		"@context": node{"dcat": "http://www.w3.org/ns/dcat#", "dcterms": "http://purl.org/dc/terms/", "foaf": "http://xmlns.com/foaf/0.1/",
			"spdx": "http://spdx.org/rdf/terms#", "xsd": "http://www.w3.org/2001/XMLSchema#"},
		"@type": "dcat:Catalog", "@id": base + "/catalog.jsonld", "dcterms:title": bilingual(title.Zh, title.En), "dcterms:publisher": publisher,
		"dcterms:language": []string{"zh", "en"}, "foaf:homepage": node{"@id": base + "/"},
		"dcat:dataset": append([]any{node{"@type": "dcat:DatasetSeries", "@id": series, "dcterms:title": bilingual(title.Zh, title.En), "dcterms:publisher": publisher, "dcterms:rights": bilingual(s.Rights(models.Zh), s.Rights(models.En))}}, datasets...),
	}
	return ldJSON(catalogue)
}

func dcatDataset(s models.Settings, x models.Snapshot, publisher node) node {
	id := s.BaseURL + x.Path()
	set := node{"@type": "dcat:Dataset", "@id": id, "dcat:inSeries": node{"@id": s.BaseURL + "/snapshots"}, "dcterms:identifier": x.ID, "dcat:version": x.ID,
		"dcterms:title":  bilingual(s.District+"政府信息公开年报数据 "+x.ID, "Data of the yearly disclosure reports of "+s.In(models.En).District+", "+x.ID),
		"dcterms:issued": node{"@type": "xsd:dateTime", "@value": x.CreatedAt.UTC().Format(time.RFC3339)}, "dcterms:publisher": publisher,
		"dcat:landingPage": node{"@id": id}, "dcterms:rights": bilingual(s.Rights(models.Zh), s.Rights(models.En))}
	if s.LicenceURL != "" {
		set["dcterms:license"] = node{"@id": s.LicenceURL}
	}
	var files []any
	for _, f := range x.Files {
		d := node{"@type": "dcat:Distribution", "@id": id + "/" + f.Name, "dcterms:title": f.Name, "dcat:downloadURL": node{"@id": id + "/" + f.Name}, "dcat:mediaType": mediaType(f.Format),
			"dcat:byteSize": f.Bytes, "spdx:checksum": node{"@type": "spdx:Checksum", "spdx:algorithm": node{"@id": "spdx:checksumAlgorithm_sha256"}, "spdx:checksumValue": f.SHA256}}
		files = append(files, d)
	}
	if len(files) > 0 {
		set["dcat:distribution"] = files
	}
	return set
}

// DatasetMarkup describes a snapshot to search engines, as JSON-LD after https://schema.org/Dataset.
func DatasetMarkup(s models.Settings, x models.Snapshot, years []int, lang models.Lang) ([]byte, error) {
	own := s.In(lang)
	name := models.Label{Zh: own.District + "政府信息公开年报数据 " + x.ID, En: "Data of the yearly disclosure reports of " + own.District + ", " + x.ID}.In(lang)
	set := node{"@context": "https://schema.org/", "@type": "Dataset", "name": name, "identifier": x.ID, "version": x.ID, "url": s.BaseURL + lang.Path(x.Path()),
		"description": models.Label{Zh: fmt.Sprintf("%d 份政府信息公开工作年度报告中的 %d 个数字，附校验结果和原文位置。", x.Reports, x.Figures),
			En: fmt.Sprintf("%d figures of %d yearly reports on government information disclosure, with checks and their place in the originals.", x.Figures, x.Reports)}.In(lang),
		"datePublished": x.CreatedAt.UTC().Format(time.RFC3339), "isAccessibleForFree": true, "inLanguage": []string{"zh-CN", "en"},
		"creator": node{"@type": "GovernmentOrganization", "name": own.Office}, "conditionsOfAccess": s.Rights(lang)}
	if s.LicenceURL != "" {
		set["license"] = s.LicenceURL
	}
	if len(years) > 0 {
		set["temporalCoverage"] = fmt.Sprintf("%d/%d", years[0], years[len(years)-1])
	}
	var files []any
	for _, f := range x.Files {
		files = append(files, node{"@type": "DataDownload", "name": f.Name, "contentUrl": s.BaseURL + x.Path() + "/" + f.Name, "encodingFormat": mediaType(f.Format), "contentSize": fmt.Sprintf("%d B", f.Bytes), "sha256": f.SHA256})
	}
	if len(files) > 0 {
		set["distribution"] = files
	}
	return ldJSON(set)
}

// bilingual is text in Chinese and, where there is one, in English.
func bilingual(zh, en string) []any {
	list := []any{node{"@language": "zh", "@value": zh}}
	if en != "" {
		list = append(list, node{"@language": "en", "@value": en})
	}
	return list
}

// mediaType is that of a snapshot's file by its format.
func mediaType(format string) string {
	switch format {
	case FormatZip:
		return "application/zip"
	case FormatSQLite:
		return "application/vnd.sqlite3"
	}
	if t := Format(format).MediaType(); t != "" {
		return t
	}
	return "application/octet-stream"
}

// Formats of files that hold all of the data.
const (
	FormatZip    = "zip"
	FormatSQLite = "sqlite"
)

func ldJSON(n node) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b) // escapes <, > and &: it may stand in a page
	e.SetIndent("", "  ")
	if err := e.Encode(n); err != nil {
		return nil, fmt.Errorf("write JSON-LD: %w", err)
	}
	return b.Bytes(), nil
}
