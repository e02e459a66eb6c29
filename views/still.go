package views

// Still is a chart as a picture, for a page without JavaScript. The last image is for the windows that none of the others is for.
type Still struct {
	Images []Image
	Alt    string // what the chart shows
}

// Image is one picture of a chart.
type Image struct {
	Media         string // media query of the windows it is for, "" for all
	Src           string
	Width, Height int // in pixels, so that the page does not move when the picture comes
}

// Others are the images for particular windows.
func (s Still) Others() []Image { return s.Images[:len(s.Images)-1] }

// Last is the image for all other windows.
func (s Still) Last() Image { return s.Images[len(s.Images)-1] }
