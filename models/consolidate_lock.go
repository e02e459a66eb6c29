package models

import (
	"strings"
	"time"
)

// ConsolidationLock keeps the sums of a consolidated report as they were when it was settled. What changes later, because a report was
// corrected, say, is told beside them: a settled report does not change silently.
type ConsolidationLock struct {
	Year     int         `gorm:"primaryKey;autoIncrement:false"`
	LockedAt time.Time   `gorm:"column:locked_at"`
	Sums     []LockedSum `gorm:"serializer:json;type:text"`
}

// LockedSum is a cell of a settled report.
type LockedSum struct {
	Measure   string
	Applicant string `json:",omitempty"`
	Sum       int64
	Have, Of  int // organs whose figure was known, and all
}

// LockedChange is a cell that is not what it was when the report was settled.
type LockedChange struct {
	Key      Key
	Was, Now ConsolidatedCell // their sums and how many organs they are of; no parts
}

// Lock settles a consolidation.
func (c Consolidation) Lock(at time.Time) ConsolidationLock {
	l := ConsolidationLock{Year: c.Year, LockedAt: at.UTC()}
	for _, x := range append([]ConsolidatedCell{c.Releases}, c.Cells...) {
		l.Sums = append(l.Sums, LockedSum{x.Key.Measure, x.Key.Applicant, x.Sum, x.Have, len(x.Parts)})
	}
	return l
}

// Changes are the cells of a consolidation that are not what they were when it was settled.
func (l ConsolidationLock) Changes(c Consolidation) []LockedChange {
	var list []LockedChange
	for _, s := range l.Sums {
		k := Key{s.Measure, s.Applicant}
		now, _ := c.Cell(k)
		if now.Sum != s.Sum || now.Have != s.Have || len(now.Parts) != s.Of {
			was := ConsolidatedCell{Key: k, Sum: s.Sum, Have: s.Have, Parts: make([]Contribution, s.Of)}
			now.Key = k
			list = append(list, LockedChange{k, was, now})
		}
	}
	return list
}

// CheckReason fails with EINVALID unless a reason that is published is one line of words, and not too long.
func CheckReason(reason string) error {
	if strings.TrimSpace(reason) == "" {
		return Errorf(EINVALID, "请写明原因，原因会公开。")
	}
	return plainLine(reason, maxReason)
}
