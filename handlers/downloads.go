package handlers

import (
	"context"

	"gongkai/export"
	"gongkai/models"
	"gongkai/views"
)

// downloads offers every file in every format: "/downloads". Those of the newest snapshot, or of the live state while there is none.
func downloads(_ *app, r *request) (maker, error) {
	w := r.world
	return func(ctx context.Context) (content, error) {
		var snap models.Snapshot
		if len(w.snapshots) > 0 {
			var err error
			if snap, err = w.store.Snapshot(ctx, w.snapshots[0].ID); err != nil {
				return content{}, err
			}
		} else if len(w.reports) > 0 {
			d, err := export.Read(ctx, w.store)
			if err != nil {
				return content{}, err
			}
			for _, f := range export.Files {
				n, err := f.Count(d)
				if err != nil {
					return content{}, err
				}
				for _, format := range export.Formats {
					snap.Files = append(snap.Files, models.SnapshotFile{File: f.Name, Format: string(format), Name: f.Name + "." + string(format), Rows: n})
				}
			}
		}
		return content{page: views.NewDownloadsPage(r.frame, snap, labelsOf(), r.lang), table: export.SnapshotFileTable(snap)}, nil
	}, nil
}
