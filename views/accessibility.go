package views

// AccessibilityPage is the statement on accessibility, at "/about/accessibility".
type AccessibilityPage struct{ Frame }

func (AccessibilityPage) name() string { return "accessibility" }

// NewAccessibilityPage is the statement.
func NewAccessibilityPage(f Frame) AccessibilityPage {
	f.Title, f.Section = phrase(f.lang(), "无障碍声明"), SectionAccessibility
	return AccessibilityPage{f}
}
