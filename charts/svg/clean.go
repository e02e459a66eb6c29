package svg

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
)

// known are the elements that charts are drawn with. Whatever else came, such as a script or a foreign object, would have no place in
// a picture.
var known = []string{"g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan", "defs", "clipPath", "pattern",
	"linearGradient", "radialGradient", "stop"}

// dropped are attributes that mean nothing in a picture that answers to no pointer.
var dropped = []string{"style", "class", "pointer-events", "space", "cursor"}

// cleaner rewrites what ECharts drew: names that count on from picture to picture become those of the chart, styles become
// attributes, so that the picture needs no permission for styles.
type cleaner struct {
	b      strings.Builder
	prefix string
	names  map[string]string
	depth  int
	begun  bool
}

// clean returns the content of a drawing, without its outermost element. It fails for one that is empty or not well-formed, and for
// one with an element that is not known or that refers to anything outside of itself.
func clean(drawn, id string) (string, error) {
	c := &cleaner{prefix: id, names: map[string]string{}}
	d := xml.NewDecoder(strings.NewReader(drawn))
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) && c.begun {
			return c.b.String(), nil
		}
		if err == nil {
			err = c.token(token)
		}
		if err != nil {
			return "", fmt.Errorf("read drawing: %w", err)
		}
	}
}

func (c *cleaner) token(token xml.Token) error {
	switch x := token.(type) {
	case xml.StartElement:
		c.depth++
		if c.depth > 1 {
			return c.start(x)
		}
		c.begun = true
	case xml.EndElement:
		c.depth--
		if c.depth > 0 {
			fmt.Fprintf(&c.b, "</%s>", x.Name.Local)
			if x.Name.Local != "tspan" {
				c.b.WriteByte('\n')
			}
		}
	case xml.CharData:
		if text := string(x); strings.TrimSpace(text) != "" {
			c.b.WriteString(escaped(text))
		}
	}
	return nil
}

func (c *cleaner) start(x xml.StartElement) error {
	name := x.Name.Local
	if !slices.Contains(known, name) {
		return fmt.Errorf("a picture has no element %q", name)
	}
	c.b.WriteString("<" + name)
	for _, a := range x.Attr {
		if err := c.attribute(a); err != nil {
			return err
		}
	}
	c.b.WriteByte('>')
	return nil
}

func (c *cleaner) attribute(a xml.Attr) error {
	name, value := a.Name.Local, a.Value
	switch {
	case name == "style":
		for name, value := range declarations(value) {
			c.write(name, value)
		}
		return nil
	case slices.Contains(dropped, name), strings.HasPrefix(name, "data-"), a.Name.Space == "xmlns":
		return nil
	case name == "dominant-baseline":
		// Word processors set text on its base line whatever this says.
		c.write("dy", "0.36em")
		return nil
	case name == "id":
		value = c.rename(value)
	case name == "href":
		if !strings.HasPrefix(value, "#") {
			return fmt.Errorf("a picture refers to %q", value)
		}
		value = "#" + c.rename(value[1:])
	case strings.HasPrefix(name, "on"):
		return fmt.Errorf("a picture has no attribute %q", name)
	case strings.Contains(value, "url("):
		target, ok := strings.CutPrefix(value, "url(#")
		target, closed := strings.CutSuffix(target, ")")
		if !ok || !closed {
			return fmt.Errorf("a picture refers to %q", value)
		}
		value = "url(#" + c.rename(target) + ")"
	}
	c.write(name, value)
	return nil
}

func (c *cleaner) write(name, value string) {
	c.b.WriteString(" " + name + `="` + escaped(value) + `"`)
}

// rename gives a name of the drawing one that depends on nothing but the drawing.
func (c *cleaner) rename(name string) string {
	if c.names[name] == "" {
		c.names[name] = c.prefix + "-" + strconv.Itoa(len(c.names)+1)
	}
	return c.names[name]
}

// declarations are the parts of a style that a picture keeps: size and weight of type. Its families are those of the whole picture.
func declarations(style string) func(yield func(name, value string) bool) {
	return func(yield func(name, value string) bool) {
		for declaration := range strings.SplitSeq(style, ";") {
			name, value, _ := strings.Cut(declaration, ":")
			name, value = strings.TrimSpace(name), strings.TrimSpace(value)
			if (name == "font-size" || name == "font-weight") && !yield(name, value) {
				return
			}
		}
	}
}

func escaped(text string) string {
	var b strings.Builder
	xml.EscapeText(&b, []byte(legal(text))) //nolint:errcheck // a strings.Builder never fails
	return b.String()
}
