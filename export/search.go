package export

// SearchTable is what a page of search results shows, one hit a row: group, title, address on the site, note, excerpt, and how many
// hits the group has in all.
func SearchTable(rows [][]string) Table {
	return Table{Name: "search", Rows: rows, Columns: []Column{text("group", "类别", "Group"), text("title", "标题", "Title"), text("url", "地址", "Address"),
		text("note", "说明", "Note"), text("excerpt", "原文", "Excerpt"), number("group_count", "本类总数", "Hits in group")}}
}
