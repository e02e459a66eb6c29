package handlers

import (
	"html"
	"net"
	"net/url"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"testing"

	"gongkai/models"
)

// programs are those that a page of the API shows, by their ids, as a visitor copies them.
func programs(t *testing.T, page string) map[string]string {
	t.Helper()
	all := map[string]string{}
	for _, m := range regexp.MustCompile(`(?s)<h3 id="snippet-([a-z-]+)">.*?<pre[^>]*><code>(.*?)</code>`).FindAllStringSubmatch(page, -1) {
		all[m[1]] = html.UnescapeString(m[2])
	}
	if len(all) != len(snippetCodes) {
		t.Fatalf("%d programs on the page", len(all))
	}
	return all
}

// The programs on the page run as they stand there, against the site that shows them, where there is what runs them. All others name
// addresses that answer.
func TestAPI_ProgramsOnThePageRun(t *testing.T) {
	s := district(t)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	root := "http://" + l.Addr().String()
	set, err := s.store.Settings(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	set.BaseURL = root
	s.settings(t, set)
	go s.app.Listener(l)
	t.Cleanup(func() { s.app.Shutdown() })

	codes := programs(t, s.get(t, "/api").body)
	want, _ := s.walk(t, apiRoot+snippetQuery)
	rows := len(want)
	run := func(id, tool string, args ...string) string {
		t.Helper()
		path, err := exec.LookPath(tool)
		if err != nil {
			if os.Getenv("CI") != "" {
				t.Errorf("there is no %s", tool)
			}
			return ""
		}
		out, err := exec.Command(path, args...).CombinedOutput()
		if err != nil {
			t.Errorf("%s: %v\n%s", id, err, out)
		}
		return string(out)
	}
	if out := run("curl", "bash", "-c", codes["curl"]); out != "" && (!strings.HasPrefix(out, "agency_id,agency_name,year,value,value_status\r\n") || strings.Count(out, "\n") != rows+1) {
		t.Errorf("curl prints %.300s", out)
	}
	short := strings.Replace(codes["python"], "limit=500", "limit=7", 1) // so that it follows links
	if out := run("python", "python3", "-c", short); out != "" && !strings.Contains(out, "1 without a value") {
		t.Errorf("python prints %s", out)
	}
	python := "python3"
	if exec.Command(python, "-c", "import pandas").Run() != nil {
		python = "/usr/bin/python3" // the system's, for which there are packages
	}
	if exec.Command(python, "-c", "import pandas").Run() == nil || os.Getenv("CI") != "" {
		if out := run("pandas", python, "-c", codes["pandas"]); !strings.Contains(out, "a-1") {
			t.Errorf("pandas prints %s", out)
		}
	}
	if out := run("r", "Rscript", "-e", codes["r"]); out != "" && !strings.Contains(out, "2024") {
		t.Errorf("R prints %s", out)
	}
	address := regexp.MustCompile(`"(` + regexp.QuoteMeta(root) + `[^"]*)"|'(` + regexp.QuoteMeta(root) + `[^']*)'`)
	for id, code := range codes {
		m := address.FindStringSubmatch(code)
		if m == nil {
			t.Fatalf("%s names no address:\n%s", id, code)
		}
		u := m[1] + m[2]
		if id == "power-query" {
			q := url.Values{}
			for _, p := range regexp.MustCompile(`(\w+) = "([^"]*)"`).FindAllStringSubmatch(code[strings.Index(code, "Query = ["):strings.Index(code, "]])")], -1) {
				q.Set(p[1], p[2])
			}
			path := regexp.MustCompile(`RelativePath = "([^"]*)"`).FindStringSubmatch(code)
			u += "/" + path[1] + "?" + q.Encode()
		}
		if res := s.get(t, strings.TrimPrefix(u, root)); res.StatusCode != 200 || !strings.Contains(res.body, "2024") {
			t.Errorf("%s names %s: %d %.200s", id, u, res.StatusCode, res.body)
		}
	}
}

// What the pages about the API link to answers, in both languages, and what a problem's type leads to is there.
func TestAPI_Page(t *testing.T) {
	s := district(t)
	for _, lang := range models.Langs {
		res := s.get(t, lang.Path("/api"))
		if res.StatusCode != 200 {
			t.Fatal(res.StatusCode)
		}
		for _, m := range regexp.MustCompile(`href="(/api/[^"]*)"`).FindAllStringSubmatch(res.body, -1) {
			if link := s.get(t, html.UnescapeString(m[1])); link.StatusCode != 200 {
				t.Errorf("%s: %d", m[1], link.StatusCode)
			}
		}
		for i := range endpoints {
			e := &endpoints[i]
			if !strings.Contains(res.body, `<section id="`+e.name+`">`) {
				t.Errorf("no section of %s", e.name)
			}
			for _, p := range e.parameters() {
				if !strings.Contains(res.body, `<span class="code">`+p.name+`</span>`) {
					t.Errorf("%s: the parameter %s is not on the page", e.name, p.name)
				}
			}
			for _, c := range e.columns() {
				if !strings.Contains(res.body, `<span class="code">`+c.Code+`</span>`) {
					t.Errorf("%s: the column %s is not on the page", e.name, c.Code)
				}
			}
		}
		for _, k := range problemKinds {
			if !strings.Contains(res.body, `id="`+k.code+`"`) {
				t.Errorf("the type %s leads nowhere", k.code)
			}
		}
	}
	if home := s.get(t, "/"); !strings.Contains(home.body, `href="/api"`) {
		t.Error("no page leads to that of the API")
	}
	if sitemap := s.get(t, "/sitemap.xml"); !strings.Contains(sitemap.body, "/api<") || strings.Contains(sitemap.body, apiRoot) {
		t.Error("the page is not in the sitemap, or the API is")
	}
}
