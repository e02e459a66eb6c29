package export

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"hash/crc32"
	"io"
	"math"
	"os"
)

// spool holds one entry of a ZIP archive, compressed, until its turn in the archive comes.
type spool struct {
	packed  overflow
	deflate *flate.Writer
	crc     hash.Hash32
	sum     hash.Hash // SHA-256
	size    int64
}

func newSpool(temp string) *spool {
	s := &spool{packed: overflow{temp: temp}, crc: crc32.NewIEEE(), sum: sha256.New()}
	s.deflate, _ = flate.NewWriter(&s.packed, flate.DefaultCompression) // fails for unknown levels alone
	return s
}

func (s *spool) Write(b []byte) (int, error) {
	n, err := s.deflate.Write(b)
	s.crc.Write(b[:n])
	s.sum.Write(b[:n])
	s.size += int64(n)
	return n, err
}

// finish completes the entry.
func (s *spool) finish() error { return s.deflate.Close() }

func (s *spool) sha256() string { return hex.EncodeToString(s.sum.Sum(nil)) }

// putInto writes the entry into an archive. It has no time of its own, so that the same content gives the same bytes.
func (s *spool) putInto(z *zip.Writer, name string) error {
	h := &zip.FileHeader{Name: name, Method: zip.Deflate, CRC32: s.crc.Sum32(), CompressedSize64: uint64(s.packed.size), UncompressedSize64: uint64(s.size)}
	if s.size >= math.MaxUint32 || s.packed.size >= math.MaxUint32 {
		h.Flags |= 0x8 // the sizes follow the data, where there is room for them
	}
	w, err := z.CreateRaw(h)
	if err != nil {
		return fmt.Errorf("add %s to the archive: %w", name, err)
	}
	if err := s.packed.copyTo(w); err != nil {
		return fmt.Errorf("add %s to the archive: %w", name, err)
	}
	return nil
}

func (s *spool) drop() { s.packed.drop() }

// inMemory is how much an overflow keeps in memory.
const inMemory = 1 << 20

// overflow keeps bytes in memory and, once they are many, in a file of a folder for what is of the moment.
type overflow struct {
	temp   string
	memory bytes.Buffer
	file   *os.File
	size   int64
}

func (o *overflow) Write(b []byte) (int, error) {
	o.size += int64(len(b))
	if o.file == nil && o.memory.Len()+len(b) <= inMemory {
		return o.memory.Write(b)
	}
	if o.file == nil {
		f, err := os.CreateTemp(o.temp, "gongkai-*")
		if err != nil {
			return 0, fmt.Errorf("make a temporary file: %w", err)
		}
		o.file = f
		if _, err := f.Write(o.memory.Bytes()); err != nil {
			return 0, err
		}
		o.memory = bytes.Buffer{}
	}
	return o.file.Write(b)
}

func (o *overflow) copyTo(w io.Writer) error {
	if o.file == nil {
		_, err := w.Write(o.memory.Bytes())
		return err
	}
	if _, err := o.file.Seek(0, io.SeekStart); err != nil {
		return err
	}
	_, err := io.Copy(w, o.file)
	return err
}

func (o *overflow) drop() {
	if o.file != nil {
		o.file.Close()
		os.Remove(o.file.Name())
		o.file = nil
	}
}
