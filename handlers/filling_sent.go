package handlers

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/gofiber/fiber/v2"

	"gongkai/models"
	"gongkai/views"
)

// sentReport is what a form of a report sends.
type sentReport struct {
	seen   models.Filling // what stood in it when it was shown
	given  models.Filling // what stands in it now
	edits  []models.Edit  // from the one to the other
	reason string
}

// sentFilling reads a form. A field that was not sent is as it was seen; one for which another's value was chosen is, too.
func sentFilling(c *fiber.Ctx, kept models.Filling) (sentReport, error) {
	s := sentReport{reason: unixLines(c.FormValue("reason"))}
	text, ok := sentValue(c, "seen")
	if !ok || json.Unmarshal([]byte(text), &s.seen) != nil {
		return s, models.Errorf(models.EINVALID, "页面没有完整送到，内容没有保存。请回到上一页再试一次。")
	}
	s.seen.AgencyID, s.seen.Year = kept.AgencyID, kept.Year
	edition := kept.Edition()
	given := models.Filling{AgencyID: kept.AgencyID, Agency: kept.Agency, Year: kept.Year, Cells: map[string]string{}, Texts: map[int]string{}}
	value := func(field, now string) string {
		name := views.FieldName(field, edition)
		if v, ok := sentValue(c, name); ok && c.FormValue("choose:"+name) != "theirs" {
			return v
		}
		return now
	}
	for _, k := range kept.Typed() {
		given.Cells[k.String()] = strings.TrimSpace(value("cell:"+k.String(), s.seen.Cells[k.String()]))
	}
	for _, x := range models.Sections {
		given.Texts[x.No] = unixLines(value(fmt.Sprintf("text:%d", x.No), s.seen.Texts[x.No]))
	}
	given.Scope = models.Scope(value("scope", string(s.seen.Scope)))
	given.PublishedOn = value("published_on", s.seen.PublishedOn)
	given.None = s.seen.None
	if _, ok := sentValue(c, "text1"); ok { // boxes that are not ticked are not sent
		given.None = sentNone(c, s.seen)
	}
	s.given, s.edits = given, s.seen.EditsTo(given)
	return s, nil
}

// sentNone are the parts that a form states to have no data.
func sentNone(c *fiber.Ctx, seen models.Filling) []string {
	var none []string
	for _, p := range models.FormParts(seen.Edition()) {
		ticked := slices.Contains(sentValues(c, "none"), p.Code)
		if c.FormValue("choose:none:"+p.Code) == "theirs" {
			ticked = slices.Contains(seen.None, p.Code)
		}
		if ticked {
			none = append(none, p.Code)
		}
	}
	return none
}

// sentValue is a field of a form, and whether there is one.
func sentValue(c *fiber.Ctx, name string) (string, bool) {
	all := sentValues(c, name)
	if len(all) == 0 {
		return "", false
	}
	return all[0], true
}

// sentValues are the values of a field of a form.
func sentValues(c *fiber.Ctx, name string) []string {
	var all []string
	if form, err := c.MultipartForm(); err == nil {
		all = slices.Clone(form.Value[name])
	}
	for _, v := range c.Context().PostArgs().PeekMulti(name) {
		all = append(all, string(v))
	}
	for i := range all {
		all[i] = strings.ReplaceAll(strings.ToValidUTF8(all[i], "\ufffd"), "\x00", "")
	}
	return all
}

// unixLines ends lines as the store keeps them: forms send them as CR LF.
func unixLines(s string) string {
	return strings.TrimRight(strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(s), " \t\n")
}
