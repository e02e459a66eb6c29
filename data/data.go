// Package data holds what comes with the program: the agencies of the invented district 示例区, a generator of their reports for
// the demo, and two real reports retold in documents of our own. SOURCES.md names where real figures come from.
//
// The generator makes figures and sentences; documents are written from them by package export, which the caller passes in.
package data

import (
	_ "embed" // for the agencies
)

//go:embed agencies.csv
var agenciesCSV []byte

// AgenciesCSV is the list of the agencies of 示例区, in the columns that an office keeps its own list in.
func AgenciesCSV() []byte { return append([]byte(nil), agenciesCSV...) }
