package views

import (
	"slices"

	"gongkai/models"
)

// SnapshotBox says which snapshot to cite and how it stands to what the page shows: its day and content, what it corrected, when the next
// one is planned, where its files are. list is of all snapshots, the newest first and with its files. Without any it is nil; on a page
// that is pinned to a snapshot it is of that one.
func SnapshotBox(f Frame, list []models.Snapshot) []Fact {
	lang, snap := f.lang(), f.Snapshot
	if !f.Pinned && len(list) > 0 {
		snap = list[0]
	}
	if snap.ID == "" {
		return nil
	}
	facts := []Fact{{Term: phrase(lang, "快照"), Text: snap.ID, Href: snap.Path(), Code: true},
		{Term: phrase(lang, "收录"), Text: phrase(lang, "%s 的数据：年度报告 %s 份，数字 %s 个。", snap.Day(), grouped(snap.Reports, lang), grouped(snap.Figures, lang))}}
	switch {
	case f.Pinned:
	case f.Snapshot.ID == snap.ID:
		facts = append(facts, Fact{Term: phrase(lang, "与本页"), Text: phrase(lang, "一致：本页的数字都在这一快照里")})
	default:
		facts = append(facts, Fact{Term: phrase(lang, "与本页"), Text: phrase(lang, "本页更新：数据截至 %s，变动的数字会在下一个快照里逐格列出", f.UpdatedText())})
	}
	if len(list) > 1 && !f.Pinned {
		text := phrase(lang, "与 %s 相比的变更", list[1].ID)
		if snap.Note != "" {
			text += phrase(lang, "：%s", snap.Note)
		}
		facts = append(facts, Fact{Term: phrase(lang, "变更"), Text: text, Href: snap.Path() + "#changed"})
	}
	if next := f.Settings.NextSnapshot; next != "" && !f.Pinned {
		facts = append(facts, Fact{Term: phrase(lang, "预告"), Text: phrase(lang, "下一个快照计划于 %s 建立。", next)})
	}
	facts = append(facts, Fact{Term: phrase(lang, "引用"), Text: phrase(lang, "引用格式和固定的网址"), Href: snap.Path() + "#cite"})
	if i := slices.IndexFunc(snap.Files, func(x models.SnapshotFile) bool { return x.File == "all" && x.Format == "zip" }); i >= 0 {
		facts = append(facts, Fact{Term: phrase(lang, "下载"), Text: phrase(lang, "全部数据（ZIP，%s）", byteSize(snap.Files[i].Bytes)), Href: SnapshotFilePath(snap.ID, snap.Files[i].Name)})
	}
	return facts
}
