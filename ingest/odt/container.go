package odt

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
)

// maxPart is how many bytes one part may unpack to. The content of a real report has 0.1 MB.
const maxPart = 20 << 20

// container is the zip file, its parts by name. Format: OpenDocument 1.3 part 2.
type container struct{ files map[string]*zip.File }

// open fails with errPassword if the manifest says that parts are encrypted.
func open(data []byte) (*container, error) {
	r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errNoZip, err)
	}
	c := &container{files: make(map[string]*zip.File, len(r.File))}
	for _, f := range r.File {
		c.files[f.Name] = f
	}
	manifest, err := c.part("META-INF/manifest.xml")
	if err != nil {
		return nil, err
	}
	if bytes.Contains(manifest, []byte("encryption-data")) {
		return nil, errPassword
	}
	return c, nil
}

// part returns the bytes of a part, nil if the container has no such part.
func (c *container) part(name string) ([]byte, error) {
	f := c.files[name]
	if f == nil {
		return nil, nil
	}
	if f.UncompressedSize64 > maxPart {
		return nil, fmt.Errorf("%w: %s has %d bytes", errTooLarge, name, f.UncompressedSize64)
	}
	r, err := f.Open()
	if err != nil {
		return nil, fmt.Errorf("%w: open %s: %w", errNoZip, name, err)
	}
	defer r.Close()
	data, err := io.ReadAll(io.LimitReader(r, maxPart))
	if err != nil {
		return nil, fmt.Errorf("%w: unpack %s: %w", errNoZip, name, err)
	}
	return data, nil
}
