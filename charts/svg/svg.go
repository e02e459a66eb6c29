// Package svg draws charts as pictures that stand for themselves: the chart as a browser would draw it, its headline, legend, notes
// and source, and where it was published, so that a picture in a memo still says what it is. ECharts itself draws, run by a
// JavaScript engine written in Go, from the option and with the script that a browser uses. The same chart with the same options
// always gives the same bytes. No picture holds a script, a style sheet, or anything that loads from elsewhere.
package svg

import (
	"context"
	"errors"
	"fmt"

	"gongkai/charts"
)

// Options say how a chart is set as a picture.
type Options struct {
	Width  int    // of the picture in pixels, from MinWidth to MaxWidth; 0 for Wide. A chart whose numbers need more gets that
	Height int    // of the plot in pixels, to MaxHeight; 0 for that of the chart: by its rows, else 16:9, or 4:5 where it is narrow
	Theme  Theme  // "" for Light
	Lang   string // of the texts, as a BCP 47 tag; "" for zh-CN
	// Bare leaves out headline, legend, notes and source, for a page that has them beside the picture. Title and description stay.
	Bare   bool
	Footer []string // lines below the source: the site, the address of the chart, the date
}

// Widths of pictures.
const (
	Wide     = 960 // on a desk or on paper
	Half     = 552 // beside another, as in a window of 1280 pixels
	Phone    = 320 // charts take their phone layout
	MinWidth = 240
	MaxWidth = 2400

	MaxHeight = 20000
)

// ErrEmpty is returned for a chart that has nothing to draw. Its field Empty says why.
var ErrEmpty = errors.New("svg: the chart has nothing to draw")

// Render draws a chart. It returns ErrEmpty if there is nothing to draw, ErrBusy if it could not be drawn within some seconds because too
// many others are asked for, the cause of ctx if that ends before, and another error for an option that is no option of ECharts or a size that no
// picture has.
func Render(ctx context.Context, ch charts.Chart, o Options) ([]byte, error) {
	if len(ch.Option) == 0 {
		return nil, ErrEmpty
	}
	s, err := newSheet(ch, o)
	if err != nil {
		return nil, err
	}
	drawn, err := engines.draw(ctx, ch.Option, s.look(), s.plotWidth(), s.plotHeight())
	if err != nil {
		return nil, fmt.Errorf("chart %s: %w", ch.ID, err)
	}
	plot, err := clean(drawn, ch.ID)
	if err != nil {
		return nil, fmt.Errorf("chart %s: %w", ch.ID, err)
	}
	return s.write(plot), nil
}

// Size returns the size of the picture that Render draws, without drawing it. It fails where Render fails for a size.
func Size(ch charts.Chart, o Options) (width, height int, err error) {
	s, err := newSheet(ch, o)
	if err != nil {
		return 0, 0, err
	}
	return s.Width, s.height(), nil
}
