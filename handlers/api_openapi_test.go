package handlers

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"pgregory.net/rapid"
)

// description is the API's description as it is sent.
func description(t testing.TB, s *site) object {
	t.Helper()
	res := s.get(t, apiRoot+"/openapi.json")
	d, err := jsonschema.UnmarshalJSON(strings.NewReader(res.body))
	if err != nil || res.StatusCode != 200 {
		t.Fatal(res.StatusCode, err)
	}
	return d.(object)
}

// at finds a part of a document.
func at(t testing.TB, d any, keys ...string) any {
	t.Helper()
	for _, k := range keys {
		o, ok := d.(object)
		if !ok || o[k] == nil {
			t.Fatalf("no %s in %v", k, keys)
		}
		d = o[k]
	}
	return d
}

func TestOpenAPI_IsValid(t *testing.T) {
	f, err := os.Open("testdata/openapi/schema.json")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	schema, err := jsonschema.UnmarshalJSON(f)
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	const id = "https://spec.openapis.org/oas/3.1/schema/2026-08-03"
	if err := c.AddResource(id, schema); err != nil {
		t.Fatal(err)
	}
	compiled, err := c.Compile(id)
	if err != nil {
		t.Fatal(err)
	}
	for name, s := range map[string]*site{"a district": district(t), "an empty database": newSite(t)} {
		d := description(t, s)
		if err := compiled.Validate(d); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		delete(d, "openapi")
		if compiled.Validate(d) == nil {
			t.Error("the schema takes anything")
		}
	}
}

// The description and the routes are of the same addresses, and its parameters are those that are read.
func TestOpenAPI_IsOfTheRoutes(t *testing.T) {
	s, _, _ := citable(t)
	paths := at(t, description(t, s), "paths").(object)
	var routed []string
	for _, r := range (&app{}).routes() {
		if strings.HasPrefix(r.path, apiRoot) {
			routed = append(routed, r.path)
		}
	}
	slices.Sort(routed)
	if described := slices.Sorted(maps.Keys(paths)); !slices.Equal(routed, described) {
		t.Errorf("routes %v, described %v", routed, described)
	}
	for path, item := range paths {
		op := at(t, item, "get").(object)
		list, _ := op["parameters"].([]any)
		for _, p := range list {
			name := at(t, p, "name").(string)
			example, ok := p.(object)["example"]
			if !ok {
				continue
			}
			if l, isList := example.([]any); isList {
				example = l[0]
			}
			query := name + "=" + escape(fmt.Sprint(example))
			if name == "bom" {
				query += "&format=csv"
			}
			if res := s.get(t, path+"?"+query); res.StatusCode != 200 {
				t.Errorf("%s?%s: %d %s", path, query, res.StatusCode, res.body)
			}
		}
		if res := s.get(t, path+"?not_a_parameter=1"); res.StatusCode != 400 {
			t.Errorf("%s takes a parameter that is not described: %d", path, res.StatusCode)
		}
	}
}

// strict is a schema under which answers may hold nothing but what is described: no other columns, and no other codes.
func strict(d any) any {
	switch d := d.(type) {
	case object:
		out := object{}
		for k, v := range d {
			out[k] = strict(v)
		}
		if codes, ok := d["x-extensible-enum"]; ok {
			out["enum"] = codes
		}
		if d["type"] == "object" && d["properties"] != nil {
			out["additionalProperties"] = false
		}
		return out
	case []any:
		out := make([]any, len(d))
		for i, v := range d {
			out[i] = strict(v)
		}
		return out
	}
	return d
}

// schemas compiles the schemas of the description, by their names.
func schemas(t testing.TB, d object) map[string]*jsonschema.Schema {
	t.Helper()
	c := jsonschema.NewCompiler()
	const id = "https://example.org/openapi.json"
	if err := c.AddResource(id, strict(d)); err != nil {
		t.Fatal(err)
	}
	all := map[string]*jsonschema.Schema{}
	for name := range at(t, d, "components", "schemas").(object) {
		compiled, err := c.Compile(id + "#/components/schemas/" + name)
		if err != nil {
			t.Fatal(err)
		}
		all[name] = compiled
	}
	return all
}

// validate holds an answer against what the description says of it.
func validate(t interface{ Errorf(string, ...any) }, all map[string]*jsonschema.Schema, name, address string, res response) {
	body, err := jsonschema.UnmarshalJSON(strings.NewReader(res.body))
	if err != nil {
		t.Errorf("%s: %v in %.300s", address, err, res.body)
		return
	}
	if res.StatusCode != 200 {
		if err := all["Problem"].Validate(body); err != nil {
			t.Errorf("%s: the problem %s: %v", address, res.body, err)
		}
		return
	}
	list, ok := body.([]any)
	if !ok {
		list = []any{body}
	}
	for _, row := range list {
		if err := all[name].Validate(row); err != nil {
			t.Errorf("%s: %v: %v", address, row, err)
			return
		}
	}
}

