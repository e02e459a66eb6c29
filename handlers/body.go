package handlers

import (
	"context"
	"regexp"
	"strings"
	"time"

	"github.com/valyala/fasthttp"
)

// roomy are the addresses that take more than maxBody, each with how much and how long it may take.
var roomy = []struct {
	path *regexp.Regexp
	most int
	time time.Duration // 0 for what any request may take
	in   bool          // only from whoever is signed in
}{
	{path: regexp.MustCompile(`^(/en)?/desk/reports/[^/?]+/\d+/form(/[a-z-]+)?$`), most: maxFilling, in: true},
	{path: regexp.MustCompile(`^(/en)?/desk/hand-in$`), most: maxUpload, time: uploadTime, in: true},
	{path: regexp.MustCompile(`^(/en)?/desk/agency-list(/load)?$`), most: maxAgencyFile + maxBody, in: true},
	{path: regexp.MustCompile(`^(/en)?/desk/(agencies|obligations)/[^/?]+$`), most: 1 << 20, in: true},
}

// bodyLimit lets a request send what its address takes. It is asked once the headers of the request are there, so that nothing of a
// body is read that is not wanted.
func (a *app) bodyLimit(h *fasthttp.RequestHeader) fasthttp.RequestConfig {
	path, _, _ := strings.Cut(string(h.RequestURI()), "?")
	for _, r := range roomy {
		if !r.path.MatchString(path) {
			continue
		}
		if h.ContentLength() <= maxBody || r.in && !a.knows(h) { // -1 without a length: such a body would be held in memory
			break
		}
		return fasthttp.RequestConfig{MaxRequestBodySize: r.most, ReadTimeout: r.time}
	}
	return fasthttp.RequestConfig{}
}

// knows reports whether a request is of someone who is signed in. What they may do is asked later.
func (a *app) knows(h *fasthttp.RequestHeader) bool {
	now := a.latest.now()
	if bearer, ok := strings.CutPrefix(string(h.Peek(fasthttp.HeaderAuthorization)), "Bearer "); ok {
		_, _, err := a.store.TokenUser(context.Background(), strings.TrimSpace(bearer), now)
		return err == nil
	}
	for _, name := range []string{sessionName, secureSessionName} {
		secret := string(h.Cookie(name))
		if secret == "" {
			continue
		}
		if _, _, err := a.store.Session(context.Background(), secret, now); err == nil {
			return true
		}
	}
	return false
}
