package views

import (
	"fmt"

	"gongkai/models"
)

// catalogues hold, for each language, what stands for a Chinese phrase of a template or builder. A phrase without an entry is
// shown in Chinese.
var catalogues = map[models.Lang]map[string]string{}

// phrase returns a phrase in a language, with its arguments put in as by fmt.Sprintf.
func phrase(lang models.Lang, text string, args ...any) string {
	if s, ok := catalogues[lang][text]; ok {
		text = s
	}
	if len(args) == 0 {
		return text
	}
	return fmt.Sprintf(text, args...)
}
