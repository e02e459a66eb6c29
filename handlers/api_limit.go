package handlers

import (
	"crypto/sha256"
	"fmt"
	"sync"
	"time"
)

// DefaultAPIRate is how often in a minute one address may ask the API. It may do so all at once.
const DefaultAPIRate = 600

// apiWindow is the time that the rate is of.
const apiWindow = time.Minute

// maxPlaces is how many addresses the limiter tells apart. Beyond them new ones share one allowance, so that nobody can fill the memory
// by coming from many.
const maxPlaces = 20_000

// limiter counts requests by where they come from. Of each place it knows when its allowance is whole again (the generic cell rate
// algorithm), and nothing of those whose is.
type limiter struct {
	burst int
	every time.Duration // in which one request is allowed again

	mu    sync.Mutex
	whole map[[sha256.Size]byte]time.Time
	swept time.Time
}

func newLimiter(burst int) *limiter {
	return &limiter{burst: burst, every: apiWindow / time.Duration(burst), whole: map[[sha256.Size]byte]time.Time{}}
}

// allowance is what a place may still do.
type allowance struct {
	allowed   bool
	remaining int           // requests at once
	whole     time.Duration // until it is whole again
	wait      time.Duration // until the next request is allowed; 0 if it is now
}

// take counts a request of a place.
func (l *limiter) take(place [sha256.Size]byte, now time.Time) allowance {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.sweep(now)
	whole, known := l.whole[place]
	if !known && len(l.whole) >= maxPlaces {
		place = [sha256.Size]byte{}
		whole = l.whole[place]
	}
	if whole.Before(now) {
		whole = now
	}
	full := time.Duration(l.burst) * l.every
	if used := whole.Sub(now) + l.every; used > full {
		return allowance{whole: whole.Sub(now), wait: used - full}
	}
	whole = whole.Add(l.every)
	l.whole[place] = whole
	return allowance{allowed: true, remaining: int((full - whole.Sub(now)) / l.every), whole: whole.Sub(now)}
}

// sweep forgets the places whose allowance is whole: once in a window, or once a second if there is no room for another.
func (l *limiter) sweep(now time.Time) {
	age := now.Sub(l.swept)
	if age < time.Second || age < apiWindow && len(l.whole) < maxPlaces {
		return
	}
	l.swept = now
	for place, whole := range l.whole {
		if !whole.After(now) {
			delete(l.whole, place)
		}
	}
}

// policy and state are the fields RateLimit-Policy and RateLimit (draft-ietf-httpapi-ratelimit-headers-10).
func (l *limiter) policy() string {
	return fmt.Sprintf(`"default";q=%d;w=%d`, l.burst, int(apiWindow/time.Second))
}

func (a allowance) state() string {
	return fmt.Sprintf(`"default";r=%d;t=%d`, a.remaining, seconds(a.whole))
}

// seconds rounds up.
func seconds(d time.Duration) int { return int((d + time.Second - 1) / time.Second) }
