package store

import (
	"context"
	"errors"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	gosqlite "github.com/glebarez/go-sqlite"
	"github.com/glebarez/sqlite"
	"github.com/pressly/goose/v3"
	"gorm.io/gorm"
	"gorm.io/gorm/logger"

	"gongkai/models"
)

// This file holds all that is particular to SQLite, besides the column types of the migrations: where the database is, how
// connections are set up, what failures mean, and how a copy is made. Another database needs its own of these.

const gooseDialect = goose.DialectSQLite3

// readers is how many queries run at once.
const readers = 4

// pragmas of every connection: wait five seconds for another process's write, keep to foreign keys, 16 MB of page cache, and 256 MB
// of the file mapped into memory.
var pragmas = []string{"busy_timeout(5000)", "synchronous(NORMAL)", "foreign_keys(1)", "cache_size(-16384)", "mmap_size(268435456)", "temp_store(MEMORY)"}

// databaseFile returns the absolute path that dsn names.
func databaseFile(dsn string) (string, error) {
	switch {
	case dsn == "":
		return "", models.Errorf(models.EINVALID, "没有指定数据库文件，请用 --db 给出文件名。")
	case strings.Contains(dsn, "://"):
		return "", models.Errorf(models.EINVALID, "不支持数据库地址“%s”，请给出一个 SQLite 数据库文件名。", dsn)
	case strings.HasSuffix(dsn, "/"):
		return "", models.Errorf(models.EINVALID, "“%s”是文件夹，不是数据库文件。", dsn)
	}
	path, err := filepath.Abs(dsn)
	if err != nil {
		return "", err
	}
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		return "", models.Errorf(models.EINVALID, "“%s”是文件夹，不是数据库文件。", dsn)
	}
	if info, err := os.Stat(filepath.Dir(path)); err != nil || !info.IsDir() {
		return "", models.Errorf(models.EINVALID, "数据库文件“%s”所在的文件夹不存在，请先建立。", dsn)
	}
	return path, nil
}

func exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}

// writerDSN takes the write lock when a transaction begins: one that reads first and writes later would fail at once when another
// process has written in between, however long it may wait. _time_format must not be set, the driver would then drop _txlock.
func writerDSN(path string) string {
	return fileURI(path, url.Values{"_txlock": {"immediate"}, "_pragma": append([]string{"journal_mode(WAL)"}, pragmas...)})
}

func readerDSN(path string) string {
	return fileURI(path, url.Values{"mode": {"ro"}, "_pragma": append([]string{"query_only(1)"}, pragmas...)})
}

// fileURI escapes what a file name may hold and a URI may not: "?", "#", "%".
func fileURI(path string, query url.Values) string {
	path = filepath.ToSlash(path)
	if !strings.HasPrefix(path, "/") {
		path = "/" + path // a drive letter
	}
	u := url.URL{Scheme: "file", Path: path, RawQuery: query.Encode()}
	return u.String()
}

func connect(ctx context.Context, dsn string, connections int) (*gorm.DB, error) {
	db, err := gorm.Open(sqlite.Open(dsn), &gorm.Config{TranslateError: true, SkipDefaultTransaction: true, Logger: logger.Discard,
		NowFunc: func() time.Time { return time.Now().UTC() }})
	if err != nil {
		return nil, err
	}
	pool, err := db.DB()
	if err != nil {
		return nil, err
	}
	pool.SetMaxOpenConns(connections)
	pool.SetMaxIdleConns(connections)
	return db, pool.PingContext(ctx)
}

// otherTables counts tables that this system did not make.
func otherTables(db *gorm.DB) (n int64, err error) {
	err = db.Raw(`SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'
		AND NOT EXISTS (SELECT 1 FROM sqlite_master WHERE name = ?)`, goose.DefaultTablename).Scan(&n).Error
	return n, err
}

// copyInto writes a compact copy of the database to a new file.
func copyInto(db *gorm.DB, path string) error {
	path, err := filepath.Abs(path) // never a URI
	if err != nil {
		return err
	}
	return db.Exec("VACUUM INTO ?", path).Error
}

// SQLite's primary result codes, https://www.sqlite.org/rescode.html.
const (
	codeBusy     = 5
	codeReadOnly = 8
	codeIOErr    = 10
	codeCorrupt  = 11
	codeFull     = 13
	codeCantOpen = 14
	codeNotADB   = 26
)

// describe puts failures that a person can mend into a sentence and leaves others alone.
func describe(err error, name string) error {
	e, ok := errors.AsType[*gosqlite.Error](err)
	if !ok {
		return err
	}
	switch e.Code() & 0xff {
	case codeNotADB:
		return models.Errorf(models.EINVALID, "“%s”不是数据库文件，请检查文件名。", name)
	case codeCantOpen, codeReadOnly:
		return models.Errorf(models.EINVALID, "无法写入数据库“%s”，请检查文件和文件夹的权限。", name)
	case codeBusy:
		return models.Errorf(models.ECONFLICT, "数据库“%s”正被另一个程序写入，请稍后再试。", name)
	case codeFull:
		return models.Errorf(models.EINVALID, "磁盘空间不足，无法写入“%s”。", name)
	case codeCorrupt, codeIOErr:
		return models.Errorf(models.EINVALID, "数据库“%s”已损坏或无法读取，请用备份恢复。", name)
	}
	return err
}
