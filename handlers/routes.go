package handlers

import (
	"slices"
	"strings"

	"github.com/gofiber/fiber/v2"
)

// routes is the site's table of contents. Every view is a page, and, unless it shows no data of its own, under the same address with
// .csv, .xlsx or .json the rows of that page, and with .meta.json what they are of; ?chart=ID picks those of one of its charts. With .svg it is that chart as a picture, or the
// page's first.
//
// An agency, measure, year or report in the path that there is none of is 404 in every format: no such resource exists. A parameter
// of the query that cannot be had is a notice on the page, which then shows the nearest it can, and 400 on its data, where it would
// give wrong numbers silently.
func (a *app) routes() []route {
	return slices.Concat([]route{
		{path: "/", twin: "/index", view: home},
		{path: "/agencies", view: agencies},
		{path: "/agencies/:id", view: agency},
		{path: "/compare", view: compare},
		{path: "/measures", view: measures},
		{path: "/measures/:code", view: measure},
		{path: "/disclosure", view: disclosure},
		{path: "/enforcement", view: enforcement},
		{path: "/applications", view: applications},
		{path: "/remedies", view: remedies},
		{path: "/years", view: years},
		{path: "/years/:year", view: year},
		{path: "/reports/:agency/:year", view: report},
		{path: "/rules", view: rules},
		{path: "/quality", view: qualityView},
		{path: "/submissions", view: submissions, passing: true},
		{path: "/consolidated", view: consolidated},
		{path: "/consolidated/:year", view: consolidated},
		{path: "/consolidated/:year/:file", handle: a.consolidatedFile},
		{path: "/search", view: search, passing: true, unlisted: true},
		{path: "/about/method", view: method},
		{path: "/dictionary", view: dictionary},
		{path: "/about/accessibility", view: accessibility, pageOnly: true, unpinned: true},
		{path: "/api", view: apiView, pageOnly: true, unpinned: true},
		{path: "/downloads", view: downloads, unpinned: true},
		{path: "/snapshots", view: snapshots, unpinned: true},
		{path: "/snapshots/:id", view: snapshot, unpinned: true},

		{path: "/downloads/latest/:file", handle: a.latestFile},
		{path: "/downloads/live/:file", handle: a.liveFile},
		{path: "/snapshots.atom", handle: a.feed},
		{path: "/catalog.jsonld", handle: a.catalogue},
		{path: "/snapshots/:id/:file", handle: a.snapshotFile},
		{path: "/originals/:sha256", handle: a.original},
		{path: "/originals/:sha256/read", view: reading, pageOnly: true, unpinned: true},
		{path: "/originals/:sha256/beside", view: beside, pageOnly: true, unlisted: true, framed: true, unpinned: true},
		{path: "/feedback", handle: a.feedback, post: a.sendFeedback, listed: true},
		{path: "/feedback/thanks", handle: a.thanks},
		{path: "/display", handle: a.display},
		{path: "/static/*", handle: asset},
		{path: "/sitemap.xml", handle: a.sitemap},
		{path: "/robots.txt", handle: a.robots},
		{path: "/livez", handle: a.live},
	}, a.apiRoutes(), a.deskRoutes())
}

// route is a view, or an address with a handler of its own.
type route struct {
	path     string
	twin     string // where the data of a view stands if not under path
	pageOnly bool   // the view has no data
	unlisted bool   // the page is none that search engines should know
	listed   bool   // they should know it although it is no view
	unpinned bool   // no snapshot has a state of it
	framed   bool   // it is shown in a frame of our own pages
	passing  bool   // answers are not kept: the address holds words that anyone may make up, or the day is part of them
	view     view
	handle   fiber.Handler
	post     fiber.Handler // of what a form there sends
}

// Formats of a view.
const (
	formatHTML = "html"
	formatCSV  = "csv"
	formatJSON = "json"
	formatMeta = "meta.json" // what the rows are of
	formatSVG  = "svg"
	formatDOCX = "docx" // of a report, in the official layout
	formatXLSX = "xlsx" // rows; of a report, the official layout
)

var (
	twins   = []string{formatCSV, formatXLSX, formatJSON}                                 // a view as rows
	formats = slices.Concat([]string{formatMeta}, twins, []string{formatSVG, formatDOCX}) // a view as anything but a page; the longer ending first
)

// data is the address of the view's data without its format.
func (r route) data() string {
	if r.twin != "" {
		return r.twin
	}
	return r.path
}

// paths are the patterns of a route. A view whose path ends in a parameter has one: the parameter brings its format along, because
// measure codes contain dots and only known endings are formats.
func (r route) paths() []string {
	if r.view == nil || r.pageOnly || r.endsInParameter() {
		return []string{r.path}
	}
	paths := []string{r.path}
	for _, f := range formats {
		paths = append(paths, r.data()+"."+f)
	}
	return paths
}

func (r route) endsInParameter() bool {
	return strings.HasPrefix(r.path[strings.LastIndex(r.path, "/")+1:], ":")
}

func (r route) handler(a *app) fiber.Handler {
	if r.handle != nil {
		return func(c *fiber.Ctx) error {
			if embedded(c) {
				return errNoEmbed
			}
			return r.handle(c)
		}
	}
	return func(c *fiber.Ctx) error { return a.show(c, r) }
}

// split takes the format off the end of a path: "/compare.csv" is "/compare" as CSV.
func split(path string) (bare, format string) {
	for _, f := range formats {
		if bare, ok := strings.CutSuffix(path, "."+f); ok {
			return bare, f
		}
	}
	return path, formatHTML
}
