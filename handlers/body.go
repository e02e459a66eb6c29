package handlers

import (
	"regexp"

	"github.com/valyala/fasthttp"
)

// roomy are the addresses that take more than maxBody, each with how much.
var roomy = []struct {
	path *regexp.Regexp
	most int
}{
	{regexp.MustCompile(`^(/en)?/desk/reports/[^/?]+/\d+/form(/[a-z-]+)?$`), maxFilling},
}

// bodyLimit lets a request send what its address takes. It is asked once the headers of the request are there.
func bodyLimit(h *fasthttp.RequestHeader) fasthttp.RequestConfig {
	for _, r := range roomy {
		if r.path.Match(h.RequestURI()) {
			return fasthttp.RequestConfig{MaxRequestBodySize: r.most}
		}
	}
	return fasthttp.RequestConfig{}
}
