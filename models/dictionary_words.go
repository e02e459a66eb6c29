package models

var stateMeanings = map[State]Label{
	StateReported:      {"原文这一格印有数字，0 也是数字。", "A number is printed in this cell; 0 is a number too."},
	StateBlank:         {"原文有这一格，但没有填数字，或填的是“/”“—”“无”。空白不当作 0。", "The document has the cell but no number in it, or “/”, “—” or “none”. A blank is not counted as 0."},
	StateAbsent:        {"原文的表里没有这一行或这一列。", "The document's table lacks this row or column."},
	StateUnreadable:    {"原文印的不是数字，或不能确定它属于哪一列。", "What is printed is no number, or it cannot be told which column it belongs to."},
	StateNotReported:   {"机关应当公布这一年的年度报告，但没有找到。", "The agency owes a report for this year, but none was found."},
	StateNotApplicable: {"这一年的格式没有这一格，或机关这一年不需要报告。", "That year's format lacks the cell, or the agency owed no report for the year."},
}

var flagMeanings = map[Flags]Label{
	FlagZeroImplied: {"原文空白，但同一报告中的其他数字决定它只能是 0。", "Blank in the document, but other figures of the same report show that it can only be 0."},
	FlagDerived:     {"原文空白或缺栏，但同一报告中的其他数字决定了它的值。", "Blank or missing in the document, but other figures of the same report determine its value."},
	FlagApproximate: {"原文写的是“余”“多”“近”。", "The document says “more than”, “over” or “nearly”."},
	FlagSuspect:     {"与同一报告或上一年报告中的其他数字矛盾。照原文列出，不改动，不参加排序。", "Contradicts other figures of the same report or of the year before. Shown as printed, never altered, and left out of rankings."},
	FlagRevised:     {"与上一次导入的内容不同。", "It differs from what was imported before."},
	FlagUnverified:  {"读取时有推测的成分，需要人工核实。", "Read with some guessing; to be verified by a person."},
}

// The observation status of SDMX (code list CL_OBS_STATUS) nearest to a state or flag: A normal, O missing, M missing because data
// cannot exist, E estimated, P provisional.
var (
	stateStatus = map[State]string{StateReported: "A", StateBlank: "O", StateAbsent: "O", StateUnreadable: "O", StateNotReported: "O", StateNotApplicable: "M"}
	flagStatus  = map[Flags]string{FlagZeroImplied: "E", FlagDerived: "E", FlagUnverified: "P"}
)

var displayEntries = []Entry{
	{Kind: EntryDisplay, Code: string(DisplayOK), Label: Label{"正常", "ordinary"}, Meaning: Label{"分母不少于 30：列百分比和分数，参加排序。", "Denominator of 30 or more: percentage and fraction, ranked."}},
	{Kind: EntryDisplay, Code: string(DisplaySmall), Label: markSmall, Meaning: Label{"分母 10 至 29：列百分比和分数，画成空心，不排序；不足 10：只列分数。", "Denominator from 10 to 29: percentage and fraction, drawn hollow, not ranked; under 10: fraction only."}},
	{Kind: EntryDisplay, Code: string(DisplayDenZero), Label: Label{"分母为 0", "denominator 0"}, Meaning: Label{"没有数值，既不是 0% 也不是 100%；写明原因，如“无办结件”。", "No value, neither 0% nor 100%; the reason is given, such as “nothing concluded”."}},
	{Kind: EntryDisplay, Code: string(DisplayInputMissing), Label: markInput, Meaning: Label{"计算所需的数字至少有一个没有数值。", "At least one figure that it is worked out from has no value."}},
	{Kind: EntryDisplay, Code: string(DisplayInputSuspect), Label: markSuspect, Meaning: Label{"计算所需的数字存疑：画成空心，不排序，计入合计并说明。", "A figure that it is worked out from is suspect: drawn hollow, not ranked, in totals with a note."}},
	{Kind: EntryDisplay, Code: "jump.unit", Label: Label{"单位存疑", "unit in doubt"}, Meaning: Label{"与前后年度相差约一万倍，可能把“元”填作了“万元”。数据照原文，不加 suspect 标记；图表中画成空心，不排序，不作同比，合计另列不计它的数。", "About ten thousand times the years around it, or a ten-thousandth: its unit may be yuan. The data stay as printed, without the flag suspect; charts draw it hollow, nothing is ranked or compared by it, and totals are also given without it."}},
	{Kind: EntryDisplay, Code: "jump.tenfold", Label: Label{"突变存疑", "sudden change"}, Meaning: Label{"不少于 100 的数，与前后年度相差约十倍或以上。处理同“单位存疑”。", "A number of 100 or more that is about ten times the years around it or a tenth, or further off. Treated like a unit in doubt."}},
	{Kind: EntryDisplay, Code: string(DisplaySeriesBreak), Label: textBroken, Meaning: Label{"格式改变或机构合并、拆分前后，不作同比。", "No comparison over a change of form, a merger or a split."}},
}

var signEntries = []Entry{
	{Kind: EntrySymbol, Code: NoValue, Label: Label{"没有数值", "no value"}, Meaning: Label{"这里没有数字可列，也不是 0。", "There is no number here, and it is not 0."}},
	{Kind: EntrySymbol, Code: "≈", Label: markApproximate, Meaning: flagMeanings[FlagApproximate]},
	{Kind: EntrySymbol, Code: "⚠", Label: markSuspect, Meaning: Label{"这份报告有数字没有通过错误级的检查。", "A figure of the report failed a check of the error kind."}},
	{Kind: EntrySymbol, Code: "●", Label: Label{"按期", "on time"}, Meaning: Label{"年度报告在规定日期前公布。", "The report was published by the day it was due."}},
	{Kind: EntrySymbol, Code: "◐", Label: Label{"逾期", "late"}, Meaning: Label{"年度报告在规定日期后公布。", "The report was published after the day it was due."}},
	{Kind: EntrySymbol, Code: "◌", Label: Label{"日期不详", "date not stated"}, Meaning: Label{"年度报告已公布，原文没有写明日期。", "The report was published and does not say when."}},
	{Kind: EntrySymbol, Code: "○", Label: Label{"未公布", "no report"}, Meaning: Label{"应当公布的年度报告没有找到。图中的空心圆点是小样本或存疑的数。", "The report owed was not found. In charts a hollow dot is a ratio of few cases or a suspect figure."}},
	{Kind: EntrySymbol, Code: "–", Label: Label{"不适用", "not applicable"}, Meaning: Label{"这个机关这一年不需要公布年度报告。", "The agency owed no report for the year."}},
	{Kind: EntrySymbol, Code: "▨", Label: Label{"斜线", "hatching"}, Meaning: Label{"图中没有数值的格子、存疑的数和结转下年度的部分画成斜线。", "In charts a cell without a value, a suspect figure and what is carried over are hatched."}},
}
