package pdf

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"time"

	"github.com/klippa-app/go-pdfium"
	pdfiumerrors "github.com/klippa-app/go-pdfium/errors"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
	"github.com/klippa-app/go-pdfium/webassembly"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"
)

// maxMemoryPages bounds what PDFium may use for one document: 256 MB in pages of 64 KB. A report takes about 20 MB.
const maxMemoryPages = 4096

// engine is what all documents are read with. Starting it takes two seconds where no compiled code is cached, so it waits for the first
// of them.
var engine = sync.OnceValues(start)

// start starts PDFium, compiled to WebAssembly and run inside the process without access to files or network.
func start() (pdfium.Pool, error) {
	config := wazero.NewRuntimeConfig().
		WithCoreFeatures(api.CoreFeaturesV2 | experimental.CoreFeaturesExceptionHandling). // PDFium is built with both
		WithMemoryLimitPages(maxMemoryPages).
		WithCloseOnContextDone(true) // lets a document be given up
	if cache, ok := compilationCache(); ok {
		config = config.WithCompilationCache(cache)
	}
	return webassembly.Init(webassembly.Config{
		MaxTotal:      max(2, runtime.GOMAXPROCS(0)),
		FSConfig:      wazero.NewFSConfig(), // the default would mount the whole disk
		RuntimeConfig: config,
		Stdout:        io.Discard,
		Stderr:        io.Discard,
	})
}

// compilationCache keeps the compiled engine between runs of the program. It holds machine code, so only the user may write there;
// ok is false where there is no such folder.
func compilationCache() (cache wazero.CompilationCache, ok bool) {
	base, err := os.UserCacheDir()
	if err != nil {
		return nil, false
	}
	dir := filepath.Join(base, "gongkai", "wazero")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, false
	}
	if err := os.Chmod(dir, 0o700); err != nil {
		return nil, false
	}
	cache, err = wazero.NewCompilationCacheWithDir(dir)
	return cache, err == nil
}

// file is an open document. It has an instance of the engine to itself, so that nothing of one document can reach another.
type file struct {
	ctx  context.Context
	in   pdfium.Pdfium
	doc  references.FPDF_DOCUMENT
	done func()
}

// grace is how long a call to the engine may last after its context ended. Reading stops between two calls; one that hangs is killed.
const grace = time.Second

// openFile opens a document. The caller closes it. Soon after ctx ends, whatever the engine is doing for the document stops.
func openFile(ctx context.Context, data []byte) (*file, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	pool, err := engine()
	if err != nil {
		return nil, fmt.Errorf("start pdfium: %w", err)
	}
	in, err := pool.GetInstanceWithContext(ctx)
	if err != nil {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		return nil, fmt.Errorf("start pdfium: %w", err)
	}
	finished, watched := make(chan struct{}), make(chan struct{})
	stop := context.AfterFunc(ctx, func() {
		defer close(watched)
		select {
		case <-finished:
		case <-time.After(grace):
			_ = in.Kill() // the instance is thrown away whatever it says
		}
	})
	f := &file{ctx: ctx, in: in, done: func() {
		close(finished)
		if !stop() {
			<-watched
		}
		_ = in.Close()
	}}
	opened, err := in.OpenDocument(&requests.OpenDocument{File: &data})
	if err != nil {
		f.close()
		switch {
		case ctx.Err() != nil:
			return nil, ctx.Err()
		case errors.Is(err, pdfiumerrors.ErrPassword), errors.Is(err, pdfiumerrors.ErrSecurity):
			return nil, errEncrypted
		}
		return nil, errDamaged
	}
	f.doc = opened.Document
	return f, nil
}

func (f *file) close() { f.done() }

// fail turns an error of the engine into the context's, if that is why the call ended, and into errDamaged else: the engine
// fails on nothing but broken contents, and when they would take more memory than it has.
func (f *file) fail(what string, err error) error {
	if f.ctx.Err() != nil {
		return f.ctx.Err()
	}
	return fmt.Errorf("%w: %s: %w", errDamaged, what, err)
}

func (f *file) pageCount() (int, error) {
	n, err := f.in.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: f.doc})
	if err != nil {
		return 0, f.fail("count pages", err)
	}
	return n.PageCount, nil
}

// title is the document's own title from its metadata, "" if it has none.
func (f *file) title() string {
	t, err := f.in.FPDF_GetMetaText(&requests.FPDF_GetMetaText{Document: f.doc, Tag: "Title"})
	if err != nil {
		return ""
	}
	return t.Value
}
