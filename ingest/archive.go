package ingest

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"path"
	"strings"
	"unicode/utf8"

	"gongkai/ingest/charset"
	"gongkai/models"
)

// The limits of an archive. A district's year is some 80 reports of less than 1 MB.
const (
	MaxArchiveBytes   = 256 << 20 // of the archive itself
	MaxArchiveEntries = 2000      // entries, those of archives in it among them
	maxInflated       = 512 << 20 // bytes of all its files together
	maxArchiveNesting = 2         // archives in an archive, and archives in those
)

// File is a file found in an archive.
type File struct {
	Name string // its path in the archive, with slashes, an inner archive as if it were a folder
	Data []byte
}

// Expand yields the files of a zip archive one by one, in its order; only one is held in memory. A file that is no archive, a
// docx for one, is yielded itself. Folders, and what systems and editors leave behind (__MACOSX, Thumbs.db, files that begin with
// a dot or ~$), are left out. Names that are not UTF-8 are read as GB18030, and are never absolute nor point upwards.
//
// A file that cannot be unpacked is yielded without data and with an error (EINVALID or ETOOLARGE), and the rest go on. The walk
// ends early, with an error under the archive's own name, if the archive is damaged or over a limit, or if the context ends.
func Expand(ctx context.Context, name string, data []byte) iter.Seq2[File, error] {
	return func(yield func(File, error) bool) {
		if len(data) > MaxArchiveBytes {
			yield(File{Name: name}, models.Errorf(models.ETOOLARGE, "“%s”超过 %d MB，请分成几个压缩包提交。", name, MaxArchiveBytes>>20))
			return
		}
		if Sniff(name, data) != FormatZIP {
			yield(File{name, data}, nil)
			return
		}
		e := &expander{ctx: ctx, name: name, room: maxInflated, yield: yield}
		r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
		if err != nil {
			err = damaged(name)
		} else {
			err = e.archive("", r, 0)
		}
		if err != nil && !errors.Is(err, errStopped) {
			yield(File{Name: name}, err)
		}
	}
}

var (
	errStopped = errors.New("stopped") // the caller wants no more files
	errNoRoom  = errors.New("too much to unpack")
)

func damaged(name string) error {
	return models.Errorf(models.EINVALID, "压缩包“%s”不完整或已损坏，请重新压缩后再交。", name)
}

// expander walks an archive and those in it.
type expander struct {
	ctx     context.Context
	name    string // of the outermost archive, for messages
	entries int
	room    int64 // bytes that may still be unpacked
	yield   func(File, error) bool
}

// archive walks the entries of an archive that lies in folder. Its errors end the whole walk.
func (e *expander) archive(folder string, r *zip.Reader, nesting int) error {
	for _, f := range r.File {
		if err := e.ctx.Err(); err != nil {
			return fmt.Errorf("expand %s: %w", e.name, err)
		}
		if e.entries++; e.entries > MaxArchiveEntries {
			return models.Errorf(models.ETOOLARGE, "压缩包“%s”里的文件超过 %d 个，请分成几个压缩包提交。", e.name, MaxArchiveEntries)
		}
		entry := entryName(f)
		if entry == "" || f.FileInfo().IsDir() || Litter(entry) {
			continue
		}
		name := path.Join(folder, entry)
		data, err := e.unpack(f, name)
		if errors.Is(err, errNoRoom) {
			return models.Errorf(models.ETOOLARGE, "压缩包“%s”解压后超过 %d MB，请检查文件，或分成几个压缩包提交。", e.name, int64(maxInflated)>>20)
		}
		if err == nil && Sniff(name, data) == FormatZIP {
			var inner *zip.Reader
			if inner, err = e.inner(name, data, nesting); err == nil {
				if err := e.archive(name, inner, nesting+1); err != nil {
					return err
				}
				continue
			}
			data = nil
		}
		if !e.yield(File{name, data}, err) {
			return errStopped
		}
	}
	return nil
}

// inner opens an archive found in one that lies nesting archives deep.
func (e *expander) inner(name string, data []byte, nesting int) (*zip.Reader, error) {
	if nesting == maxArchiveNesting {
		return nil, models.Errorf(models.EINVALID, "压缩包“%s”套了 %d 层以上，请解压后重新压缩再交。", name, maxArchiveNesting+1)
	}
	r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, damaged(name)
	}
	return r, nil
}

// encryptedEntry is the bit of a zip entry's flags that says it is under a password.
const encryptedEntry = 0x1

// unpack returns the content of an entry. It fails with errNoRoom if the archive as a whole unpacks to too much.
func (e *expander) unpack(f *zip.File, name string) ([]byte, error) {
	limit := int64(MaxBytes)
	if strings.EqualFold(path.Ext(name), ".zip") {
		limit = MaxArchiveBytes
	}
	switch {
	case f.Flags&encryptedEntry != 0:
		return nil, models.Errorf(models.EINVALID, "“%s”设有密码，无法解压，请去掉密码后再交。", name)
	case f.UncompressedSize64 > uint64(limit):
		return nil, models.Errorf(models.ETOOLARGE, "“%s”解压后超过 %d MB 的上限，不像年度报告，请检查文件。", name, limit>>20)
	case f.UncompressedSize64 > uint64(e.room):
		return nil, errNoRoom
	}
	r, err := f.Open()
	if err != nil {
		return nil, models.Errorf(models.EINVALID, "“%s”无法解压，请用普通的 zip 格式重新压缩后再交。", name)
	}
	defer r.Close()
	// The declared size bounds the read too, so that an entry that lies about it cannot take more.
	data, err := io.ReadAll(io.LimitReader(r, int64(f.UncompressedSize64)+1))
	e.room -= int64(len(data))
	if err != nil || uint64(len(data)) > f.UncompressedSize64 {
		return nil, models.Errorf(models.EINVALID, "“%s”解压出错，文件可能已损坏，请重新压缩后再交。", name)
	}
	return data, nil
}

// entryName returns the path of an entry, cleaned so that it stays below the folder it is put into.
func entryName(f *zip.File) string {
	name := f.Name
	if !utf8.ValidString(name) {
		name, _ = charset.Decode([]byte(name), "")
	}
	name = strings.ReplaceAll(name, `\`, "/")
	return strings.TrimPrefix(path.Clean("/"+name), "/")
}

// Litter reports whether a path is of a file that systems and editors leave behind.
func Litter(name string) bool {
	for part := range strings.SplitSeq(name, "/") {
		switch {
		case strings.HasPrefix(part, "."), strings.HasPrefix(part, "~$"), part == "__MACOSX", strings.EqualFold(part, "Thumbs.db"), strings.EqualFold(part, "desktop.ini"):
			return true
		}
	}
	return false
}
