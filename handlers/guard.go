package handlers

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"net/netip"
	"slices"
	"sync"
	"time"
)

// feedbackCookie holds what ties a form's token to the browser it was shown in. It says nothing of the visitor.
const feedbackCookie = "form"

// What keeps machines from writing to the office: how soon a form cannot have been filled in, how long it may stay open, and how many
// messages there may be in an hour from one place and from all.
const (
	fillTime    = 3 * time.Second
	formTime    = 4 * time.Hour
	window      = time.Hour
	maxFromOne  = 10
	maxFromAll  = 100
	nonceLength = 16
)

// guard lets forms in. All it knows is in memory, and of an address it knows but a hash that means nothing to another process.
type guard struct {
	key []byte

	mu   sync.Mutex
	came []arrival // in the last hour, at most maxFromAll
	kept []receipt // of the last forms that were kept, at most as many as came while one is valid
}

type arrival struct {
	from [sha256.Size]byte
	at   time.Time
}

type receipt struct {
	token, reference string
	at               time.Time
}

func newGuard() *guard {
	key := make([]byte, 32)
	rand.Read(key) // never fails
	return &guard{key: key}
}

// token returns a token for a form shown now, and the nonce of the browser, the same if it has one.
func (g *guard) token(nonce string, now time.Time) (token, cookie string) {
	if b, err := base64.RawURLEncoding.DecodeString(nonce); err != nil || len(b) != nonceLength {
		b = make([]byte, nonceLength)
		rand.Read(b)
		nonce = base64.RawURLEncoding.EncodeToString(b)
	}
	shown := binary.BigEndian.AppendUint64(nil, uint64(now.UnixMilli()))
	return base64.RawURLEncoding.EncodeToString(append(shown, g.sign(shown, nonce)...)), nonce
}

func (g *guard) sign(shown []byte, nonce string) []byte {
	mac := hmac.New(sha256.New, g.key)
	mac.Write(shown)
	mac.Write([]byte(nonce))
	return mac.Sum(nil)
}

// verdict is what becomes of a form.
type verdict int

const (
	admitted verdict = iota
	tooEarly
	expired // or not ours, or shown in another browser
	tooMany
)

// age is how long ago a form with a token was shown in the browser of a nonce; not ok if it never was.
func (g *guard) age(token, nonce string, now time.Time) (age time.Duration, ok bool) {
	b, err := base64.RawURLEncoding.DecodeString(token)
	if err != nil || len(b) != 8+sha256.Size || !hmac.Equal(b[8:], g.sign(b[:8], nonce)) || nonce == "" {
		return 0, false
	}
	return now.Sub(time.UnixMilli(int64(binary.BigEndian.Uint64(b)))), true
}

// ours reports whether a form was shown in the browser of a nonce, and not too long ago.
func (g *guard) ours(token, nonce string, now time.Time) bool {
	age, ok := g.age(token, nonce, now)
	return ok && age <= formTime
}

// admit judges a form by its token, the nonce of the browser and the address it comes from, and counts it if it is let in.
func (g *guard) admit(token, nonce, ip string, now time.Time) verdict {
	age, ok := g.age(token, nonce, now)
	switch {
	case !ok:
		return expired
	case age < fillTime:
		return tooEarly
	case age > formTime:
		return expired
	}
	from := g.place(ip)
	g.mu.Lock()
	defer g.mu.Unlock()
	g.came = slices.DeleteFunc(g.came, func(a arrival) bool { return now.Sub(a.at) >= window })
	n := 0
	for _, a := range g.came {
		if a.from == from {
			n++
		}
	}
	if n >= maxFromOne || len(g.came) >= maxFromAll {
		return tooMany
	}
	g.came = append(g.came, arrival{from, now})
	return admitted
}

// place is a hash of where a request comes from: of IPv6 the network, which is what one household has.
func (g *guard) place(ip string) [sha256.Size]byte {
	if a, err := netip.ParseAddr(ip); err == nil && a.Unmap().Is6() {
		if p, err := a.WithZone("").Prefix(64); err == nil {
			ip = p.String()
		}
	}
	return [sha256.Size]byte(g.sign([]byte("from"), ip))
}

// remember keeps the reference of a form that was kept, so that sending it again gives the same.
func (g *guard) remember(token, reference string, now time.Time) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.kept = slices.DeleteFunc(g.kept, func(r receipt) bool { return now.Sub(r.at) > formTime })
	g.kept = append(g.kept, receipt{token, reference, now})
}

// sent returns the reference of a form that was kept.
func (g *guard) sent(token string) (reference string, ok bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	i := slices.IndexFunc(g.kept, func(r receipt) bool { return r.token == token })
	if i < 0 {
		return "", false
	}
	return g.kept[i].reference, true
}
