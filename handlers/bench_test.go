package handlers

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"slices"
	"testing"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp"

	"gongkai/models"
)

// sixty is a district of 60 agencies over ten years.
func sixty(b *testing.B) (*site, *app) {
	b.Helper()
	s := newSite(b)
	var list []models.Agency
	for i := range 60 {
		a := models.Agency{ID: fmt.Sprintf("a-%02d", i), Position: i + 1, Kind: models.KindDepartment, Name: fmt.Sprintf("第%d局", i)}
		for y := 2016; y <= 2025; y++ {
			a.Owes = append(a.Owes, models.Obligation{Year: y})
		}
		list = append(list, a)
	}
	if err := s.store.SaveAgencies(context.Background(), list, nil); err != nil {
		b.Fatal(err)
	}
	for i, a := range list {
		for y := 2016; y <= 2025; y++ {
			s.save(b, a, y, int64(i*3+y%7), fmt.Sprintf("%s%d", a.ID, y))
		}
	}
	a := newApp(Config{Store: s.store})
	s.app = a.site()
	return s, a
}

// BenchmarkPages measures what the first visitor after a change waits for ("made") and what the next ones do ("kept", compressed,
// and 304), without the network.
func BenchmarkPages(b *testing.B) {
	s, a := sixty(b)
	handler := s.app.Handler()
	ask := func(b *testing.B, address, tag string) *fasthttp.RequestCtx {
		ctx := &fasthttp.RequestCtx{}
		ctx.Request.Header.SetMethod(http.MethodGet)
		ctx.Request.SetRequestURI(address)
		ctx.Request.Header.Set("Accept-Encoding", "gzip, br")
		if tag != "" {
			ctx.Request.Header.Set("If-None-Match", tag)
		}
		handler(ctx)
		if status := ctx.Response.StatusCode(); status != 200 && (tag == "" || status != 304) {
			b.Fatalf("%s: status %d", address, status)
		}
		return ctx
	}
	for name, address := range map[string]string{"home": "/", "compare": "/compare", "csv": "/measures/applications.received.csv", "agency": "/agencies/a-30", "year": "/years/2025", "report": "/reports/a-30/2025"} {
		b.Run(name+"/made", func(b *testing.B) {
			var size int
			for b.Loop() {
				a.cache.clear()
				size = len(ask(b, address, "").Response.Body())
			}
			b.ReportMetric(float64(size), "br-bytes")
		})
		b.Run(name+"/kept", func(b *testing.B) {
			for b.Loop() {
				ask(b, address, "")
			}
		})
		b.Run(name+"/304", func(b *testing.B) {
			tag := string(ask(b, address, "").Response.Header.Peek("ETag"))
			for b.Loop() {
				ask(b, address, tag)
			}
		})
	}
}

// BenchmarkKept sets a kept page beside Fiber sending the same bytes, both over the network of this machine, whole and as 304. They are
// asked in turns, and the middle times are compared, so that what else the machine does falls on both: of-fiber is 1 where ours is as fast.
func BenchmarkKept(b *testing.B) {
	s, _ := sixty(b)
	plain := fiber.New(fiber.Config{DisableStartupMessage: true})
	const address = "/compare"
	page := s.get(b, address, "Accept-Encoding: br")
	body, tag := []byte(page.body), page.Header.Get("ETag")
	plain.Get(address, func(c *fiber.Ctx) error {
		if c.Get(fiber.HeaderIfNoneMatch) == tag {
			for _, name := range []string{fiber.HeaderETag, fiber.HeaderCacheControl, fiber.HeaderVary} {
				c.Set(name, page.Header.Get(name))
			}
			return c.SendStatus(fiber.StatusNotModified)
		}
		for name, values := range page.Header {
			c.Set(name, values[0])
		}
		return c.Send(body)
	})
	var clients []*fasthttp.HostClient
	for _, app := range []*fiber.App{plain, s.app} {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			b.Fatal(err)
		}
		go func() { _ = app.Listener(l) }()
		b.Cleanup(func() { _ = app.Shutdown() })
		clients = append(clients, &fasthttp.HostClient{Addr: l.Addr().String()})
	}
	for name, known := range map[string]string{"200": "", "304": tag} {
		b.Run(name, func(b *testing.B) {
			var req fasthttp.Request
			var res fasthttp.Response
			req.SetRequestURI("http://localhost" + address)
			req.Header.Set("Accept-Encoding", "br")
			if known != "" {
				req.Header.Set("If-None-Match", known)
			}
			times := make([][]time.Duration, len(clients))
			for b.Loop() {
				for i, client := range clients {
					began := time.Now()
					if err := client.Do(&req, &res); err != nil || len(res.Body()) != len(body) && known == "" || res.StatusCode() != 304 && known != "" {
						b.Fatalf("%d, %d bytes, %v", res.StatusCode(), len(res.Body()), err)
					}
					times[i] = append(times[i], time.Since(began))
				}
			}
			middle := func(list []time.Duration) float64 { slices.Sort(list); return float64(list[len(list)/2]) }
			b.ReportMetric(middle(times[0])/middle(times[1]), "of-fiber")
		})
	}
}
