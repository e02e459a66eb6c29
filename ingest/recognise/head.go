package recognise

import (
	"fmt"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"gongkai/ingest/cells"
	"gongkai/models"
)

// head is what stands before section one: whose report it is, of which year.
type head struct {
	agency, title                         string
	year, titleYear, periodYear, fileYear int
	published                             string // ISO date
}

const yearPattern = `(20\d{2}|二[〇○零Oo0][〇○零Oo0一二三四五六七八九]{2})`

var (
	// The title in squeezed text, with the year before or after the organ's name, or in brackets behind.
	titleForm = regexp.MustCompile(`^《?(.*?)` + yearPattern + `年?度?(.*?)(?:政府信息|政务|信息)公开(?:工作)?的?(?:年度)?(?:工作)?(?:情况)?的?(?:报告|年报|总结)》?(?:\([^()]*\))?$`)
	titleBare = regexp.MustCompile(`^《?(.*?)(?:政府信息|政务)公开(?:工作)?的?年?度?(?:工作)?(?:情况)?的?(?:报告|年报)》?(?:\(?` + yearPattern + `年?度?\)?)?$`)
	yearAlone = regexp.MustCompile(`^\(?` + yearPattern + `年?度?\)?$`)
	mention   = regexp.MustCompile(`([\p{Han}]{2,24}?(?:局|委|委员会|办|办公室|政府|办事处|中心|院|队|厅|署))` + yearPattern + `年度?政府信息公开(?:工作)?年度报告`)
	organName = regexp.MustCompile(`^[\p{Han}()·]{2,30}(?:局|委|办|办公室|政府|办事处|中心|公司|院|委员会|联合会|协会|总会|工会|妇联|处|队|所|厅|署|社|馆|行|部|站|管委会|镇|乡|街道)$`)
	placeName = regexp.MustCompile(`^[\p{Han}()·]*(?:省|市|区|县|旗|州|镇|乡)[\p{Han}()·]+$`)
	period    = regexp.MustCompile(`(20\d{2})年0?1月0?1日起?(?:至|到|[-—–~])`)
	dateForm  = regexp.MustCompile(`(20\d{2})[-年./](\d{1,2})[-月./](\d{1,2})`)
	dateLabel = regexp.MustCompile(`(?:公开|发布|公布)(?:日期|时间)`)
	issuer    = regexp.MustCompile(`^(?:发布机构|公开机构|发布单位|公开责任部门|发文机关|信息来源)[::]?(.*)$`)
	compiler  = regexp.MustCompile(`本(?:年度)?报告由([\p{Han}]{3,30}?)(?:根据|按照|依据|依照|编制)`)
	notTitle  = regexp.MustCompile(`[::;。,，]|上一篇|下一篇|当前位置|首页|[>»]`)
	dummy     = regexp.MustCompile(`[Xx×*某]{2,}|_{2,}`)
)

// readHead finds the title and the dates. The title nearest before section one counts: lists of other reports stand further up.
func (r *reader) readHead(doc cells.Document, name string) head {
	var h head
	var lines []string
	for _, b := range doc.Blocks {
		if b.Grid != nil {
			r.headCells(&h, b.Grid)
			continue
		}
		if len(lines) > 0 {
			if s, ok := sectionHeading(b.Text, b.Heading); ok && s.no == 1 {
				break
			}
		}
		for l := range strings.SplitSeq(b.Text, "\n") {
			if s := squeeze(l); s != "" {
				lines = append(lines, s)
			}
		}
	}
	h.fromLines(lines)
	if h.agency == "" || h.titleYear == 0 {
		r.fallback(&h, doc, name, lines)
	}
	for _, t := range append(slices.Clone(lines), squeeze(allText(r.texts))) {
		if m := period.FindStringSubmatch(t); m != nil && h.periodYear == 0 {
			h.periodYear = readYear(m[1])
		}
	}
	if h.published == "" {
		h.published = publication(doc, lines)
	}
	h.year = h.titleYear
	if h.year == 0 {
		h.year = h.periodYear
	}
	if h.year == 0 && h.fileYear > 0 {
		h.year = h.fileYear
		r.note(models.Key{}, models.Where{}, "正文没有写明年度，按文件名“%s”取为%d年，请核对。", path.Base(name), h.year)
	}
	if h.titleYear > 0 && h.periodYear > 0 && h.titleYear != h.periodYear {
		r.note(models.Key{}, models.Where{}, "标题写的是%d年，统计期限写的是%d年，按标题取为%d年，请核对。", h.titleYear, h.periodYear, h.year)
	}
	return h
}

