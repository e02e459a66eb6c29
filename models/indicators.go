package models

// DisplayRule says how a derived number may be shown. One function decides it for charts, tables, files and sentences.
type DisplayRule string

// The display rules.
const (
	DisplayOK           DisplayRule = "ok"            // denominator of 30 or more: percentage, fraction, ranked
	DisplaySmall        DisplayRule = "small_n"       // 10 to 29: percentage and fraction, hollow, not ranked; under 10: fraction only
	DisplayDenZero      DisplayRule = "den_zero"      // no percentage, neither 0 % nor 100 %
	DisplayInputMissing DisplayRule = "input_missing" // a figure it needs has no usable value
	DisplayInputSuspect DisplayRule = "input_suspect" // a figure it needs failed a relation: hollow, not ranked
	DisplaySeriesBreak  DisplayRule = "series_break"  // a change over a change of form or a merger: not comparable
)
