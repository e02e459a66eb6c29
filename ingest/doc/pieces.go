package doc

import "fmt"

// piece is a run of the text. A document that was saved in full has one or a few; one that was saved fast has many, in any order
// in the file.
type piece struct {
	at    int // offset in the main stream
	n     int // characters
	prm   int // changes to the properties of its paragraphs and characters
	text  []byte
	units int // bytes a character
}

// compressed marks a piece of one byte a character.
const compressed = 1 << 30

// pieces returns the pieces of the main text in reading order, and the lists of property changes that they refer to.
// Format: [MS-DOC] 2.8.35, 2.9.38.
func (f *file) pieces() ([]piece, [][]byte, error) {
	b := f.locate(clx)
	var changes [][]byte
	for u8(b, 0) == 1 {
		n := u16(b, 1)
		change := slice(b, 3, n)
		if change == nil {
			return nil, nil, fmt.Errorf("%w: property changes cut off", errBroken)
		}
		changes = append(changes, change)
		b = b[3+n:]
	}
	table := slice(b, 5, u32(b, 1))
	if u8(b, 0) != 2 || table == nil {
		return nil, nil, fmt.Errorf("%w: no piece table", errBroken)
	}
	count := (len(table) - 4) / 12
	var all []piece
	for i := range count {
		from, to := u32(table, 4*i), min(u32(table, 4*i+4), f.length)
		if from >= f.length {
			break
		}
		if from > to {
			return nil, nil, fmt.Errorf("%w: pieces out of order", errBroken)
		}
		entry := table[4*(count+1)+8*i:]
		p := piece{at: u32(entry, 2), n: to - from, units: 2, prm: u16(entry, 6)}
		if p.at&compressed != 0 {
			p.at, p.units = p.at&^compressed/2, 1
		}
		if p.text = slice(f.main, p.at, p.n*p.units); p.text == nil {
			return nil, nil, fmt.Errorf("%w: a piece lies outside the file", errBroken)
		}
		all = append(all, p)
	}
	return all, changes, nil
}
