package handlers

import (
	"context"
	"fmt"
	"io"
	"iter"
	"log/slog"
	"mime/multipart"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/gofiber/fiber/v2"

	"gongkai/ingest"
	"gongkai/models"
	"gongkai/store"
	"gongkai/views"
)

// What may be uploaded at once. A district's year is some 80 files of less than 1 MB. Files wait on the disk, not in memory, until it is
// their turn to be read.
const (
	maxUpload  = 128 << 20
	maxFiles   = 200
	maxParsing = 2 // uploads that are read at the same time
	uploadTime = 10 * time.Minute
	maxName    = 200 // characters of a file's name that are kept
)

// handIn shows the form to upload reports: "/desk/hand-in".
func (a *app) handIn(c *fiber.Ctx) error {
	return a.handInPage(c, fiber.StatusOK, views.HandIn{})
}

func (a *app) handInPage(c *fiber.Ctx, status int, in views.HandIn) error {
	f, err := a.deskFrame(c, "/desk/hand-in")
	if err != nil {
		return err
	}
	w, err := a.latest.get(c.UserContext())
	if err != nil {
		return err
	}
	u := seatOf(c).user
	for _, x := range w.in(langOf(c)).agencies {
		if u.ActsFor(x.ID) {
			in.Agencies = append(in.Agencies, x)
		}
	}
	for y := a.latest.now().Year(); y >= models.FirstYear; y-- {
		in.Years = append(in.Years, y)
	}
	if in.Waiting, err = a.store.Submissions(c.UserContext(), store.SubmissionFilter{Agencies: u.Agencies}); err != nil {
		return err
	}
	in.Most, in.MostOfOne, in.MostFiles = maxUpload>>20, ingest.MaxBytes>>20, maxFiles
	in.Review = rights["GET /desk/reports/:agency/:year"].allows(u)
	return sendPrivate(c, status, views.NewHandInPage(f, in))
}

// sendHandIn keeps the files of an upload as submissions and tells of each what became of it. It answers the form itself and does not lead
// anywhere, because what is told is kept nowhere; a page that is loaded again hands in the same files, which changes nothing.
func (a *app) sendHandIn(c *fiber.Ctx) error {
	in := views.HandIn{Agency: c.FormValue("agency"), Year: c.FormValue("year"), Reason: strings.TrimSpace(c.FormValue("reason"))}
	o, err := a.handInOptions(c, in)
	if err != nil {
		return a.refuseHandIn(c, in, err)
	}
	files, err := uploaded(c)
	if err != nil {
		return a.refuseHandIn(c, in, err)
	}
	a.parsing <- struct{}{}
	defer func() { <-a.parsing }()
	ctx := c.UserContext()
	err = ingest.NewBatch(a.store).ImportAll(ctx, items(ctx, files, o), func(i ingest.Item, out ingest.Outcome, err error) {
		in.Results = append(in.Results, a.handedIn(ctx, i, out, err))
	})
	if err != nil {
		return err
	}
	status := handInStatus(in.Results)
	if asksJSON(c) {
		private(c)
		return c.Status(status).JSON(handInAnswer(in.Results, langOf(c)))
	}
	return a.handInPage(c, status, in)
}

// refuseHandIn says why an upload was not looked at.
func (a *app) refuseHandIn(c *fiber.Ctx, in views.HandIn, err error) error {
	if models.ErrorCode(err) == models.EINTERNAL || asksJSON(c) {
		return err
	}
	status, _ := statusOf(err, langOf(c))
	in.Failed = err
	return a.handInPage(c, status, in)
}

// handInOptions is what the form says of the files.
func (a *app) handInOptions(c *fiber.Ctx, in views.HandIn) (ingest.ImportOptions, error) {
	u, now := seatOf(c).user, a.latest.now()
	h := &ingest.HandIn{Reason: in.Reason, Seen: map[ingest.ReportKey]int{}, Act: models.Act{By: u.Name, At: now.UTC()}}
	if u.Role == models.RoleBureau {
		h.Agencies = append([]string{}, u.Agencies...)
	}
	o := ingest.ImportOptions{AgencyID: in.Agency, HandIn: h, Now: now}
	if in.Agency != "" && !u.ActsFor(in.Agency) {
		return o, models.Errorf(models.EDENIED, "您的账号不负责机关“%s”，不能查看或填报它的年报；确有需要，请联系管理员。", shorten(in.Agency))
	}
	var err error
	if in.Year != "" {
		if o.Year, err = strconv.Atoi(in.Year); err != nil || o.Year < models.FirstYear || o.Year > now.Year() {
			return o, models.Errorf(models.EINVALID, "年度“%s”不对，应为 %d 至 %d。", shorten(in.Year), models.FirstYear, now.Year())
		}
	}
	form, err := c.MultipartForm()
	if err != nil {
		return o, models.Errorf(models.EINVALID, "请用表单（multipart/form-data）上传文件，字段名是 file。")
	}
	for _, text := range form.Value["seen"] {
		parts := strings.Split(text, "/")
		if len(parts) != 3 {
			return o, wrongSeen(text)
		}
		year, e1 := strconv.Atoi(parts[1])
		version, e2 := strconv.Atoi(parts[2])
		if e1 != nil || e2 != nil {
			return o, wrongSeen(text)
		}
		h.Seen[ingest.ReportKey{AgencyID: parts[0], Year: year}] = version
	}
	return o, nil
}

