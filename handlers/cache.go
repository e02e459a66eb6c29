package handlers

import (
	"container/list"
	"sync"
)

// cache keeps answers up to a number of bytes; those that nobody asked for longest go first.
type cache struct {
	mu    sync.Mutex
	limit int
	bytes int
	order *list.List // of *answer, the last asked for in front
	byKey map[string]*list.Element
}

func newCache(limit int) *cache {
	return &cache{limit: limit, order: list.New(), byKey: map[string]*list.Element{}}
}

func (c *cache) get(key string) (*answer, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	e, ok := c.byKey[key]
	if !ok {
		return nil, false
	}
	c.order.MoveToFront(e)
	return e.Value.(*answer), true
}

// put keeps an answer, unless it alone is past an eighth of what is kept.
func (c *cache) put(x *answer) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if _, ok := c.byKey[x.key]; ok || x.size() > c.limit/8 {
		return
	}
	c.byKey[x.key] = c.order.PushFront(x)
	c.bytes += x.size()
	for c.bytes > c.limit {
		c.remove(c.order.Back())
	}
}

func (c *cache) remove(e *list.Element) {
	x := e.Value.(*answer)
	c.order.Remove(e)
	delete(c.byKey, x.key)
	c.bytes -= x.size()
}

func (c *cache) clear() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.order.Init()
	clear(c.byKey)
	c.bytes = 0
}
