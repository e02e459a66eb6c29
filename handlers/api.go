package handlers

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"gongkai/export"
	"gongkai/models"
	"gongkai/views"
)

// The API at /api/v1. Every answer is made whole before its first byte is sent, once for each state of the data, and kept like pages
// are, in a share of the memory of its own.

// How many answers are made at once, and how long one waits to be: a SELECT cannot be broken off, and pages are read meanwhile.
const (
	maxAnswers  = 2
	answersWait = 10 * time.Second
)

// collection answers for an endpoint.
func (a *app) collection(e *endpoint) fiber.Handler {
	return func(c *fiber.Ctx) error {
		w, err := a.latest.get(c.UserContext())
		if err != nil {
			return err
		}
		for tries := 1; ; tries++ {
			err := a.answerOf(c, e, w)
			if !errors.Is(err, errChanged) {
				return err
			}
			if tries == 5 { // the data changes faster than it can be read
				return &problem{kind: "busy", retry: 5 * time.Second, err: models.Errorf(models.EINVALID, "数据正在更新，请稍后再试。")}
			}
			if w, err = a.latest.poll(c.UserContext(), w); err != nil {
				return err
			}
		}
	}
}

// errChanged says that the data changed while an answer was being made.
var errChanged = errors.New("the data changed meanwhile")

func (a *app) answerOf(c *fiber.Ctx, e *endpoint, live *world) error {
	release := func() {}
	defer func() { release() }()
	q, err := e.parse(string(c.Request().URI().QueryString()), c.Get(fiber.HeaderAccept), live, func(s models.Snapshot) (w *world, err error) {
		w, done, err := a.pins.get(c.UserContext(), s)
		if err == nil {
			release = done
		}
		return w, err
	})
	if err != nil {
		return err
	}
	key := fmt.Sprintf("%s?%s&%s&%+v %s %s %s", e.path(), q.filters, q.rest, q.after, q.format.Format, q.state(), live.state())
	keep := len(q.words) == 0 // anyone may make words up
	x, err := a.onceIn(c.UserContext(), a.apiCache, key, keep, func(ctx context.Context) (*answer, error) { return a.makeAnswer(ctx, q, key) })
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderCacheControl, apiShared)
	if q.pinned() {
		c.Set(fiber.HeaderCacheControl, apiPinned)
	}
	if err := x.send(c); err != nil || !keep {
		return err
	}
	a.remember(c, live, x)
	return nil
}

// How long others may keep an answer: of the live state as long as a page, of a snapshot for a day, since columns may be added.
const (
	apiShared = "public, max-age=60, stale-while-revalidate=600"
	apiPinned = "public, max-age=86400"
)

// makeAnswer makes one page of an endpoint. It fails with errChanged if the data changed meanwhile, and with a problem if the page
// cannot be had any more.
func (a *app) makeAnswer(ctx context.Context, q *apiQuery, key string) (*answer, error) {
	wait, cancel := context.WithTimeout(ctx, answersWait)
	defer cancel()
	select {
	case a.answers <- struct{}{}:
		defer func() { <-a.answers }()
	case <-wait.Done():
		return nil, &problem{kind: "busy", retry: answersWait / 2, err: models.Errorf(models.EINVALID, "现在读取数据的程序太多，请稍后再试。")}
	}
	p, err := q.page(ctx)
	if err != nil {
		return nil, err
	}
	if !q.pinned() {
		version, _, err := a.store.Version(ctx)
		if err != nil {
			return nil, err
		}
		if version != q.world.version {
			return nil, errChanged
		}
	}
	table := export.Table{Name: q.endpoint.name, Rows: p.rows}
	for _, i := range q.fields {
		table.Columns = append(table.Columns, q.endpoint.columns()[i])
	}
	var b bytes.Buffer
	if err := table.Write(&b, q.format.Format, export.Options{BOM: q.bom}); err != nil {
		return nil, err
	}
	x := newAnswer(key, q.format.kind, `inline; filename="`+q.endpoint.name+"."+string(q.format.Format)+`"`, b.Bytes())
	x.vary = "Accept-Encoding, Accept"
	q.announce(x, p)
	return x, nil
}

