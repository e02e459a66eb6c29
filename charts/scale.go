package charts

import (
	"encoding/json"
	"fmt"

	"gongkai/models"
)

// Scale is how values are laid along an axis.
type Scale string

// The scales. Only counts that cannot be below 0 are drawn on a logarithmic one; on it 0 has no place, and the notes name what is 0.
const (
	ScaleLinear Scale = ""
	ScaleLog    Scale = "log"
)

// logarithmic reports whether a subject is drawn on a logarithmic axis.
func (o Options) logarithmic(s models.Subject) bool { return o.Scale == ScaleLog && s.Logarithmic() }

// axisType is the kind of a subject's value axis.
func (o Options) axisType(s models.Subject) string {
	if o.logarithmic(s) {
		return "log"
	}
	return "value"
}

// plot is the number to draw at a point on the axis asked for.
func (o Options) plot(p models.Point, s models.Subject) (json.Number, bool) {
	v, ok := plot(p, s)
	if ok && o.logarithmic(s) && p.Value(s).Sign() <= 0 {
		return "", false
	}
	return v, ok
}

// zero reports whether a point is 0 where its axis has no 0.
func (o Options) zero(p models.Point, s models.Subject) bool {
	return o.logarithmic(s) && p.Known() && p.Value(s) != nil && p.Value(s).Sign() <= 0
}

// scaleNote says how to read a logarithmic axis, and which organs stand on none of it because they are 0.
func (o Options) scaleNote(s models.Subject, zeros []string) []string {
	if !o.logarithmic(s) {
		return nil
	}
	notes := []string{o.in("对数坐标：每一大格相差十倍，线段的斜率表示增减的倍数。", "Logarithmic axis: each step is ten times the one before; slopes show by what factor values change.")}
	if len(zeros) > 0 {
		notes = append(notes, o.in(fmt.Sprintf("为 0，对数坐标画不出：%s。", o.list(zeros)), fmt.Sprintf("0, which has no place on a logarithmic axis: %s.", o.list(zeros))))
	}
	return notes
}
