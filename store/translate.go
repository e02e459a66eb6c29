package store

import (
	"fmt"
	"io"
	"io/fs"
	"strings"

	"github.com/pressly/goose/v3"
)

// migrationsFor returns the migrations in the words of a database.
func migrationsFor(dialect goose.Dialect) (fs.FS, error) {
	steps, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return nil, fmt.Errorf("find migrations: %w", err)
	}
	return translated{steps, words[dialect]}, nil
}

// translated is a file system whose files are read with words replaced.
type translated struct {
	fs.FS
	words *strings.Replacer
}

// Open opens a folder as it is and a file translated.
func (t translated) Open(name string) (fs.File, error) {
	f, err := t.FS.Open(name)
	if err != nil {
		return nil, err
	}
	info, err := f.Stat()
	if err != nil || info.IsDir() {
		return f, err
	}
	text, err := io.ReadAll(f)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	return translatedFile{f, strings.NewReader(t.words.Replace(string(text)))}, nil
}

// translatedFile is a file with another content.
type translatedFile struct {
	fs.File
	text *strings.Reader
}

// Read reads the translation.
func (f translatedFile) Read(p []byte) (int, error) { return f.text.Read(p) }
