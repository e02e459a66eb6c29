package handlers

import (
	"bytes"
	"context"
	"encoding/xml"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"gongkai/export"
	"gongkai/models"
	"gongkai/views"
)

// snapshots lists the dated states of the data: "/snapshots".
func snapshots(_ *app, r *request) (maker, error) {
	return func(context.Context) (content, error) {
		page := views.NewSnapshotsPage(r.frame, r.world.snapshots)
		return content{page: page, table: export.SnapshotTable(r.world.snapshots)}, nil
	}, nil
}

// snapshot shows what one of them holds and what changed since the one before: "/snapshots/{id}". Its data are the changes.
func snapshot(_ *app, r *request) (maker, error) {
	w, id := r.world, r.params["id"]
	i := slices.IndexFunc(w.snapshots, func(s models.Snapshot) bool { return s.ID == id })
	if i < 0 {
		return nil, models.Errorf(models.ENOTFOUND, "没有编号为“%s”的数据快照。", shorten(id))
	}
	return func(ctx context.Context) (content, error) {
		snap, err := w.store.Snapshot(ctx, id)
		if err != nil {
			return content{}, err
		}
		changes, err := w.changes(ctx, snap)
		if err != nil {
			return content{}, err
		}
		var before models.Snapshot
		if i+1 < len(w.snapshots) {
			before = w.snapshots[i+1]
		}
		return content{page: views.NewSnapshotPage(r.frame, snap, before, export.ChangeRows(changes), labelsOf(), r.lang), table: changes}, nil
	}, nil
}

// labelsOf are the names of the data files.
func labelsOf() map[string]models.Label {
	labels := map[string]models.Label{}
	for _, f := range export.Files {
		labels[f.Name] = f.Label
	}
	return labels
}

// changes reads the file of a snapshot that lists what changed.
func (w *world) changes(ctx context.Context, snap models.Snapshot) (export.Table, error) {
	file, _ := export.FileOf("changes")
	table := export.Table{Name: file.Name, Columns: file.Columns}
	i := slices.IndexFunc(snap.Files, func(f models.SnapshotFile) bool { return f.File == file.Name && f.Format == string(export.JSON) })
	if i < 0 {
		return table, nil
	}
	f := snap.Files[i]
	read, err := export.ReadJSON(w.store.ReadSnapshotFile(ctx, snap.ID, f.Name, 0, f.Bytes), file.Columns)
	if err != nil {
		return table, fmt.Errorf("read the changes of %s: %w", snap.ID, err)
	}
	table.Rows = read.Rows
	return table, nil
}

// kinds are the media types of files by their format.
var kinds = map[string]string{"csv": "text/csv; charset=utf-8", "json": "application/json; charset=utf-8", "ndjson": "application/x-ndjson; charset=utf-8",
	"xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "parquet": "application/vnd.apache.parquet",
	"sqlite": "application/vnd.sqlite3", "zip": "application/zip", "txt": "text/plain; charset=utf-8"}

// snapshotFile sends a file of a snapshot: "/snapshots/{id}/{file}". Its length and checksum are known before the first byte, it may be
// kept for ever, and a part of it may be asked for (RFC 9110, 14).
func (a *app) snapshotFile(c *fiber.Ctx) error {
	id, name := c.Params("id"), c.Params("file")
	w, err := a.latest.get(c.UserContext())
	if err != nil {
		return err
	}
	i := slices.IndexFunc(w.snapshots, func(s models.Snapshot) bool { return s.ID == id })
	if i < 0 {
		return models.Errorf(models.ENOTFOUND, "没有编号为“%s”的数据快照。", shorten(id))
	}
	f, err := a.store.SnapshotFile(c.UserContext(), id, name)
	if err != nil {
		return models.WithCode(models.ENOTFOUND, err)
	}
	tag := `"` + f.SHA256 + `"`
	modified := w.snapshots[i].CreatedAt.UTC().Format(http.TimeFormat)
	c.Set(fiber.HeaderCacheControl, forever)
	c.Set(fiber.HeaderETag, tag)
	c.Set(fiber.HeaderLastModified, modified)
	c.Set(fiber.HeaderAcceptRanges, "bytes")
	if matches(c.Get(fiber.HeaderIfNoneMatch), tag) {
		return c.SendStatus(fiber.StatusNotModified)
	}
	c.Set(fiber.HeaderContentType, kinds[f.Format])
	c.Set(fiber.HeaderContentDisposition, disposition(f.Name, w.fileLabel(f)))
	c.Set(fiber.HeaderLink, link(views.Frame{Settings: w.settings}.URL("/snapshots/"+id), "describedby", ""))
	start, length := int64(0), f.Bytes
	if header := c.Get(fiber.HeaderRange); header != "" && fresh(c.Get(fiber.HeaderIfRange), tag, modified) {
		from, n, kind := rangeOfBytes(header, f.Bytes)
		switch kind {
		case rangeOne:
			start, length = from, n
			c.Set(fiber.HeaderContentRange, fmt.Sprintf("bytes %d-%d/%d", from, from+n-1, f.Bytes))
			c.Status(fiber.StatusPartialContent)
		case rangeNone:
			c.Set(fiber.HeaderContentRange, fmt.Sprintf("bytes */%d", f.Bytes))
			c.Response().Header.Del(fiber.HeaderContentDisposition)
			return c.SendStatus(fiber.StatusRequestedRangeNotSatisfiable)
		}
	}
	// The stream outlives this call, so it must not use its context.
	c.Context().SetBodyStream(a.store.ReadSnapshotFile(context.Background(), id, f.Name, start, length), int(length))
	return nil
}

