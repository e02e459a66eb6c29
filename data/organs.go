package data

import "gongkai/models"

// organ is what the generator knows of an organ of 示例区: its name and years, as in agencies.csv, and the size of its work.
type organ struct {
	id, name    string
	kind        models.Kind
	formerName  string // borne at the end of the years before renamedIn
	renamedIn   int
	first, last int      // years it owes a report for
	from        []string // organs whose duties it took over in its first year
	closes      bool     // it is abolished after its last year, with nothing left over

	applications int // new ones in a usual year
	style        style
	releases     int
	documents    int    // normative documents in force at the start
	licensing    int    // decisions a year
	penalties    int    //
	coercion     int    //
	fees         int64  // a year, in 万元
	items        [4]int // in 2019: licensing, other services, penalties, coercion
	subjects     []string
}

// style is how an organ tends to answer applications.
type style int

const (
	plain       style = iota
	landStyle         // files on land and demolition: third parties, information not held
	policeStyle       // enforcement files, complaints
	petitStyle        // much is a petition in truth, or held by somebody else
)

func department(id, name string, applications int, s style, releases int) organ {
	return organ{id: id, name: "示例区" + name, kind: models.KindDepartment, first: firstYear, last: lastYear, applications: applications, style: s, releases: releases}
}

func (o organ) of(kind models.Kind) organ { o.kind = kind; return o }

func (o organ) years(first, last int) organ { o.first, o.last = first, last; return o }

func (o organ) work(documents, licensing, penalties, coercion int, fees int64, items [4]int) organ {
	o.documents, o.licensing, o.penalties, o.coercion, o.fees, o.items = documents, licensing, penalties, coercion, fees, items
	return o
}

func (o organ) tells(subjects ...string) organ { o.subjects = subjects; return o }

// The years that the demo covers. The first is on the form of 2019.
const (
	firstYear = 2020
	lastYear  = 2025
)

