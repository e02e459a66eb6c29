package handlers

import (
	"gongkai/models"
	"gongkai/views"
)

// handInJSON is the answer to a program that hands in.
type handInJSON struct {
	Results []handInResultJSON `json:"results"`
	Kept    int                `json:"kept"`
	Failed  int                `json:"failed"`
}

// handInResultJSON tells what became of one file.
type handInResultJSON struct {
	File       string           `json:"file"`
	SHA256     string           `json:"sha256,omitempty"`
	State      models.SaveState `json:"state,omitempty"` // "" if it was not kept
	AgencyID   string           `json:"agency_id,omitempty"`
	AgencyName string           `json:"agency_name,omitempty"`
	Year       int              `json:"year,omitempty"`
	Revision   int              `json:"revision,omitempty"`
	Submission models.Status    `json:"submission,omitempty"` // the state of the submission as it stands now
	Version    int              `json:"version,omitempty"`    // its version, to be sent as seen=AGENCY/YEAR/VERSION with what replaces it
	Findings   []handInFinding  `json:"findings"`             // what is to be fixed or confirmed
	Notes      []models.Note    `json:"notes"`                // what was not certain in reading
	Unread     string           `json:"unread,omitempty"`     // why the file waits to be typed in
	Error      *handInError     `json:"error,omitempty"`
}

type handInFinding struct {
	Rule     string          `json:"rule"`
	Severity models.Severity `json:"severity"`
	Sentence string          `json:"sentence"`
}

type handInError struct {
	Code    models.Code `json:"code"`
	Message string      `json:"message"`
}

func handInAnswer(list []views.HandInResult, lang models.Lang) handInJSON {
	answer := handInJSON{Results: []handInResultJSON{}}
	for _, r := range list {
		x := handInResultJSON{File: r.File, SHA256: r.SHA256, State: r.State, AgencyID: r.AgencyID, AgencyName: r.AgencyName, Year: r.Year, Revision: r.Revision,
			Submission: r.Submission, Version: r.Version, Findings: []handInFinding{}, Notes: append([]models.Note{}, r.Notes...), Unread: r.Unread}
		for _, f := range r.Findings {
			x.Findings = append(x.Findings, handInFinding{f.Rule, f.Severity, f.Sentence(lang)})
		}
		if r.Err == nil {
			answer.Kept++
		} else {
			answer.Failed++
			x.Error = &handInError{models.ErrorCode(r.Err), views.ErrorText(lang, r.Err)}
		}
		answer.Results = append(answer.Results, x)
	}
	return answer
}
