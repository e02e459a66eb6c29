package handlers

import (
	"bytes"
	"slices"
	"strings"

	"github.com/gofiber/fiber/v2"

	"gongkai/export"
	"gongkai/models"
	"gongkai/store"
	"gongkai/views"
)

// deskRoutes are the pages of staff, and the way in. Who may use which stands in rights.
func (a *app) deskRoutes() []route {
	return []route{
		{path: "/desk/sign-in", handle: a.signIn, post: a.sendSignIn},
		{path: "/desk/invitations/:secret", handle: a.invitation, post: a.useInvitation},
		{path: "/desk", handle: a.deskHome},
		{path: "/desk/hand-in", handle: a.handIn, post: a.sendHandIn},
		{path: "/desk/sign-out", post: a.signOut},
		{path: "/desk/sign-out-everywhere", post: a.signOutEverywhere},
		{path: "/desk/account", handle: a.account},
		{path: "/desk/account/password", post: a.changePassword},
		{path: "/desk/account/tokens", post: a.addToken},
		{path: "/desk/account/tokens/:id/revoke", post: a.revokeToken},
		{path: "/desk/reports.csv", handle: a.progressFile(export.CSV)},
		{path: "/desk/reports.xlsx", handle: a.progressFile(export.XLSX)},
		{path: "/desk/reports", handle: a.progress},
		{path: "/desk/reports/accept", post: a.acceptMany},
		{path: "/desk/reports/publish", post: a.publishMany},
		{path: "/desk/reports/:agency/:year", handle: a.review},
		{path: "/desk/reports/:agency/:year/originals/:sha256", handle: a.handedInDocument},
		{path: "/desk/reports/:agency/:year/confirm", post: a.reviewAct("confirm")},
		{path: "/desk/reports/:agency/:year/reconsider", post: a.reviewAct("reconsider")},
		{path: "/desk/reports/:agency/:year/return", post: a.reviewAct("return")},
		{path: "/desk/reports/:agency/:year/accept", post: a.reviewAct("accept")},
		{path: "/desk/reports/:agency/:year/reopen", post: a.reviewAct("reopen")},
		{path: "/desk/reports/:agency/:year/publish", post: a.reviewAct("publish")},
		{path: "/desk/reports/:agency/:year/comment", post: a.reviewAct("comment")},
		{path: "/desk/reports/:agency/:year/settle", post: a.reviewAct("settle")},
		{path: "/desk/feedback.csv", handle: a.feedbackFile},
		{path: "/desk/feedback", handle: a.feedbackInbox},
		{path: "/desk/feedback/:reference", post: a.closeFeedback},
		{path: "/desk/queue", handle: a.queue},
		{path: "/desk/queue/:sha256", handle: a.queuedDocument},
		{path: "/desk/queue/:sha256/assign", post: a.assignQueued},
		{path: "/desk/queue/:sha256/drop", post: a.dropQueued},
		{path: "/desk/queue/:sha256/reopen", post: a.reopenQueued},
		{path: "/desk/reports/:agency/:year/form", handle: a.filling, post: a.saveFilling},
		{path: "/desk/reports/:agency/:year/form/edits", post: a.editFilling},
		{path: "/desk/reports/:agency/:year/form/hand-in", post: a.handInFilling},
		{path: "/desk/reports/:agency/:year/form/drop", post: a.dropFilling},
		{path: "/desk/audit.csv", handle: a.auditFile},
		{path: "/desk/audit", handle: a.audit},
		{path: "/desk/users", handle: a.users, post: a.addUser},
		{path: "/desk/users/:name", handle: a.user, post: a.changeUser},
		{path: "/desk/users/:name/invite", post: a.inviteUser},
		{path: "/desk/users/:name/disable", post: a.disableUser},
		{path: "/desk/users/:name/enable", post: a.enableUser},
		{path: "/desk/agencies", handle: a.agencyList, post: a.addDeskAgency},
		{path: "/desk/agencies/:id", handle: a.deskAgency, post: a.changeDeskAgency},
		{path: "/desk/agencies/:id/remove", post: a.removeDeskAgency},
		{path: "/desk/obligations/:year", handle: a.obligations, post: a.saveObligations},
		{path: "/desk/agency-list", post: a.previewAgencyList},
		{path: "/desk/agency-list.csv", handle: a.agencyListCSV},
		{path: "/desk/agency-list.xlsx", handle: a.agencyListXLSX},
		{path: "/desk/agency-list/load", post: a.loadAgencyList},
		{path: "/desk/consolidated", handle: a.newestConsolidated},
		{path: "/desk/consolidated/:year", handle: a.deskConsolidated},
		{path: "/desk/consolidated/:year/exclude", post: a.excludeOrgan},
		{path: "/desk/consolidated/:year/include", post: a.includeOrgan},
		{path: "/desk/consolidated/:year/lock", post: a.lockConsolidation},
		{path: "/desk/consolidated/:year/unlock", post: a.unlockConsolidation},
		{path: "/desk/agency-acts", handle: a.agencyActs},
		{path: "/desk/agency-acts/:act/undo", post: a.undoAgencyAct},
		{path: "/desk/settings", handle: a.settings, post: a.saveSettings},
	}
}

// deskFrame is the frame of a page of staff.
func (a *app) deskFrame(c *fiber.Ctx, path string) (views.Frame, error) {
	f, err := a.formFrame(c, path)
	if err != nil {
		return f, err
	}
	f.Desk = deskOf(c, path)
	return f, nil
}