// fromLines looks for the title: on one line, over two or three, or with the organ's name on the line before.
func (h *head) fromLines(lines []string) {
	for i := len(lines) - 1; i >= 0; i-- {
		for span := 1; span <= 3 && i+span <= len(lines); span++ {
			text := strings.Join(lines[i:i+span], "")
			if len([]rune(text)) > 60 || notTitle.MatchString(text) {
				break
			}
			agency, year, ok := readTitle(text)
			if !ok {
				continue
			}
			if year == 0 && i+span < len(lines) {
				if m := yearAlone.FindStringSubmatch(lines[i+span]); m != nil {
					year = readYear(m[1])
				}
			}
			if agency == "" {
				agency = organBefore(lines[:i])
			}
			if agency == "" && h.title != "" {
				continue
			}
			h.title, h.titleYear = text, year
			if agency != "" {
				h.agency = agency
				if !strings.Contains(text, agency) {
					h.title = agency + text
				}
				if year > 0 {
					return
				}
			}
		}
	}
}

// readTitle takes squeezed text apart if it is a report's title. agency is "" and year 0 where the title has none.
func readTitle(text string) (agency string, year int, ok bool) {
	if m := titleForm.FindStringSubmatch(text); m != nil {
		return cleanAgency(m[1] + m[3]), readYear(m[2]), true
	}
	if m := titleBare.FindStringSubmatch(text); m != nil {
		return cleanAgency(m[1]), readYear(m[2]), true
	}
	return "", 0, false
}

// organBefore returns the organ's name that ends the lines, one name over two lines included.
func organBefore(lines []string) string {
	n := len(lines)
	if n == 0 {
		return ""
	}
	if n > 1 && len([]rune(lines[n-1])) <= 6 && placeName.MatchString(lines[n-2]) && !organName.MatchString(lines[n-2]) {
		if both := cleanAgency(lines[n-2] + lines[n-1]); organName.MatchString(both) {
			return both
		}
	}
	if last := cleanAgency(lines[n-1]); organName.MatchString(last) {
		return last
	}
	return ""
}

// cleanAgency strips what stands around an organ's name in a title. It returns "" for placeholders.
func cleanAgency(s string) string {
	s = strings.Trim(s, "《》“”\"'、.·-—_ ")
	s = strings.TrimPrefix(s, "关于印发")
	s = strings.TrimPrefix(s, "关于公布")
	s = strings.TrimPrefix(s, "关于")
	for _, suffix := range []string{"关于", "的", "开展", "年度", "年"} {
		s = strings.TrimSuffix(s, suffix)
	}
	if dummy.MatchString(s) || len([]rune(s)) < 3 || !hasHan(s) {
		return ""
	}
	return s
}

// readYear reads "2023" or "二〇二三", 0 for anything else.
func readYear(s string) int {
	if n, err := strconv.Atoi(s); err == nil {
		return n
	}
	n := 0
	for _, c := range s {
		i := strings.IndexRune("〇一二三四五六七八九", c)
		switch {
		case strings.ContainsRune("○零Oo0", c):
			n *= 10
		case i >= 0:
			n = n*10 + i/len("一")
		default:
			return 0
		}
	}
	return n
}

