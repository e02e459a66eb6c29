package recognise

import (
	"maps"
	"slices"
	"strings"

	"gongkai/models"
)

// tableFour reads 四、政府信息公开行政复议、行政诉讼情况: one row of 15 figures under three channels, or a row or a table for each channel.
type tableFour struct {
	*reader
	grid     int
	ragged   bool
	heading  bool
	channels map[int]string // by position; "litigation" where only 行政诉讼 is named
	columns  map[int]string
	named    []string   // channels that the header names, in reading order
	labels   [][]string // columns that its rows name, in reading order
	blank    *row       // a row without numbers, the answer if no other follows
}

// header takes w for part of the header: it names columns or channels and holds no number.
func (t *tableFour) header(w row) bool {
	channels, columns := map[int]string{}, map[int]string{}
	var named, labels []string
	own := 0 // columns but for 总计, which other tables have too
	for i, c := range w.cells {
		if c.Absent {
			continue
		}
		if isCount(c.Text, false) {
			return false
		}
		if ch, ok := channelOf(c.Text); ok {
			channels[i] = ch
			if c.Origin() {
				named = append(named, ch)
			}
		} else if col, ok := remedyColumnOf(c.Text); ok {
			columns[i] = col
			if c.Origin() {
				labels = append(labels, col)
			}
			if col != "total" && c.Origin() {
				own++
			}
		}
	}
	if own < 2 && len(named) < 2 && !(t.heading && len(named) > 0) && !(len(named) == 1 && own == 0 && len(w.labels()) == 1) {
		return false
	}
	if len(named) == 1 && len(columns) == 0 && len(t.columns) >= len(models.RemedyColumns) && w.blanksBeside() {
		return false
	}
	if !t.heading || t.grid != w.grid {
		if !t.goesOnIn(w) {
			t.named = nil
		}
		t.channels, t.columns, t.labels = map[int]string{}, map[int]string{}, nil
	}
	t.grid, t.ragged, t.heading = w.grid, w.ragged, true
	for i, ch := range channels {
		t.channels[i] = ch
	}
	for i, c := range columns {
		t.columns[i] = c
	}
	if len(labels) > 0 {
		t.labels = append(t.labels, labels)
	}
	t.named = joinChannels(t.named, named)
	return true
}

// goesOnIn reports whether w begins the next grid below a header that has named channels only: a page cut it there, and the columns below stand
// in the order of those channels, though not in the positions of their grid.
func (t *tableFour) goesOnIn(w row) bool {
	return t.heading && w.grid == t.grid+1 && w.no == 1 && len(t.labels) == 0
}

// joinChannels adds the channels of a header's row to those of the rows above it: the two of 行政诉讼 take its place.
func joinChannels(above, row []string) []string {
	for _, ch := range row {
		at := slices.Index(above, "litigation")
		switch {
		case slices.Contains(above, ch):
		case at >= 0 && ch != "reconsideration":
			// The row's first channel of litigation takes the place, the second goes behind it.
			above = slices.Insert(slices.Delete(above, at, at+1), at, slices.DeleteFunc(slices.Clone(row), func(c string) bool { return c == "reconsideration" })...)
		default:
			above = append(above, ch)
		}
	}
	return above
}

// blanksBeside reports whether the row is a channel's label with five or more blank cells of its own beside it: a row of figures in a
// form that has not been filled in.
func (w row) blanksBeside() bool {
	blank := 0
	for _, i := range w.items(0) {
		if w.cells[i].Down == 0 && isBlank(w.cells[i].Text) {
			blank++
		}
	}
	return blank >= len(models.RemedyColumns)
}

// row reads a row of figures.
func (t *tableFour) row(w row) bool {
	if t.columns == nil {
		return false
	}
	from := 0
	channel := ""
	for _, l := range w.labels() {
		if w.hasValuesBetween(from, l.at) {
			break // words among the figures are no label
		}
		from = l.after
		if ch, ok := channelOf(l.text); ok {
			channel = ch
		}
	}
	if !w.hasValues(from) {
		if t.blank == nil && len(w.items(from)) >= len(models.RemedyColumns) && len(w.labels()) == 0 {
			t.blank = &w
			return true
		}
		if channel == "" || channel == "litigation" {
			return false
		}
	}
	t.heading = false
	t.take(w, from, channel)
	return true
}

// finish reads a row of blanks if that is all there was.
func (t *tableFour) finish() {
	if t.blank == nil {
		return
	}
	for _, ch := range models.Channels {
		if _, ok := t.values[models.Key{Measure: "remedies." + ch.Code + ".total"}]; ok {
			return
		}
	}
	t.take(*t.blank, 0, "")
}