// deskOf is what a page has for whoever is signed in, nil for nobody. The navigation leads only where the user may go.
func deskOf(c *fiber.Ctx, path string) *views.Desk {
	s := seatOf(c)
	if s.secret == "" {
		return nil
	}
	d := &views.Desk{User: s.user, Token: models.FormToken(s.secret)}
	for _, l := range views.DeskParts(langOf(c)) {
		if rights["GET "+l.Href].allows(s.user) {
			l.Current = l.Href == path || l.Href != "/desk" && strings.HasPrefix(path, l.Href+"/")
			d.Nav = append(d.Nav, l)
		}
	}
	return d
}

// sendPrivate sends a page that is for this browser alone.
func sendPrivate(c *fiber.Ctx, status int, page views.Page) error {
	if err := sendForm(c, status, page); err != nil {
		return err
	}
	private(c)
	return nil
}

// sendTable sends rows that are for staff alone, as CSV with Chinese headers.
func sendTable(c *fiber.Ctx, t export.Table) error { return sendTableAs(c, t, export.CSV) }

// sendTableAs sends rows that are for staff alone as a file with Chinese headers.
func sendTableAs(c *fiber.Ctx, t export.Table, format export.Format) error {
	var b bytes.Buffer
	if err := t.Write(&b, format, export.Options{BOM: true, Header: models.Zh}); err != nil {
		return err
	}
	kind := format.MediaType()
	if format == export.CSV {
		kind += "; charset=utf-8"
	}
	c.Set(fiber.HeaderContentType, kind)
	c.Set(fiber.HeaderContentDisposition, `attachment; filename="gongkai-`+t.Name+`.`+string(format)+`"`)
	return c.Send(b.Bytes())
}

// deskHome shows where staff begin: "/desk".
func (a *app) deskHome(c *fiber.Ctx) error {
	f, err := a.deskFrame(c, "/desk")
	if err != nil {
		return err
	}
	u := seatOf(c).user
	var work views.DeskWork
	if office.allows(u) {
		messages, err := a.store.Feedback(c.UserContext(), models.FeedbackNew)
		if err != nil {
			return err
		}
		documents, err := a.store.Queue(c.UserContext(), models.QueueOpen)
		if err != nil {
			return err
		}
		work = views.DeskWork{Feedback: len(messages), Queue: len(documents)}
	}
	mine, err := a.ownReports(c, u)
	if err != nil {
		return err
	}
	return sendPrivate(c, fiber.StatusOK, views.NewDeskPage(f, work, mine))
}

// ownReports are the reports of the year that is due, of the agencies that a user acts for.
func (a *app) ownReports(c *fiber.Ctx, u models.User) ([]views.OwnReport, error) {
	w, err := a.latest.get(c.UserContext())
	if err != nil || len(u.Agencies) == 0 {
		return nil, err
	}
	year := a.latest.now().Year() - 1
	submissions, err := a.store.Submissions(c.UserContext(), store.SubmissionFilter{Agencies: u.Agencies, Years: []int{year}})
	if err != nil {
		return nil, err
	}
	fillings, err := a.store.FillingsUnderWay(c.UserContext(), u.Agencies)
	if err != nil {
		return nil, err
	}
	var list []views.OwnReport
	for _, x := range w.in(langOf(c)).agencies {
		if !u.ActsFor(x.ID) {
			continue
		}
		r := views.OwnReport{Agency: x, Year: year}
		r.Published = slices.ContainsFunc(w.reports, func(h models.ReportHead) bool { return h.AgencyID == x.ID && h.Year == year })
		for _, s := range submissions {
			if s.AgencyID == x.ID {
				r.Submission = s
			}
		}
		for _, k := range fillings {
			if k.AgencyID == x.ID && k.Year == year {
				r.Filling = k
			}
		}
		list = append(list, r)
	}
	return list, nil
}

// feedbackInbox lists what visitors wrote: "/desk/feedback?state=all".
func (a *app) feedbackInbox(c *fiber.Ctx) error {
	f, err := a.deskFrame(c, "/desk/feedback")
	if err != nil {
		return err
	}
	all := c.Query("state") == "all"
	states := []models.FeedbackState{models.FeedbackNew}
	if all {
		states = nil
	}
	list, err := a.store.Feedback(c.UserContext(), states...)
	if err != nil {
		return err
	}
	done := c.Query("done")
	if !referenceForm.MatchString(done) {
		done = ""
	}
	return sendPrivate(c, fiber.StatusOK, views.NewFeedbackInboxPage(f, list, all, done))
}

func (a *app) closeFeedback(c *fiber.Ctx) error {
	done, err := a.store.CloseFeedback(c.UserContext(), c.Params("reference"), c.FormValue("remark"), a.latest.now())
	if err != nil {
		return err
	}
	return c.Redirect(langOf(c).Path("/desk/feedback?done="+done.Reference), fiber.StatusSeeOther)
}

func (a *app) feedbackFile(c *fiber.Ctx) error {
	list, err := a.store.Feedback(c.UserContext())
	if err != nil {
		return err
	}
	return sendTable(c, export.FeedbackTable(list))
}

// queuedDocument sends the original of a document in the queue as a download, as original does with those of reports.
func (a *app) queuedDocument(c *fiber.Ctx) error {
	e, err := a.store.QueueEntry(c.UserContext(), c.Params("sha256"))
	if err != nil {
		return err
	}
	s, err := a.store.Source(c.UserContext(), e.SHA256)
	if err != nil {
		return err
	}
	download(c, s)
	return sendBody(c, fiber.MIMEOctetStream, s.SHA256, "", s.Data)
}
