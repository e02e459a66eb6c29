// Package handlers serves the site over HTTP: it parses an address, asks the store and the domain, and answers with a page of
// package views or a file of package export. It holds no SQL, no HTML and no formatting of numbers.
package handlers

import (
	"context"
	"errors"
	"fmt"
	"net"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/gofiber/fiber/v2/middleware/recover"
	"golang.org/x/sync/singleflight"

	"gongkai/store"
)

// Config is what a site is made of.
type Config struct {
	Store      *store.Store
	Now        func() time.Time  // time.Now if nil
	CacheBytes int               // how much of the made pages and answers of the API is kept; DefaultCacheBytes if 0
	APIRate    int               // how often in a minute one address may ask the API; DefaultAPIRate if 0
	Proxies    Proxies           // believed when they say who asks; none if empty
	Fixed      map[string]string // the settings that the settings page cannot change, by name, each with where it is set
}

// DefaultCacheBytes is what a district's pages take several times over.
const DefaultCacheBytes = 64 << 20

// apiShare is the part of what is kept that answers of the API may take, and apiPart the part of that which one of them may: there are as
// many of them as there are ways to ask, and they must not drive out the pages that people read.
const (
	apiShare = 4
	apiPart  = 2
	pagePart = 6
)

// maxBody is how much a request may send, but for those that are roomy.
const maxBody = 64 << 10

// app is what the handlers share.
type app struct {
	store  *store.Store
	latest latest
	cache  *cache
	pins   *pins              // snapshots that pages are pinned to
	group  singleflight.Group // of answers being made
	desk   chan struct{}      // holds one while a document is being read

	parsing chan struct{} // holds one for each upload that is being read

	searches chan struct{} // holds one for each search of report texts under way
	guard    *guard        // of forms that visitors send
	proxies  Proxies
	fixed    map[string]string // see Config

	apiCache *cache
	limiter  *limiter      // of requests to the API
	answers  chan struct{} // holds one for each answer of the API being made
}

// New returns the site as an application that is ready to listen.
func New(cfg Config) *fiber.App {
	a := newApp(cfg)
	site := a.site()
	site.Hooks().OnShutdown(func() error { a.pins.close(); return nil })
	return site
}

func newApp(cfg Config) *app {
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	if cfg.CacheBytes == 0 {
		cfg.CacheBytes = DefaultCacheBytes
	}
	if cfg.APIRate == 0 {
		cfg.APIRate = DefaultAPIRate
	}
	share := cfg.CacheBytes / apiShare
	a := &app{store: cfg.Store, cache: newCache(cfg.CacheBytes-share, pagePart), pins: newPins(cfg.Store), desk: make(chan struct{}, 1), parsing: make(chan struct{}, maxParsing), searches: make(chan struct{}, maxSearches), guard: newGuard(), proxies: cfg.Proxies, fixed: cfg.Fixed,
		apiCache: newCache(share, apiPart), limiter: newLimiter(cfg.APIRate), answers: make(chan struct{}, maxAnswers)}
	a.latest = latest{now: cfg.Now, version: cfg.Store.Version, read: a.read, changed: a.changed}
	return a
}

// changed forgets what was made from the state before.
func (a *app) changed() {
	a.cache.clear()
	a.apiCache.clear()
}

// read reads the live state of the data, all but its version.
func (a *app) read(ctx context.Context) (*world, error) { return readWorld(ctx, a.store) }

// site binds the routes.
func (a *app) site() *fiber.App {
	site := fiber.New(fiber.Config{
		AppName:               "gongkai",
		Immutable:             true, // parameters outlive the request, as keys of the cache
		UnescapePath:          true,
		CaseSensitive:         true,
		BodyLimit:             maxBody,
		ReadTimeout:           15 * time.Second,
		WriteTimeout:          60 * time.Second,
		IdleTimeout:           60 * time.Second,
		DisableStartupMessage: true,
		// Whether a visitor's connection is encrypted, only a trusted proxy may say.
		EnableTrustedProxyCheck: true,
		TrustedProxies:          a.proxies.texts(),
		ErrorHandler:            a.fail,
	})
	site.Server().HeaderReceived = a.bodyLimit
	site.Use(a.gate)
	site.Use(a.again)
	site.Use(secure)
	site.Use(recover.New())
	site.Use(language)
	site.Use(embed)
	for _, r := range a.routes() {
		for _, path := range r.paths() {
			if r.view != nil || r.handle != nil {
				site.Get(path, a.guarded(fiber.MethodGet, r.path, r.handler(a)))
			}
			if r.post != nil {
				site.Post(path, a.guarded(fiber.MethodPost, r.path, r.post))
			}
		}
	}
	return site
}

// shutdownTime is how long requests under way may take to end.
const shutdownTime = 10 * time.Second

// Serve serves a site on a listener until ctx ends, and then lets requests under way end.
func Serve(ctx context.Context, l net.Listener, cfg Config) error {
	site := New(cfg)
	ended := make(chan error, 1)
	go func() { ended <- site.Listener(l) }()
	select {
	case err := <-ended:
		return fmt.Errorf("serve: %w", err)
	case <-ctx.Done():
	}
	err := site.ShutdownWithTimeout(shutdownTime)
	if e := <-ended; err == nil && !errors.Is(e, net.ErrClosed) {
		err = e
	}
	if err != nil {
		return fmt.Errorf("shut down: %w", err)
	}
	return nil
}
