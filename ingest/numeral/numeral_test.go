package numeral

import "testing"

func TestWrite(t *testing.T) {
	tests := []struct {
		format string
		n      int
		want   string
	}{
		{"decimal", 12, "12"}, {"decimalZero", 3, "03"}, {"decimalZero", 13, "13"}, {"decimalFullWidth", 12, "１２"}, {"none", 1, ""},
		{"decimalEnclosedCircle", 3, "③"}, {"decimalEnclosedCircle", 21, "21"}, {"decimalEnclosedParen", 3, "(3)"}, {"decimalEnclosedFullstop", 3, "3."},
		{"chineseCounting", 0, "零"}, {"chineseCounting", 10, "十"}, {"chineseCountingThousand", 12, "十二"}, {"taiwaneseCounting", 20, "二十"},
		{"japaneseCounting", 105, "一百零五"}, {"chineseCounting", 110, "一百一十"}, {"chineseCounting", 2006, "二千零六"}, {"chineseCounting", 10000, "10000"},
		{"ideographDigital", 10, "一〇"}, {"ideographTraditional", 2, "乙"}, {"ideographTraditional", 11, "11"},
		{"lowerLetter", 2, "b"}, {"upperLetter", 27, "27"}, {"lowerRoman", 4, "iv"}, {"upperRoman", 1994, "MCMXCIV"}, {"upperRoman", 0, "0"}, {"hebrew1", 7, "7"},
		{"chineseCounting", -1, "-1"},
	}
	for _, tt := range tests {
		if got := Write(tt.format, tt.n); got != tt.want {
			t.Errorf("Write(%s, %d) = %q, want %q", tt.format, tt.n, got, tt.want)
		}
	}
}
