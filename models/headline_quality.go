package models

// Headline tells how many of the reports owed are published and how many of these fail a check of severity error: "应公布的 24 份年度报告
// 已公布 23 份，其中 2 份有未通过的错误类检查". Without reports that are owed or there it is "".
func (q Quality) Headline(lang Lang) string {
	if q.Required == 0 {
		return ""
	}
	required, published := int64(q.Required), int64(q.Published)
	text := sentence(lang, "应公布的 %s 份年度报告已公布 %s 份", "Of %s reports owed, %s are published",
		FormatNumber(&required, 0, lang), FormatNumber(&published, 0, lang))
	errors := int64(q.WithErrors)
	switch {
	case q.Published == 0:
		return text
	case q.WithErrors == 0:
		return text + sentence(lang, "，没有一份未通过错误类检查", "; none fails a check of severity error")
	}
	return text + sentence(lang, "，有 %s 份未通过错误类检查，其中有关的数字标为存疑", "; %s fail a check of severity error, and the figures concerned are marked suspect", FormatNumber(&errors, 0, lang))
}
