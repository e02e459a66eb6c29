package handlers

import (
	"slices"
	"strconv"

	"gongkai/export"
	"gongkai/models"
)

// The description of the API (OpenAPI 3.1, https://spec.openapis.org/oas/v3.1.1) is made from the tables that the API itself is made
// from: endpoints with their parameters, the columns of package export, and the kinds of problems.

// object is a JSON object.
type object = map[string]any

// describe makes the description. The years and agencies there are stand in it as examples only, since they change with the data.
func describe(w *world) object {
	paths := object{
		apiRoot: object{"get": operation("index", models.Label{Zh: "接口目录", En: "Table of contents"}, nil, jsonContent(ref("Index")))},
		apiRoot + "/openapi.json": object{"get": operation("description", models.Label{Zh: "本描述", En: "This description"}, nil,
			jsonContent(object{"type": "object"}))},
	}
	schemas := object{"Problem": problemSchema(), "Index": indexSchema()}
	for i := range endpoints {
		e := &endpoints[i]
		schemas[e.schemaName()] = rowSchema(e)
		rows := object{"type": "array", "items": ref(e.schemaName()), "maxItems": apiMaxLimit}
		op := operation(e.name, e.about, e.described(w), object{
			"application/json":     object{"schema": rows},
			"application/x-ndjson": object{"schema": object{"type": "string"}},
			"text/csv":             object{"schema": object{"type": "string"}},
		})
		op["description"] = "顺序：" + e.order.Zh + "。\n\nOrder: " + e.order.En + "."
		paths[e.path()] = object{"get": op}
	}
	d := object{
		"openapi": "3.1.1",
		"info": object{
			"title":       w.settings.District + "政府信息公开年度数据接口 / Government information disclosure data",
			"version":     "1",
			"description": "各机关政府信息公开工作年度报告的数据。列、代码和数字与下载文件、网页相同；只增加，不改变。用参数 snapshot 固定一个快照后，行不再改变。\n\nFigures of the yearly reports on government information disclosure, with the columns, codes and numbers of the data files. It only grows. Rows of a snapshot, by the parameter of that name, never change.",
		},
		"servers":      []any{object{"url": w.settings.BaseURL + "/"}},
		"paths":        paths,
		"components":   object{"schemas": schemas, "responses": problemResponses(), "headers": headerObjects()},
		"externalDocs": object{"url": w.settings.BaseURL + "/api"},
	}
	return d
}

func ref(schema string) object { return object{"$ref": "#/components/schemas/" + schema} }

func jsonContent(schema object) object { return object{"application/json": object{"schema": schema}} }

// operation describes what GET on an address does.
func operation(id string, about models.Label, parameters []any, content object) object {
	responses := object{
		"200": object{"description": about.Zh + " / " + about.En, "headers": headersOf("Link", "ETag", "RateLimit", "RateLimit-Policy"), "content": content},
		"304": object{"description": "没有变化 / Not modified", "headers": headersOf("ETag", "RateLimit", "RateLimit-Policy")},
	}
	for _, k := range problemKinds {
		responses[strconv.Itoa(k.status)] = object{"$ref": "#/components/responses/" + strconv.Itoa(k.status)}
	}
	op := object{"operationId": id, "summary": about.Zh + " / " + about.En, "responses": responses}
	if len(parameters) > 0 {
		op["parameters"] = parameters
	}
	return op
}

// described are the parameters of an endpoint.
func (e *endpoint) described(w *world) []any {
	var list []any
	for _, p := range e.parameters() {
		d := object{"name": p.name, "in": "query", "description": p.about.Zh + " / " + p.about.En, "schema": p.schema(w, e)}
		if p.kind == listParameter {
			d["style"], d["explode"] = "form", false
		}
		if x := p.sample(w, e); x != nil {
			d["example"] = x
		}
		list = append(list, d)
	}
	return list
}

// dynamic reports whether a parameter's values are data, which change.
func (p parameter) dynamic() bool { return p.name == "a" || p.name == "y" || p.name == "snapshot" }

// schema is what may be written for a parameter.
func (p parameter) schema(w *world, e *endpoint) object {
	choices := p.choices
	value := object{"type": "string"}
	if choices != nil && !p.dynamic() {
		if list := choices(w, e); len(list) > 0 {
			value["enum"] = list
		}
	}
	switch p.kind {
	case listParameter:
		return object{"type": "array", "items": value, "minItems": 1}
	case yearsParameter:
		return object{"type": "string", "pattern": `^(\d{4}|\d{4}\.\.\d{4}|\d{4}\.\.|\.\.\d{4})$`}
	case numberParameter:
		n, _ := strconv.Atoi(p.byDefault)
		return object{"type": "integer", "minimum": 1, "maximum": apiMaxLimit, "default": n}
	case wordsParameter:
		return object{"type": "string", "minLength": 1, "maxLength": models.MaxSearch}
	case opaqueParameter:
		return object{"type": "string", "maxLength": maxCursor}
	}
	if p.byDefault != "" {
		value["default"] = p.byDefault
	}
	return value
}

