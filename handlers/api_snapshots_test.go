package handlers

import (
	"encoding/csv"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"gongkai/export"
	"gongkai/models"
)

// corrected is the citable district with a figure corrected and a third snapshot, and then another correction that is live only.
func corrected(t testing.TB) (*site, []models.Snapshot) {
	t.Helper()
	s, first, second := citable(t)
	agencies, err := s.store.Agencies(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	s.save(t, agencies[0], 2024, 999, "corrected")
	third, err := export.Publish(t.Context(), s.store, export.Publication{Now: time.Date(2026, 4, 2, 2, 0, 0, 0, time.UTC)})
	if err != nil {
		t.Fatal(err)
	}
	s.save(t, agencies[0], 2024, 555, "corrected again")
	return s, []models.Snapshot{first, second, third}
}

// walkCSV reads all pages of an address, as one file.
func (s *site) walkCSV(t testing.TB, address string) (file string, pages int) {
	t.Helper()
	for ; address != ""; pages++ {
		res := s.get(t, address)
		if res.StatusCode != 200 {
			t.Fatalf("%s: %d %s", address, res.StatusCode, res.body)
		}
		body := res.body
		if pages > 0 {
			_, body, _ = strings.Cut(body, "\r\n")
		}
		file, address = file+body, res.next()
	}
	return file, pages
}

// Whatever the site has now, the pages of a snapshot are its files, byte for byte.
func TestAPI_PinnedWalksAreTheFilesOfTheSnapshot(t *testing.T) {
	s, all := corrected(t)
	for _, id := range []string{all[0].ID, all[2].ID} {
		snap, err := s.store.Snapshot(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		for name, file := range map[string]string{"agencies": "agencies", "reports": "reports", "observations": "observations-long", "indicators": "indicators-long", "findings": "quality-findings", "texts": "texts", "changes": "changes"} {
			i := slices.IndexFunc(snap.Files, func(f models.SnapshotFile) bool { return f.File == file && f.Format == string(export.CSV) })
			f := snap.Files[i]
			whole, err := io.ReadAll(s.store.ReadSnapshotFile(t.Context(), id, f.Name, 0, f.Bytes))
			if err != nil {
				t.Fatal(err)
			}
			limit := "997"
			if name == "changes" {
				limit = "3"
			}
			address := apiRoot + "/" + name + "?format=csv&bom=1&snapshot=" + id + "&limit=" + limit
			got, pages := s.walkCSV(t, address)
			if endpointOf(name).column("row_type") >= 0 {
				sums, n := s.walkCSV(t, address+"&row_type=total")
				_, sums, _ = strings.Cut(sums, "\r\n")
				got, pages = got+sums, pages+n
			}
			if got != string(whole) {
				t.Errorf("%s of %s: %d bytes on %d pages, the file has %d", name, id, len(got), pages, len(whole))
			}
		}
	}
}

func TestAPI_PinnedAnswersStay(t *testing.T) {
	s, all := corrected(t)
	const query = "/observations?m=applications.received&by=total&a=a-0&y=2024&fields=snapshot_id,value"
	for id, want := range map[string]float64{all[2].ID: 9990, "": 5550} {
		address := apiRoot + query
		if id != "" {
			address += "&snapshot=" + id
		}
		if rows := rowsOf(t, s.get(t, address).body); len(rows) != 1 || rows[0]["value"] != want || rows[0]["snapshot_id"] != id {
			t.Errorf("%s: %v, want %v", address, rows, want)
		}
	}
	page := apiRoot + "/observations?limit=50&snapshot=" + all[0].ID
	before := s.get(t, page)
	next := before.next()
	if c := before.Header.Get("Cache-Control"); c != apiPinned || !strings.Contains(next, "snapshot="+all[0].ID) {
		t.Errorf("%s, then %s", c, next)
	}
	second := s.get(t, next).body
	agencies, err := s.store.Agencies(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	s.save(t, agencies[0], 2021, 123, "and again")
	s.settings(t, models.Settings{District: "示例区", DistrictCode: "990101", BaseURL: "https://new.example", OrganDeadline: "01-31", GovernmentDeadline: "03-31"})
	s.clock.t = s.clock.t.Add(2 * time.Second)
	after := s.get(t, page)
	if after.body != before.body || after.Header.Get("ETag") != before.Header.Get("ETag") || after.Header.Get("Last-Modified") != before.Header.Get("Last-Modified") {
		t.Error("the answer changed with the live data")
	}
	if !strings.HasPrefix(after.next(), "https://new.example/api/v1/") {
		t.Errorf("the next page is at %s", after.next())
	}
	if res := s.get(t, next); res.StatusCode != 200 || res.body != second {
		t.Errorf("a cursor of a snapshot after a change: %d %.200s", res.StatusCode, res.body)
	}
	for _, address := range []string{strings.Replace(next, all[0].ID, all[1].ID, 1), strings.Replace(next, "snapshot="+all[0].ID+"&", "", 1)} {
		if res := s.get(t, address); res.StatusCode != 400 || problemIn(t, res).Type != "https://new.example/api#bad-cursor" {
			t.Errorf("%s, a cursor of another state: %d", address, res.StatusCode)
		}
	}
	// What there is to choose from is what the snapshot had.
	if rows := rowsOf(t, s.get(t, apiRoot+"/reports?a=a-5&y=2023&snapshot="+all[0].ID).body); len(rows) != 1 || rows[0]["status"] != "missing" {
		t.Errorf("%v", rows)
	}
}

func TestAPI_UnknownSnapshot(t *testing.T) {
	s, first, second := citable(t)
	for i := range endpoints {
		for _, id := range []string{"s2020-01-01", "live", first.ID + "~" + second.ID} {
			res := s.get(t, endpoints[i].path()+"?snapshot="+escape(id))
			if d := problemIn(t, res); res.StatusCode != 400 || d.Type != "/api#unknown-value" || d.Parameter != "snapshot" || !slices.Equal(d.Choices, []string{second.ID, first.ID}) || d.ChoicesURL != bySnapshot.url {
				t.Errorf("%s: %d %s", endpoints[i].path(), res.StatusCode, res.body)
			}
		}
		if res := s.get(t, endpoints[i].path()+"?limit=1&snapshot="+first.ID); res.StatusCode != 200 {
			t.Errorf("%s: %d %s", endpoints[i].path(), res.StatusCode, res.body)
		}
	}
	if rows := rowsOf(t, s.get(t, bySnapshot.url).body); len(rows) != 2 || rows[0]["snapshot_id"] != second.ID {
		t.Errorf("the snapshots are %v", rows)
	}
	if rows := rowsOf(t, s.get(t, apiRoot+"/snapshots?snapshot="+first.ID).body); len(rows) != 1 || rows[0]["snapshot_id"] != first.ID {
		t.Errorf("the snapshots there were are %v", rows)
	}
	if res := district(t).get(t, apiRoot+"/observations?snapshot=s2026-03-01"); res.StatusCode != 400 {
		t.Errorf("without any: %d", res.StatusCode)
	}
}

func TestAPI_Changes(t *testing.T) {
	s, all := corrected(t)
	changes := func(query string) []map[string]any {
		rows, _ := s.walk(t, apiRoot+"/changes?limit=4"+query)
		return rows
	}
	if rows := changes("&snapshot=" + all[0].ID); len(rows) != 0 {
		t.Errorf("of the first: %v", rows)
	}
	if rows := changes("&snapshot=" + all[1].ID); len(rows) != 1 || rows[0]["change"] != "added" || rows[0]["agency_id"] != "a-5" || rows[0]["year"] != 2023.0 || rows[0]["value"] != nil || rows[0]["snapshot_id"] != all[1].ID {
		t.Errorf("of the second: %v", rows)
	}
	newest := changes("")
	if diff := cmp.Diff(changes("&snapshot="+all[2].ID), newest); diff != "" || len(newest) == 0 {
		t.Errorf("not those of the newest: %s", diff)
	}
	for _, r := range newest {
		if r["change"] != "figure" || r["agency_id"] != "a-0" || r["year"] != 2024.0 || r["snapshot_id"] != all[2].ID {
			t.Errorf("%v", r)
		}
	}
	if rows := changes("&change=figure&a=a-0&m=applications.received&by=total"); len(rows) != 1 || rows[0]["value"] != 9990.0 {
		t.Errorf("of one figure: %v", rows)
	}
	if rows := changes("&change=added"); len(rows) != 0 {
		t.Errorf("added: %v", rows)
	}
	table, err := csv.NewReader(strings.NewReader(s.get(t, apiRoot+"/changes?format=csv").body)).ReadAll()
	if err != nil || len(table) != len(newest)+1 {
		t.Errorf("%d lines, %v", len(table), err)
	}
	if rows := rowsOf(t, district(t).get(t, apiRoot+"/changes").body); len(rows) != 0 {
		t.Errorf("without a snapshot: %v", rows)
	}
}
