package handlers

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"gongkai/static"
)

// answer is a finished page or file in every encoding. It is made once, and never written to once it can be sent.
type answer struct {
	key      string
	kind     string // content type
	download string // Content-Disposition, "" for pages
	etag     string // without quotes and without the encoding
	modified string // Last-Modified, "" if it is not known
	links    string // Link, "" for none
	vary     string // Vary, "" for what pages depend on
	identity []byte
	gzip     []byte
	brotli   []byte
}

// What a page is compressed with while a visitor waits: a few milliseconds for the largest.
const (
	gzipLevel   = 6
	brotliLevel = 5
)

// newAnswer compresses a body. Its tag is made from its content, so that a state of the data that changed nothing on a page leaves
// the visitor's copy good.
func newAnswer(key, kind, download string, body []byte) *answer {
	sum := sha256.Sum256(body)
	return &answer{key: key, kind: kind, download: download, etag: hex.EncodeToString(sum[:8]), identity: body,
		gzip: static.Gzip(body, gzipLevel), brotli: static.Brotli(body, brotliLevel)}
}

func (x *answer) size() int { return len(x.key) + len(x.identity) + len(x.gzip) + len(x.brotli) + 256 }

// send answers a request with the encoding it takes, or with 304 if it has it already.
func (x *answer) send(c *fiber.Ctx) error {
	c.Set(fiber.HeaderVary, cmp.Or(x.vary, "Accept-Encoding, Cookie"))
	if x.download != "" {
		c.Set(fiber.HeaderContentDisposition, x.download)
	}
	if x.modified != "" {
		c.Set(fiber.HeaderLastModified, x.modified)
	}
	if x.links != "" {
		c.Set(fiber.HeaderLink, x.links)
	}
	if x.kind == pictureKind {
		c.Set(fiber.HeaderContentSecurityPolicy, sandbox)
	}
	encoding, body := pick(c.Get(fiber.HeaderAcceptEncoding), x.identity, x.gzip, x.brotli)
	return sendBody(c, x.kind, x.etag, encoding, body)
}

// pick chooses the smallest encoding that a request takes, "" for none.
func pick(accept string, identity, gzip, brotli []byte) (encoding string, body []byte) {
	switch encoding = encodingOf(accept); encoding {
	case "br":
		return encoding, brotli
	case "gzip":
		return encoding, gzip
	}
	return encoding, identity
}

// encodingOf is the smallest encoding that a request takes, "" for none.
func encodingOf(accept string) string {
	for _, name := range []string{"br", "gzip"} {
		if accepts(accept, name) {
			return name
		}
	}
	return ""
}

// accepts reports whether an Accept-Encoding names an encoding and does not refuse it (RFC 9110, 12.5.3).
func accepts(header, encoding string) bool {
	for part := range strings.SplitSeq(header, ",") {
		name, parameters, _ := strings.Cut(part, ";")
		if !strings.EqualFold(strings.TrimSpace(name), encoding) {
			continue
		}
		quality, ok := strings.CutPrefix(strings.ReplaceAll(strings.ToLower(parameters), " ", ""), "q=")
		if !ok {
			return true
		}
		q, err := strconv.ParseFloat(quality, 64)
		return err == nil && q > 0
	}
	return false
}

// sendBody sends one encoding of something. Encodings have tags of their own, because a tag stands for the bytes.
func sendBody(c *fiber.Ctx, kind, etag, encoding string, body []byte) error {
	tag := `"` + etag + `"`
	if encoding != "" {
		tag = `"` + etag + "-" + encoding + `"`
		c.Set(fiber.HeaderContentEncoding, encoding)
	}
	c.Set(fiber.HeaderETag, tag)
	if matches(c.Get(fiber.HeaderIfNoneMatch), tag) {
		c.Response().Header.Del(fiber.HeaderContentEncoding)
		return c.SendStatus(fiber.StatusNotModified)
	}
	c.Set(fiber.HeaderContentType, kind)
	return c.Send(body)
}

// matches reports whether If-None-Match names a tag, compared weakly (RFC 9110, 13.1.2).
func matches(header, tag string) bool {
	if header == "*" {
		return true
	}
	for t := range strings.SplitSeq(header, ",") {
		if strings.TrimPrefix(strings.TrimSpace(t), "W/") == tag {
			return true
		}
	}
	return false
}
