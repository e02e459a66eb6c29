package views

import (
	"testing"
	"time"

	"gongkai/models"
)

// The last hours of a day in UTC are the next morning in China.
func TestClock_IsChinas(t *testing.T) {
	late := time.Date(2025, 12, 31, 20, 5, 0, 0, time.UTC)
	if got := clock(late, models.Zh); got != "2026-01-01 04:05（北京时间，UTC+8）" {
		t.Error(got)
	}
	if got := clock(late, models.En); got != "2026-01-01 04:05 (China time, UTC+8)" {
		t.Error(got)
	}
	if got := day(late); got != "2026-01-01" {
		t.Error(got)
	}
}
