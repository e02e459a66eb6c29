package svg

import (
	"context"
	_ "embed"
	"errors"
	"fmt"
	"runtime"
	"sync"
	"time"

	"github.com/dop251/goja"

	"gongkai/static"
)

// Limits of one picture, and of an engine.
const (
	patience   = 15 * time.Second // for the wait for an engine and the drawing together
	maxOption  = 4 << 20          // bytes of an option
	maxRenders = 200              // after which an engine is replaced, and what it piled up is freed
)

// ErrBusy is returned when a picture could not be drawn in time: too many others are asked for, or it is too large.
var ErrBusy = errors.New("svg: not drawn in time")

//go:embed draw.js
var driver string

// programs are the scripts of an engine, compiled once: ECharts, what makes an option ready, and the driver.
var programs = sync.OnceValues(func() ([]*goja.Program, error) {
	library, _, _ := static.Find(static.ECharts)
	var ps []*goja.Program
	for _, s := range []struct{ name, source string }{{static.ECharts, string(library.Body)}, {"option.js", static.OptionScript()}, {"draw.js", driver}} {
		p, err := goja.Compile(s.name, s.source, false)
		if err != nil {
			return nil, fmt.Errorf("compile %s: %w", s.name, err)
		}
		ps = append(ps, p)
	}
	return ps, nil
})

// engine is one JavaScript engine with ECharts in it. It draws one picture at a time.
type engine struct {
	vm      *goja.Runtime
	draw    goja.Callable
	renders int
}

func newEngine() (*engine, error) {
	ps, err := programs()
	if err != nil {
		return nil, err
	}
	e := &engine{vm: goja.New()}
	for _, p := range ps {
		if _, err := e.vm.RunProgram(p); err != nil {
			return nil, fmt.Errorf("load scripts: %w", err)
		}
	}
	var ok bool
	if e.draw, ok = goja.AssertFunction(e.vm.Get("draw")); !ok {
		return nil, errors.New("load scripts: no function draw")
	}
	return e, nil
}

// look is how an option is shown.
type look struct {
	english  bool
	colours  map[string]string // by token, those that are not as in the light theme
	patterns bool              // over bars
}

// js is the look as option.js takes it. The type of text is set by the picture as a whole, which knows the families' names.
func (l look) js() map[string]any {
	return map[string]any{"english": l.english, "colours": l.colours, "patterns": l.patterns, "scale": 1, "font": "inherit"}
}

// run draws an option until ctx ends. An engine that returned an error may be in any state and must not be used again.
func (e *engine) run(ctx context.Context, option []byte, l look, width, height int) (drawn string, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("draw: %v", r)
		}
	}()
	e.renders++
	stop := context.AfterFunc(ctx, func() { e.vm.Interrupt(ctx.Err()) })
	v, err := e.draw(goja.Undefined(), e.vm.ToValue(string(option)), e.vm.ToValue(l.js()), e.vm.ToValue(width), e.vm.ToValue(height))
	if !stop() {
		return "", context.Cause(ctx)
	}
	if err != nil {
		return "", fmt.Errorf("draw: %w", err)
	}
	return v.String(), nil
}

// engines draw everything. Half of the processors do, so that pages are answered meanwhile.
var engines = newPool(max(1, runtime.GOMAXPROCS(0)/2), patience)

// pool has a slot for each engine there may be, empty until one is needed.
type pool struct {
	slots    chan *engine
	patience time.Duration
}

func newPool(size int, patience time.Duration) pool {
	p := pool{make(chan *engine, size), patience}
	for range size {
		p.slots <- nil
	}
	return p
}

// draw waits for an engine and draws with it.
func (p pool) draw(ctx context.Context, option []byte, l look, width, height int) (drawn string, err error) {
	if len(option) > maxOption {
		return "", fmt.Errorf("an option of %d bytes, more than %d", len(option), maxOption)
	}
	ctx, cancel := context.WithTimeoutCause(ctx, p.patience, ErrBusy)
	defer cancel()
	var e *engine
	select {
	case e = <-p.slots:
	case <-ctx.Done():
		return "", context.Cause(ctx)
	}
	defer func() {
		if err != nil || e.renders >= maxRenders {
			e = nil
		}
		p.slots <- e
	}()
	if e == nil {
		if e, err = newEngine(); err != nil {
			return "", err
		}
	}
	return e.run(ctx, option, l, width, height)
}
