package handlers

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"gongkai/models"
	"gongkai/views"
)

// deskAgency shows an agency in a form: "/desk/agencies/a-mzj".
func (a *app) deskAgency(c *fiber.Ctx) error {
	list, x, err := a.listed(c)
	if err != nil {
		return err
	}
	return a.deskAgencyPage(c, fiber.StatusOK, list, x, nil, nil)
}

// listed is the list of agencies and the one of it that the path names.
func (a *app) listed(c *fiber.Ctx) (models.AgencyList, models.Agency, error) {
	list, err := a.store.AgencyList(c.UserContext())
	if err != nil {
		return list, models.Agency{}, err
	}
	x, ok := list.Find(c.Params("id"))
	if !ok {
		return list, x, models.Errorf(models.ENOTFOUND, "没有代码为“%s”的机关。", shorten(c.Params("id")))
	}
	return list, x, nil
}

// deskAgencyPage is the page of an agency of a list, with the form as it is filled in.
func (a *app) deskAgencyPage(c *fiber.Ctx, status int, list models.AgencyList, given models.Agency, wrong map[models.AgencyField]error, failed error) error {
	f, err := a.deskFrame(c, "/desk/agencies/"+given.ID)
	if err != nil {
		return err
	}
	acts, err := a.store.AgencyActs(c.UserContext(), given.ID, shownActs)
	if err != nil {
		return err
	}
	done, err := a.doneAct(c)
	if err != nil {
		return err
	}
	return sendPrivate(c, status, views.NewDeskAgencyPage(f, views.DeskAgency{List: list, Given: given, Years: a.owedYears(list), Acts: acts, Done: done, Wrong: wrong, Failed: failed,
		Conflict: models.ErrorCode(failed) == models.ECONFLICT}))
}

// owedYears are the years whose reports the form asks for: those that anybody owes or is said not to owe, up to the year after the one
// that is reported next, and one before all of them; the newest first.
func (a *app) owedYears(list models.AgencyList) []int {
	last := a.reportedYear() + 1
	first := last - 5
	for _, x := range list.Agencies {
		for _, y := range append(x.YearsOwed(), x.YearsExempt()...) {
			first, last = min(first, y), max(last, y)
		}
	}
	var years []int
	for y := last; y >= first-1; y-- {
		years = append(years, y)
	}
	return years
}

// addDeskAgency puts an agency at the end of the list and leads to its page, where the rest is filled in.
func (a *app) addDeskAgency(c *fiber.Ctx) error {
	given := models.Agency{ID: c.FormValue("id"), Name: c.FormValue("name"), Kind: models.Kind(c.FormValue("kind"))}
	given.Tidy()
	if wrong := given.Check(); len(wrong) > 0 {
		return a.agencyListPage(c, fiber.StatusUnprocessableEntity, given, wrong, nil)
	}
	done, err := a.store.ChangeAgencies(c.UserContext(), models.ActAdded, "", func(l models.AgencyList) (models.AgencyList, error) {
		if x, ok := l.Find(given.ID); ok {
			return l, models.Errorf(models.ECONFLICT, "机关代码“%s”已经是%s的，请换一个。", x.ID, x.Name)
		}
		if x, ok := models.FindAgency(l.Agencies, given.Name); ok && x.Called(given.Name) {
			return l, models.Errorf(models.ECONFLICT, "“%s”已经是%s（%s）的名称、曾用名或别名。", given.Name, x.Name, x.ID)
		}
		return l.With(given), nil
	})
	switch models.ErrorCode(err) {
	case "":
		return ledBack(c, "/desk/agencies/"+given.ID, done)
	case models.ECONFLICT, models.EINVALID:
		return a.agencyListPage(c, fiber.StatusConflict, given, nil, err)
	}
	return err
}

// changeDeskAgency saves what the form of an agency has. If someone else has changed the agency since it was shown, nothing is saved: the
// form comes back as it was filled in, beside what the other one has saved.
func (a *app) changeDeskAgency(c *fiber.Ctx) error {
	list, x, err := a.listed(c)
	if err != nil {
		return err
	}
	given := agencyOf(c, x, a.owedYears(list))
	if wrong := given.Check(); len(wrong) > 0 {
		return a.deskAgencyPage(c, fiber.StatusUnprocessableEntity, list, given, wrong, nil)
	}
	done, err := a.store.SaveAgency(c.UserContext(), c.FormValue("seen"), given)
	switch models.ErrorCode(err) {
	case "":
		return ledBack(c, "/desk/agencies/"+x.ID, done)
	case models.ECONFLICT, models.EINVALID:
		list, _, errList := a.listed(c)
		if errList != nil {
			return errors.Join(err, errList)
		}
		return a.deskAgencyPage(c, fiber.StatusConflict, list, given, nil, err)
	}
	return err
}

