// Package models is the domain of yearly reports on government information disclosure (政府信息公开工作年度报告): the national
// form as data, reports and their figures, the rules they must satisfy, and comparisons between agencies and years.
// It knows no database, no HTTP and no document format, and imports the standard library only.
package models
