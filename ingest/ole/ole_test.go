package ole

import (
	"bytes"
	"errors"
	"testing"

	"gongkai/ingest/ole/oletest"
)

func TestStreams(t *testing.T) {
	long := bytes.Repeat([]byte("情"), 30_000)
	file := oletest.File(map[string][]byte{"WordDocument": []byte("short"), "1Table": long, "Other": nil})
	got, err := Streams(file, "WordDocument", "1Table", "0Table")
	if err != nil {
		t.Fatal(err)
	}
	if len(got) != 2 || !bytes.HasPrefix(got["WordDocument"], []byte("short\x00")) || !bytes.Equal(got["1Table"], long) {
		t.Errorf("got %d streams, %.10q", len(got), got["WordDocument"])
	}
}

func TestStreams_Damaged(t *testing.T) {
	file := oletest.File(map[string][]byte{"WordDocument": bytes.Repeat([]byte("x"), 9000)})
	for name, data := range map[string][]byte{"empty": nil, "header only": file[:512], "no directory": file[:4096], "no OLE file": []byte("PK")} {
		if _, err := Streams(data, "WordDocument"); !errors.Is(err, ErrBroken) {
			t.Errorf("%s: err = %v, want ErrBroken", name, err)
		}
	}
}

func FuzzStreams(f *testing.F) {
	f.Add(oletest.File(map[string][]byte{"WordDocument": []byte("x")}))
	f.Add(oletest.File(map[string][]byte{"WordDocument": bytes.Repeat([]byte("x"), 70_000), "1Table": nil}))
	f.Fuzz(func(t *testing.T, data []byte) {
		streams, err := Streams(data, "WordDocument", "1Table")
		if err != nil && !errors.Is(err, ErrBroken) {
			t.Error(err)
		}
		for name, s := range streams {
			if len(s) > len(data) {
				t.Errorf("%s has %d bytes of a file of %d", name, len(s), len(data))
			}
		}
	})
}
