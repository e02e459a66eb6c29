package handlers

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// source is data that changes and is read when a test says so.
type source struct {
	latest
	versionNow atomic.Int64
	reads      atomic.Int64
	clears     atomic.Int64
	clock      atomic.Int64  // seconds
	reading    chan struct{} // gets one for each reading that began
	release    chan error    // lets a reading end
}

func newSource() *source {
	s := &source{reading: make(chan struct{}), release: make(chan error)}
	s.latest = latest{
		now:     func() time.Time { return time.Unix(s.clock.Load(), 0) },
		version: func(context.Context) (int64, time.Time, error) { return s.versionNow.Load(), time.Time{}, nil },
		read: func(ctx context.Context) (*world, error) {
			s.reads.Add(1)
			s.reading <- struct{}{}
			if err := <-s.release; err != nil {
				return nil, err
			}
			return &world{}, ctx.Err()
		},
		changed: func() { s.clears.Add(1) },
	}
	return s
}

// ask asks for the state in the background.
func (s *source) ask(ctx context.Context) <-chan error {
	done := make(chan error, 1)
	go func() {
		_, err := s.get(ctx)
		done <- err
	}()
	return done
}

// first brings the source to its first state.
func (s *source) first(t *testing.T) *world {
	t.Helper()
	done := s.ask(t.Context())
	<-s.reading
	s.release <- nil
	if err := <-done; err != nil {
		t.Fatal(err)
	}
	w, err := s.get(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// change changes the data and lets the time of a poll pass.
func (s *source) change() {
	s.versionNow.Add(1)
	s.clock.Add(int64(pollEvery / time.Second))
}

func TestLatest_OthersAreServedWhileOneReads(t *testing.T) {
	s := newSource()
	old := s.first(t)
	s.change()
	finder := s.ask(t.Context())
	<-s.reading
	var all sync.WaitGroup
	for range 50 {
		all.Go(func() {
			if w, err := s.get(t.Context()); w != old || err != nil {
				t.Errorf("not served the state before: %v, %v", w, err)
			}
		})
	}
	all.Wait() // would never end if they waited for the reading
	s.release <- nil
	if err := <-finder; err != nil {
		t.Fatal(err)
	}
	if w, err := s.get(t.Context()); w == old || err != nil || w.version != 1 {
		t.Errorf("the change does not show: %+v, %v", w, err)
	}
	if s.reads.Load() != 2 || s.clears.Load() != 2 {
		t.Errorf("%d readings, %d clearings, want 2 of each", s.reads.Load(), s.clears.Load())
	}
}

func TestLatest_TheFirstReadingIsSharedAndOutlivesItsVisitor(t *testing.T) {
	s := newSource()
	ctx, leave := context.WithCancel(t.Context())
	waiting := []<-chan error{s.ask(ctx)}
	<-s.reading
	leave()
	for range 20 {
		waiting = append(waiting, s.ask(t.Context()))
	}
	s.release <- nil
	for _, done := range waiting {
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
	if n := s.reads.Load(); n != 1 {
		t.Errorf("%d readings", n)
	}
}

func TestLatest_AfterAFailureTheNextTriesAgain(t *testing.T) {
	s := newSource()
	old := s.first(t)
	s.change()
	failed := errors.New("the disk is gone")
	finder := s.ask(t.Context())
	<-s.reading
	s.release <- failed
	if err := <-finder; !errors.Is(err, failed) {
		t.Errorf("got %v", err)
	}
	finder = s.ask(t.Context())
	<-s.reading
	s.release <- nil
	if err := <-finder; err != nil {
		t.Fatal(err)
	}
	if w, _ := s.get(t.Context()); w == old {
		t.Error("the change does not show")
	}
}

func TestLatest_NoChangeIsNotReadAgain(t *testing.T) {
	s := newSource()
	old := s.first(t)
	s.clock.Add(60)
	if w, err := s.get(t.Context()); w != old || err != nil || s.reads.Load() != 1 {
		t.Errorf("%v, %d readings", err, s.reads.Load())
	}
}
