package handlers

import (
	"container/list"
	"sync"
)

// cache keeps answers up to a number of bytes; those that nobody asked for longest go first. An answer is found by its key, and in
// the ways it was asked for before.
type cache struct {
	mu         sync.Mutex
	limit      int
	most       int // of one answer
	bytes      int
	order      *list.List // of *kept, the last asked for in front
	byKey      map[string]*list.Element
	bySpelling map[string]*list.Element
}

// kept is an answer with the ways it was sent.
type kept struct {
	answer *answer
	sent   map[string]*sent // by spelling
}

func (k *kept) size() int { return k.answer.size() + len(k.sent)*sentSize }

// newCache makes a cache of so many bytes, of which one answer may take a part.
func newCache(limit, part int) *cache {
	return &cache{limit: limit, most: limit / part, order: list.New(), byKey: map[string]*list.Element{}, bySpelling: map[string]*list.Element{}}
}

func (c *cache) get(key string) (*answer, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	e, ok := c.byKey[key]
	if !ok {
		return nil, false
	}
	c.order.MoveToFront(e)
	return e.Value.(*kept).answer, true
}

// again returns what was sent for a spelling, nil if it is not known.
func (c *cache) again(spelling []byte) *sent {
	c.mu.Lock()
	defer c.mu.Unlock()
	e, ok := c.bySpelling[string(spelling)]
	if !ok {
		return nil
	}
	c.order.MoveToFront(e)
	return e.Value.(*kept).sent[string(spelling)]
}

// put keeps an answer, unless it alone is past what one may take.
func (c *cache) put(x *answer) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if _, ok := c.byKey[x.key]; ok || x.size() > c.most {
		return
	}
	c.byKey[x.key] = c.order.PushFront(&kept{answer: x, sent: map[string]*sent{}})
	c.bytes += x.size()
	c.fit()
}

// remember keeps how an answer was sent, if the answer is kept.
func (c *cache) remember(spelling, key string, r *sent) {
	c.mu.Lock()
	defer c.mu.Unlock()
	e, ok := c.byKey[key]
	if !ok {
		return
	}
	k := e.Value.(*kept)
	if _, known := k.sent[spelling]; known || len(k.sent) == maxSpellings {
		return
	}
	k.sent[spelling] = r
	c.bySpelling[spelling] = e
	c.bytes += sentSize
	c.fit()
}

// fit drops what was asked for longest ago.
func (c *cache) fit() {
	for c.bytes > c.limit {
		c.remove(c.order.Back())
	}
}

func (c *cache) remove(e *list.Element) {
	k := e.Value.(*kept)
	c.order.Remove(e)
	delete(c.byKey, k.answer.key)
	for spelling := range k.sent {
		delete(c.bySpelling, spelling)
	}
	c.bytes -= k.size()
}

func (c *cache) clear() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.order.Init()
	clear(c.byKey)
	clear(c.bySpelling)
	c.bytes = 0
}
