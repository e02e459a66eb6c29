package main

import (
	"context"
	"fmt"

	"gongkai/store"
)

type doctorCommand struct {
	DB     string `name:"db" default:"gongkai.db" env:"GONGKAI_DB" placeholder:"FILE" help:"数据库文件，只读不写。 / Database file; it is only read."`
	Repair bool   `help:"重新计算能算出来的：核对结果、存疑标记、计数、搜索文字；年报里印的数字不动。 / Work out findings, marks, counts and search texts anew; printed figures stay as they are."`
	JSON   bool   `name:"json" help:"输出 JSON。 / Write JSON."`
}

// doctorJSON is what doctor --json prints.
type doctorJSON struct {
	Problems []store.Problem `json:"problems"`
	Repaired []store.Problem `json:"repaired"` // by --repair
}

// Run examines the database and says of each thing that is wrong what to do. It ends with status 1 if something is wrong still.
func (d *doctorCommand) Run(ctx context.Context, c *console) error {
	found, err := store.Examine(ctx, d.DB)
	if err != nil {
		return err
	}
	result := doctorJSON{Problems: found, Repaired: []store.Problem{}}
	if d.Repair && anyRepairable(found) {
		if result, err = d.repair(ctx, found); err != nil {
			return err
		}
	}
	if d.JSON {
		result.Problems = append([]store.Problem{}, result.Problems...)
		if err := writeJSON(c.out, result); err != nil {
			return err
		}
	} else {
		result.write(c)
	}
	if len(result.Problems) > 0 {
		return errFailed
	}
	return nil
}

func anyRepairable(found []store.Problem) bool {
	for _, p := range found {
		if p.Repairable {
			return true
		}
	}
	return false
}

func (d *doctorCommand) repair(ctx context.Context, found []store.Problem) (doctorJSON, error) {
	db, err := store.Open(ctx, d.DB)
	if err != nil {
		return doctorJSON{}, err
	}
	defer db.Close()
	if err := db.Repair(ctx); err != nil {
		return doctorJSON{}, err
	}
	left, err := store.Examine(ctx, d.DB)
	if err != nil {
		return doctorJSON{}, err
	}
	result := doctorJSON{Problems: left, Repaired: []store.Problem{}}
	still := map[string]bool{}
	for _, p := range left {
		still[p.Message] = true
	}
	for _, p := range found {
		if p.Repairable && !still[p.Message] {
			result.Repaired = append(result.Repaired, p)
		}
	}
	return result, nil
}

// write says of each check what came of it.
func (r doctorJSON) write(c *console) {
	wrong := map[string]bool{}
	for _, p := range r.Problems {
		wrong[p.Check] = true
	}
	for _, p := range r.Repaired {
		fmt.Fprintf(c.out, "已修复 %s\n", p.Message)
	}
	// Damaged pages make the other checks idle; tables of an older version those of what is in them.
	whole := !wrong["integrity"] && !wrong["schema"]
	for _, k := range store.Checks {
		if whole && !wrong[k.Name] {
			fmt.Fprintf(c.out, "正常   %s\n", k.Sound)
		}
	}
	for _, p := range r.Problems {
		fmt.Fprintf(c.out, "有问题 %s\n", p.Message)
	}
	if len(r.Problems) == 0 {
		fmt.Fprintln(c.out, "数据库检查完毕，没有发现问题。")
		return
	}
	fmt.Fprintf(c.out, "数据库检查完毕，发现 %d 个问题。\n", len(r.Problems))
}
