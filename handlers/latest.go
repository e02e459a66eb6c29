package handlers

import (
	"context"
	"sync"
	"time"

	"golang.org/x/sync/singleflight"
)

// pollEvery is how often, at most, the database is asked whether it has changed: an import beside a running site shows at once.
const pollEvery = time.Second

// latest keeps the state of the data, and reads it again when it has changed. Only whoever finds that out waits for it; all others
// are shown the state before until then.
type latest struct {
	now     func() time.Time
	version func(context.Context) (int64, time.Time, error) // of the data now, and when it changed
	read    func(context.Context) (*world, error)           // but for version and updated
	changed func()                                          // called once for each new state

	group   singleflight.Group // of the first reading, which all wait for
	mu      sync.Mutex         // never held while the database is asked
	world   *world
	checked time.Time // when the database was last asked whether it changed
	polling bool      // it is being asked now
}

// get returns the state of the data.
func (l *latest) get(ctx context.Context) (*world, error) {
	l.mu.Lock()
	w := l.world
	poll := w != nil && !l.polling && l.now().Sub(l.checked) >= pollEvery
	l.polling = l.polling || poll
	l.mu.Unlock()
	switch {
	case w == nil:
		return l.first(ctx)
	case !poll:
		return w, nil
	}
	defer func() {
		l.mu.Lock()
		l.polling = false
		l.mu.Unlock()
	}()
	return l.poll(ctx, w)
}

// fresh returns the state of the data as it is in this moment, for those who have just changed it.
func (l *latest) fresh(ctx context.Context) (*world, error) {
	l.mu.Lock()
	w := l.world
	l.mu.Unlock()
	if w == nil {
		return l.first(ctx)
	}
	return l.poll(ctx, w)
}

// first reads the data for all who come before there is any to show. None of them fails the others by leaving.
func (l *latest) first(ctx context.Context) (*world, error) {
	read, err, _ := l.group.Do("", func() (any, error) {
		l.mu.Lock()
		w := l.world
		l.mu.Unlock()
		if w != nil { // read since this visitor looked
			return w, nil
		}
		return l.poll(context.WithoutCancel(ctx), nil)
	})
	if err != nil {
		return nil, err
	}
	return read.(*world), nil
}

// poll asks the database whether it has changed since w, and reads it if so.
func (l *latest) poll(ctx context.Context, w *world) (*world, error) {
	asked := l.now()
	version, updated, err := l.version(ctx)
	if err != nil {
		return nil, err
	}
	isNew := w == nil || w.version != version
	if isNew {
		if w, err = l.read(ctx); err != nil {
			return nil, err
		}
		// Should a change have come in between, the next poll reads it again.
		w.version, w.updated = version, updated
		w.translate()
	}
	l.mu.Lock()
	l.world, l.checked = w, asked
	l.mu.Unlock()
	if isNew {
		l.changed()
	}
	return w, nil
}
