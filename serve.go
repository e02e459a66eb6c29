package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"syscall"

	"gongkai/handlers"
	"gongkai/models"
	"gongkai/store"
)

type serveCommand struct {
	DB           string   `name:"db" default:"gongkai.db" env:"GONGKAI_DB" placeholder:"FILE" help:"数据库文件，没有则新建。 / Database file, made if there is none."`
	Addr         string   `default:"127.0.0.1:8080" env:"GONGKAI_ADDR" help:"监听地址，默认 ${default}。 / Address to listen on."`
	TrustedProxy []string `name:"trusted-proxy" env:"GONGKAI_TRUSTED_PROXIES" placeholder:"IP" help:"网站前面的反向代理的地址或网段，可给多个；只采信它们转告的访问者地址和 https。 / Addresses or networks of reverse proxies, believed when they say who asks and that a connection is encrypted."`
	Settings     string   `env:"GONGKAI_SETTINGS" placeholder:"FILE" help:"设置文件（JSON）：区名、办公室、联系方式、期限等；也可用环境变量 GONGKAI_DISTRICT 等。 / Settings, also from GONGKAI_… variables."`
}

// Run serves the database until it is told to stop, and then lets requests under way end.
func (s *serveCommand) Run(ctx context.Context, c *console) error {
	proxies, err := handlers.ParseProxies(s.TrustedProxy)
	if err != nil {
		return err
	}
	l, err := listen(s.Addr)
	if err != nil {
		return err
	}
	defer l.Close()
	db, err := store.Open(ctx, s.DB)
	if err != nil {
		return err
	}
	defer db.Close()
	fixed, err := applySettings(ctx, db, s.Settings, os.Getenv)
	if err != nil {
		return err
	}
	fmt.Fprintf(c.out, "网站已启动：%s （按 Ctrl+C 停止）\n", address(l))
	return handlers.Serve(ctx, l, handlers.Config{Store: db, Proxies: proxies, Fixed: fixed})
}

func listen(addr string) (net.Listener, error) {
	l, err := net.Listen("tcp", addr)
	switch {
	case err == nil:
		return l, nil
	case errors.Is(err, syscall.EADDRINUSE):
		return nil, models.Errorf(models.ECONFLICT, "地址 %s 已被其他程序占用，请先停止那个程序，或用 --addr 换一个端口，例如 --addr 127.0.0.1:8081。", addr)
	case errors.Is(err, syscall.EACCES):
		return nil, models.Errorf(models.EINVALID, "没有权限监听地址 %s，请用 --addr 换一个 1024 以上的端口，例如 --addr 127.0.0.1:8080。", addr)
	}
	return nil, models.Errorf(models.EINVALID, "无法监听地址“%s”（%v），请用 --addr 给出“IP:端口”，例如 --addr 127.0.0.1:8080。", addr, err)
}

// address is where a browser on this machine finds the listener.
func address(l net.Listener) string {
	a, ok := l.Addr().(*net.TCPAddr)
	if !ok {
		return l.Addr().String()
	}
	if a.IP.IsUnspecified() {
		return fmt.Sprintf("http://localhost:%d/", a.Port)
	}
	return "http://" + a.String() + "/"
}
