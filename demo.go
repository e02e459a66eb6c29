package main

import (
	"io"

	"gongkai/data"
	"gongkai/export"
)

// writeDemoDocument writes a document in the national layout, with the breaks of real documents that it is to show.
func writeDemoDocument(w io.Writer, d data.Document) error {
	layout, err := export.Official(export.OfficialReport{Agency: d.AgencyName, Year: d.Year, Revision: d.Revision, Mark: "演示数据"}).With(d.LayoutQuirks()...)
	if err != nil {
		return err
	}
	return layout.Write(w, d.Format)
}
