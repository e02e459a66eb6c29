package handlers

import (
	"testing"

	"gongkai/models"
)

func TestVisitor(t *testing.T) {
	for _, tt := range []struct {
		name, from, forwarded, want string
		trusted                     []string
	}{
		{"no proxy", "203.0.113.5", "", "203.0.113.5", nil},
		{"a visitor who claims to be another", "203.0.113.5", "198.51.100.1", "203.0.113.5", []string{"127.0.0.1"}},
		{"behind a proxy", "127.0.0.1", "203.0.113.5", "203.0.113.5", []string{"127.0.0.1"}},
		{"made up before the proxy's own word", "127.0.0.1", "1.2.3.4, 203.0.113.5", "203.0.113.5", []string{"127.0.0.1"}},
		{"two proxies", "10.1.2.3", "1.2.3.4, 203.0.113.5, 10.9.9.9", "203.0.113.5", []string{"10.0.0.0/8"}},
		{"a proxy that says nothing", "127.0.0.1", "", "127.0.0.1", []string{"127.0.0.1"}},
		{"a proxy that says no address", "127.0.0.1", "unknown", "127.0.0.1", []string{"127.0.0.1"}},
		{"IPv6", "::1", "2001:db8::7", "2001:db8::7", []string{"::1"}},
		{"IPv4 in IPv6", "::ffff:127.0.0.1", "203.0.113.5", "203.0.113.5", []string{"127.0.0.1"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p, err := ParseProxies(tt.trusted)
			if err != nil {
				t.Fatal(err)
			}
			if got := p.origin(tt.from, tt.forwarded); got != tt.want {
				t.Errorf("%s, want %s", got, tt.want)
			}
		})
	}
	if _, err := ParseProxies([]string{"proxy.example"}); models.ErrorCode(err) != models.EINVALID {
		t.Errorf("a name: %v", err)
	}
}
