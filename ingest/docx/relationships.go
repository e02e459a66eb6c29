package docx

import (
	"context"
	"fmt"
	"io"
	"path"
	"strings"

	"gongkai/ingest/part"
)

// relationships says which part serves a purpose. Format: ECMA-376 part 2.
type relationships struct {
	folder string
	byType []relationship
}

type relationship struct{ kind, target string }

// relationshipsOf reads the relationships of a part, those of the whole container if source is "".
func relationshipsOf(ctx context.Context, c *part.Container, source string) (relationships, error) {
	folder, base := path.Split(source)
	rels, err := readPart(ctx, c, folder+"_rels/"+base+".rels", readRelationships)
	rels.folder = folder
	return rels, err
}

func readRelationships(s *scanner) (relationships, error) {
	var rels relationships
	for {
		t, err := s.Next()
		if err == io.EOF {
			return rels, nil
		}
		if err != nil {
			return rels, err
		}
		if t.Kind == part.Start && t.Name == "Relationship" && t.Attr("TargetMode") != "External" {
			rels.byType = append(rels.byType, relationship{t.Attr("Type"), t.Attr("Target")})
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

// readPart reads a part that a document may lack, in which case it returns the zero T.
func readPart[T any](ctx context.Context, c *part.Container, name string, read func(*scanner) (T, error)) (T, error) {
	var none T
	data, err := c.Read(name)
	if data == nil || err != nil {
		return none, err
	}
	v, err := read(newScanner(ctx, data))
	if err != nil {
		return none, fmt.Errorf("read %s: %w", name, err)
	}
	return v, nil
}
