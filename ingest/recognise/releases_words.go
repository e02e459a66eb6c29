package recognise

import "regexp"

// These are the words that tell what a number of releases.go counts.
var (
	releaseVerb = regexp.MustCompile(`公开|发布|公布|公示|推送|上传|更新|刊发|刊登|刊载|发表|发文|录入`)
	releaseNoun = regexp.MustCompile(`信息|消息|稿件`)
	generalNoun = regexp.MustCompile(`(?:政府|政务|公开|各类|各种|各项|各类别|权威)(?:政府|政务)?信息|等.{0,8}信息|信息(?:总数|总量|数量|条数|数|量)|^(?:的|了|共|累计|各|类)*信息`)
	onlyAmount  = regexp.MustCompile(`^(?:的|了|共|共计|累计|总计|合计|总数|总量|数量|条数|数|量|达|达到|为|约|有|计|\s|:|：)*$`)
	sumWord     = regexp.MustCompile(`共|累计|总计|合计|全年|总数|总量`)
	// Words between the verb and the number that make it one of something else.
	distractor = regexp.MustCompile(`核查|整改|纠错|纠正|更正|错误|报送|上报|审核|审查|检查|巡查|监测|抽查|回复|留言|答复|办结|办理|受理|收到|接收|收集|征集|关注|粉丝|用户|点击|浏览|访问|阅读|许可|处罚|培训|会议|咨询|投诉|信访|删除|清理|下架|建议|提案|线索|申请|复议|诉讼|转发|转载|采纳|录用|采用|同比|增长|增加|减少|上升|下降|较上年|比上年|计划|力争|敏感词|隐患|问题|专栏|栏目|账号|目录|注册|登记`)
	afterwards = regexp.MustCompile(`^(?:留言|评论|建议|意见|咨询|申请|投诉|线索|问题|错误|规定|措施)`)
	// Totals since the beginning are not the year's.
	sinceOpening = regexp.MustCompile(`(?:开通|开设|上线|建站|成立|运行|开办|创建|建立|改版|施行|实施|颁布|出台|启用)(?:以来|至今|后)|自(?:开通|上线|开设|建站)|历年|历史|近[一二三四五两几]年|[三四五]年来`)
	website      = regexp.MustCompile(`网站|门户|网页|官网|公开平台|公开专栏|公开系统|政务网|信息网|网上平台|公开网|政府网`)
	wechat       = regexp.MustCompile(`微信|公众号|公众平台`)
	weibo        = regexp.MustCompile(`微博`)
	otherChannel = regexp.MustCompile(`抖音|头条|两微|客户端|视频号|快手|新媒体|报纸|电视|广播|电台|公示栏|宣传栏|显示屏|报刊|QQ|融媒|政府公报|公告栏|手机报|短信`)
	anyYear      = regexp.MustCompile(`(20\d{2})\s*年`)
	lastYear     = regexp.MustCompile(`去年|上年(?:度)?|上一年`)
	since        = regexp.MustCompile(`(20\d{2})\s*年(?:\d{1,2}月)?以来`)
	stockWord    = regexp.MustCompile(`截至|截止|现有|共有`)
	newWord      = regexp.MustCompile(`新增|本年|当年|全年|年度|一年来`)
	grandTotal   = regexp.MustCompile(`合计|总计|共计|总共|三者|以上`)
	partOfYear   = regexp.MustCompile(`上半年|下半年|季度|月均|每月|每周|每日|平均|日均|当月|\d{1,2}月份`)
	reaching     = regexp.MustCompile(`(?:增至|增加到|增加至|达到|达|升至|减至|减少到|减少至)$`)
	comparedWith = regexp.MustCompile(`(?:比|较|超过|相比)(?:去年|上年|上一年)度?`)
	ofLast       = regexp.MustCompile(`(?:去年|上年度?|上一年度?)(?:同期)?的?(?:约|近)?$`)
	planned      = regexp.MustCompile(`(?:计划|预计|力争|争取|拟)(?:于|在)?(?:20\d{2}年|明年|全年)?(?:再|新增|主动|对外)?(?:公开|发布)`)
	whichOf      = regexp.MustCompile(`其中|包括|分别为|分别是`)
	inBrackets   = regexp.MustCompile(`[（(][^（）()]*[）)]`)
	comparison   = regexp.MustCompile(`(?:较|比|同比)[^，,；;：:。]{0,14}?(?:增加|增长|减少|下降|上升|提高)了?[\d.,]+(?:余|多)?(?:条|件|篇|则|%)`)
	announced    = regexp.MustCompile(`信息(?:公开)?(?:情况|工作)?[：:]$`)
	plainNoun    = regexp.MustCompile(`(?:政府|政务|公开|各类|各种|各项|权威|^|[^\p{Han}]|[年度共的计全月日年局镇街委办])信息[^信]*$`)
	due          = regexp.MustCompile(`应(?:当|该)?(?:主动)?(?:予以)?$`)
	published    = regexp.MustCompile(`主动公开|已公开`)
	primary      = regexp.MustCompile(`主动公开|公开(?:的|各类|各项)*政府信息`)
	sentenceEnd  = regexp.MustCompile(`[。！!？?\n]`)
	clauseEnd    = regexp.MustCompile(`[，,；;：:。]`)
)
