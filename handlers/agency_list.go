package handlers

import (
	"bytes"
	"io"
	"strconv"

	"github.com/gofiber/fiber/v2"

	"gongkai/export"
	"gongkai/ingest"
	"gongkai/models"
	"gongkai/views"
)

// maxAgencyFile is how much a list of agencies that is loaded may have: thousands of agencies.
const maxAgencyFile = 2 << 20

// shownActs is how many acts stand on the page of the list.
const shownActs = 8

// agencyList shows the list of agencies to those who maintain it: "/desk/agencies".
func (a *app) agencyList(c *fiber.Ctx) error {
	return a.agencyListPage(c, fiber.StatusOK, models.Agency{}, nil, nil)
}

// agencyListPage is the list with the form of a new agency as it was filled in, and what is wrong with it.
func (a *app) agencyListPage(c *fiber.Ctx, status int, given models.Agency, wrong map[models.AgencyField]error, failed error) error {
	f, err := a.deskFrame(c, "/desk/agencies")
	if err != nil {
		return err
	}
	list, err := a.store.AgencyList(c.UserContext())
	if err != nil {
		return err
	}
	acts, err := a.store.AgencyActs(c.UserContext(), "", shownActs)
	if err != nil {
		return err
	}
	done, err := a.doneAct(c)
	if err != nil {
		return err
	}
	p := views.NewDeskAgenciesPage(f, list, acts, a.reportedYear(), done)
	p.Add(given, wrong, failed)
	return sendPrivate(c, status, p)
}

// reportedYear is the year that agencies report next, or have just reported.
func (a *app) reportedYear() int { return a.latest.now().Year() - 1 }

// doneAct is the act that a page was led to after, the zero one for none: "?done=12".
func (a *app) doneAct(c *fiber.Ctx) (models.AgencyAct, error) {
	id, err := strconv.ParseUint(c.Query("done"), 10, 32)
	if err != nil {
		return models.AgencyAct{}, nil
	}
	act, err := a.store.AgencyAct(c.UserContext(), uint(id))
	if models.ErrorCode(err) == models.ENOTFOUND {
		return models.AgencyAct{}, nil
	}
	return act, err
}

// ledBack leads to a page after an act, and names it there. Where nothing changed there is no act.
func ledBack(c *fiber.Ctx, path string, done models.AgencyAct) error {
	if done.ID > 0 {
		path += "?done=" + strconv.FormatUint(uint64(done.ID), 10)
	}
	return c.Redirect(langOf(c).Path(path), fiber.StatusSeeOther)
}

// agencyActs lists what was done to the list of agencies: "/desk/agency-acts".
func (a *app) agencyActs(c *fiber.Ctx) error {
	f, err := a.deskFrame(c, "/desk/agency-acts")
	if err != nil {
		return err
	}
	list, err := a.store.AgencyList(c.UserContext())
	if err != nil {
		return err
	}
	acts, err := a.store.AgencyActs(c.UserContext(), "", 200)
	if err != nil {
		return err
	}
	return sendPrivate(c, fiber.StatusOK, views.NewAgencyActsPage(f, list, acts))
}

// undoAgencyAct takes an act back and leads to the list.
func (a *app) undoAgencyAct(c *fiber.Ctx) error {
	id, err := strconv.ParseUint(c.Params("act"), 10, 32)
	if err != nil {
		return fiber.ErrNotFound
	}
	done, err := a.store.UndoAgencyAct(c.UserContext(), uint(id))
	if err != nil {
		return err
	}
	return ledBack(c, "/desk/agencies", done)
}

// agencyListCSV and agencyListXLSX send the list as a file that loads again.
func (a *app) agencyListCSV(c *fiber.Ctx) error  { return a.agencyListFile(c, export.CSV) }
func (a *app) agencyListXLSX(c *fiber.Ctx) error { return a.agencyListFile(c, export.XLSX) }

