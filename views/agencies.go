package views

// AgenciesPage lists the agencies that owe reports, at "/agencies".
type AgenciesPage struct {
	Frame
	Query  string // the words searched for
	Total  int    // agencies there are
	Shown  int    // agencies that match
	Table  Table  // in the official order, a group row for each kind, a status for each year
	Legend []YearStatus
}

func (AgenciesPage) name() string { return "agencies" }

// AgencyPage is one agency over the years, at "/agencies/{id}".
type AgencyPage struct {
	Frame
	Name        string
	Kind        string
	Lead        string       // one sentence on its last report
	FormerNames []string     // “区卫生局（至 2019-03-01）”
	Successions []Link       // “2022 年 6 月并入区文化和旅游局”
	Scope       string       // a remark where its reports speak for a whole territory
	Strip       []YearStatus // every year of the district
	Cards       []ChartCard
	Peers       Table // this agency among those of its kind
	Figures     Table // all figures of all years
	Quality     []FindingItem
}

func (AgencyPage) name() string { return "agency" }
