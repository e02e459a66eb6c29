package views

import (
	"slices"
	"strings"

	"gongkai/models"
)

// snippet is a program to copy that reads a data file. URL in it stands for the file's address, which always leads to the newest.
type snippet struct {
	id     string
	label  models.Label
	file   string // with its format
	format string // the files of a snapshot that it needs have this format
	code   string
}

// received is what those programs show that show something: all new applications, by year. A total and its parts are never added.
const received = `row_type = 'figure' AND measure = 'applications.received' AND applicant = 'total'`

// snippetCodes load all data in the ways that analysts do, each as it stands, without a setting.
var snippetCodes = []snippet{
	{"excel", models.Label{Zh: "Excel、WPS：数据 → 自网站，填入网址", En: "Excel, WPS: Data → From Web, with this address"}, "observations-long.csv", "csv", `URL`},
	{"power-query", models.Label{Zh: "Excel、WPS、Power BI：数据 → 获取数据 → 空白查询 → 高级编辑器，粘贴", En: "Excel, WPS, Power BI: Data → Get Data → Blank Query → Advanced Editor, paste"}, "observations-long.csv", "csv", `let
    Source = Csv.Document(Web.Contents("URL"), [Delimiter = ",", Encoding = 65001, QuoteStyle = QuoteStyle.Csv]),
    Headers = Table.PromoteHeaders(Source, [PromoteAllScalars = true]),
    Typed = Table.TransformColumnTypes(Headers, {{"year", Int64.Type}, {"value", type number}}, "en-US"),
    Figures = Table.SelectRows(Typed, each [row_type] = "figure")
in
    Figures`},
	{"pandas", models.Label{Zh: "Python（pandas）", En: "Python (pandas)"}, "observations-long.csv", "csv", `import pandas as pd

df = pd.read_csv("URL", encoding="utf-8-sig", dtype="string", keep_default_na=False, na_values=[""])
df = df.astype({"year": "Int64", "value": "Float64"})
df = df[df.row_type == "figure"]
received = df[(df.measure == "applications.received") & (df.applicant == "total")]
print(received.groupby("year")["value"].sum())`},
	{"r", models.Label{Zh: "R", En: "R"}, "observations-long.csv", "csv", `df <- read.csv("URL", fileEncoding = "UTF-8-BOM", na.strings = "", colClasses = "character")
df <- transform(df, year = as.integer(year), value = as.numeric(value))
df <- subset(df, row_type == "figure")
received <- subset(df, measure == "applications.received" & applicant == "total")
print(aggregate(value ~ year, received, sum))`},
	{"sqlite", models.Label{Zh: "SQLite", En: "SQLite"}, "all.sqlite", "sqlite", `curl --fail --location --output foi.sqlite 'URL'
sqlite3 -csv foi.sqlite "SELECT year, sum(value) FROM observations_long WHERE ` + received + ` GROUP BY year ORDER BY year"`},
	{"parquet", models.Label{Zh: "Parquet（DuckDB）", En: "Parquet (DuckDB)"}, "observations-long.parquet", "parquet", `curl --fail --location --output foi.parquet 'URL'
duckdb -csv -c "SELECT year, sum(value) FROM 'foi.parquet' WHERE ` + received + ` GROUP BY year ORDER BY year"`},
	{"curl", models.Label{Zh: "全部数据（curl），并核对校验值", En: "All data (curl), with its checksums compared"}, "all.zip", "zip", `curl --fail --location --output foi.zip 'URL'
unzip -o -q foi.zip -d foi
cd foi && sha256sum --check SHA256SUMS`},
}

// snippets are the programs for which there are files.
func snippets(f Frame, files []models.SnapshotFile, lang models.Lang) []ShareText {
	var list []ShareText
	for _, s := range snippetCodes {
		if !slices.ContainsFunc(files, func(x models.SnapshotFile) bool { return x.Format == s.format }) {
			continue
		}
		path := "/downloads/latest/" + s.file
		text := ShareText{ID: "use-" + s.id, Label: s.label.In(lang), Text: strings.ReplaceAll(s.code, "URL", f.Settings.BaseURL+path)}
		if f.Settings.BaseURL == "" {
			text.Path = path
		}
		list = append(list, text)
	}
	return list
}
