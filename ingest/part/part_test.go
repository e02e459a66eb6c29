package part

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"io"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"
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

// tokens lists what a scanner reads, runs of text joined.
func tokens(xml string) (list []string, err error) {
	s := NewScanner(context.Background(), []byte(xml))
	add := func(t string, chars bool) {
		if n := len(list) - 1; chars && n >= 0 && strings.HasPrefix(list[n], "=") {
			list[n] += t
		} else if chars {
			list = append(list, "="+t)
		} else {
			list = append(list, t)
		}
	}
	for {
		t, err := s.Next()
		switch {
		case err != nil:
			return list, err
		case t.Kind == Start:
			add("<"+t.Name, false)
			for _, a := range t.attrs {
				list[len(list)-1] += " " + string(a.local) + "=" + t.Attr(string(a.local))
			}
		case t.Kind == End:
			add("/"+t.Name, false)
		default:
			add(string(t.Data), true)
		}
	}
}

func TestScanner_Markup(t *testing.T) {
	tests := []struct{ name, xml, want string }{
		{"attributes", `<w:p w:a="1" b = 'x"y' c=""/>`, `<p a=1 b=x"y c= /p`},
		{"references", `<a b="&lt;&#65;&#x4e00;">&amp;&gt;&quot;&apos;&#10;x</a>`, "<a b=<A一 =&>\"'\nx /a"},
		{"line ends", "<a>x\r\ny\rz<![CDATA[\r\n]]></a>", "<a =x\ny\nz\n /a"},
		{"comments, instructions, a document type", `<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE a [<!ELEMENT a (b)> <!ATTLIST a b CDATA ">">]><!-- <b> --><a><?x <c?>y<!-- - --></a>`, "<a =y /a"},
		{"character data", "<a>x<![CDATA[<b>&amp;]]>y</a>", "<a =x<b>&amp;y /a"},
		{"no encoding is UTF-8", `<?xml version="1.0" encoding=""?><a/>`, "<a /a"},
		{"a mark at the beginning", "\ufeff<a/>", "<a /a"},
		{"Chinese names", `<表 名="甲">文</表>`, "<表 名=甲 =文 /表"},
		{"spaces in tags", "<a\n\tb='1'\n></a\n>", "<a b=1 /a"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := tokens(tt.xml)
			if s := strings.Join(got, " "); s != tt.want || err != io.EOF {
				t.Errorf("got %q, %v", s, err)
			}
		})
	}
}

func TestScanner_BrokenMarkup(t *testing.T) {
	for _, xml := range []string{"<", "<a", "<a b", "<a b=", "<a b=1/>", `<a b="1`, `<a b="<"/>`, "</", "</a", "<a></>", "<1/>", "<a/ >", "< a/>", "<!-- ", "<![CDATA[x", "<?x", "<!DOCTYPE a [",
		"<a>&x;</a>", "<a>&lt</a>", "<a>&#0;</a>", "<a>&#xD800;</a>", "<a>&#x110000;</a>", "<a>&#99999999999;</a>", "<a>&#;</a>", "<a>&;</a>", "<a>\xff</a>", `<?xml version="1.0" encoding="gbk"?><a/>`} {
		if got, err := tokens(xml); !errors.Is(err, ErrBroken) {
			t.Errorf("%q: %q, %v", xml, got, err)
		}
	}
}

// FuzzScanner holds the scanner against the decoder of the standard library: what that reads is read alike.
func FuzzScanner(f *testing.F) {
	f.Add(`<?xml version="1.0"?><w:a w:b="1&lt;" c='2'><!-- x --><b/>x&#65;<![CDATA[y]]>` + "\r\n</w:a>")
	f.Fuzz(func(t *testing.T, text string) {
		want, ok := decoded(strings.TrimPrefix(text, "\ufeff"))
		got, err := tokens(text)
		if !ok || !utf8.ValidString(text) || ownWays.MatchString(text) {
			return
		}
		if s := strings.Join(got, "\n"); err != io.EOF || s != strings.Join(want, "\n") {
			t.Errorf("got %q, %v; want %q", got, err, want)
		}
	})
}

// ownWays is where the decoder has ways of its own, which no document needs: document types, and declarations of an encoding.
var ownWays = regexp.MustCompile(`<![^-\[]|<!$|encoding`)

// decoded reads as tokens does; ok is false if the standard library finds fault.
func decoded(text string) (list []string, ok bool) {
	d := xml.NewDecoder(strings.NewReader(text))
	var open []string
	for {
		token, err := d.RawToken()
		if err != nil {
			return list, err == io.EOF && len(open) == 0
		}
		switch x := token.(type) {
		case xml.StartElement:
			if len(open) == maxElements {
				return nil, false
			}
			open = append(open, x.Name.Local)
			s := "<" + x.Name.Local
			seen := map[string]bool{}
			for _, a := range x.Attr {
				if seen[a.Name.Local] {
					return nil, false // the first is returned for both
				}
				seen[a.Name.Local] = true
				s += " " + a.Name.Local + "=" + a.Value
			}
			list = append(list, s)
		case xml.EndElement:
			if len(open) == 0 || open[len(open)-1] != x.Name.Local {
				return nil, false
			}
			open = open[:len(open)-1]
			list = append(list, "/"+x.Name.Local)
		case xml.CharData:
			if n := len(list) - 1; n >= 0 && strings.HasPrefix(list[n], "=") {
				list[n] += string(x)
			} else if len(x) > 0 {
				list = append(list, "="+string(x))
			}
		}
	}
}
