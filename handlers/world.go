package handlers

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"time"

	"gongkai/models"
	"gongkai/store"
	"gongkai/views"
)

// world is one state of the data, the live one or a snapshot, as far as every page needs it. It is never written to. What a view
// shows of published data it reads through the world it is given, never from the app's own store.
type world struct {
	store       *store.Store    // where this state is read from
	snapshot    models.Snapshot // the snapshot this is; without ID for the live state
	version     int64
	updated     time.Time
	settings    models.Settings
	agencies    []models.Agency
	successions []models.Succession
	exclusions  []models.Exclusion         // from consolidated reports
	locks       []models.ConsolidationLock // of consolidated reports
	reports     []models.ReportHead        // published ones
	heads       views.Heads
	years       []int             // from the first year of a report to the last
	snapshots   []models.Snapshot // that there are, the newest first and with its files; of the live state alone

	english *world // the same under English names
}

// readWorld reads the state of the data in a store, all but its version.
func readWorld(ctx context.Context, db *store.Store) (*world, error) {
	w := &world{store: db}
	var err error
	if w.settings, err = db.Settings(ctx); err != nil {
		return nil, err
	}
	if w.agencies, err = db.Agencies(ctx); err != nil {
		return nil, err
	}
	if w.exclusions, w.locks, err = db.Consolidations(ctx); err != nil {
		return nil, err
	}
	if w.successions, err = db.Successions(ctx); err != nil {
		return nil, err
	}
	if w.reports, err = db.Reports(ctx, store.ReportFilter{Statuses: []models.Status{models.StatusPublished}}); err != nil {
		return nil, err
	}
	if w.snapshots, err = db.Snapshots(ctx); err != nil {
		return nil, err
	}
	if len(w.snapshots) > 0 {
		if w.snapshots[0], err = db.Snapshot(ctx, w.snapshots[0].ID); err != nil {
			return nil, err
		}
	}
	w.heads = views.NewHeads(w.reports)
	if len(w.reports) > 0 { // sorted by year
		for y := w.reports[0].Year; y <= w.last(); y++ {
			w.years = append(w.years, y)
		}
	}
	return w, nil
}

// state names the state of the data, as keys of what is made from it do: a snapshot never looks like a version of the live state.
func (w *world) state() string {
	if w.snapshot.ID != "" {
		return w.snapshot.ID
	}
	return strconv.FormatInt(w.version, 10)
}

// shown is the snapshot whose data this state is, be it live; the zero one if it is none's.
func (w *world) shown() models.Snapshot {
	if w.snapshot.ID == "" && len(w.snapshots) > 0 && w.snapshots[0].Version == w.version {
		return w.snapshots[0]
	}
	return w.snapshot
}

// in returns the world for pages in a language.
func (w *world) in(lang models.Lang) *world {
	if lang == models.En {
		return w.english
	}
	return w
}

// translate makes the world for English pages, once the rest of it is read.
func (w *world) translate() {
	english := *w
	english.settings = w.settings.In(models.En)
	english.agencies = make([]models.Agency, len(w.agencies))
	for i, a := range w.agencies {
		english.agencies[i] = a.In(models.En)
	}
	w.english = &english
}

// reported lists the years that there is a report of. Years between them in which nobody reported are not years of the data files.
func (w *world) reported() []int {
	var years []int
	for _, h := range w.reports { // sorted by year
		if n := len(years); n == 0 || years[n-1] != h.Year {
			years = append(years, h.Year)
		}
	}
	return years
}

// last is the newest year that there is a report of, 0 if there is none.
func (w *world) last() int {
	if len(w.reports) == 0 {
		return 0
	}
	return w.reports[len(w.reports)-1].Year
}

// agency finds an agency by its id.
func (w *world) agency(id string) (models.Agency, bool) {
	i := slices.IndexFunc(w.agencies, func(a models.Agency) bool { return a.ID == id })
	if i < 0 {
		return models.Agency{}, false
	}
	return w.agencies[i], true
}

// ofKind lists the agencies of a kind, in their order.
func (w *world) ofKind(k models.Kind) []models.Agency {
	return slices.DeleteFunc(slices.Clone(w.agencies), func(a models.Agency) bool { return a.Kind != k })
}

// observe reads the figures with the given keys. Without agencies, years or keys there are none.
func (w *world) observe(ctx context.Context, agencies []models.Agency, years []int, keys []models.Key) ([]models.Observation, error) {
	if len(agencies) == 0 || len(years) == 0 || len(keys) == 0 {
		return nil, nil
	}
	f := store.ObservationFilter{Years: years}
	for _, x := range agencies {
		f.Agencies = append(f.Agencies, x.ID)
	}
	for _, k := range keys {
		if !slices.Contains(f.Measures, k.Measure) {
			f.Measures = append(f.Measures, k.Measure)
		}
		if !slices.Contains(f.Applicants, k.Applicant) {
			f.Applicants = append(f.Applicants, k.Applicant)
		}
	}
	obs, err := w.store.Observations(ctx, f)
	if err != nil {
		return nil, fmt.Errorf("observe %d measures: %w", len(f.Measures), err)
	}
	return obs, nil
}

// subjects turns codes that are part of the program into subjects.
func subjects(codes ...string) []models.Subject {
	list := make([]models.Subject, len(codes))
	for i, code := range codes {
		s, err := models.SubjectOf(code, "")
		if err != nil {
			panic(err) // a code written in this package; its tests meet it first
		}
		list[i] = s
	}
	return list
}
