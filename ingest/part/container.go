// Package part opens documents that are zip files of XML parts, as Word, Excel and LibreOffice save them, and walks the elements of a
// part for their readers. Both are bounded: in what a part unpacks to, in how deep elements lie in each other, and in time by a
// context.
package part

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"
)

// MaxBytes is how many bytes one part may unpack to. The largest part of a real report has 0.3 MB.
const MaxBytes = 20 << 20

// The ways in which a file cannot be read.
var (
	ErrNoZip    = errors.New("not a zip file")
	ErrTooLarge = errors.New("part too large")
	ErrTooDeep  = errors.New("nested too deeply")
	ErrBroken   = errors.New("malformed XML")
)

// Container is a zip file, its parts by name.
type Container struct{ files map[string]*zip.File }

// Open fails with ErrNoZip.
func Open(data []byte) (*Container, error) {
	r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrNoZip, err)
	}
	c := &Container{files: make(map[string]*zip.File, len(r.File))}
	for _, f := range r.File {
		c.files[canonical(f.Name)] = f
	}
	return c, nil
}

// canonical makes the name of a part comparable: some programs write backslashes, a leading slash or other case.
func canonical(name string) string {
	name = strings.ReplaceAll(name, `\`, "/")
	return strings.ToLower(strings.TrimPrefix(path.Clean("/"+name), "/"))
}

// Read returns the bytes of a part, nil if there is no such part. It fails with ErrTooLarge or ErrNoZip.
func (c *Container) Read(name string) ([]byte, error) {
	f := c.files[canonical(name)]
	if f == nil {
		return nil, nil
	}
	if f.UncompressedSize64 > MaxBytes {
		return nil, fmt.Errorf("%w: %s has %d bytes", ErrTooLarge, name, f.UncompressedSize64)
	}
	r, err := f.Open()
	if err != nil {
		return nil, fmt.Errorf("%w: open %s: %w", ErrNoZip, name, err)
	}
	defer r.Close()
	data := bytes.NewBuffer(make([]byte, 0, f.UncompressedSize64+bytes.MinRead))
	if _, err := data.ReadFrom(io.LimitReader(r, MaxBytes)); err != nil {
		return nil, fmt.Errorf("%w: unpack %s: %w", ErrNoZip, name, err)
	}
	return data.Bytes(), nil
}
