package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/klauspost/compress/zstd"
	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"gongkai/models"
)

// chunkSize is how large a piece of a file is at most. A part of a file is read without the rest of it.
const chunkSize = 1 << 20

// snapshotChunk is a piece of a file, compressed.
type snapshotChunk struct {
	SHA256 string `gorm:"primaryKey;column:sha256"` // of the piece itself
	Size   int    // of the piece itself
	Data   []byte // as Zstandard
}

// snapshotPart says which piece comes where in a file.
type snapshotPart struct {
	SnapshotID string `gorm:"primaryKey"`
	Name       string `gorm:"primaryKey"`
	No         int    `gorm:"primaryKey;autoIncrement:false"` // from 0
	SHA256     string `gorm:"column:sha256"`
}

// pack holds the pieces of files, compressed, in a temporary file, so that the database is locked only while they are copied into it.
type pack struct {
	file    *os.File
	end     int64
	encoder *zstd.Encoder
	chunks  map[string]packed
	parts   []snapshotPart
}

// packed is where a piece stands in the temporary file.
type packed struct {
	at        int64
	size, raw int
}

func newPack() (*pack, error) {
	f, err := os.CreateTemp("", "gongkai-pack-")
	if err != nil {
		return nil, fmt.Errorf("make a temporary file: %w", err)
	}
	e, err := zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1))
	if err != nil {
		return nil, errors.Join(err, f.Close(), os.Remove(f.Name()))
	}
	return &pack{file: f, encoder: e, chunks: map[string]packed{}}, nil
}

func (p *pack) close() {
	p.encoder.Close()
	p.file.Close()
	os.Remove(p.file.Name())
}

// add cuts a file into pieces. The file must be what its record tells of.
func (p *pack) add(ctx context.Context, record models.SnapshotFile, open func() (io.ReadCloser, error)) error {
	r, err := open()
	if err != nil {
		return fmt.Errorf("read %s: %w", record.Name, err)
	}
	defer r.Close()
	whole, n := sha256.New(), int64(0)
	piece := make([]byte, chunkSize)
	for no := 0; ; no++ {
		if err := ctx.Err(); err != nil {
			return err
		}
		size, err := io.ReadFull(r, piece)
		if err == io.EOF {
			break
		}
		if err != nil && err != io.ErrUnexpectedEOF {
			return fmt.Errorf("read %s: %w", record.Name, err)
		}
		whole.Write(piece[:size])
		n += int64(size)
		sum, err := p.keep(piece[:size])
		if err != nil {
			return err
		}
		p.parts = append(p.parts, snapshotPart{Name: record.Name, No: no, SHA256: sum})
	}
	if sum := hex.EncodeToString(whole.Sum(nil)); n != record.Bytes || sum != record.SHA256 {
		return fmt.Errorf("file %s of the snapshot has %d bytes and checksum %s, its record says %d and %s", record.Name, n, sum, record.Bytes, record.SHA256)
	}
	return nil
}

// keep keeps a piece, once, and returns its checksum.
func (p *pack) keep(piece []byte) (string, error) {
	sum := sha256.Sum256(piece)
	key := hex.EncodeToString(sum[:])
	if _, ok := p.chunks[key]; ok {
		return key, nil
	}
	data := p.encoder.EncodeAll(piece, nil)
	if _, err := p.file.WriteAt(data, p.end); err != nil {
		return "", fmt.Errorf("write a temporary file: %w", err)
	}
	p.chunks[key] = packed{p.end, len(data), len(piece)}
	p.end += int64(len(data))
	return key, nil
}

// save puts the pieces into the database. One that is there already, of another snapshot, is not kept twice.
func (p *pack) save(tx *gorm.DB, snapshotID string) error {
	done := map[string]bool{}
	for i := range p.parts {
		p.parts[i].SnapshotID = snapshotID
		sum := p.parts[i].SHA256
		if done[sum] {
			continue
		}
		done[sum] = true
		at := p.chunks[sum]
		data := make([]byte, at.size)
		if _, err := p.file.ReadAt(data, at.at); err != nil {
			return fmt.Errorf("read a temporary file: %w", err)
		}
		if err := tx.Clauses(clause.OnConflict{DoNothing: true}).Create(&snapshotChunk{sum, at.raw, data}).Error; err != nil {
			return fmt.Errorf("save a piece of a snapshot: %w", err)
		}
	}
	if err := insert(tx, p.parts); err != nil {
		return fmt.Errorf("save parts of a snapshot: %w", err)
	}
	return nil
}

// pieces reads a file piece by piece from a place in it on.
type pieces struct {
	ctx      context.Context
	store    *Store
	id, name string
	no, skip int
	rest     []byte
}

// Read reads what is left of a piece, and the next when there is nothing.
func (p *pieces) Read(b []byte) (int, error) {
	for len(p.rest) == 0 {
		if err := p.next(); err != nil {
			return 0, err
		}
	}
	n := copy(b, p.rest)
	p.rest = p.rest[n:]
	return n, nil
}

func (p *pieces) next() error {
	var found []snapshotChunk
	err := p.store.read(p.ctx).Table("snapshot_chunks c").Joins("JOIN snapshot_parts p ON p.sha256 = c.sha256").
		Where("p.snapshot_id = ? AND p.name = ? AND p.no = ?", p.id, p.name, p.no).Select("c.*").Scan(&found).Error
	if err != nil {
		return fmt.Errorf("read %s of snapshot %s: %w", p.name, p.id, err)
	}
	if len(found) == 0 {
		return io.EOF
	}
	raw, err := unpack(found[0])
	if err != nil || p.skip > len(raw) {
		return damaged(p.id, p.name)
	}
	p.rest, p.no, p.skip = raw[p.skip:], p.no+1, 0
	return nil
}

// unpack returns a piece itself. It fails if that is not the piece that was kept.
func unpack(c snapshotChunk) ([]byte, error) {
	d, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(chunkSize))
	if err != nil {
		return nil, err
	}
	defer d.Close()
	raw, err := d.DecodeAll(c.Data, make([]byte, 0, min(c.Size, chunkSize)))
	if err != nil {
		return nil, err
	}
	if sum := sha256.Sum256(raw); hex.EncodeToString(sum[:]) != c.SHA256 {
		return nil, errors.New("the piece is not the one that was kept")
	}
	return raw, nil
}
