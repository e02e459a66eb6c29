package handlers

import (
	"bytes"
	"encoding/json"
	"errors"
	"net/http"
	"strconv"
	"time"

	"github.com/gofiber/fiber/v2"

	"gongkai/models"
	"gongkai/views"
)

// problemKind is a way in which the API can fail. Its code is a part of what the API promises: programs tell problems apart by it.
type problemKind struct {
	code   string // the fragment of its type's address, on the page of the API
	status int
	title  models.Label
	advice models.Label // what to do
}

// problemKinds are all there are, by status.
var problemKinds = []problemKind{
	{"bad-query", 400, models.Label{Zh: "查询串有误", En: "Malformed query"}, models.Label{Zh: "检查 & 和 % 的写法；每个参数只能写一次，列表用逗号或“~”分隔。", En: "Check how & and % are written; give each parameter once, lists with commas or “~”."}},
	{"unknown-parameter", 400, models.Label{Zh: "没有这个参数", En: "Unknown parameter"}, models.Label{Zh: "从 choices 中选一个参数。不认识的参数不会被忽略，否则数字会悄悄地错。", En: "Choose one of the parameters in choices. None is ignored, or numbers would be wrong silently."}},
	{"unknown-value", 400, models.Label{Zh: "没有这个值", En: "Unknown value"}, models.Label{Zh: "从 choices 中选一个值；全部的值见 choices_url。", En: "Choose one of the values in choices; choices_url has them all."}},
	{"bad-cursor", 400, models.Label{Zh: "游标无效", En: "Invalid cursor"}, models.Label{Zh: "只使用 Link 首部给出的下一页地址，不要自己编写或改动游标，也不要更换筛选条件。", En: "Only follow the addresses of the Link header; never make or change a cursor, and keep the filters it was given for."}},
	{"too-broad", 400, models.Label{Zh: "范围太大", En: "Too broad"}, models.Label{Zh: "缩小范围，或下载整个文件。", En: "Narrow it, or take the whole file."}},
	{"not-found", 404, models.Label{Zh: "没有这个地址", En: "No such address"}, models.Label{Zh: "全部地址见 /api/v1。", En: "All addresses are listed at /api/v1."}},
	{"method-not-allowed", 405, models.Label{Zh: "不支持这种方法", En: "Method not allowed"}, models.Label{Zh: "接口只能读取，请用 GET、HEAD 或 OPTIONS。", En: "The API can only be read: use GET, HEAD or OPTIONS."}},
	{"not-acceptable", 406, models.Label{Zh: "没有这种格式", En: "Not acceptable"}, models.Label{Zh: "在 Accept 首部或 format 参数中写明 json、ndjson 或 csv。", En: "Name json, ndjson or csv in the Accept header or the parameter format."}},
	{"cursor-expired", 410, models.Label{Zh: "数据已经更新", En: "The data changed"}, models.Label{Zh: "从第一页重新读取；用参数 snapshot 固定一个快照就不会这样。", En: "Begin again at the first page; pinned to a snapshot by the parameter snapshot this never happens."}},
	{"too-large", 413, models.Label{Zh: "内容太大", En: "Too large"}, models.Label{Zh: "接口不接受提交的内容。", En: "The API takes no content."}},
	{"too-many-requests", 429, models.Label{Zh: "访问太频繁", En: "Too many requests"}, models.Label{Zh: "等 Retry-After 写明的秒数再请求；一次取多行（limit=10000）或下载整个文件更快。", En: "Wait for the seconds of Retry-After; many rows at once (limit=10000) or a whole file are faster."}},
	{"internal", 500, models.Label{Zh: "服务器出错了", En: "Internal error"}, models.Label{Zh: "请稍后再试；如果一直这样，请告诉网站管理人员。", En: "Try again later; if it persists, tell the keeper of the site."}},
	{"busy", 503, models.Label{Zh: "服务器正忙", En: "Busy"}, models.Label{Zh: "等 Retry-After 写明的秒数再请求。", En: "Wait for the seconds of Retry-After."}},
}

