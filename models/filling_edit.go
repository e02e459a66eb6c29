package models

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Edit is one thing that somebody changed in a filling: From is what they saw there, To what they put in its place.
type Edit struct {
	Field string `json:"field"` // "cell:" and Key.String, "none:" and a code of FormParts, "text:" and a section, "scope" or "published_on"
	From  string `json:"from"`
	To    string `json:"to"`
}

// Stated is what Edit says of a part that has no data this year.
const Stated = "1"

// maxText is how long the prose of a section may get, in bytes: the longest known has some 30,000.
const maxText = 200 << 10

// maxCell is how long what is typed into a cell may get, in bytes.
const maxCell = 60

// Apply returns the filling with edits made, and those that cannot be made because somebody else has changed the field to something
// else meanwhile: From is then what stands there now. One that puts what stands there already is no conflict. Nothing is lost: fields that
// only one of two people changed get that change, whoever saves first. It fails with EINVALID for a field that the form does not have.
func (f Filling) Apply(edits []Edit) (Filling, []Edit, error) {
	f.Cells, f.Texts, f.None = cloneMap(f.Cells), cloneMap(f.Texts), slices.Clone(f.None)
	keys := f.Keys()
	var conflicts []Edit
	for _, e := range edits {
		now, put, err := f.field(e.Field, keys)
		if err != nil {
			return f, nil, err
		}
		if now == e.To {
			continue
		}
		if now != e.From {
			e.From = now
			conflicts = append(conflicts, e)
			continue
		}
		if err := put(e.To); err != nil {
			return f, nil, err
		}
	}
	return f, conflicts, nil
}

// field finds a field by its name: what stands in it, and how to put something else there.
func (f *Filling) field(name string, keys []Key) (now string, put func(string) error, err error) {
	kind, of, _ := strings.Cut(name, ":")
	switch kind {
	case "cell":
		if !slices.Contains(keys, ParseKey(of)) {
			break
		}
		return f.Cells[of], func(s string) error {
			if len(s) > maxCell {
				return Errorf(EINVALID, "%s填的内容太长，请只填数字。", ParseKey(of).Name(Zh))
			}
			f.Cells[of] = s
			return nil
		}, nil
	case "none":
		if !slices.ContainsFunc(FormParts(f.Edition()), func(p FormPart) bool { return p.Code == of }) {
			break
		}
		if slices.Contains(f.None, of) {
			now = Stated
		}
		return now, func(s string) error {
			f.None = slices.DeleteFunc(f.None, func(p string) bool { return p == of })
			if s == Stated {
				f.None = append(f.None, of)
			}
			return nil
		}, nil
	case "text":
		no, err := strconv.Atoi(of)
		if err != nil || no < 1 || no > len(Sections) {
			break
		}
		return f.Texts[no], func(s string) error {
			if len(s) > maxText {
				return Errorf(EINVALID, "第%d部分的文字太长，最多约 %d 万字。", no, maxText/30_000)
			}
			f.Texts[no] = s
			return nil
		}, nil
	case "scope":
		return string(f.Scope), func(s string) error {
			if !slices.Contains(Scopes, Scope(s)) {
				return Errorf(EINVALID, "没有“%s”这种统计范围。", cut(s, 20))
			}
			f.Scope = Scope(s)
			return nil
		}, nil
	case "published_on":
		return f.PublishedOn, func(s string) error {
			if _, err := time.Parse(time.DateOnly, s); s != "" && err != nil {
				return Errorf(EINVALID, "公布日期“%s”不是有效的日期，请写成 2025-01-31 的样子。", cut(s, 20))
			}
			f.PublishedOn = s
			return nil
		}, nil
	}
	return "", nil, Errorf(EINVALID, "表格里没有“%s”这一栏，请刷新页面再试。", cut(name, 60))
}

func cloneMap[K comparable, V any](m map[K]V) map[K]V {
	if m == nil {
		return map[K]V{}
	}
	return maps.Clone(m)
}

// KeptFilling is a filling as it is kept while somebody works on it.
type KeptFilling struct {
	Filling
	Version   int // counts every change, from 1; 0 for one that was never kept
	ChangedBy string
	ChangedAt time.Time
}
