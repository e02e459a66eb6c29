package ingest

import (
	"slices"
	"sync"
	"sync/atomic"
	"testing"
)

func TestAhead_KeepsTheOrder(t *testing.T) {
	// Two work at once: the first item waits for the second, whatever the order of results.
	second := make(chan bool)
	work := func(i int) int {
		switch i {
		case 0:
			<-second
		case 1:
			close(second)
		}
		return 10 * i
	}
	var got []int
	for item, result := range ahead(slices.Values([]int{0, 1, 2, 3}), 2, work) {
		got = append(got, item, result)
	}
	if want := []int{0, 0, 1, 10, 2, 20, 3, 30}; !slices.Equal(got, want) {
		t.Errorf("got %v", got)
	}
}

func TestAhead_IsNeverTooFarAhead(t *testing.T) {
	var mu sync.Mutex
	fetched, used, most := 0, 0, 0
	items := func(yield func(int) bool) {
		for i := range 20 {
			mu.Lock()
			fetched++
			most = max(most, fetched-used)
			mu.Unlock()
			if !yield(i) {
				return
			}
		}
	}
	for range ahead(items, 3, func(i int) int { return i }) {
		mu.Lock()
		used++
		mu.Unlock()
	}
	if used != 20 || most > 4 {
		t.Errorf("%d used, %d fetched before they were", used, most)
	}
}

func TestAhead_StoppedLeavesNothingRunning(t *testing.T) {
	var running atomic.Int32
	release := make(chan bool)
	work := func(i int) int {
		running.Add(1)
		defer running.Add(-1)
		if i > 0 {
			<-release
		}
		return i
	}
	for range ahead(slices.Values([]int{0, 1, 2}), 3, work) {
		close(release)
		break
	}
	if n := running.Load(); n != 0 {
		t.Errorf("%d still at work", n)
	}
}
