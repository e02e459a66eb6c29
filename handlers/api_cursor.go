package handlers

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"

	"gongkai/models"
)

// position is where the rows of a page ended: the row after which the next one begins. It is the row's place in the order that every
// endpoint keeps (agency in the official order, year, row of that agency and year), so that what follows is found by its key and not by
// counting from the start.
type position struct {
	State   string `json:"s"`           // of the data, as apiQuery.state has it
	Filters string `json:"f"`           // a hash of the endpoint and its filters
	Agency  string `json:"a,omitempty"` // "" in endpoints that are not by agency, and before the first row
	Year    int    `json:"y,omitempty"`
	Row     int    `json:"n"` // of that agency and year, or of the endpoint, from 1
}

// String is the position as a cursor. Its form is nobody's business: it may change with any version.
func (p position) String() string {
	b, err := json.Marshal(p)
	if err != nil {
		panic(err) // of strings and numbers
	}
	return base64.RawURLEncoding.EncodeToString(b)
}

// maxCursor is how long a cursor may be.
const maxCursor = 512

// readCursor reads what String writes.
func readCursor(q *apiQuery, p parameter, text string) error {
	b, err := base64.RawURLEncoding.DecodeString(text)
	if len(text) > maxCursor || err != nil || json.Unmarshal(b, &q.after) != nil || q.after.Row < 0 || q.after.State == "" {
		q.after = position{}
		return badCursor(p.name)
	}
	return nil
}

func badCursor(name string) error {
	return &problem{kind: "bad-cursor", parameter: name, err: models.Errorf(models.EINVALID, "参数 %s 不是本接口给出的游标，请使用 Link 首部中的下一页地址。", name)}
}

// fits reports whether the cursor was given for this endpoint, these filters and this state of the data.
func (p position) fits(q *apiQuery) error {
	if p.Filters != q.fingerprint() {
		return &problem{kind: "bad-cursor", parameter: "cursor", err: models.Errorf(models.EINVALID, "这个游标是为别的筛选条件给出的，请从第一页开始，或使用 Link 首部中的下一页地址。")}
	}
	if p.State != q.state() {
		return q.expired()
	}
	return nil
}

// expired says that the pages before this one showed another state of the data. Going on would leave rows out or give some twice.
func (q *apiQuery) expired() error {
	return &problem{kind: "cursor-expired", parameter: "cursor",
		err: models.Errorf(models.EINVALID, "读取前面几页之后数据已经更新，接着读会缺行或重复。请从第一页重新开始，或用参数 snapshot 固定一个快照。")}
}

// fingerprint stands for an endpoint and its filters. How many rows a page has, which columns and in which format may change from page
// to page.
func (q *apiQuery) fingerprint() string {
	sum := sha256.Sum256([]byte(q.endpoint.name + "?" + q.filters))
	return hex.EncodeToString(sum[:6])
}