// fileLabel is a name of a file in Chinese.
func (w *world) fileLabel(f models.SnapshotFile) string {
	name := f.File
	if label, ok := labelsOf()[f.File]; ok {
		name = label.Zh
	}
	return w.settings.District + "政府信息公开年报-" + name
}

// disposition says under which name a file is to be kept, in plain letters and in Chinese.
func disposition(name, label string) string {
	ending := name[strings.LastIndex(name, ".")+1:]
	if ending == name {
		return `attachment; filename="` + name + `"`
	}
	return "attachment; " + fileNames(name, label+"."+ending)
}

// fileNames are the names of a file in Content-Disposition, in plain letters and in Chinese (RFC 6266).
func fileNames(name, chinese string) string {
	return `filename="` + name + `"; filename*=UTF-8''` + strings.ReplaceAll(url.QueryEscape(chinese), "+", "%20")
}

// fresh reports whether If-Range, if it is sent, names what there is (RFC 9110, 13.1.5): a tag, compared strongly, or a date.
func fresh(header, tag, modified string) bool {
	return header == "" || header == tag || header == modified
}

// What a Range header asks for.
const (
	rangeAll  = iota // it is ignored: in another unit, several ranges, or not understood
	rangeOne         // a part that there is
	rangeNone        // only what there is not
)

// rangeOfBytes reads a Range header with one range of bytes.
func rangeOfBytes(header string, size int64) (start, length int64, kind int) {
	text, ok := strings.CutPrefix(header, "bytes=")
	first, last, found := strings.Cut(strings.TrimSpace(text), "-")
	if !ok || !found || strings.Contains(text, ",") {
		return 0, 0, rangeAll
	}
	a, errA := strconv.ParseInt(first, 10, 64)
	b, errB := strconv.ParseInt(last, 10, 64)
	switch {
	case first == "" && errB == nil && b >= 0 && last[0] != '+': // the last b bytes
		if b == 0 || size == 0 {
			return 0, 0, rangeNone
		}
		b = min(b, size)
		return size - b, b, rangeOne
	case errA != nil || a < 0 || first[0] == '+', last != "" && (errB != nil || b < a || last[0] == '+'):
		return 0, 0, rangeAll
	case a >= size:
		return 0, 0, rangeNone
	case last == "" || b >= size:
		b = size - 1
	}
	return a, b - a + 1, rangeOne
}

// feed tells of new snapshots: "/snapshots.atom" (RFC 4287).
func (a *app) feed(c *fiber.Ctx) error {
	live, err := a.latest.get(c.UserContext())
	if err != nil {
		return err
	}
	w := live.in(langOf(c))
	base := baseURL(c, w.settings)
	f := views.Frame{Settings: w.settings, Lang: langOf(c)}
	f.Settings.BaseURL = base
	x := atomFeed{Xmlns: "http://www.w3.org/2005/Atom", Title: f.SiteName() + " · " + views.Phrase(f.Lang, "数据快照"), ID: f.URL("/snapshots"), Updated: time.Unix(0, 0).UTC().Format(time.RFC3339),
		Links: []atomLink{{"self", f.URL("/snapshots.atom")}, {"alternate", f.URL("/snapshots")}}, Author: w.settings.Office}
	for i, s := range w.snapshots {
		if i == 0 {
			x.Updated = s.CreatedAt.UTC().Format(time.RFC3339)
		}
		x.Entries = append(x.Entries, atomEntry{Title: views.Phrase(f.Lang, "数据快照 %s", s.ID), ID: f.URL(s.Path()), Updated: s.CreatedAt.UTC().Format(time.RFC3339),
			Link: atomLink{"alternate", f.URL(s.Path())}, Summary: views.SnapshotSummary(s, f.Lang)})
	}
	var b bytes.Buffer
	b.WriteString(xml.Header)
	if err := xml.NewEncoder(&b).Encode(x); err != nil {
		return err
	}
	sharing(c, w.settings)
	c.Set(fiber.HeaderContentType, "application/atom+xml; charset=utf-8")
	return c.Send(b.Bytes())
}