func (a *app) agencyListFile(c *fiber.Ctx, format export.Format) error {
	list, err := a.store.AgencyList(c.UserContext())
	if err != nil {
		return err
	}
	return sendTableAs(c, export.AgencyListTable(list), format)
}

// previewAgencyList shows what loading a file would change, and changes nothing. The list that it would make goes along in the page.
func (a *app) previewAgencyList(c *fiber.Ctx) error {
	name, data, err := fileSent(c, "file", maxAgencyFile)
	if err != nil {
		return a.agencyListRefused(c, err)
	}
	file, err := ingest.ReadAgencies(data)
	if err != nil {
		return a.agencyListRefused(c, err)
	}
	return a.agencyPreview(c, fiber.StatusOK, name, file, nil)
}

// agencyListRefused is the page of the list with why a file was not read.
func (a *app) agencyListRefused(c *fiber.Ctx, err error) error {
	if code := models.ErrorCode(err); code != models.EINVALID && code != models.ETOOLARGE {
		return err
	}
	f, errFrame := a.deskFrame(c, "/desk/agency-list")
	if errFrame != nil {
		return errFrame
	}
	return sendPrivate(c, fiber.StatusUnprocessableEntity, views.NewAgencyPreviewPage(f, views.AgencyPreview{Failed: err}))
}

func (a *app) agencyPreview(c *fiber.Ctx, status int, name string, file ingest.AgencyFile, failed error) error {
	f, err := a.deskFrame(c, "/desk/agency-list")
	if err != nil {
		return err
	}
	now, err := a.store.AgencyList(c.UserContext())
	if err != nil {
		return err
	}
	in := views.AgencyPreview{Name: name, Before: now, After: file.Over(now), Lacks: file.Lacks(), Failed: failed}
	if in.Failed == nil {
		in.Failed = in.After.Check(models.ChangeOf(in.Before, in.After))
	}
	var csv bytes.Buffer
	if err := export.AgencyListTable(in.After).Write(&csv, export.CSV, export.Options{}); err != nil {
		return err
	}
	in.List = csv.String()
	return sendPrivate(c, status, views.NewAgencyPreviewPage(f, in))
}

// loadAgencyList makes the list that was previewed the one that there is, unless someone changed it meanwhile: then it is previewed anew.
func (a *app) loadAgencyList(c *fiber.Ctx) error {
	file, err := ingest.ReadAgencies([]byte(c.FormValue("list")))
	if err != nil {
		return a.agencyListRefused(c, err)
	}
	name := shorten(c.FormValue("name"))
	done, err := a.store.ChangeAgencies(c.UserContext(), models.ActImported, name, func(now models.AgencyList) (models.AgencyList, error) {
		if now.Version() != c.FormValue("seen") {
			return now, models.Errorf(models.ECONFLICT, "预览以后，别人修改过名单，所以还没有导入。下面是导入现在会有的变化，请重新核对。")
		}
		return file.Over(now), nil
	})
	switch models.ErrorCode(err) {
	case "":
		return ledBack(c, "/desk/agencies", done)
	case models.ECONFLICT, models.EINVALID:
		return a.agencyPreview(c, fiber.StatusConflict, name, file, err)
	}
	return err
}

// fileSent reads a file of a form. It fails with EINVALID if there is none, with ETOOLARGE if it is larger than most.
func fileSent(c *fiber.Ctx, field string, most int64) (name string, data []byte, err error) {
	h, err := c.FormFile(field)
	if err != nil || h.Size == 0 {
		return "", nil, models.Errorf(models.EINVALID, "没有选择文件，或者文件是空的。")
	}
	if h.Size > most {
		return "", nil, models.Errorf(models.ETOOLARGE, "文件有 %d KB，超过 %d KB，没有读取。", h.Size>>10, most>>10)
	}
	in, err := h.Open()
	if err != nil {
		return "", nil, err
	}
	defer in.Close()
	data, err = io.ReadAll(in)
	return h.Filename, data, err
}