// fallback looks where a title may stand besides the text: the file's own metadata, a sentence that names the report, the index table, the
// file's name. What is found there is a guess and noted as one.
func (r *reader) fallback(h *head, doc cells.Document, name string, lines []string) {
	take := func(agency string, year int, where string) {
		if h.agency == "" && agency != "" {
			h.agency = agency
			r.note(models.Key{}, models.Where{}, "标题中没有找到机关名称，按%s取为“%s”，请核对。", where, agency)
		}
		if h.titleYear == 0 && year > 0 {
			h.titleYear = year
		}
	}
	for _, t := range []string{doc.Title, doc.Meta["articletitle"], doc.Meta["title"]} {
		// A page's title may carry the site's name: "标题_青山区人民政府".
		for _, part := range strings.FieldsFunc(squeeze(t), func(c rune) bool { return strings.ContainsRune("_|—-–", c) }) {
			if agency, year, ok := readTitle(part); ok {
				take(agency, year, "网页或文件属性中的标题")
			}
		}
	}
	text := strings.Join(lines, "\n")
	if m := mention.FindStringSubmatch(text); m != nil {
		take(cleanAgency(strings.TrimPrefix(m[1], "现将")), readYear(m[2]), "正文中提到的报告名称")
	}
	if m := compiler.FindStringSubmatch(text); m != nil {
		take(cleanAgency(m[1]), 0, "前言中的编制机关")
	}
	for _, l := range lines {
		if m := issuer.FindStringSubmatch(l); m != nil {
			take(cleanAgency(m[1]), 0, "发布机构")
		}
	}
	for _, w := range r.rows {
		for i, c := range w.cells {
			if m := issuer.FindStringSubmatch(squeeze(c.Text)); m != nil && i+1 < len(w.cells) {
				take(cleanAgency(m[1]+squeeze(w.cells[i+1].Text)), 0, "发布机构")
			}
		}
	}
	base := squeeze(strings.TrimSuffix(path.Base(strings.ReplaceAll(name, `\`, "/")), path.Ext(name)))
	if agency, year, ok := readTitle(base); ok {
		h.fileYear = year
		take(agency, 0, "文件名")
	}
}

// headCells reads the publication date from the index table around a page.
func (r *reader) headCells(h *head, g *cells.Grid) {
	for _, w := range g.Rows {
		for i, c := range w.Cells {
			if !dateLabel.MatchString(squeeze(c.Text)) || h.published != "" {
				continue
			}
			h.published = readDate(c.Text)
			if h.published == "" && i+1 < len(w.Cells) {
				h.published = readDate(w.Cells[i+1].Text)
			}
		}
	}
}

// publication finds a publication date in the page's metadata or in a line such as "发布时间：2024-01-17".
func publication(doc cells.Document, lines []string) string {
	if d := readDate(doc.Meta["pubdate"]); d != "" {
		return d
	}
	for i, l := range lines {
		if at := dateLabel.FindStringIndex(l); at != nil && len([]rune(l)) < 80 {
			if d := readDate(l[at[1]:]); d != "" {
				return d
			}
			if i+1 < len(lines) && len([]rune(lines[i+1])) < 24 {
				if d := readDate(lines[i+1]); d != "" {
					return d
				}
			}
		}
	}
	return ""
}

// readDate returns the first date in s as an ISO date, "" if there is none or no such day.
func readDate(s string) string {
	m := dateForm.FindStringSubmatch(squeeze(s))
	if m == nil {
		return ""
	}
	month, _ := strconv.Atoi(m[2])
	day, _ := strconv.Atoi(m[3])
	date := fmt.Sprintf("%s-%02d-%02d", m[1], month, day)
	if _, err := time.Parse(time.DateOnly, date); err != nil {
		return ""
	}
	return date
}

var (
	governmentName = regexp.MustCompile(`(?:省|市|区|县|州|旗|盟)人民政府$`)
	ownLevel       = regexp.MustCompile(`(?:仅|只)(?:包括|包含|含|统计|为)?[^。;]{0,6}本级|不(?:含|包括|包含)(?:各)?(?:部门|街道|乡镇|镇)|区本级|县本级`)
)

// scopeOf tells what a report's figures cover: a government of a district or county speaks for its territory unless its text says that it
// speaks for its own level alone; everyone else speaks for itself.
func scopeOf(agency string, texts []models.Text) models.Scope {
	if !governmentName.MatchString(agency) {
		return models.ScopeOrgan
	}
	if ownLevel.MatchString(squeeze(allText(texts))) {
		return models.ScopeOwnLevel
	}
	return models.ScopeTerritory
}

func allText(texts []models.Text) string {
	var b strings.Builder
	for _, t := range texts {
		b.WriteString(t.Body + "\n")
	}
	return b.String()
}
