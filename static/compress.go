package static

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"

	"github.com/andybalholm/brotli"
)

// Gzip compresses data at one of the levels of package gzip, and panics at any other.
func Gzip(data []byte, level int) []byte {
	var b bytes.Buffer
	w, err := gzip.NewWriterLevel(&b, level)
	if err != nil {
		panic(fmt.Sprintf("static: %v", err))
	}
	return packed(&b, w, data)
}

// Brotli compresses data at a level from 0, the fastest, to 11.
func Brotli(data []byte, level int) []byte {
	var b bytes.Buffer
	return packed(&b, brotli.NewWriterLevel(&b, level), data)
}

// packed writes to memory, where nothing can fail.
func packed(b *bytes.Buffer, w io.WriteCloser, data []byte) []byte {
	_, err := w.Write(data)
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		panic(fmt.Sprintf("static: compress: %v", err))
	}
	return b.Bytes()
}
