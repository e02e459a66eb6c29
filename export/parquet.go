package export

import (
	"encoding/json"
	"io"
	"math/big"
	"slices"
	"strconv"
	"strings"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/compress"
)

// A decimal of a Parquet file has six decimals, like the figures with most of them, and room for any integer besides.
const (
	parquetScale     = 6
	parquetPrecision = 38
	parquetBytes     = 16
)

// parquetRows is how many rows are kept in memory before they are written.
const parquetRows = 5_000

// parquetEncoder writes a Parquet file, compressed with zstd. Text is required, numbers are optional. What the columns mean stands in
// the metadata under column.<code> and column.<code>.en, and all about the file under title and its facts' names.
type parquetEncoder struct {
	w       *parquet.GenericWriter[any]
	columns []Column
	batch   []parquet.Row
}

func newParquetEncoder(w io.Writer, columns []Column, o Options) (*parquetEncoder, error) {
	group := parquet.Group{}
	names := make([]string, len(columns))
	for i, c := range columns {
		names[i] = c.Code
		switch c.kind() {
		case kindText:
			group[c.Code] = parquet.Encoded(parquet.Compressed(parquet.String(), zstd), &parquet.RLEDictionary)
		case kindInteger:
			group[c.Code] = parquet.Compressed(parquet.Optional(parquet.Int(64)), zstd)
		default:
			group[c.Code] = parquet.Encoded(parquet.Compressed(parquet.Optional(parquet.Decimal(parquetScale, parquetPrecision, parquet.FixedLenByteArrayType(parquetBytes))), zstd), &parquet.RLEDictionary)
		}
	}
	options := []parquet.WriterOption{parquet.NewSchema("rows", orderedGroup{group, names}), parquet.CreatedBy("gongkai", "1", ""),
		parquet.MaxRowsPerRowGroup(10 * parquetRows), parquet.KeyValueMetadata("title", o.About.Title)}
	for _, f := range o.About.Facts {
		options = append(options, parquet.KeyValueMetadata(f.Name, f.Value))
	}
	for _, c := range columns {
		m := c.Meaning()
		options = append(options, parquet.KeyValueMetadata("column."+c.Code, strings.TrimSpace(c.Label.Zh+"："+m.Zh)), parquet.KeyValueMetadata("column."+c.Code+".en", strings.TrimSpace(c.Label.En+": "+m.En)))
	}
	return &parquetEncoder{w: parquet.NewGenericWriter[any](w, options...), columns: columns}, nil
}

var zstd compress.Codec = &parquet.Zstd

// orderedGroup is a group that keeps its fields in order, where parquet-go sorts them by name.
type orderedGroup struct {
	parquet.Group
	names []string
}

// Fields returns the fields in order.
func (g orderedGroup) Fields() []parquet.Field {
	fields := g.Group.Fields()
	slices.SortFunc(fields, func(a, b parquet.Field) int { return slices.Index(g.names, a.Name()) - slices.Index(g.names, b.Name()) })
	return fields
}

func (e *parquetEncoder) row(cells []string) error {
	row := make(parquet.Row, len(cells))
	for i, cell := range cells {
		v, err := parquetValue(e.columns[i], cell)
		if err != nil {
			return err
		}
		defined := 0
		if !e.columns[i].Text && cell != "" {
			defined = 1
		}
		row[i] = v.Level(0, defined, i)
	}
	e.batch = append(e.batch, row)
	if len(e.batch) < 1000 {
		return nil
	}
	return e.flush()
}

func (e *parquetEncoder) flush() error {
	_, err := e.w.WriteRows(e.batch)
	e.batch = e.batch[:0]
	return err
}

func parquetValue(c Column, cell string) (parquet.Value, error) {
	switch {
	case c.Text:
		return parquet.ByteArrayValue([]byte(cell)), nil
	case cell == "":
		return parquet.Value{}, nil
	case c.Whole:
		n, err := strconv.ParseInt(cell, 10, 64)
		if err != nil {
			return parquet.Value{}, notNumber(c, cell)
		}
		return parquet.Int64Value(n), nil
	}
	n, decimals, ok := exact(cell)
	if !ok || decimals > parquetScale {
		return parquet.Value{}, notNumber(c, cell)
	}
	for ; decimals < parquetScale; decimals++ {
		n.Mul(n, ten)
	}
	if n.Sign() < 0 {
		n.Add(n, new(big.Int).Lsh(big.NewInt(1), 8*parquetBytes)) // two's complement
	}
	return parquet.FixedLenByteArrayValue(n.FillBytes(make([]byte, parquetBytes))), nil
}

var ten = big.NewInt(10)

// exact reads a plain decimal as an integer and how many of its digits are decimals.
func exact(cell string) (n *big.Int, decimals int, ok bool) {
	whole, part, _ := strings.Cut(cell, ".")
	if strings.ContainsAny(cell, "eE+_ ") || !json.Valid([]byte(cell)) {
		return nil, 0, false
	}
	n, ok = new(big.Int).SetString(whole+part, 10)
	return n, len(part), ok
}

func (e *parquetEncoder) close() error {
	if err := e.flush(); err != nil {
		return err
	}
	return e.w.Close()
}

func (e *parquetEncoder) abandon() {}
