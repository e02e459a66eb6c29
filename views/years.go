package views

// YearPage is one year of the whole district, at "/years/{year}".
type YearPage struct {
	Frame
	Year        int
	Years       []Link // every year there is, this one current
	Headline    string
	Figures     []KeyFigure
	Cards       []ChartCard
	Changes     Table // the largest changes since the year before, in absolute terms
	Table       Table // agencies × the main measures
	Publication Publication
}

func (YearPage) name() string { return "year" }
