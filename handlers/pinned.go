package handlers

import (
	"container/list"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sync"

	"golang.org/x/sync/singleflight"

	"gongkai/models"
	"gongkai/store"
	"gongkai/views"
)

// maxPinned is how many snapshots are kept open.
const maxPinned = 4

// pins are the snapshots that pages are pinned to, each opened when it is first asked for. One that nobody asked for longest is closed
// when there are too many, once the last page that is being made from it is done.
type pins struct {
	store  *store.Store // which keeps the snapshots
	group  singleflight.Group
	mu     sync.Mutex
	dir    string     // of the opened databases, "" before there is any
	open   *list.List // of *pin, the last asked for in front
	closed bool
}

// pin is an open snapshot.
type pin struct {
	world *world
	path  string
	users int
	out   bool // no longer among those that are open: to be closed by its last user
}

func newPins(db *store.Store) *pins { return &pins{store: db, open: list.New()} }

// get returns a snapshot as a world, and what must be called when it is not read from any more.
func (p *pins) get(ctx context.Context, snap models.Snapshot) (*world, func(), error) {
	for {
		if w, done := p.use(snap.ID); w != nil {
			return w, done, nil
		}
		// Whoever comes first opens it for all; none of them fails the others by leaving.
		_, err, _ := p.group.Do(snap.ID, func() (any, error) { return nil, p.load(context.WithoutCancel(ctx), snap) })
		if err != nil {
			return nil, nil, err
		}
		if err := ctx.Err(); err != nil {
			return nil, nil, err
		}
	}
}

// use finds a snapshot among those that are open.
func (p *pins) use(id string) (*world, func()) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for e := p.open.Front(); e != nil; e = e.Next() {
		if x := e.Value.(*pin); x.world.snapshot.ID == id {
			p.open.MoveToFront(e)
			x.users++
			return x.world, sync.OnceFunc(func() { p.release(x) })
		}
	}
	return nil, nil
}

func (p *pins) release(x *pin) {
	p.mu.Lock()
	defer p.mu.Unlock()
	x.users--
	if x.out && x.users == 0 {
		x.close()
	}
}

// load opens a snapshot.
func (p *pins) load(ctx context.Context, snap models.Snapshot) error {
	dir, err := p.folder()
	if err != nil {
		return err
	}
	path := filepath.Join(dir, snap.ID+".db")
	for n := 2; ; n++ { // an earlier opening of it may be in use still
		if _, err := os.Lstat(path); errors.Is(err, os.ErrNotExist) {
			break
		}
		path = filepath.Join(dir, fmt.Sprintf("%s.%d.db", snap.ID, n))
	}
	db, err := p.store.OpenSnapshot(ctx, snap.ID, path)
	if err != nil {
		return err
	}
	x := &pin{path: path}
	if snap, err = p.store.Snapshot(ctx, snap.ID); err != nil { // with its files
		return errors.Join(err, db.Close())
	}
	if x.world, err = readWorld(ctx, db); err != nil {
		return errors.Join(err, db.Close())
	}
	x.world.snapshot, x.world.version, x.world.updated = snap, snap.Version, snap.CreatedAt
	x.world.translate()
	p.mu.Lock()
	defer p.mu.Unlock()
	p.open.PushFront(x)
	for p.open.Len() > maxPinned || p.closed && p.open.Len() > 0 {
		p.drop(p.open.Back())
	}
	if p.closed {
		return errors.New("the site is shutting down")
	}
	return nil
}

// drop takes a snapshot from those that are open.
func (p *pins) drop(e *list.Element) {
	x := p.open.Remove(e).(*pin)
	if x.out = true; x.users == 0 {
		x.close()
	}
}

// folder is where opened databases stand. It goes with the program.
func (p *pins) folder() (string, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.dir == "" {
		dir, err := os.MkdirTemp("", "gongkai-pinned-")
		if err != nil {
			return "", fmt.Errorf("make a temporary folder: %w", err)
		}
		p.dir = dir
	}
	return p.dir, nil
}

// close closes all snapshots and removes their files.
func (p *pins) close() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.closed = true
	for p.open.Len() > 0 {
		p.drop(p.open.Back())
	}
	if p.dir != "" {
		os.RemoveAll(p.dir)
	}
}

func (x *pin) close() {
	x.world.store.Close()
	for _, ending := range []string{"", "-wal", "-shm"} {
		os.Remove(x.path + ending)
	}
}

// pin chooses the state that a view shows: that of the snapshot its address names, or the live one. Call done when the view is made.
func (a *app) pin(ctx context.Context, q *query, live *world, r route) (w *world, done func(), err error) {
	none := func() {}
	if r.unpinned {
		return live, none, nil // and the parameter is one that it does not know
	}
	id := q.get(views.SnapshotParameter)
	if id == "" {
		return live, none, nil
	}
	i := slices.IndexFunc(live.snapshots, func(s models.Snapshot) bool { return s.ID == id })
	if i < 0 {
		q.wrong(q.say("没有编号为“%s”的数据快照，已显示当前数据。", shorten(id)), views.Link{Text: q.say("全部快照"), Href: "/snapshots"})
		return live, none, nil
	}
	if w, done, err = a.pins.get(ctx, live.snapshots[i]); err != nil {
		return nil, nil, err
	}
	q.pinned = id
	return w, done, nil
}
