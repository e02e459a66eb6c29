package models

import (
	"encoding/json"
	"testing"
)

func TestDiff(t *testing.T) {
	fig := func(measure string, n *int64, s State, raw string) Figure {
		return Figure{Measure: measure, Number: n, State: s, Raw: raw}
	}
	tests := []struct {
		name          string
		before, after []Figure
		want          []string
	}{
		{"nothing at all", nil, nil, nil},
		{"another way to print zero is no change", []Figure{fig("m", new(int64(0)), StateReported, "0")}, []Figure{fig("m", new(int64(0)), StateReported, "０")}, nil},
		{"a blank is not zero", []Figure{fig("m", nil, StateBlank, "")}, []Figure{fig("m", new(int64(0)), StateReported, "0")}, []string{"m|"}},
		{"another number", []Figure{fig("m", new(int64(1)), StateReported, "1")}, []Figure{fig("m", new(int64(2)), StateReported, "2")}, []string{"m|"}},
		{"a cell of one edition only", []Figure{fig("old", new(int64(1)), StateReported, "1")}, []Figure{fig("new", new(int64(1)), StateReported, "1")}, []string{"new|", "old|"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := Diff(tt.before, tt.after)
			if len(got) != len(tt.want) {
				t.Fatalf("Diff = %v, want %v", got, tt.want)
			}
			for i, c := range got {
				if c.Key.String() != tt.want[i] {
					t.Errorf("change %d is of %s, want %s", i, c.Key, tt.want[i])
				}
			}
		})
	}
	c := Diff(nil, []Figure{fig("new", new(int64(1)), StateReported, "1")})
	if c[0].Old.State != StateNotApplicable || c[0].Old.Number != nil {
		t.Errorf("a cell that was not there before is %v, want not applicable", c[0].Old)
	}
}

func TestChange_JSON(t *testing.T) {
	fees := Key{Measure: "disclosure.fees.amount"}
	c := Change{fees, Figure{Measure: fees.Measure, State: StateBlank, Raw: "/"}, Figure{Measure: fees.Measure, Number: new(int64(251000)), State: StateReported, Raw: "0.251"}}
	got, err := json.Marshal(c)
	want := `{"figure":"disclosure.fees.amount|","old":{"state":"blank","raw":"/"},"new":{"value":0.251,"state":"reported","raw":"0.251"}}`
	if err != nil || string(got) != want {
		t.Errorf("got %s, %v\nwant %s", got, err, want)
	}
}
