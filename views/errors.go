package views

import (
	"net/http"

	"gongkai/models"
)

// ErrorPage is shown for a status of 400 and above.
type ErrorPage struct {
	Frame
	Status  int
	Message string // a full sentence
	Links   []Link // where to go instead; the main sections if none
}

func (ErrorPage) name() string { return "error" }

// NewErrorPage is the page of an HTTP status. Without a message it says what the status means.
func NewErrorPage(f Frame, status int, message string) ErrorPage {
	lang := f.lang()
	p := ErrorPage{Frame: f, Status: status, Message: message}
	title, sentence := statusWords(status, lang)
	p.Title = title
	if p.Message == "" {
		p.Message = sentence
	}
	return p
}

func statusWords(status int, lang models.Lang) (title, sentence string) {
	switch status {
	case http.StatusBadRequest:
		return phrase(lang, "地址有误"), phrase(lang, "地址中的参数不正确，请检查后重试。")
	case http.StatusUnauthorized:
		return phrase(lang, "需要登录"), phrase(lang, "请先登录。")
	case http.StatusForbidden:
		return phrase(lang, "没有权限"), phrase(lang, "这个操作没有被允许。")
	case http.StatusConflict:
		return phrase(lang, "和已有的内容冲突"), phrase(lang, "内容已经变化，请刷新后重试。")
	case http.StatusNotFound:
		return phrase(lang, "没有这个页面"), phrase(lang, "地址可能已经改变，也可能输错了。")
	case http.StatusMethodNotAllowed:
		return phrase(lang, "不支持这种操作"), phrase(lang, "本站只能浏览，不接受提交。")
	case http.StatusRequestEntityTooLarge:
		return phrase(lang, "内容太大"), phrase(lang, "提交的内容超过了允许的大小。")
	case http.StatusTooManyRequests:
		return phrase(lang, "访问太频繁"), phrase(lang, "请稍候再试。")
	case http.StatusRequestHeaderFieldsTooLarge:
		return phrase(lang, "地址有误"), phrase(lang, "地址或浏览器随它发送的内容太长。请缩短地址，或清除本站的 Cookie 后重试。")
	case http.StatusServiceUnavailable:
		return phrase(lang, "服务器正忙"), phrase(lang, "现在要看的人太多，请过半分钟再试。")
	}
	if status < http.StatusInternalServerError {
		return phrase(lang, "地址有误"), phrase(lang, "这个地址不能处理，请检查后重试，或从总览页重新进入。")
	}
	return phrase(lang, "服务器出错了"), phrase(lang, "请稍后再试；如果一直这样，请告诉网站管理人员。")
}