// kindOf finds a kind of problem by its code, or, for "", the one that a status stands for.
func kindOf(code string, status int) problemKind {
	for _, k := range problemKinds {
		if k.code == code || code == "" && k.status == status {
			return k
		}
	}
	if status < http.StatusInternalServerError && status != 0 {
		return problemKinds[0]
	}
	return kindOf("internal", 0)
}

// problem is an error of the API: what is wrong with which parameter, and what could be given instead.
type problem struct {
	kind       string // its code
	err        error  // a models.Error, whose sentence it says
	parameter  string
	choices    []string
	choicesURL string
	retry      time.Duration // after which it is worth trying again
}

func (p *problem) Error() string { return p.err.Error() }
func (p *problem) Unwrap() error { return p.err }

// maxChoices is how many values a problem lists. All are at its choicesURL.
const maxChoices = 200

// problemDocument is a problem as it is sent (RFC 9457). Like the data, it is Chinese, with its English beside it.
type problemDocument struct {
	Type       string   `json:"type"`
	Status     int      `json:"status"`
	Title      string   `json:"title"`
	TitleEn    string   `json:"title_en"`
	Detail     string   `json:"detail"`
	DetailEn   string   `json:"detail_en"`
	Advice     string   `json:"advice"`
	AdviceEn   string   `json:"advice_en"`
	Instance   string   `json:"instance,omitempty"`
	Parameter  string   `json:"parameter,omitempty"`
	Choices    []string `json:"choices,omitempty"`
	ChoicesURL string   `json:"choices_url,omitempty"`
}

// problemType is the media type of a problem.
const problemType = "application/problem+json"

// maxInstance is how much of an address a problem repeats.
const maxInstance = 500

// documentOf says what an error is in the words of the API. Of one inside it says nothing.
func documentOf(err error, instance string) problemDocument {
	var p *problem
	status, _ := statusOf(err, models.Zh)
	code := ""
	if errors.As(err, &p) {
		code = p.kind
	}
	k := kindOf(code, status)
	if code != "" {
		status = k.status
	}
	d := problemDocument{Type: "/api#" + k.code, Status: status, Title: k.title.Zh, TitleEn: k.title.En, Detail: k.title.Zh + "。", DetailEn: k.title.En + ".", Advice: k.advice.Zh, AdviceEn: k.advice.En,
		Instance: instance[:min(len(instance), maxInstance)]}
	if p != nil {
		d.Parameter, d.Choices, d.ChoicesURL = p.parameter, p.choices[:min(len(p.choices), maxChoices)], p.choicesURL
	}
	if e, ok := errors.AsType[*models.Error](err); ok && e.Code != models.EINTERNAL {
		d.Detail, d.DetailEn = views.ErrorText(models.Zh, err), views.ErrorText(models.En, err)
	}
	return d
}

// failAPI answers a request to the API that went wrong.
func (a *app) failAPI(c *fiber.Ctx, err error) error {
	d := documentOf(err, c.OriginalURL())
	if w, e := a.latest.get(c.UserContext()); e == nil {
		d.Type = w.settings.BaseURL + d.Type
	}
	var body bytes.Buffer
	e := json.NewEncoder(&body)
	e.SetEscapeHTML(false)
	if err := e.Encode(d); err != nil {
		return err
	}
	var p *problem
	switch {
	case errors.As(err, &p) && p.retry > 0:
		c.Set(fiber.HeaderRetryAfter, strconv.Itoa(seconds(p.retry)))
	case d.Status == fiber.StatusServiceUnavailable:
		c.Set(fiber.HeaderRetryAfter, "5")
	}
	if d.Status == fiber.StatusMethodNotAllowed {
		c.Set(fiber.HeaderAllow, corsMethods)
	}
	c.Set(fiber.HeaderContentType, problemType)
	c.Set(fiber.HeaderContentLanguage, "zh-CN, en")
	return c.Status(d.Status).Send(body.Bytes())
}
