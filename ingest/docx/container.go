package docx

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"io"
	"path"
	"strings"
)

// maxPart is how many bytes one part may unpack to. The largest part of a real report is 0.3 MB.
const maxPart = 20 << 20

// container is the zip file, its parts by name. Format: ECMA-376 part 2.
type container struct{ files map[string]*zip.File }

func open(data []byte) (*container, error) {
	r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errNoZip, err)
	}
	c := &container{files: make(map[string]*zip.File, len(r.File))}
	for _, f := range r.File {
		c.files[partName(f.Name)] = f
	}
	return c, nil
}

// partName makes the name of a part comparable: some programs write backslashes, a leading slash or other case.
func partName(name string) string {
	name = strings.ReplaceAll(name, `\`, "/")
	return strings.ToLower(strings.TrimPrefix(path.Clean("/"+name), "/"))
}

// part returns the bytes of a part, nil if the container has no such part.
func (c *container) part(name string) ([]byte, error) {
	f := c.files[partName(name)]
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
	data := bytes.NewBuffer(make([]byte, 0, f.UncompressedSize64+bytes.MinRead))
	if _, err := data.ReadFrom(io.LimitReader(r, maxPart)); err != nil {
		return nil, fmt.Errorf("%w: unpack %s: %w", errNoZip, name, err)
	}
	return data.Bytes(), nil
}

// relationships says which part serves a purpose.
type relationships struct {
	folder string
	byType []relationship
}

type relationship struct{ kind, target string }

// relationships reads the relationships of a part, those of the whole container if source is "".
func (c *container) relationships(ctx context.Context, source string) (relationships, error) {
	folder, base := path.Split(source)
	rels, err := readPart(ctx, c, folder+"_rels/"+base+".rels", readRelationships)
	rels.folder = folder
	return rels, err
}

func readRelationships(s *scanner) (relationships, error) {
	var rels relationships
	for {
		t, err := s.next()
		if err == io.EOF {
			return rels, nil
		}
		if err != nil {
			return rels, err
		}
		if t.kind == start && t.name == "Relationship" && t.attr("TargetMode") != "External" {
			rels.byType = append(rels.byType, relationship{t.attr("Type"), t.attr("Target")})
		}
	}
}

// target returns the name of the part whose relationship type ends in kind (transitional and strict files differ in what stands
// before), fallback if there is none.
func (r relationships) target(kind, fallback string) string {
	for _, rel := range r.byType {
		if strings.HasSuffix(rel.kind, kind) {
			if strings.HasPrefix(rel.target, "/") {
				return path.Clean(rel.target)
			}
			return path.Clean("/" + r.folder + rel.target)
		}
	}
	return fallback
}
