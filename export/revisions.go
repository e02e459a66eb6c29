package export

import (
	"strconv"
	"time"

	"gongkai/models"
)

// RevisionTable is the cells that the latest revision of each report changed, one a row.
func RevisionTable(list []models.RevisedReport, agencies []models.Agency, lang models.Lang) Table {
	t := Table{Name: "revisions", Columns: []Column{
		text("agency_id", "机关代码", "Agency id"), text("agency_name", "机关名称", "Agency"), number("year", "年度", "Year"), number("revision", "修订次数", "Revision"), text("revised_on", "修订日期", "Revised on"),
		text("measure", "指标代码", "Measure"), text("measure_name", "指标名称", "Name of the measure"), text("applicant", "申请人类型", "Applicant"),
		number("old_value", "修订前数值", "Old value"), text("old_status", "修订前状态", "Old status"), number("value", "数值", "Value"), text("value_status", "数值状态", "Value status"),
	}}
	names := agencyNames(agencies)
	for _, r := range list {
		for _, c := range r.Changes {
			m, _ := models.MeasureOf(c.Key.Measure)
			t.Rows = append(t.Rows, []string{r.AgencyID, names(r.AgencyID, r.Year), strconv.Itoa(r.Year), strconv.Itoa(r.Revision.No), r.Revision.CreatedAt.Format(time.DateOnly),
				c.Key.Measure, m.Label.In(lang), c.Key.Applicant, c.Old.Text(), string(c.Old.State), c.New.Text(), string(c.New.State)})
		}
	}
	return t
}