// Every column and every row of every endpoint is as described, and every column that is described is there.
func TestOpenAPI_AnswersAreAsDescribed(t *testing.T) {
	s, _, _ := citable(t)
	d := description(t, s)
	all := schemas(t, d)
	validate(t, all, "Index", apiRoot, s.get(t, apiRoot))
	for i := range endpoints {
		e := &endpoints[i]
		for _, query := range []string{"?limit=10000", "?limit=10000&row_type=total"} {
			if strings.Contains(query, "row_type") && e.filters != nil && !slices.ContainsFunc(e.filters, func(p parameter) bool { return p.byDefault != "" }) {
				continue
			}
			address := e.path() + query
			res := s.get(t, address)
			if strings.Contains(query, "row_type") && res.StatusCode == 400 {
				continue
			}
			validate(t, all, e.schemaName(), address, res)
			var rows []map[string]any
			if err := json.Unmarshal([]byte(res.body), &rows); err != nil || len(rows) == 0 {
				t.Errorf("%s: %d rows, %v", address, len(rows), err)
				continue
			}
			described := slices.Sorted(maps.Keys(at(t, d, "components", "schemas", e.schemaName(), "properties").(object)))
			if sent := slices.Sorted(maps.Keys(rows[0])); !slices.Equal(sent, described) {
				t.Errorf("%s has columns %v, described %v", address, sent, described)
			}
		}
	}
	for _, address := range []string{"/observations?a=x", "/nothing", "/observations?cursor=x"} {
		validate(t, all, "", apiRoot+address, s.get(t, apiRoot+address))
	}
}

// Whatever is asked, in whatever words, the answer is as described: never an error of ours, never a number that is none, never a row
// too many.
func TestOpenAPI_AnyQuery(t *testing.T) { rapid.Check(t, anyQuery(t)) }

// FuzzOpenAPI_AnyQuery is the same for as long as one likes: go test ./handlers -run XXX -fuzz OpenAPI_AnyQuery.
func FuzzOpenAPI_AnyQuery(f *testing.F) { f.Fuzz(rapid.MakeFuzz(anyQuery(f))) }

func anyQuery(t testing.TB) func(*rapid.T) {
	s, _, _ := citable(t)
	all := schemas(t, description(t, s))
	w, err := newApp(Config{Store: s.store, Now: s.clock.now}).latest.get(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	hostile := []string{"", "0", "-1", "1e9", "NaN", "null", "~", ",", "..", "2021..", "a-1~a-2", "%", "'; DROP TABLE reports; --", "\x00", "\xff\xfe", "１", strings.Repeat("长", 300), "DISTRICT", "eyJzIjoiMSJ9"}
	return func(rt *rapid.T) {
		e := &endpoints[rapid.IntRange(0, len(endpoints)-1).Draw(rt, "endpoint")]
		limit, asJSON := apiLimit, true
		var parts []string
		for _, p := range e.parameters() {
			if rapid.IntRange(0, 3).Draw(rt, "use "+p.name) > 0 {
				continue
			}
			value := rapid.SampledFrom(hostile).Draw(rt, "hostile "+p.name)
			var choices []string
			if p.choices != nil {
				choices = p.choices(w, e)
			}
			if rapid.IntRange(0, 9).Draw(rt, "good "+p.name) > 0 && (len(choices) > 0 || p.name == "limit") {
				if p.name == "limit" {
					limit = rapid.IntRange(1, 200).Draw(rt, "limit")
					value = fmt.Sprint(limit)
				} else {
					value = rapid.SampledFrom(choices).Draw(rt, p.name)
				}
			}
			if p.name == "format" && value != "json" {
				asJSON = false
			}
			parts = append(parts, p.name+"="+escape(value))
		}
		address := e.path() + "?" + strings.Join(parts, "&")
		for pages := 0; address != "" && pages < 3; pages++ {
			res := s.get(t, address)
			if res.StatusCode >= 500 || res.StatusCode != 200 && res.StatusCode != 400 {
				rt.Fatalf("%s: %d %s", address, res.StatusCode, res.body)
			}
			for _, not := range []string{"NaN", "Inf", "%!"} {
				if strings.Contains(res.body, not) && !strings.Contains(address, "NaN") {
					rt.Fatalf("%s: %s in the answer", address, not)
				}
			}
			if asJSON || res.StatusCode != 200 {
				validate(rt, all, e.schemaName(), address, res)
			}
			if asJSON && res.StatusCode == 200 && strings.Count(res.body, "\n{") > limit {
				rt.Fatalf("%s: more than %d rows", address, limit)
			}
			address = res.next()
		}
	}
}
