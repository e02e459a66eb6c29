// Command gongkai reads yearly reports on government information disclosure (政府信息公开工作年度报告), checks them, keeps them in one
// database file, and publishes comparisons and data.
//
// This file holds the command line and its exit statuses; each command stands in the file named after what it does.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"strings"
	"syscall"

	"github.com/alecthomas/kong"

	"gongkai/export"
	"gongkai/models"
)

// commands is the command line. Names are binding: scripts use them.
type commands struct {
	Serve    serveCommand    `cmd:"" help:"启动网站。 / Serve the web site."`
	Demo     demoCommand     `cmd:"" help:"用虚构的示例区演示：生成年报、导入、启动网站，退出时全部删除。 / Make, import and serve the reports of an invented district; leaves nothing behind."`
	Import   importCommand   `cmd:"" help:"导入年报（文件、文件夹、ZIP）。 / Import reports: files, folders, ZIP archives."`
	Parse    parseCommand    `cmd:"" help:"读取一份年报并显示结果，不用数据库。 / Read one report and show what it says; needs no database."`
	Check    checkCommand    `cmd:"" help:"核对年报；同一机关的几年互相核对。 / Check reports; several years of one agency are checked against each other."`
	Export   exportCommand   `cmd:"" help:"导出数据（CSV、JSON、XLSX、Parquet、SQLite、ZIP）。 / Write data files."`
	Snapshot snapshotCommand `cmd:"" help:"把已公布的数据做成不再变化的快照；列出、核对快照。 / Make, list and verify dated states of the published data."`
	Queue    queueCommand    `cmd:"" help:"待录入的扫描件等：列出、指定机关、生成空白表。 / Scans and the like that wait to be typed in."`
	Feedback feedbackCommand `cmd:"" help:"网站上收到的反馈：列出、导出、标为已处理。 / What visitors of the site wrote to the office."`
	Agencies agenciesCommand `cmd:"" help:"载入机关名单（CSV）。 / Load the list of agencies (CSV)."`
	User     userCommand     `cmd:"" help:"能登录网站的用户：新建、邀请、停用。 / People who sign in: add, invite, disable."`
	Backup   backupCommand   `cmd:"" help:"备份数据库，网站不用停。 / Copy the database while the site serves."`
	Restore  restoreCommand  `cmd:"" help:"用备份恢复数据库，原来的留着。 / Put a copy back; the database that was there is kept."`
	Doctor   doctorCommand   `cmd:"" help:"检查数据库：文件、原始文件、核对结果。 / Examine the database: pages, originals, what is derived."`
	Version  versionCommand  `cmd:"" help:"显示版本。 / Show the version."`
}

// Exit statuses.
const (
	exitFailed = 1 // the command did its work and something is wrong: unreadable, failed checks, files not imported
	exitUsage  = 2 // the command line is wrong
	exitQueued = 3 // nothing failed, but documents that were to be imported wait to be typed in
)

// Errors that end the program with the status of that name after the command itself has said why.
var (
	errFailed = errors.New("failed")
	errQueued = errors.New("queued")
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	context.AfterFunc(ctx, stop) // a second interrupt ends the program at once
	status := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(status)
}

// run runs one command line and returns the exit status.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	parser, err := kong.New(&commands{}, kong.Name("gongkai"), kong.Vars{"data_files": strings.Join(export.FileNames(), ",")},
		kong.Description("政府信息公开工作年度报告：读取、核对、比较、公开。\nYearly reports on government information disclosure: read, check, compare, publish."),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true}), kong.Writers(stdout, stderr),
		kong.BindTo(ctx, (*context.Context)(nil)), kong.Bind(&console{stdout, stderr}))
	if err != nil {
		panic(err) // the table above is wrong
	}
	if len(args) == 0 {
		args = []string{"--help"}
	}
	parsed, err := parser.Parse(args)
	if err != nil {
		fmt.Fprintf(stderr, "命令用法有误 / wrong usage: %v\n用 gongkai --help 查看用法。\n", err)
		return exitUsage
	}
	switch err := parsed.Run(); {
	case err == nil:
		return 0
	case errors.Is(err, errFailed):
		return exitFailed
	case errors.Is(err, errQueued):
		return exitQueued
	case errors.Is(err, context.Canceled), ctx.Err() != nil && models.ErrorCode(err) == models.EINTERNAL: // what an interrupt broke off
		fmt.Fprintln(stderr, "已中断。")
		return exitFailed
	case models.ErrorCode(err) == models.EINTERNAL:
		// On the command line the reader is the one who looks after the program.
		fmt.Fprintf(stderr, "出错了：%v\n", err)
		return exitFailed
	default:
		fmt.Fprintln(stderr, models.ErrorMessage(err))
		return exitFailed
	}
}

// console is where a command writes: results to out, progress and remarks to err.
type console struct{ out, err io.Writer }

type versionCommand struct{}

// Run shows the module's version and the commit it was built from.
func (versionCommand) Run(c *console) error {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return fmt.Errorf("read build info")
	}
	version, revision := info.Main.Version, ""
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" {
			revision = " " + s.Value[:min(12, len(s.Value))]
		}
	}
	_, err := fmt.Fprintf(c.out, "gongkai %s%s %s\n", version, revision, info.GoVersion)
	return err
}
