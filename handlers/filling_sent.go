package handlers

import (
	"encoding/json"
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
	shown := map[string]string{}
	if !ok || json.Unmarshal([]byte(text), &shown) != nil {
		return s, models.Errorf(models.EINVALID, "页面没有完整送到，内容没有保存。请回到上一页再试一次。")
	}
	_, whole := sentValue(c, "text1") // boxes that are not ticked are not sent
	seen, given := map[string]string{}, map[string]string{}
	for _, field := range kept.Fields() {
		name := views.FieldName(field, kept.Edition())
		seen[field], given[field] = shown[name], shown[name]
		if c.FormValue("choose:"+name) == "theirs" {
			continue
		}
		if v, ok := sentValue(c, name); ok {
			given[field] = cleanValue(field, v)
		}
		if part, ok := strings.CutPrefix(field, "none:"); ok && whole {
			given[field] = ""
			if slices.Contains(sentValues(c, "none"), part) {
				given[field] = models.Stated
			}
		}
	}
	s.seen, s.given = kept.WithValues(seen), kept.WithValues(given)
	s.edits = s.seen.EditsTo(s.given)
	return s, nil
}

// sentEdits reads what the script of the form sends: a list of edits as JSON, with fields named as they are in the form.
func sentEdits(c *fiber.Ctx, kept models.Filling) ([]models.Edit, error) {
	var list []models.Edit
	text, ok := sentValue(c, "edits")
	if !ok || json.Unmarshal([]byte(text), &list) != nil {
		return nil, models.Errorf(models.EINVALID, "改动没有完整送到，没有保存。请刷新页面再试。")
	}
	fields := map[string]string{}
	for _, field := range kept.Fields() {
		fields[views.FieldName(field, kept.Edition())] = field
	}
	for i := range list {
		e := &list[i]
		if field, ok := fields[e.Field]; ok {
			e.Field = field
		}
		e.From, e.To = cleanValue(e.Field, e.From), cleanValue(e.Field, e.To)
	}
	return list, nil
}

// cleanValue is what was sent of a field as it is kept.
func cleanValue(field, v string) string {
	v = strings.ReplaceAll(v, "\x00", "")
	if strings.HasPrefix(field, "cell:") {
		return strings.TrimSpace(v)
	}
	return unixLines(v)
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
