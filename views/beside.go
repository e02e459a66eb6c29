package views

// BesidePage is the page of a document without the site around it, for the frame beside the figures of its report:
// "/originals/{sha256}/beside". Its anchors are those of ReadingPage; its figures lead to the report that the frame stands in.
type BesidePage struct{ ReadingPage }

func (BesidePage) name() string { return "beside" }

// BesidePath is the page that shows a document beside its report.
func BesidePath(sha256 string) string { return "/originals/" + sha256 + "/beside" }
