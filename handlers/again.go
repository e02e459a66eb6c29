package handlers

import (
	"strconv"

	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp"
)

// again answers an address that was answered before in this state of the data, headers and all, without reading it once more. It
// stands in front of everything else.
func (a *app) again(c *fiber.Ctx) error {
	if c.Method() != fiber.MethodGet {
		return c.Next()
	}
	w, err := a.latest.get(c.UserContext())
	if err != nil {
		return c.Next() // whoever needs the data says so
	}
	var room [256]byte
	r := a.keptFor(c).again(spelling(room[:0], c, w))
	if r == nil {
		return c.Next()
	}
	if known := c.Request().Header.Peek(fiber.HeaderIfNoneMatch); len(known) > 0 && matches(string(known), r.tag) {
		unchanged(&c.Response().Header, r)
		return nil
	}
	r.header.CopyTo(&c.Response().Header)
	c.Response().SetBodyRaw(r.body)
	return nil
}

// keptFor is where answers to an address are kept.
func (a *app) keptFor(c *fiber.Ctx) *cache {
	if ofAPI(c.Path()) {
		return a.apiCache
	}
	return a.cache
}

// unchanged says that what a visitor has is still good, with the headers that go with it (RFC 9110, 15.4.5).
func unchanged(h *fasthttp.ResponseHeader, r *sent) {
	h.SetStatusCode(fiber.StatusNotModified)
	h.SetNoDefaultContentType(true)
	h.SetCanonical(headerETag, r.header.PeekBytes(headerETag))
	h.SetCanonical(headerCacheControl, r.header.PeekBytes(headerCacheControl))
	h.SetCanonical(headerVary, r.header.PeekBytes(headerVary))
}

// Names of headers as they are written.
var (
	headerETag         = []byte("Etag")
	headerCacheControl = []byte(fiber.HeaderCacheControl)
	headerVary         = []byte(fiber.HeaderVary)
)

// remember keeps what was just sent for the next who ask for it in the same words.
func (a *app) remember(c *fiber.Ctx, w *world, x *answer) {
	if c.Method() != fiber.MethodGet || c.Response().StatusCode() != fiber.StatusOK {
		return
	}
	r := &sent{tag: string(c.Response().Header.Peek(fiber.HeaderETag))}
	_, r.body = pick(c.Get(fiber.HeaderAcceptEncoding), x.identity, x.gzip, x.brotli)
	c.Response().Header.CopyTo(&r.header)
	a.keptFor(c).remember(string(spelling(nil, c, w)), x.key, r)
}

// spelling appends an address as it was sent, with all else that its answer depends on.
func spelling(b []byte, c *fiber.Ctx, w *world) []byte {
	header := &c.Request().Header
	b = append(b, header.RequestURI()...)
	if len(header.Peek(fiber.HeaderCookie)) > 0 {
		d := displayOf(c)
		b = append(append(append(append(b, ' '), d.Theme...), ' '), d.Mode...)
	}
	if ofAPI(c.Path()) {
		b = append(append(b, ' '), header.Peek(fiber.HeaderAccept)...)
	}
	b = append(append(b, ' '), encodingOf(string(header.Peek(fiber.HeaderAcceptEncoding)))...)
	return strconv.AppendInt(append(b, ' '), w.version, 10)
}

// sent is an answer as it went out in one encoding. It is never written to.
type sent struct {
	tag    string
	header fasthttp.ResponseHeader
	body   []byte // shared with the answer
}

// sentSize is about what the headers and their spelling take.
const sentSize = 3 << 10

// maxSpellings is in how many ways an answer is remembered: two spellings in three encodings. There are as many ways to write an
// address as one likes, but most visitors follow the same links.
const maxSpellings = 6