// agencyOf is the agency that a form describes. Years that the form does not have stay as they are.
func agencyOf(c *fiber.Ctx, old models.Agency, years []int) models.Agency {
	x := models.Agency{ID: old.ID, Name: c.FormValue("name"), NameEn: c.FormValue("name_en"), Kind: models.Kind(c.FormValue("kind")), Pinyin: c.FormValue("pinyin")}
	if p := strings.TrimSpace(c.FormValue("position")); p != "" {
		n, err := strconv.Atoi(p)
		if x.Position = n; err != nil {
			x.Position = -1
		}
	}
	names, since, until := values(c, "former_name"), values(c, "former_since"), values(c, "former_until")
	for i := range min(len(names), len(since), len(until)) {
		x.Names = append(x.Names, models.AgencyName{Name: names[i], Since: since[i], Until: until[i]})
	}
	for alias := range strings.SplitSeq(c.FormValue("aliases"), "\n") {
		x.Names = append(x.Names, models.AgencyName{Name: alias, Alias: true})
	}
	owes := values(c, "owes")
	for _, y := range years {
		if slices.Contains(owes, strconv.Itoa(y)) {
			x.Owes = append(x.Owes, models.Obligation{Year: y})
		}
		if reason := c.FormValue("exempt-" + strconv.Itoa(y)); reason != "" {
			x.Exempt = append(x.Exempt, models.Exemption{Year: y, Reason: reason})
		}
	}
	x.Tidy()
	return x
}

// values are all that a form sends under a name.
func values(c *fiber.Ctx, name string) []string {
	var list []string
	if form, err := c.MultipartForm(); err == nil {
		return form.Value[name]
	}
	for _, v := range c.Context().PostArgs().PeekMulti(name) {
		list = append(list, string(v))
	}
	return list
}

// removeDeskAgency takes an agency that nothing refers to off the list.
func (a *app) removeDeskAgency(c *fiber.Ctx) error {
	list, x, err := a.listed(c)
	if err != nil {
		return err
	}
	done, err := a.store.ChangeAgencies(c.UserContext(), models.ActRemoved, "", func(l models.AgencyList) (models.AgencyList, error) {
		now, _ := l.Find(x.ID)
		if now.Version() != c.FormValue("seen") {
			return l, models.Errorf(models.ECONFLICT, "打开这一页以后，别人修改过这个机关，所以没有删除。请核对后再删除。")
		}
		return l.Without(x.ID), nil
	})
	switch models.ErrorCode(err) {
	case "":
		return ledBack(c, "/desk/agencies", done)
	case models.ECONFLICT:
		return a.deskAgencyPage(c, fiber.StatusConflict, list, x, nil, err)
	}
	return err
}

// obligations shows who owes a report for a year: "/desk/obligations/2025".
func (a *app) obligations(c *fiber.Ctx) error {
	y, list, err := a.obligationYear(c)
	if err != nil {
		return err
	}
	return a.obligationsPage(c, fiber.StatusOK, y, list, list, nil)
}

// obligationYear is the year that the path names, and the list of agencies.
func (a *app) obligationYear(c *fiber.Ctx) (int, models.AgencyList, error) {
	list, err := a.store.AgencyList(c.UserContext())
	if err != nil {
		return 0, list, err
	}
	y, err := strconv.Atoi(c.Params("year"))
	if err != nil || !slices.Contains(a.owedYears(list), y) {
		return 0, list, models.Errorf(models.ENOTFOUND, "没有“%s”年的应报名单。", shorten(c.Params("year")))
	}
	return y, list, nil
}

func (a *app) obligationsPage(c *fiber.Ctx, status, year int, list, given models.AgencyList, failed error) error {
	f, err := a.deskFrame(c, "/desk/obligations/"+strconv.Itoa(year))
	if err != nil {
		return err
	}
	done, err := a.doneAct(c)
	if err != nil {
		return err
	}
	return sendPrivate(c, status, views.NewObligationsPage(f, year, a.owedYears(list), list, given, done, failed))
}

// saveObligations keeps who owes a report for a year, and why the others do not. If someone else has changed the list since the page was
// shown, nothing is kept, and the page comes back as it was filled in.
func (a *app) saveObligations(c *fiber.Ctx) error {
	y, list, err := a.obligationYear(c)
	if err != nil {
		return err
	}
	owing := values(c, "owes")
	edit := func(l models.AgencyList) models.AgencyList {
		for _, x := range l.Agencies {
			l = l.With(x.Owing(y, slices.Contains(owing, x.ID), c.FormValue("exempt-"+x.ID)))
		}
		return l
	}
	given := edit(list)
	done, err := a.store.ChangeAgencies(c.UserContext(), models.ActChanged, strconv.Itoa(y), func(now models.AgencyList) (models.AgencyList, error) {
		if now.Version() != c.FormValue("seen") {
			return now, models.Errorf(models.ECONFLICT, "打开这一页以后，别人修改过名单，所以还没有保存。请核对标出的机关后再按一次保存。")
		}
		for _, x := range given.Agencies {
			if err := x.Check()[models.FieldAgencyReason]; err != nil {
				return now, models.Errorf(models.EINVALID, "%s：%s", x.Name, models.ErrorMessage(err))
			}
		}
		return edit(now), nil
	})
	switch models.ErrorCode(err) {
	case "":
		return ledBack(c, "/desk/obligations/"+strconv.Itoa(y), done)
	case models.ECONFLICT:
		return a.obligationsPage(c, fiber.StatusConflict, y, list, given, err)
	case models.EINVALID:
		return a.obligationsPage(c, fiber.StatusUnprocessableEntity, y, list, given, err)
	}
	return err
}