func wrongSeen(text string) error {
	return models.Errorf(models.EINVALID, "版本“%s”写得不对，应写成“机关代码/年度/版本”，例如 a-mzj/2025/3。", shorten(text))
}

// uploaded lists the files of a form.
func uploaded(c *fiber.Ctx) ([]*multipart.FileHeader, error) {
	form, err := c.MultipartForm()
	if err != nil {
		return nil, err // asked for before
	}
	files := form.File["file"]
	switch {
	case len(files) == 0:
		return nil, models.Errorf(models.EINVALID, "还没有选文件，请选好再交。")
	case len(files) > maxFiles:
		return nil, models.Errorf(models.ETOOLARGE, "一次最多交 %d 个文件，这次有 %d 个，请分几次交。", maxFiles, len(files))
	}
	return files, nil
}

// items are the documents of uploaded files, those in archives one by one. A file is read from the disk when it is its turn.
func items(ctx context.Context, files []*multipart.FileHeader, o ingest.ImportOptions) iter.Seq[ingest.Item] {
	return func(yield func(ingest.Item) bool) {
		for _, h := range files {
			name := fileName(h.Filename)
			data, err := bytesOf(h, name)
			if err != nil {
				if !yield(ingest.Item{Name: name, Err: err}) {
					return
				}
				continue
			}
			for f, err := range ingest.Expand(ctx, name, data) {
				if !yield(ingest.Item{Label: name, Name: f.Name, Data: f.Data, Options: o, Err: err}) {
					return
				}
			}
		}
	}
}

// bytesOf reads an uploaded file, unless it is too large for what it is.
func bytesOf(h *multipart.FileHeader, name string) ([]byte, error) {
	if h.Size > ingest.MaxBytes && !strings.EqualFold(path.Ext(name), ".zip") {
		return nil, models.Errorf(models.ETOOLARGE, "“%s”有 %d MB，超过 %d MB 的上限，不像年度报告，请检查文件。", name, h.Size>>20, ingest.MaxBytes>>20)
	}
	f, err := h.Open()
	if err != nil {
		return nil, fmt.Errorf("open upload: %w", err)
	}
	defer f.Close()
	data, err := io.ReadAll(f)
	if err != nil {
		return nil, fmt.Errorf("read upload: %w", err)
	}
	return data, nil
}

// fileName is the name of an uploaded file as it is kept: some browsers send the whole path, and anyone may send anything.
func fileName(sent string) string {
	name := sent[strings.LastIndexAny(sent, `/\`)+1:]
	name = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || r == unicode.ReplacementChar {
			return -1
		}
		return r
	}, strings.ToValidUTF8(name, ""))
	if r := []rune(name); len(r) > maxName {
		ext := []rune(path.Ext(name))
		if len(ext) > 10 {
			ext = nil
		}
		name = string(r[:maxName-len(ext)]) + string(ext)
	}
	if name == "" {
		return "文件"
	}
	return name
}

// handedIn tells what became of a document, with the submission as it stands now.
func (a *app) handedIn(ctx context.Context, i ingest.Item, out ingest.Outcome, err error) views.HandInResult {
	r := views.HandInResult{File: i.Name, SHA256: out.SHA256, AgencyID: out.AgencyID, AgencyName: out.AgencyName, Year: out.Year, State: out.State, Revision: out.Revision,
		Edition: out.Edition, Changes: len(out.Changes), Notes: out.Notes, Err: err}
	if models.ErrorCode(err) == models.EINTERNAL {
		slog.Error("hand-in failed", "file", i.Name, "err", err)
	}
	if out.Queue != nil {
		r.Unread = out.Queue.Reason
		return r
	}
	if out.Year == 0 {
		return r
	}
	sub, e := a.store.Submission(ctx, out.AgencyID, out.Year)
	switch {
	case e == nil:
		r.Submission, r.Findings = sub.State, models.Open(sub.Report.Revision.Findings, sub.Decisions)
		r.Version = sub.Version
	case models.ErrorCode(e) != models.ENOTFOUND:
		slog.Error("hand-in cannot be looked up", "agency", out.AgencyID, "year", out.Year, "err", e)
	}
	if err != nil {
		r.Findings = nil // those of what stands, not of the file
	}
	return r
}

// handInStatus is the status of an upload: that of its files where they agree, 207 where some were kept and some were not (RFC 4918, 11.1).
func handInStatus(list []views.HandInResult) int {
	status, kept := fiber.StatusOK, 0
	for _, r := range list {
		if r.Err == nil {
			kept++
		} else if s, _ := statusOf(r.Err, models.Zh); status == fiber.StatusOK || s >= fiber.StatusInternalServerError {
			status = s
		}
	}
	if kept > 0 && kept < len(list) {
		return fiber.StatusMultiStatus
	}
	return status
}

// asksJSON reports whether a program asks, which gets no pages.
func asksJSON(c *fiber.Ctx) bool {
	return c.Get(fiber.HeaderAuthorization) != "" || slices.ContainsFunc(strings.Split(c.Get(fiber.HeaderAccept), ","), func(s string) bool {
		return strings.TrimSpace(s) == fiber.MIMEApplicationJSON
	})
}
