package views

import (
	"net/url"
	"strings"
)

// SnapshotParameter is the parameter of an address that pins its view to a snapshot.
const SnapshotParameter = "snapshot"

// unpinned are the beginnings of addresses that no snapshot has a state of: documents, which never change, forms and switches, what
// explains the site, and what is about snapshots themselves.
var unpinned = []string{"/originals/", "/display", "/feedback", "/static/", "/about/accessibility", "/snapshots", "/downloads", "/api", "/catalog.jsonld"}

// PinnedPath is the address of a view as a snapshot shows it. What is no view of the site is returned as it is.
func PinnedPath(path, id string) string {
	if !strings.HasPrefix(path, "/") {
		return path
	}
	for _, start := range unpinned {
		if strings.HasPrefix(path, start) {
			return path
		}
	}
	rest, fragment, hasFragment := strings.Cut(path, "#")
	bare, query, _ := strings.Cut(rest, "?")
	for p := range strings.SplitSeq(query, "&") {
		if strings.HasPrefix(p, SnapshotParameter+"=") {
			return path
		}
	}
	if query != "" {
		query += "&"
	}
	pinned := bare + "?" + query + SnapshotParameter + "=" + url.QueryEscape(id)
	if hasFragment {
		pinned += "#" + fragment
	}
	return pinned
}

// PinnedPage is this page pinned to the snapshot it shows; "" if it shows none.
func (f Frame) PinnedPage() string {
	if f.Snapshot.ID == "" {
		return ""
	}
	if p := PinnedPath(f.Path, f.Snapshot.ID); strings.Contains(p, SnapshotParameter+"=") {
		return p
	}
	return ""
}

// LivePage is this page as it is now, in the page's language.
func (f Frame) LivePage() string {
	bare, query, _ := strings.Cut(f.Path, "?")
	var rest []string
	for p := range strings.SplitSeq(query, "&") {
		if p != "" && !strings.HasPrefix(p, SnapshotParameter+"=") {
			rest = append(rest, p)
		}
	}
	if len(rest) > 0 {
		bare += "?" + strings.Join(rest, "&")
	}
	return f.lang().Path(bare)
}
