package handlers

import (
	"net/netip"
	"strings"

	"github.com/gofiber/fiber/v2"

	"gongkai/models"
)

// Proxies are the servers that may stand before the site, and be believed when they say who asks.
type Proxies []netip.Prefix

// ParseProxies reads addresses and networks of proxies: "127.0.0.1", "10.0.0.0/8", "::1". Anything else is EINVALID.
func ParseProxies(list []string) (Proxies, error) {
	var all Proxies
	for _, text := range list {
		network, err := netip.ParsePrefix(text)
		if a, alone := netip.ParseAddr(text); alone == nil {
			network, err = netip.PrefixFrom(a.Unmap(), a.Unmap().BitLen()), nil
		}
		if err != nil {
			return nil, models.Errorf(models.EINVALID, "“%s”不是反向代理的地址，请用 --trusted-proxy 给出 IP 地址或网段，例如 127.0.0.1 或 10.0.0.0/8。", text)
		}
		all = append(all, network.Masked())
	}
	return all, nil
}

// holds reports whether an address is that of a proxy.
func (p Proxies) holds(a netip.Addr) bool {
	for _, network := range p {
		if network.Contains(a) {
			return true
		}
	}
	return false
}

// texts are the networks as the server's own setting wants them.
func (p Proxies) texts() []string {
	var list []string
	for _, network := range p {
		list = append(list, network.String())
	}
	return list
}

// visitor is the address a request comes from.
func (p Proxies) visitor(c *fiber.Ctx) string {
	return p.origin(c.Context().RemoteIP().String(), c.Get(fiber.HeaderXForwardedFor))
}

// origin is the address of a connection or, where this is a trusted proxy, the last address of X-Forwarded-For that is none. Each proxy
// adds the address it heard from at the end, so what stands further to the left may be made up.
func (p Proxies) origin(connected, forwarded string) string {
	from, err := netip.ParseAddr(connected)
	if err != nil {
		return connected
	}
	from = from.Unmap()
	said := strings.Split(forwarded, ",")
	for i := len(said) - 1; i >= 0 && p.holds(from); i-- {
		a, err := netip.ParseAddr(strings.TrimSpace(said[i]))
		if err != nil {
			break
		}
		from = a.Unmap()
	}
	return from.String()
}
