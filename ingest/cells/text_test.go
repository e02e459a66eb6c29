package cells

import "testing"

func TestText(t *testing.T) {
	tests := []struct {
		name  string
		parts []string // written in turn; one that begins with ^ is raised
		want  string
	}{
		{"nothing", nil, ""},
		{"plain", []string{"76", "4"}, "764"},
		{"a mark after a number", []string{"764", "^2"}, "764 [2]"},
		{"a mark in parts", []string{"764", "^[", "^1", "^2", "^]"}, "764 [12]"},
		{"a mark before a unit", []string{"578.72", "^③", "万元"}, "578.72 [③]万元"},
		{"a mark before a number", []string{"^2", "764"}, "[2] 764"},
		{"a mark in brackets", []string{"764", "^（注1）"}, "764 [注1]"},
		{"a mark after a label", []string{"行政许可", "^1"}, "行政许可 [1]"},
		{"a mark between numbers", []string{"764", "^1", "9"}, "764 [1]9"},
		{"a mark at the end of a line", []string{"764", "^1", "\n", "9"}, "764 [1]\n9"},
		{"white space around", []string{"764 ", "^ 1 ", " 件"}, "764  [1]  件"},
		{"wholly raised", []string{"^764"}, "764"},
		{"wholly raised but for white space", []string{" ", "^764", " "}, " 764 "},
		{"a line wholly raised", []string{"合计\n", "^764"}, "合计\n764"},
		{"units and formulas", []string{"20m", "^2", "，CO", "^2"}, "20m2，CO2"},
		{"words", []string{"1", "^st", "，公开", "^略"}, "1st，公开略"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var text Text
			for _, p := range tt.parts {
				raised := p[0] == '^'
				if raised {
					p = p[1:]
				}
				text.Raise(raised)
				text.WriteString(p)
			}
			if got := text.String(); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
			text.Reset()
			if text.WriteString("x"); text.String() != "x" || text.Len() != 1 {
				t.Errorf("after Reset: %q, %d bytes", text.String(), text.Len())
			}
		})
	}
}
