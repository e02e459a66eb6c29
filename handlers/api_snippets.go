package handlers

import (
	"strings"

	"gongkai/views"
)

// snippet is a program to copy. ROOT in it stands for the address of the API.
type snippet struct {
	id, code string
}

// What the programs do: all new applications of all years, page by page, as a table with agency, year and number.
const snippetQuery = "/observations?m=applications.received&by=total&fields=agency_id,agency_name,year,value,value_status&limit=500"

var snippetCodes = []snippet{
	{"curl", `curl --fail --silent --show-error --compressed \
  'ROOT` + snippetQuery + `&format=csv'
`},
	{"python", `import json, urllib.parse, urllib.request

url = "ROOT` + snippetQuery + `"
rows = []
while url:
    with urllib.request.urlopen(url) as answer:
        rows += json.load(answer)
        links = answer.headers.get("Link", "")
    base, url = url, None
    for link in links.split(", <"):
        if 'rel="next"' in link:
            url = urllib.parse.urljoin(base, link.split(">")[0].lstrip("<"))

known = [r["value"] for r in rows if r["value"] is not None]
print(len(rows), "rows,", sum(known), "applications,", len(rows) - len(known), "without a value")
`},
	{"pandas", `import pandas as pd

url = "ROOT/observations?m=applications.received&by=total&format=csv&limit=10000"
frame = pd.read_csv(url, encoding="utf-8-sig", dtype={"agency_id": "string", "district_code": "string"})
print(frame.pivot_table(index="agency_id", columns="year", values="value"))
`},
	{"r", `url <- "ROOT/observations?m=applications.received&by=total&format=csv&limit=10000"
data <- read.csv(url, encoding = "UTF-8", na.strings = "", colClasses = c(agency_id = "character", district_code = "character"))
aggregate(value ~ year, data, sum)
`},
	{"power-query", `let
    Source = Csv.Document(
        Web.Contents("ROOT", [RelativePath = "observations",
            Query = [m = "applications.received", by = "total", format = "csv", limit = "10000"]]),
        [Delimiter = ",", Encoding = 65001, QuoteStyle = QuoteStyle.Csv]),
    Headers = Table.PromoteHeaders(Source, [PromoteAllScalars = true]),
    Typed = Table.TransformColumnTypes(Headers, {{"year", Int64.Type}, {"value", type number}}, "en-US")
in
    Typed
`},
}

// snippets are the programs with the site's address in them, or with what to put in its place where it is not known.
func snippets(r *request) []views.APISnippet {
	root := r.world.settings.BaseURL + apiRoot
	if r.world.settings.BaseURL == "" {
		root = "https://" + r.say("本站域名") + apiRoot
	}
	titles := map[string][2]string{
		"curl":        {r.say("curl"), r.say("一页 CSV；加 &bom=1 可直接用 Excel 打开。")},
		"python":      {r.say("Python（标准库）"), r.say("一页一页读完，没有数值的行 value 为 None，不参加求和。")},
		"pandas":      {r.say("Python（pandas）"), r.say("机关代码按文字读取；空值为 NaN，不是 0。")},
		"r":           {r.say("R"), r.say("空值为 NA，不是 0。")},
		"power-query": {r.say("Excel、WPS、Power BI（Power Query）"), r.say("“数据”—“获取数据”—“空白查询”—“高级编辑器”，粘贴即可，以后点“全部刷新”。")},
	}
	var list []views.APISnippet
	for _, s := range snippetCodes {
		list = append(list, views.APISnippet{ID: "snippet-" + s.id, Title: titles[s.id][0], Note: titles[s.id][1], Code: strings.ReplaceAll(s.code, "ROOT", root)})
	}
	return list
}
