// Package ole takes streams out of OLE compound files, the containers that Word and Excel 97 to 2003 and WPS save, for the readers
// of those formats. It is bounded in the number of streams. Format: [MS-CFB].
package ole

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/richardlehane/mscfb"
)

// ErrBroken is returned for a file whose directory or streams are damaged.
var ErrBroken = errors.New("damaged OLE file")

// maxEntries is how many streams and folders a file may have. A report with pictures has some dozens.
const maxEntries = 10_000

// Streams returns the named streams of the file's root by name, those that are there. Streams of embedded objects, which may have
// the same names, are not looked at. It fails with ErrBroken.
func Streams(data []byte, names ...string) (map[string][]byte, error) {
	file, err := mscfb.New(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrBroken, err)
	}
	if len(file.File) > maxEntries {
		return nil, fmt.Errorf("%w: %d entries", ErrBroken, len(file.File))
	}
	streams := map[string][]byte{}
	for _, e := range file.File {
		if len(e.Path) > 0 || !slices.Contains(names, e.Name) || streams[e.Name] != nil {
			continue
		}
		if e.Size < 0 || e.Size > int64(len(data)) {
			return nil, fmt.Errorf("%w: stream %s of %d bytes", ErrBroken, e.Name, e.Size)
		}
		stream := make([]byte, e.Size)
		if n, err := io.ReadFull(e, stream); err != nil {
			// What there is of a stream that is cut off may still hold the text.
			stream = stream[:n]
		}
		streams[e.Name] = stream
	}
	return streams, nil
}
