package ingest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"gongkai/models"
)

// folder holds reports of four organs, with a file between them that could not be fetched and one that is no report.
func folder(t *testing.T) []Item {
	var items []Item
	for i, organ := range []string{"民政局", "教育局", "财政局", "司法局"} {
		m := newMade(2024, 10*i)
		m.blocks[0] = "青山区" + organ + "2024年政府信息公开工作年度报告"
		format := []string{"docx", "html", "xlsx", "odt"}[i]
		items = append(items, Item{Label: organ, Name: organ + "." + format, Data: writers[format](t, m)})
	}
	items = slices.Insert(items, 2, Item{Label: "丢失", Err: models.Errorf(models.ENOTFOUND, "没有。")}, Item{Label: "通知", Name: "通知.txt", Data: []byte("关于开会的通知")})
	for i := range items {
		items[i].Options = ImportOptions{CreateAgencies: true, Now: time.Date(2025, 3, 1, 0, 0, 0, 0, time.UTC)}
	}
	return items
}

func TestImportAll_InOrderWhateverFails(t *testing.T) {
	store := district()
	var got []string
	err := NewBatch(store).ImportAll(context.Background(), slices.Values(folder(t)), func(i Item, o Outcome, err error) {
		got = append(got, fmt.Sprint(i.Label, " ", o.AgencyName, models.ErrorCode(err)))
	})
	want := []string{"民政局 青山区民政局", "教育局 青山区教育局", "丢失 not_found", "通知 invalid", "财政局 青山区财政局", "司法局 青山区司法局"}
	if err != nil || !slices.Equal(got, want) || store.saves != 4 {
		t.Errorf("got %q, %v, %d saved", got, err, store.saves)
	}
}

func TestImportAll_StopsBetweenDocuments(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	store := district()
	told := 0
	err := NewBatch(store).ImportAll(ctx, slices.Values(folder(t)), func(Item, Outcome, error) {
		told++
		cancel()
	})
	if !errors.Is(err, context.Canceled) || told != 1 || store.saves != 1 {
		t.Errorf("%v, told %d times, %d saved", err, told, store.saves)
	}
}
