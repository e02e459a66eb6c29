package handlers

import (
	"gongkai/charts"
	"gongkai/charts/svg"
	"gongkai/views"
)

// Windows that a page without JavaScript has a picture of its own for.
const (
	narrowWindow = "(max-width: 35rem)"
	darkWindow   = "(prefers-color-scheme: dark)"
)

// still is a chart as pictures for a page without JavaScript, which has its headline, legend and notes already: for a phone, and for
// the whole width of a page or half of it, in the colours of the page. It is nil for a chart that cannot be drawn.
func still(f views.Frame, ch charts.Chart, full bool) *views.Still {
	address := pictureAddress(f, ch)
	if address == "" {
		return nil
	}
	s, large := &views.Still{Alt: ch.Summary}, "half"
	if full {
		large = "wide"
	}
	for _, theme := range themesOf(f.Display) {
		for _, size := range []struct{ name, media string }{{"phone", narrowWindow}, {large, ""}} {
			p := picture{theme: theme.name, size: size.name, frame: "none"}
			width, height, err := svg.Size(ch, p.options(f))
			if err != nil {
				return nil
			}
			s.Images = append(s.Images, views.Image{Media: both(size.media, theme.media), Src: address + p.query(), Width: width, Height: height})
		}
	}
	return s
}

// themesOf are the themes a page may be shown in, the one for all other windows last.
func themesOf(d views.Display) []struct{ name, media string } {
	light := string(svg.Light)
	if d.Mode == "contrast" {
		light = string(svg.Contrast)
	}
	switch d.Theme {
	case "light":
		return []struct{ name, media string }{{light, ""}}
	case "dark":
		return []struct{ name, media string }{{string(svg.Dark), ""}}
	}
	return []struct{ name, media string }{{string(svg.Dark), darkWindow}, {light, ""}}
}

func both(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + " and " + b
}