// sample is a value that the parameter has now; nil if there is none to show.
func (p parameter) sample(w *world, e *endpoint) any {
	text := p.example
	if p.dynamic() {
		text = ""
		if list := p.choices(w, e); len(list) > 0 {
			text = list[len(list)-1]
		}
	}
	switch {
	case text == "":
		return nil
	case p.kind == listParameter:
		return []string{text}
	case p.kind == numberParameter:
		n, _ := strconv.Atoi(text)
		return n
	}
	return text
}

// schemaName names the schema of an endpoint's rows.
func (e *endpoint) schemaName() string {
	return string(e.name[0]-'a'+'A') + e.name[1:]
}

// rowSchema describes a row: what each column holds where fields does not leave it out.
func rowSchema(e *endpoint) object {
	properties := object{}
	for _, c := range e.columns() {
		properties[c.Code] = columnSchema(e, c)
	}
	return object{"type": "object", "properties": properties}
}

// columnSchema describes a column. Codes are listed as those there are now: more may come.
func columnSchema(e *endpoint, c export.Column) object {
	s := object{"title": c.Label.Zh + " / " + c.Label.En}
	if m := c.Meaning(); m.Zh != "" {
		s["description"] = m.Zh + " / " + m.En
	}
	if !c.Text {
		s["type"] = []string{"number", "null"}
		if c.Whole {
			s["type"] = []string{"integer", "null"}
		}
		return s
	}
	s["type"] = "string"
	i := slices.IndexFunc(e.filters, func(p parameter) bool { return p.column == c.Code && !p.dynamic() && p.column != "flags" })
	if i >= 0 {
		codes := e.filters[i].choices(nil, e)
		if c.Code != "row_type" {
			codes = append(codes, "") // where there is none to say
		}
		s["x-extensible-enum"] = codes
	}
	return s
}

// problemSchema describes an error (RFC 9457).
func problemSchema() object {
	text := object{"type": "string"}
	types := make([]string, len(problemKinds))
	for i, k := range problemKinds {
		types[i] = k.code
	}
	return object{"type": "object", "required": []string{"type", "status", "title", "title_en", "detail", "detail_en", "advice", "advice_en"}, "properties": object{
		"type": object{"type": "string", "format": "uri-reference", "description": "…/api#" + types[0], "x-fragments": types}, "status": object{"type": "integer", "minimum": 400, "maximum": 599},
		"title": text, "title_en": text, "detail": text, "detail_en": text, "advice": text, "advice_en": text, "instance": object{"type": "string"},
		"parameter": text, "choices": object{"type": "array", "items": text, "maxItems": maxChoices}, "choices_url": object{"type": "string", "format": "uri-reference"},
	}}
}

func indexSchema() object {
	text, uri := object{"type": "string"}, object{"type": "string", "format": "uri-reference"}
	return object{"type": "object", "required": []string{"endpoints", "openapi", "data_version"}, "properties": object{
		"district": text, "district_code": text, "data_version": object{"type": "integer"}, "data_updated_at": text, "years": object{"type": []string{"array", "null"}, "items": object{"type": "integer"}},
		"documentation": uri, "openapi": uri, "dictionary": uri,
		"endpoints": object{"type": "array", "items": object{"type": "object", "required": []string{"name", "url"}, "properties": object{"name": text, "url": uri, "about": text, "about_en": text}}},
	}}
}

// problemResponses are the errors there can be, by status.
func problemResponses() object {
	all := object{}
	for _, k := range problemKinds {
		status := strconv.Itoa(k.status)
		d := k.code + ": " + k.title.Zh + " / " + k.title.En
		if before, ok := all[status].(object); ok {
			d = before["description"].(string) + "; " + d
		}
		r := object{"description": d, "content": object{problemType: object{"schema": ref("Problem")}}}
		if k.status == 429 || k.status == 503 {
			r["headers"] = headersOf("Retry-After")
		}
		all[status] = r
	}
	return all
}

var apiHeaders = map[string]string{
	"Link":             "rel=\"next\"：下一页 / the next page (RFC 8288)",
	"ETag":             "内容的标识，用于 If-None-Match / the content, for If-None-Match",
	"RateLimit":        "还可以请求多少次 / what is left of the allowance",
	"RateLimit-Policy": "每个网络地址的限额 / the allowance of an address",
	"Retry-After":      "多少秒后再试 / seconds to wait",
}

func headerObjects() object {
	all := object{}
	for name, about := range apiHeaders {
		all[name] = object{"description": about, "schema": object{"type": "string"}}
	}
	return all
}

func headersOf(names ...string) object {
	list := object{}
	for _, name := range names {
		list[name] = object{"$ref": "#/components/headers/" + name}
	}
	return list
}