// organs of 示例区 in the official order, without the government itself.
var organs = func() []organ {
	merged := department("a-kgj", "科技和工业信息化局", 19, plain, 290).years(2023, lastYear).
		work(0, 0, 4, 0, 0, [4]int{}).tells("惠企政策", "科技项目申报", "工业运行")
	merged.from = []string{"a-kjj", "a-gxj"}
	renamed := department("a-hbj", "生态环境局", 34, policeStyle, 310).
		work(2, 96, 143, 21, 0, [4]int{9, 2, 74, 6}).tells("环境质量", "建设项目环评", "排污许可")
	renamed.formerName, renamed.renamedIn = "示例区环境保护局", 2022
	closed := department("a-lcj", "粮食和物资储备局", 3, plain, 92).of(models.KindSubordinate).years(firstYear, 2023).
		work(2, 6, 3, 0, 0, [4]int{1, 0, 11, 0}).tells("储备粮管理", "应急物资")
	closed.closes = true
	return []organ{
		department("a-zfb", "人民政府办公室", 46, petitStyle, 3650).work(12, 0, 0, 0, 0, [4]int{}).tells("政策文件", "政府会议", "政策解读"),
		department("a-fgj", "发展和改革局", 28, plain, 420).work(3, 187, 2, 0, 0, [4]int{12, 6, 9, 0}).tells("重大项目", "价格监测", "营商环境"),
		department("a-jyj", "教育局", 37, plain, 640).work(6, 52, 1, 0, 386, [4]int{8, 14, 12, 0}).tells("义务教育招生", "校外培训监管", "学生资助"),
		department("a-kjj", "科学技术局", 8, plain, 130).years(firstYear, 2022).work(2, 0, 0, 0, 0, [4]int{0, 3, 2, 0}).tells("科技项目申报", "科技型企业培育"),
		department("a-gxj", "工业和信息化局", 10, plain, 180).years(firstYear, 2022).work(3, 2, 3, 0, 0, [4]int{2, 4, 10, 0}).tells("惠企政策", "工业运行"),
		merged,
		department("a-mzj", "民政局", 26, plain, 350).work(5, 61, 2, 0, 0, [4]int{6, 9, 18, 1}).tells("社会救助", "养老服务", "地名管理"),
		department("a-sfj", "司法局", 15, plain, 210).work(1, 8, 0, 0, 0, [4]int{3, 7, 4, 0}).tells("法律援助", "行政复议决定", "普法宣传"),
		department("a-czj", "财政局", 22, plain, 260).work(9, 4, 6, 0, 0, [4]int{1, 5, 23, 0}).tells("预算决算", "政府采购", "惠民补贴"),
		department("a-rsj", "人力资源和社会保障局", 31, plain, 470).work(4, 212, 38, 0, 57, [4]int{7, 21, 46, 2}).tells("就业创业", "社会保险", "事业单位招聘"),
		department("a-zrj", "自然资源和规划局", 128, landStyle, 540).work(7, 634, 87, 9, 2150, [4]int{21, 17, 63, 5}).tells("征地批后实施", "规划许可", "不动产登记"),
		renamed,
		department("a-zjj", "住房和城乡建设局", 97, landStyle, 460).work(8, 853, 112, 4, 640, [4]int{17, 12, 131, 3}).tells("房屋征收", "住房保障", "工程质量安全"),
		department("a-nyj", "农业农村局", 41, petitStyle, 390).work(5, 148, 46, 7, 0, [4]int{19, 10, 97, 8}).tells("涉农补贴", "农村宅基地", "农产品质量安全"),
		department("a-wjw", "卫生健康委员会", 23, plain, 520).work(3, 437, 129, 3, 118, [4]int{13, 8, 152, 7}).tells("疫情防控和医疗服务", "公共卫生监督", "生育支持政策"),
		department("a-scj", "市场监督管理局", 83, policeStyle, 680).work(4, 11860, 1043, 62, 92, [4]int{16, 11, 368, 19}).tells("食品安全抽检", "消费投诉", "行政处罚"),
		department("a-ybj", "医疗保障局", 9, plain, 170).of(models.KindSubordinate).work(1, 0, 14, 0, 0, [4]int{0, 6, 9, 0}).tells("医保待遇", "医药价格", "基金监管"),
		department("a-cgj", "城市管理局", 58, policeStyle, 330).of(models.KindSubordinate).work(6, 2410, 5120, 318, 274, [4]int{8, 9, 214, 16}).tells("市容环境", "违法建设治理", "垃圾分类"),
		closed,
		department("a-sjj", "数据局", 6, plain, 240).of(models.KindSubordinate).years(2024, lastYear).work(0, 9320, 0, 0, 0, [4]int{}).tells("公共数据开放", "政务服务事项", "一件事办理"),
		department("a-cdj", "城东街道办事处", 33, petitStyle, 190).of(models.KindSubdistrict).work(0, 118, 22, 6, 0, [4]int{3, 18, 12, 4}).tells("老旧小区改造", "低保公示", "社区服务"),
		department("a-cxj", "城西街道办事处", 24, petitStyle, 160).of(models.KindSubdistrict).work(0, 94, 9, 2, 0, [4]int{3, 18, 12, 4}).tells("房屋征收", "社区养老", "低保公示"),
		department("a-hbd", "湖滨街道办事处", 12, plain, 220).of(models.KindSubdistrict).work(0, 73, 4, 0, 0, [4]int{3, 18, 12, 4}).tells("环境整治", "社区服务", "惠民政策"),
		department("a-qsz", "青石镇人民政府", 49, landStyle, 280).of(models.KindTown).work(1, 206, 31, 12, 0, [4]int{4, 22, 15, 6}).tells("征地补偿", "村级财务", "乡村振兴"),
		department("a-lhz", "柳河镇人民政府", 27, petitStyle, 235).of(models.KindTown).work(1, 131, 17, 3, 0, [4]int{4, 22, 15, 6}).tells("农村危房改造", "涉农补贴", "河道治理"),
		department("a-ytx", "云台乡人民政府", 5, plain, 145).of(models.KindTown).work(0, 58, 2, 0, 0, [4]int{4, 22, 15, 6}).tells("乡村旅游", "护林防火", "村级财务"),
	}
}()

// nameIn is the name that an organ bears at the end of year.
func (o organ) nameIn(year int) string {
	if year < o.renamedIn {
		return o.formerName
	}
	return o.name
}