// announce puts the address of the next page, and where the words and the API are explained, with an answer. The site stands where it
// is now, whatever state the rows are of.
func (q *apiQuery) announce(x *answer, p page) {
	f := views.Frame{Settings: q.live.settings}
	var links []string
	if p.more {
		links = append(links, link(f.URL(q.endpoint.path()+"?"+joinQuery(joinQuery(q.filters, q.rest), "cursor="+p.end.String())), "next", ""))
	}
	x.links = strings.Join(append(links, link(f.URL("/dictionary"), "describedby", ""), link(f.URL(apiRoot+"/openapi.json"), "service-desc", `type="application/vnd.oai.openapi+json;version=3.1"`), link(f.URL(q.endpoint.docs()), "service-doc", "")), ", ")
	x.modified = httpTime(q.world.updated)
}

// apiIndex lists what the API has: "/api/v1".
func (a *app) apiIndex(c *fiber.Ctx) error {
	return a.apiDocument(c, func(w *world) any {
		f := views.Frame{Settings: w.settings}
		index := apiIndex{District: w.settings.District, DistrictCode: w.settings.DistrictCode, Version: w.version, Documentation: f.URL("/api"), OpenAPI: f.URL(apiRoot + "/openapi.json"), Dictionary: f.URL("/dictionary"), Years: w.years}
		if !w.updated.IsZero() {
			index.Updated = w.updated.UTC().Format(time.RFC3339)
		}
		for _, e := range endpoints {
			index.Endpoints = append(index.Endpoints, indexEntry{e.name, f.URL(e.path()), e.about.Zh, e.about.En})
		}
		return index
	})
}

// apiIndex is the document at the root of the API.
type apiIndex struct {
	District      string       `json:"district"`
	DistrictCode  string       `json:"district_code"`
	Version       int64        `json:"data_version"`
	Updated       string       `json:"data_updated_at"` // "" where there is no data
	Years         []int        `json:"years"`
	Documentation string       `json:"documentation"`
	OpenAPI       string       `json:"openapi"`
	Dictionary    string       `json:"dictionary"`
	Endpoints     []indexEntry `json:"endpoints"`
}

type indexEntry struct {
	Name    string `json:"name"`
	URL     string `json:"url"`
	About   string `json:"about"`
	AboutEn string `json:"about_en"`
}

// apiDescription describes the API to machines: "/api/v1/openapi.json".
func (a *app) apiDescription(c *fiber.Ctx) error {
	return a.apiDocument(c, func(w *world) any { return describe(w) })
}

// apiDocument answers with a document of the API that is no collection. It takes no parameters.
func (a *app) apiDocument(c *fiber.Ctx, make func(*world) any) error {
	w, err := a.latest.get(c.UserContext())
	if err != nil {
		return err
	}
	path := strings.TrimRight(c.Path(), "/")
	for name := range c.Queries() {
		return &problem{kind: "unknown-parameter", parameter: shorten(strings.ToValidUTF8(name, "�")), err: models.Errorf(models.EINVALID, "%s 没有参数，请去掉“%s”。", path, shorten(name))}
	}
	if accept := c.Get(fiber.HeaderAccept); accept != "" && likes(accept, fiber.MIMEApplicationJSON) == 0 {
		return &problem{kind: "not-acceptable", choices: []string{fiber.MIMEApplicationJSON}, err: models.Errorf(models.EINVALID, "没有首部 Accept 所要的格式，可用的有：%s。", fiber.MIMEApplicationJSON)}
	}
	key := path + " " + w.state()
	x, err := a.onceIn(c.UserContext(), a.apiCache, key, true, func(context.Context) (*answer, error) {
		var b bytes.Buffer
		e := json.NewEncoder(&b)
		e.SetEscapeHTML(false)
		e.SetIndent("", "  ")
		if err := e.Encode(make(w)); err != nil {
			return nil, err
		}
		x := newAnswer(key, fiber.MIMEApplicationJSON, "", b.Bytes())
		x.vary, x.modified = "Accept-Encoding, Accept", httpTime(w.updated)
		return x, nil
	})
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderCacheControl, apiShared)
	if err := x.send(c); err != nil {
		return err
	}
	a.remember(c, w, x)
	return nil
}

// apiRoutes are the addresses of the API.
func (a *app) apiRoutes() []route {
	list := []route{{path: apiRoot, handle: a.apiIndex}, {path: apiRoot + "/openapi.json", handle: a.apiDescription}}
	for i := range endpoints {
		list = append(list, route{path: endpoints[i].path(), handle: a.collection(&endpoints[i])})
	}
	return list
}

// endpointOf finds an endpoint by its name.
func endpointOf(name string) *endpoint {
	i := slices.IndexFunc(endpoints, func(e endpoint) bool { return e.name == name })
	if i < 0 {
		return nil
	}
	return &endpoints[i]
}