// take places a row's figures: by position under the header, else in the form's order if they are as many as the header's channels have
// columns. A row with fewer is left to the relations.
func (t *tableFour) take(w row, from int, channel string) {
	keys := t.byPosition(w, from, channel)
	slipped := keys != nil && t.slipped(w, keys)
	if keys != nil && !slipped {
		for _, i := range slices.Sorted(maps.Keys(keys)) {
			t.set(keys[i], w.count(i, false))
		}
		return
	}
	order := t.order(channel)
	items := w.items(from)
	for (len(items) > len(order) || slipped && len(items) > 0) && isBlank(w.cells[items[len(items)-1]].Text) {
		items = items[:len(items)-1]
	}
	for len(items) > len(order) && isBlank(w.cells[items[0]].Text) {
		items = items[1:]
	}
	switch {
	case len(order) == 0 || len(items) == 0:
		t.note(models.Key{}, w.where(from), "表四的列标题不完整，这一行（%s）没有采用，请核对原文。", rawRow(w, from))
	case len(items) == len(order):
		for n, i := range items {
			t.set(order[n], w.count(i, false))
		}
	case len(items) > len(order):
		for _, k := range order {
			t.set(k, value{state: models.StateUnreadable, raw: rawRow(w, from), where: w.where(from), note: "这一行的数字比列标题多，不能确定每个数字属于哪一列，请核对原文。"})
		}
	default:
		t.open = append(t.open, newOpenRow(w, 0, order, items))
	}
}

// slipped reports whether a row's last cell is blank and a channel's total is not the sum of its results: a row in which a cell was left out,
// so that all behind it stand one column too far to the left.
func (t *tableFour) slipped(w row, keys map[int]models.Key) bool {
	at := slices.Sorted(maps.Keys(keys))
	if !isBlank(w.cells[at[len(at)-1]].Text) {
		return false
	}
	n := len(models.RemedyColumns)
	for chunk := range slices.Chunk(at, n) {
		sums := map[bool]int64{}
		known := 0
		for _, i := range chunk {
			if v := w.count(i, false); v.number != nil {
				sums[strings.HasSuffix(keys[i].Measure, ".total")] += *v.number
				known++
			}
		}
		if known == n && sums[true] != sums[false] {
			return true
		}
	}
	return false
}

// byPosition returns the key of each position if every value stands under a column whose channel and label are known, else nil.
func (t *tableFour) byPosition(w row, from int, channel string) map[int]models.Key {
	if w.ragged || t.ragged || w.grid != t.grid {
		return nil
	}
	direct := t.litigationSplit()
	keys := map[int]models.Key{}
	seen := map[models.Key]bool{}
	for i := from; i < len(w.cells); i++ {
		c := w.cells[i]
		column, ok := t.columns[i]
		if !ok || c.Absent || c.Across > 0 || i+1 < len(w.cells) && w.cells[i+1].Across > 0 {
			if c.Absent && ok || !isBlank(c.Text) {
				return nil
			}
			continue
		}
		ch := channel
		if ch == "" || ch == "litigation" {
			ch = t.channels[i]
		}
		if ch == "litigation" {
			ch = direct[i]
		}
		k := models.Key{Measure: "remedies." + ch + "." + column}
		if _, known := models.MeasureOf(k.Measure); !known || seen[k] {
			return nil
		}
		seen[k], keys[i] = true, k
	}
	if len(keys) < len(models.RemedyColumns) {
		return nil
	}
	return keys
}

// litigationSplit tells the two channels of 行政诉讼 apart where the header does not: ten columns in the form's order are five and five.
func (t *tableFour) litigationSplit() map[int]string {
	var at []int
	for i, ch := range t.channels {
		if _, ok := t.columns[i]; ok && ch == "litigation" {
			at = append(at, i)
		}
	}
	slices.Sort(at)
	n := len(models.RemedyColumns)
	if len(at) != 2*n {
		return nil
	}
	split := map[int]string{}
	for i, p := range at {
		if t.columns[p] != models.RemedyColumns[i%n].Code {
			return nil
		}
		split[p] = models.Channels[1+i/n].Code
	}
	return split
}

// order lists the figures that a row holds, from left to right, by the channels that the header or the row names and the columns that the header
// names for each; nil where it does not tell.
func (t *tableFour) order(channel string) []models.Key {
	channels := slices.Clone(t.named)
	if at := slices.Index(channels, "litigation"); at >= 0 {
		channels = slices.Replace(channels, at, at+1, models.Channels[1].Code, models.Channels[2].Code)
	}
	if channel != "" {
		channels = []string{channel}
	}
	columns := t.columnOrder()
	if columns == nil || channel == "litigation" {
		return nil
	}
	// Columns that are named once stand for every channel only in the form's order.
	if len(channels) > 1 && len(slices.Concat(t.labels...)) == len(models.RemedyColumns) && !slices.IsSortedFunc(columns, func(a, b string) int { return remedyRank(a) - remedyRank(b) }) {
		return nil
	}
	var keys []models.Key
	for _, ch := range channels {
		for _, c := range columns {
			keys = append(keys, models.Key{Measure: "remedies." + ch + "." + c})
		}
	}
	return keys
}

// remedyRank is the place of a column in the form.
func remedyRank(code string) int {
	return slices.IndexFunc(models.RemedyColumns, func(c models.Column) bool { return c.Code == code })
}

// columnOrder is the order of the columns within a channel, if all that the header names stand in one and the same.
func (t *tableFour) columnOrder() []string {
	n := len(models.RemedyColumns)
	labels := slices.Concat(t.labels...)
	if len(labels) < n || len(labels)%n != 0 {
		return nil
	}
	for chunk := range slices.Chunk(labels, n) {
		if !slices.Equal(chunk, labels[:n]) {
			return nil
		}
	}
	for i, c := range labels[:n] {
		if slices.Contains(labels[:i], c) {
			return nil
		}
	}
	return labels[:n]
}
