package password

import (
	"context"
	"strings"
	"testing"
)

func TestMatches(t *testing.T) {
	hash, err := Hash(t.Context(), "一个相当长的密码 pass")
	if err != nil {
		t.Fatal(err)
	}
	again, err := Hash(t.Context(), "一个相当长的密码 pass")
	if err != nil || hash == again || !strings.HasPrefix(hash, "$argon2id$v=19$m=65536,t=1,p=4$") {
		t.Errorf("%s, %s, %v", hash, again, err)
	}
	for _, tt := range []struct {
		password, hash string
		want           bool
	}{{"一个相当长的密码 pass", hash, true}, {"一个相当长的密码 pass ", hash, false}, {"", hash, false}, {"", "", false}, {"一个相当长的密码 pass", "", false}} {
		if got, err := Matches(t.Context(), tt.password, tt.hash); got != tt.want || err != nil {
			t.Errorf("Matches(%q, %.20s) = %v, %v", tt.password, tt.hash, got, err)
		}
	}
	if _, err := Matches(t.Context(), "x", "plain"); err == nil {
		t.Error("a hash that is none passed")
	}
}

func TestHash_WaitsForAPlace(t *testing.T) {
	for range atOnce {
		places <- struct{}{}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Hash(ctx, "x"); err != context.Canceled {
		t.Errorf("a hash was made beside %d others: %v", atOnce, err)
	}
	if _, err := Matches(ctx, "x", ""); err != context.Canceled {
		t.Errorf("a password was compared beside %d others: %v", atOnce, err)
	}
	for range atOnce {
		leave()
	}
	if _, err := Hash(t.Context(), "x"); err != nil {
		t.Error(err)
	}
}
