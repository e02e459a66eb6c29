// Package export writes what the project knows as files: reports in the national layout (DOCX, HTML), and figures, reports,
// findings and agencies as data (CSV, JSON, NDJSON, XLSX, Parquet, and everything in one ZIP).
//
// A report goes through two steps. Official lays it out as a Layout: paragraphs and grids of cells, with no file format in it.
// A Layout then writes itself as DOCX or as HTML. Quirks change a Layout in between; they make the imperfect documents that
// readers are tested on, and stay out of the way of the clean form.
//
// Data files are streamed row by row from a Dataset or a Table, and end in the same encoders.
package export
