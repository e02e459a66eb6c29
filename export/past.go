package export

import (
	"context"
	"path/filepath"
	"slices"

	"gongkai/models"
)

// OpenPast opens a snapshot again, in a folder that holds nothing else, as the state and the dataset that its files were made from:
// what is written of it has its name, its date and its changes. The state must be closed by the caller. It fails with ENOTFOUND if there
// is no such snapshot.
func OpenPast[S Frozen](ctx context.Context, v Vault[S], id, dir string) (state S, d Dataset, err error) {
	all, err := v.Snapshots(ctx)
	if err != nil {
		return state, d, err
	}
	if state, err = v.OpenSnapshot(ctx, id, filepath.Join(dir, "snapshot.db")); err != nil {
		return state, d, err
	}
	if d, err = readPast(ctx, v, all, id, dir, state); err != nil {
		state.Close()
	}
	return state, d, err
}

// readPast is the dataset of an opened snapshot; all are the snapshots there are, the newest first.
func readPast[S Frozen](ctx context.Context, v Vault[S], all []models.Snapshot, id, dir string, state S) (Dataset, error) {
	d, err := Read(ctx, state)
	if err != nil {
		return d, err
	}
	i := slices.IndexFunc(all, func(s models.Snapshot) bool { return s.ID == id })
	if i < 0 { // it was opened, so it is there; another one may have been made since the list was read
		return d, models.Errorf(models.ENOTFOUND, "没有编号为“%s”的数据快照。", id)
	}
	d.SnapshotID, d.SnapshotAt = all[i].ID, all[i].CreatedAt
	if i+1 < len(all) {
		d.Changes, err = changesSince(ctx, v, all[i+1].ID, filepath.Join(dir, "before.db"), d, state)
	}
	return d, err
}