type atomFeed struct {
	XMLName xml.Name    `xml:"feed"`
	Xmlns   string      `xml:"xmlns,attr"`
	Title   string      `xml:"title"`
	ID      string      `xml:"id"`
	Updated string      `xml:"updated"`
	Author  string      `xml:"author>name"`
	Links   []atomLink  `xml:"link"`
	Entries []atomEntry `xml:"entry"`
}

type atomLink struct {
	Rel  string `xml:"rel,attr"`
	Href string `xml:"href,attr"`
}

type atomEntry struct {
	Title   string   `xml:"title"`
	ID      string   `xml:"id"`
	Updated string   `xml:"updated"`
	Link    atomLink `xml:"link"`
	Summary string   `xml:"summary"`
}

// catalogue describes the snapshots and their files to catalogues of data: "/catalog.jsonld".
func (a *app) catalogue(c *fiber.Ctx) error {
	w, err := a.latest.get(c.UserContext())
	if err != nil {
		return err
	}
	list := slices.Clone(w.snapshots)
	for i, s := range list {
		if list[i], err = a.store.Snapshot(c.UserContext(), s.ID); err != nil {
			return err
		}
	}
	set := w.settings
	set.BaseURL = baseURL(c, set)
	b, err := export.Catalogue(set, list)
	if err != nil {
		return err
	}
	sharing(c, w.settings)
	c.Set(fiber.HeaderContentType, "application/ld+json; charset=utf-8")
	return c.Send(b)
}

// latestFile leads to the newest version of a file: "/downloads/latest/observations-long.csv".
func (a *app) latestFile(c *fiber.Ctx) error {
	w, err := a.latest.get(c.UserContext())
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderCacheControl, "no-cache")
	name := c.Params("file")
	if len(w.snapshots) == 0 {
		if _, _, err := dataFile(name); err != nil {
			return err
		}
		return c.Redirect(langOf(c).Path("/downloads/live/"+name), fiber.StatusFound)
	}
	snap, err := a.store.Snapshot(c.UserContext(), w.snapshots[0].ID)
	if err != nil {
		return err
	}
	for _, f := range snap.Files {
		if f.File+"."+f.Format == name || f.Name == name {
			return c.Redirect(views.SnapshotFilePath(snap.ID, f.Name), fiber.StatusFound)
		}
	}
	return noFile(name)
}

// dataFile finds a data file by its name and format: "observations-long.csv".
func dataFile(name string) (export.File, export.Format, error) {
	bare, format, _ := strings.Cut(name, ".")
	file, ok := export.FileOf(bare)
	if !ok || !slices.Contains(export.Formats, export.Format(format)) {
		return export.File{}, "", noFile(name)
	}
	return file, export.Format(format), nil
}

func noFile(name string) error {
	return models.Errorf(models.ENOTFOUND, "没有名为“%s”的数据文件，全部文件见“数据下载”。", shorten(name))
}

// liveFile sends a file of the state as it is now: "/downloads/live/observations-long.csv". It is made as a whole before the first byte
// goes out, once for each state of the data.
func (a *app) liveFile(c *fiber.Ctx) error {
	w, err := a.latest.get(c.UserContext())
	if err != nil {
		return err
	}
	file, format, err := dataFile(c.Params("file"))
	if err != nil {
		return err
	}
	key := "live " + file.Name + "." + string(format) + " " + w.state()
	x, err := a.once(c.UserContext(), key, true, func(context.Context) (*answer, error) {
		ctx := context.Background() // others may wait for it
		d, err := export.Read(ctx, w.store)
		if err != nil {
			return nil, err
		}
		var b bytes.Buffer
		if err := file.Write(&b, d, format, export.Options{BOM: format == export.CSV}); err != nil {
			return nil, err
		}
		made := newAnswer(key, kinds[string(format)], disposition(d.FileName(file.Name, format), w.settings.District+"政府信息公开年报-"+file.Label.Zh), b.Bytes())
		made.modified = w.updated.UTC().Format(http.TimeFormat)
		return made, nil
	})
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderCacheControl, "no-cache")
	return x.send(c)
}
