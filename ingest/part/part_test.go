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
