package part

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"io"
	"strings"
	"testing"
)

func TestContainer(t *testing.T) {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, data := range map[string]string{`\XL\Workbook.xml`: "<x/>", "big": strings.Repeat(" ", MaxBytes+1)} {
		w, err := z.Create(name)
		if err == nil {
			_, err = io.WriteString(w, data)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	c, err := Open(b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	if data, err := c.Read("/xl/workbook.xml"); string(data) != "<x/>" || err != nil {
		t.Errorf("got %q, %v", data, err)
	}
	if data, err := c.Read("none"); data != nil || err != nil {
		t.Errorf("a part that is not there: got %q, %v", data, err)
	}
	if _, err := c.Read("big"); !errors.Is(err, ErrTooLarge) {
		t.Errorf("err = %v, want ErrTooLarge", err)
	}
	if _, err := Open([]byte("PK\x03\x04")); !errors.Is(err, ErrNoZip) {
		t.Errorf("err = %v, want ErrNoZip", err)
	}
}

func TestScanner(t *testing.T) {
	tests := []struct {
		name, xml string
		want      error
	}{
		{"whole", "<a b='1'>x<c/></a>", io.EOF},
		{"empty", "", io.EOF},
		{"cut off", "<a><b>", ErrBroken},
		{"crossed", "<a><b></a></b>", ErrBroken},
		{"closed twice", "<a></a></a>", ErrBroken},
		{"entities of its own", `<!DOCTYPE x [<!ENTITY a "b">]><a>&a;</a>`, ErrBroken},
		{"deep", strings.Repeat("<a>", maxElements+1), ErrTooDeep},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := NewScanner(context.Background(), []byte(tt.xml))
			var err error
			for err == nil {
				_, err = s.Next()
			}
			if !errors.Is(err, tt.want) {
				t.Errorf("err = %v, want %v", err, tt.want)
			}
		})
	}
}

func TestScanner_Skip(t *testing.T) {
	tests := []struct{ name, xml string }{
		{"empty", "<a><x:b/>after</a>"},
		{"with content", "<a><x:b c='>'><d>in</d></x:b>after</a>"},
		{"nested in itself", "<a><x:b><x:b>in</x:b>in</x:b>after</a>"},
		{"a longer name inside", "<a><x:b><x:bb/>in</x:b>after</a>"},
		{"space in the end tag", "<a><x:b>in</x:b >after<x:b></x:b></a>"},
		{"far away", "<a><x:b>" + strings.Repeat("in<c/>", leapMost) + "</x:b>after</a>"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := NewScanner(context.Background(), []byte(tt.xml))
			next := func() Token {
				t.Helper()
				token, err := s.Next()
				if err != nil {
					t.Fatal(err)
				}
				return token
			}
			next()
			next()
			if err := s.Skip(); err != nil {
				t.Fatal(err)
			}
			if got := next(); string(got.Data) != "after" || s.Depth() != 1 {
				t.Errorf("got %q at depth %d", got.Data, s.Depth())
			}
		})
	}
	t.Run("after some of the content", func(t *testing.T) {
		s := NewScanner(context.Background(), []byte("<a>x<b>y</b>z</a>"))
		s.Next()
		s.Next()
		if err := s.Skip(); err != nil || s.Depth() != 0 {
			t.Errorf("depth %d, %v", s.Depth(), err)
		}
	})
	t.Run("cut off", func(t *testing.T) {
		s := NewScanner(context.Background(), []byte("<a><b>x"))
		s.Next()
		if err := s.Skip(); !errors.Is(err, ErrBroken) {
			t.Errorf("err = %v, want ErrBroken", err)
		}
	})
}

func TestScanner_ObeysItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	s := NewScanner(ctx, []byte("<a>"+strings.Repeat("<a/>", 2000)+"</a>"))
	s.Next()
	if err := s.Skip(); !errors.Is(err, context.Canceled) {
		t.Errorf("err = %v, want context.Canceled", err)
	}
}
