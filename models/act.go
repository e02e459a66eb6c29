package models

import "time"

// Act is who did something, and when.
type Act struct {
	By string // the name of the user, or of the command
	At time.Time
}
