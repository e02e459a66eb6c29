package handlers

import (
	"encoding/json"
	"maps"
	"strings"

	"github.com/gofiber/fiber/v2"

	"gongkai/models"
	"gongkai/views"
)

// settings shows the settings in a form: "/desk/settings".
func (a *app) settings(c *fiber.Ctx) error {
	set, err := a.store.Settings(c.UserContext())
	if err != nil {
		return err
	}
	return a.settingsPage(c, fiber.StatusOK, set, set, nil, nil)
}

func (a *app) settingsPage(c *fiber.Ctx, status int, kept, given models.Settings, wrong map[string]error, failed error) error {
	f, err := a.deskFrame(c, "/desk/settings")
	if err != nil {
		return err
	}
	return sendPrivate(c, status, views.NewSettingsPage(f, given, settingsVersion(kept), a.deadlineYears(c), a.fixed, wrong, failed, c.Query("done") == "saved"))
}

// deadlineYears are the years whose deadlines the form has: those of reports, and the one that is reported next.
func (a *app) deadlineYears(c *fiber.Ctx) []int {
	last := a.latest.now().Year()
	first := last - 5
	if w, err := a.latest.get(c.UserContext()); err == nil && len(w.years) > 0 {
		first = min(first, w.years[0])
	}
	var years []int
	for y := last; y >= first; y-- {
		years = append(years, y)
	}
	return years
}

// settingsVersion tells two states of the settings apart.
func settingsVersion(set models.Settings) string {
	b, err := json.Marshal(set)
	if err != nil {
		panic(err) // texts and a map always encode
	}
	return models.HashSecret(string(b))
}

// saveSettings keeps what the form has. If someone else has changed the settings since it was shown, nothing is kept: the form comes
// back as it was filled in, with what the other changed, and may be sent again.
func (a *app) saveSettings(c *fiber.Ctx) error {
	old, err := a.store.Settings(c.UserContext())
	if err != nil {
		return err
	}
	given := a.settingsOf(c, old)
	given, wrong := given.Parsed()
	if len(wrong) > 0 {
		return a.settingsPage(c, fiber.StatusUnprocessableEntity, old, given, wrong, nil)
	}
	if c.FormValue("version") != settingsVersion(old) {
		changes := views.DetailsText(old.Changes(given), langOf(c))
		return a.settingsPage(c, fiber.StatusConflict, old, given, nil, models.Errorf(models.ECONFLICT, "打开这一页以后，别人修改过设置，所以还没有保存。再按一次保存，将改动：%s", changes))
	}
	if err := a.store.SaveSettingsOver(c.UserContext(), old, given); err != nil {
		if models.ErrorCode(err) == models.ECONFLICT {
			return a.settingsPage(c, fiber.StatusConflict, old, given, nil, err)
		}
		return err
	}
	return c.Redirect(langOf(c).Path("/desk/settings?done=saved"), fiber.StatusSeeOther)
}

// settingsOf is the settings as a form has them. What the form cannot change stays.
func (a *app) settingsOf(c *fiber.Ctx, old models.Settings) models.Settings {
	set := old
	for _, f := range models.SettingFields() {
		if a.fixed[f.Name] == "" && c.Context().PostArgs().Has(f.Name) {
			*f.Value(&set) = c.FormValue(f.Name)
		}
	}
	if a.fixed["deadlines"] != "" {
		return set
	}
	set.Deadlines = maps.Clone(old.Deadlines)
	for _, y := range a.deadlineYears(c) {
		for _, scope := range []models.Scope{models.ScopeOrgan, models.ScopeTerritory} {
			key := models.DeadlineKey(y, scope)
			if !c.Context().PostArgs().Has(key) {
				continue
			}
			delete(set.Deadlines, key)
			if day := strings.TrimSpace(c.FormValue(key)); day != "" {
				if set.Deadlines == nil {
					set.Deadlines = map[string]string{}
				}
				set.Deadlines[key] = day
			}
		}
	}
	return set
}
