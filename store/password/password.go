// Package password hashes passwords with Argon2id, a few at a time: each hash takes 64 MB, and a crowd at the sign-in page must not take
// all there is.
package password

import (
	"context"
	"fmt"
	"sync"

	"github.com/alexedwards/argon2id"
)

// cost is above what OWASP's Password Storage Cheat Sheet asks for (46 MB with one pass), and a tenth of a second of an office's server.
// It is written into each hash, so that it may be raised without making those before it useless.
var cost = &argon2id.Params{Memory: 64 << 10, Iterations: 1, Parallelism: 4, SaltLength: 16, KeyLength: 32}

// atOnce is how many hashes are made at the same time.
const atOnce = 2

var places = make(chan struct{}, atOnce)

// Hash returns a salted hash of a password. It fails only if ctx ends while others are served.
func Hash(ctx context.Context, password string) (string, error) {
	if err := enter(ctx); err != nil {
		return "", err
	}
	defer leave()
	hash, err := argon2id.CreateHash(password, cost)
	if err != nil {
		return "", fmt.Errorf("hash password: %w", err)
	}
	return hash, nil
}

// Matches reports whether a hash is that of a password. With the hash "" it takes as long and says no, so that nobody learns from the
// time whether there is an account.
func Matches(ctx context.Context, password, hash string) (bool, error) {
	none := hash == ""
	if none {
		hash = nobody()
	}
	if err := enter(ctx); err != nil {
		return false, err
	}
	defer leave()
	same, err := argon2id.ComparePasswordAndHash(password, hash)
	if err != nil {
		return false, fmt.Errorf("compare password: %w", err)
	}
	return same && !none, nil
}

// nobody is a hash of the usual cost that is no account's.
var nobody = sync.OnceValue(func() string {
	hash, err := argon2id.CreateHash("", cost)
	if err != nil {
		panic(err) // only without random numbers
	}
	return hash
})

func enter(ctx context.Context) error {
	select {
	case places <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func leave() { <-places }
