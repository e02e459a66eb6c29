package views

import (
	"time"

	"gongkai/models"
)

// beijing is the one time of all of China, which has no summer time.
var beijing = time.FixedZone("UTC+8", 8*60*60)

// clock is a moment as China's clocks show it, whatever the server's do, and says so.
func clock(t time.Time, lang models.Lang) string {
	return phrase(lang, "%s（北京时间，UTC+8）", t.In(beijing).Format("2006-01-02 15:04"))
}

// BeijingSecond is a moment in China's time to the second.
func BeijingSecond(t time.Time) string { return t.In(beijing).Format(time.DateTime) }

// day is the date in China of a moment.
func day(t time.Time) string { return t.In(beijing).Format(time.DateOnly) }
