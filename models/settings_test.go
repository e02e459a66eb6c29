package models_test

import (
	"testing"

	"gongkai/models"
)

func TestParseBaseURL(t *testing.T) {
	for _, tt := range []struct{ in, want string }{
		{"", ""},
		{"https://gk.example.gov.cn", "https://gk.example.gov.cn"},
		{"http://10.1.2.3:8080/", "http://10.1.2.3:8080"},
	} {
		if got, err := models.ParseBaseURL(tt.in); err != nil || got != tt.want {
			t.Errorf("ParseBaseURL(%q) = %q, %v", tt.in, got, err)
		}
	}
	for _, bad := range []string{"gk.example.gov.cn", "//gk.example.gov.cn", "ftp://gk.example.gov.cn", "https://", "https://:80", "https://a.cn/site", "https://a.cn?x=1", "https://a.cn#x",
		"https://me@a.cn", "javascript:alert(1)", "https://a b.cn", "\x00"} {
		if got, err := models.ParseBaseURL(bad); models.ErrorCode(err) != models.EINVALID {
			t.Errorf("ParseBaseURL(%q) = %q, %v", bad, got, err)
		}
	}
}

func TestParseLink(t *testing.T) {
	if got, err := models.ParseLink("https://zfwzgl.www.gov.cn/exposure/jiucuo.html?site_code=9901010001"); err != nil || got == "" {
		t.Errorf("%q, %v", got, err)
	}
	if _, err := models.ParseLink(""); err != nil {
		t.Error(err)
	}
	for _, bad := range []string{"javascript:alert(1)", "/here", "data:text/html,x", "https://"} {
		if got, err := models.ParseLink(bad); models.ErrorCode(err) != models.EINVALID {
			t.Errorf("ParseLink(%q) = %q, %v", bad, got, err)
		}
	}
}
