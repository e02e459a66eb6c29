package handlers

import (
	"fmt"
	"net/http"
	"strings"
	"time"

	"gongkai/models"
	"gongkai/views"
)

// announce keeps with an answer what programs look for in its headers (RFC 8288): when its data last changed, where it stands, its
// other formats and languages, and where its words are explained.
func (x *answer) announce(f views.Frame, format string) {
	x.modified = httpTime(f.Updated)
	links := []string{link(f.Canonical(), "canonical", "")}
	if format == formatHTML {
		for _, l := range f.Translations()[:len(models.Langs)] {
			if l.Href != f.Canonical() {
				links = append(links, link(l.Href, "alternate", `hreflang="`+l.Note+`"`))
			}
		}
		for _, l := range f.Data {
			links = append(links, link(f.URL(l.Href), "alternate", `type="`+l.DataType()+`"`))
		}
	} else {
		links[0] = link(f.Canonical(), "alternate", `type="text/html"`)
	}
	x.links = strings.Join(append(links, link(f.URL("/dictionary"), "describedby", "")), ", ")
}

// link is one link of a Link header. What cannot stand in an address there is escaped.
func link(address, relation, parameter string) string {
	var b strings.Builder
	b.WriteByte('<')
	for i := range len(address) {
		if c := address[i]; c <= ' ' || c >= 0x7f || c == '<' || c == '>' {
			fmt.Fprintf(&b, "%%%02X", c)
		} else {
			b.WriteByte(c)
		}
	}
	b.WriteString(`>; rel="` + relation + `"`)
	if parameter != "" {
		b.WriteString("; " + parameter)
	}
	return b.String()
}

// httpTime writes a time as headers have it, "" if it is not known.
func httpTime(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(http.TimeFormat)
}
