package ingest

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"path"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/simplifiedchinese"

	"gongkai/models"
)

// expand returns the files as name=content, and the errors as name!code.
func expand(data []byte) []string {
	var got []string
	for f, err := range Expand(context.Background(), "年报.zip", data) {
		if err != nil {
			got = append(got, fmt.Sprintf("%s!%s", f.Name, models.ErrorCode(err)))
			continue
		}
		got = append(got, fmt.Sprintf("%s=%.9s", f.Name, f.Data))
	}
	return got
}

func TestExpand(t *testing.T) {
	gbk, err := simplifiedchinese.GBK.NewEncoder().String(`2024\教育局.txt`)
	if err != nil {
		t.Fatal(err)
	}
	docx := string(zipped(t, entry{"word/document.xml", docxBody}))
	inner := string(zipped(t, entry{"b.txt", "乙"}, entry{"deep.zip", string(zipped(t, entry{"c.txt", "丙"}))}))
	tests := []struct {
		name string
		data []byte
		want []string
	}{
		{"a file that is no archive", []byte("甲"), []string{"年报.zip=甲"}},
		{"a docx is no archive", []byte(docx), []string{"年报.zip=PK\x03\x04\x14\x00\x08\x00\x08"}},
		{"folders, in order", zipped(t, entry{"2025/", ""}, entry{"2025/b.txt", "乙"}, entry{"a.docx", docx}), []string{"2025/b.txt=乙", "a.docx=PK\x03\x04\x14\x00\x08\x00\x08"}},
		{"names in GBK with backslashes", zipped(t, entry{gbk, "x"}), []string{"2024/教育局.txt=x"}},
		{"names in UTF-8 without the flag", zipped(t, entry{"教育局.txt", "x"}), []string{"教育局.txt=x"}},
		{"names that point upwards", zipped(t, entry{"../../etc/a.txt", "x"}, entry{`C:\b.txt`, "y"}, entry{"/c.txt", "z"}, entry{"..", "w"}), []string{"etc/a.txt=x", "C:/b.txt=y", "c.txt=z"}},
		{"what systems leave behind", zipped(t, entry{"__MACOSX/._a.docx", "x"}, entry{".DS_Store", "x"}, entry{"d/THUMBS.DB", "x"}, entry{"~$a.docx", "x"}, entry{"Desktop.ini", "x"}, entry{"2024/._b.docx", "x"}), nil},
		{"a name in GBK with a byte that looks like a backslash", zipped(t, entry{"\x81\x5c\xbf\xcd.txt", "x"}), []string{"乗客.txt=x"}},
		{"archives in archives", zipped(t, entry{"2024.zip", inner}, entry{"a.txt", "甲"}), []string{"2024.zip/b.txt=乙", "2024.zip/deep.zip/c.txt=丙", "a.txt=甲"}},
		{"archives nested too deeply", zipped(t, entry{"1.zip", string(zipped(t, entry{"2.zip", inner}))}, entry{"a.txt", "甲"}), []string{"1.zip/2.zip/b.txt=乙", "1.zip/2.zip/deep.zip!invalid", "a.txt=甲"}},
		{"a damaged archive in one", zipped(t, entry{"1.zip", "PK\x03\x04"}, entry{"a.txt", "甲"}), []string{"1.zip!invalid", "a.txt=甲"}},
		{"a damaged archive", []byte("PK\x03\x04...."), []string{"年报.zip!invalid"}},
		{"empty", zipped(t), nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, expand(tt.data)); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

func TestExpand_TooManyEntries(t *testing.T) {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := range MaxArchiveEntries + 1 {
		if _, err := z.Create(fmt.Sprintf("%d/", i)); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"年报.zip!too_large"}, expand(b.Bytes())); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestExpand_Bomb(t *testing.T) {
	data := zipped(t, entry{"a.txt", strings.Repeat("x", 60)}, entry{"in.zip", string(zipped(t, entry{"b.txt", strings.Repeat("y", 600)}))})
	r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	e := &expander{ctx: context.Background(), name: "年报.zip", room: 500, yield: func(f File, _ error) bool {
		got = append(got, f.Name)
		return true
	}}
	if err := e.archive("", r, 0); models.ErrorCode(err) != models.ETOOLARGE {
		t.Errorf("err = %v, want code too_large", err)
	}
	if diff := cmp.Diff([]string{"a.txt"}, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestExpand_DamagedEntries(t *testing.T) {
	data := zipped(t, entry{"a.txt", strings.Repeat("甲", 100)}, entry{"b.txt", "乙"})
	first := bytes.Index(data, []byte("PK\x01\x02")) // the directory's record of a.txt
	tests := []struct {
		name   string
		damage func(b []byte)
		want   string
	}{
		{"password", func(b []byte) { b[first+8] |= 1 }, "a.txt!invalid"},
		{"unknown method", func(b []byte) { b[first+10] = 99 }, "a.txt!invalid"},
		{"a size over the limit", func(b []byte) { b[first+27] = 0x7f }, "a.txt!too_large"},
		{"a size too small", func(b []byte) { b[first+24] -= 9 }, "a.txt!invalid"},
		{"a wrong checksum", func(b []byte) { b[first+16] ^= 1 }, "a.txt!invalid"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			b := bytes.Clone(data)
			tt.damage(b)
			if diff := cmp.Diff([]string{tt.want, "b.txt=乙"}, expand(b)); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

func TestExpand_PasswordIsOneSentence(t *testing.T) {
	data := zipped(t, entry{"报告.docx", "x"})
	data[bytes.Index(data, []byte("PK\x01\x02"))+8] |= 1
	for f, err := range Expand(context.Background(), "年报.zip", data) {
		if want := "“报告.docx”设有密码，无法解压，请去掉密码后再交。"; f.Name != "报告.docx" || models.ErrorMessage(err) != want {
			t.Errorf("%s: %v", f.Name, err)
		}
	}
}

func TestExpand_StopsWhenAsked(t *testing.T) {
	data := zipped(t, entry{"in.zip", string(zipped(t, entry{"a.txt", "甲"}, entry{"b.txt", "乙"}))}, entry{"c.txt", "丙"})
	seen := 0
	for range Expand(context.Background(), "年报.zip", data) {
		seen++
		break
	}
	if seen != 1 {
		t.Errorf("saw %d files after asking for one", seen)
	}
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	var last error
	for _, err := range Expand(ctx, "年报.zip", data) {
		cancel()
		last = err
	}
	if !errors.Is(last, context.Canceled) {
		t.Errorf("err = %v, want context.Canceled", last)
	}
}

func FuzzExpand(f *testing.F) {
	f.Add(zipped(f, entry{"../a.txt", "x"}, entry{"in.zip", string(zipped(f, entry{"b.txt", "y"}))}))
	f.Add([]byte("PK\x05\x06"))
	f.Fuzz(func(t *testing.T, data []byte) {
		for file, err := range Expand(context.Background(), "年报.zip", data) {
			if path.IsAbs(file.Name) || file.Name != path.Clean(file.Name) || strings.HasPrefix(file.Name, "..") {
				t.Errorf("name %q", file.Name)
			}
			if models.ErrorCode(err) == models.EINTERNAL {
				t.Errorf("no sentence for %v", err)
			}
		}
	})
}
