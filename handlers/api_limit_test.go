package handlers

import (
	"crypto/sha256"
	"encoding/binary"
	"testing"
	"time"
)

func placeNo(n int) (place [sha256.Size]byte) {
	binary.BigEndian.PutUint64(place[:], uint64(n))
	return place
}

func TestLimiter_AllowsABurstAndThenARate(t *testing.T) {
	l, now := newLimiter(60), time.Date(2026, 4, 1, 0, 0, 0, 0, time.UTC)
	for i := range 60 {
		if a := l.take(placeNo(1), now); !a.allowed || a.remaining != 59-i {
			t.Fatalf("request %d: %+v", i+1, a)
		}
	}
	a := l.take(placeNo(1), now)
	if a.allowed || a.remaining != 0 || a.wait != time.Second || a.whole != time.Minute {
		t.Errorf("request 61: %+v", a)
	}
	if a := l.take(placeNo(2), now); !a.allowed {
		t.Errorf("another place: %+v", a)
	}
	now = now.Add(a.wait)
	if a := l.take(placeNo(1), now); !a.allowed {
		t.Errorf("after the wait that was told: %+v", a)
	}
	if a := l.take(placeNo(1), now); a.allowed {
		t.Errorf("two after the wait for one: %+v", a)
	}
	if a := l.take(placeNo(1), now.Add(time.Hour)); !a.allowed || a.remaining != 59 {
		t.Errorf("an hour later: %+v", a)
	}
}

func TestLimiter_ForgetsPlacesAndIsBounded(t *testing.T) {
	l, now := newLimiter(2), time.Date(2026, 4, 1, 0, 0, 0, 0, time.UTC)
	for i := range maxPlaces + 100 {
		l.take(placeNo(i+1), now)
	}
	if len(l.whole) > maxPlaces+1 {
		t.Errorf("%d places are told apart", len(l.whole))
	}
	if a := l.take(placeNo(maxPlaces+500), now); a.allowed {
		t.Error("places beyond the last that is told apart do not share an allowance")
	}
	if a := l.take(placeNo(1), now); !a.allowed {
		t.Error("a place that is known is counted with those that are not")
	}
	l.take(placeNo(1), now.Add(time.Hour))
	if len(l.whole) != 1 {
		t.Errorf("%d places are known after an hour", len(l.whole))
	}
}

// The sweep of a full table costs its size; it must not be done for every request.
func BenchmarkLimiter_Full(b *testing.B) {
	l, now := newLimiter(DefaultAPIRate), time.Now()
	for i := range maxPlaces {
		l.take(placeNo(i+1), now)
	}
	for i := 0; b.Loop(); i++ {
		l.take(placeNo(maxPlaces+i), now)
	}
}
