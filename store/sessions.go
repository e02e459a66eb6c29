package store

import (
	"context"
	"fmt"
	"net/netip"
	"strings"
	"time"

	"gorm.io/gorm"

	"gongkai/models"
	"gongkai/store/password"
)

// Visit is where and when someone tries to sign in.
type Visit struct {
	At     time.Time
	Origin string // the address that the request comes from
	Agent  string // what the browser calls itself
}

// How often one may try to sign in within tryTime: an account from one network, an account from anywhere, and a network.
const (
	tryTime       = 15 * time.Minute
	maxTries      = 8
	maxTriesName  = 60
	maxTriesPlace = 60
)

// signInAttempt counts against a key.
type signInAttempt struct {
	ID  uint `gorm:"primaryKey"`
	Key string
	At  time.Time
}

// SignIn begins a session and returns its secret. It fails with EDENIED if name and password are not those of a user who may sign in,
// without saying which is wrong, and with ETOOMANY after too many tries. It takes as long for a name that there is none of.
func (s *Store) SignIn(ctx context.Context, name, pass string, from Visit) (secret string, u models.User, err error) {
	if u, err = s.checkPassword(ctx, name, pass, from); err != nil {
		return "", models.User{}, err
	}
	err = s.write(models.As(ctx, models.Actor{UserID: u.ID, Name: u.Name, Origin: from.Origin}), func(tx *gorm.DB) error {
		// Disabled since, or given another password?
		if now, err := userOf(tx, u.Name); err != nil || now.Disabled || now.Password != u.Password {
			return wrongPassword(err)
		}
		if secret, err = beginSession(tx, &u, from); err != nil {
			return err
		}
		return auditAt(tx, from.At, models.AuditSignIn, u.Name)
	})
	if err != nil {
		return "", models.User{}, err
	}
	return secret, u, nil
}

func wrongPassword(err error) error {
	if err != nil {
		return err
	}
	return models.Errorf(models.EDENIED, "登录名或密码不对，或账号还不能登录。忘记密码请向管理员要一个新的邀请链接。")
}

// checkPassword returns the user of a name and a password. Each try counts before the password is compared, so that many at once are as
// many tries; the right password takes those of the account from this network back.
func (s *Store) checkPassword(ctx context.Context, name, pass string, from Visit) (models.User, error) {
	name = models.TidyUserName(name)
	keys := tryKeys(name, from.Origin)
	if err := s.countTry(ctx, keys, from.At); err != nil {
		return models.User{}, err
	}
	found, err := usersOf(s.read(ctx), "name = ?", name)
	if err != nil {
		return models.User{}, err
	}
	var u models.User
	if len(found) > 0 {
		u = found[0]
	}
	if len(pass) > 4*models.MaxPassword { // it is no one's, and would only keep the hasher busy
		pass, u.Password = "", ""
	}
	same, err := password.Matches(ctx, pass, u.Password)
	if err != nil {
		return models.User{}, err
	}
	good := same && u.Active()
	err = s.write(ctx, func(tx *gorm.DB) error {
		switch {
		case good:
			if err := tx.Where(`"key" = ?`, keys[0]).Delete(&signInAttempt{}).Error; err != nil {
				return fmt.Errorf("forget tries: %w", err)
			}
		case u.ID != 0: // unknown names would let anyone fill the audit
			tx = tx.WithContext(models.As(ctx, models.Actor{Name: u.Name, Origin: from.Origin}))
			return auditAt(tx, from.At, models.AuditSignInFailed, u.Name)
		}
		return nil
	})
	if err == nil && !good {
		err = wrongPassword(nil)
	}
	if err != nil {
		return models.User{}, err
	}
	return u, nil
}

// tryKeys are what a try counts against: the account from this network first.
func tryKeys(name, origin string) []string {
	if a, err := netip.ParseAddr(origin); err == nil && a.Unmap().Is6() { // a household has a whole network of these
		if p, err := a.WithZone("").Prefix(64); err == nil {
			origin = p.String()
		}
	}
	hashed := models.HashSecret(name) // of any length, and none of a visitor's words
	return []string{"both " + hashed + " " + origin, "name " + hashed, "from " + origin}
}

func (s *Store) countTry(ctx context.Context, keys []string, now time.Time) error {
	limits := []int64{maxTries, maxTriesName, maxTriesPlace}
	return s.write(ctx, func(tx *gorm.DB) error {
		if err := tx.Where("at <= ?", now.UTC().Add(-tryTime)).Delete(&signInAttempt{}).Error; err != nil {
			return fmt.Errorf("forget old tries: %w", err)
		}
		for i, key := range keys {
			var n int64
			if err := tx.Model(&signInAttempt{}).Where(`"key" = ?`, key).Count(&n).Error; err != nil {
				return fmt.Errorf("count tries: %w", err)
			}
			if n >= limits[i] {
				return models.Errorf(models.ETOOMANY, "尝试的次数太多，请过 %d 分钟再试。", int(tryTime/time.Minute))
			}
		}
		for _, key := range keys {
			if err := tx.Create(&signInAttempt{Key: key, At: now.UTC()}).Error; err != nil {
				return fmt.Errorf("count a try: %w", err)
			}
		}
		return nil
	})
}

// maxAgent is how much is kept of what a browser calls itself.
const maxAgent = 200

// beginSession begins a session of a user and returns its secret. Those that are over are forgotten.
func beginSession(tx *gorm.DB, u *models.User, from Visit) (string, error) {
	now := from.At.UTC()
	if err := tx.Where("seen_at <= ? OR created_at <= ?", now.Add(-models.SessionIdle), now.Add(-models.SessionTime)).Delete(&models.Session{}).Error; err != nil {
		return "", fmt.Errorf("forget old sessions: %w", err)
	}
	secret := models.NewSecret()
	agent := strings.ToValidUTF8(from.Agent, "")
	for len(agent) > maxAgent {
		r := []rune(agent)
		agent = string(r[:len(r)/2])
	}
	if err := tx.Create(&models.Session{Hash: models.HashSecret(secret), UserID: u.ID, CreatedAt: now, SeenAt: now, Origin: from.Origin, Agent: agent}).Error; err != nil {
		return "", fmt.Errorf("begin session: %w", err)
	}
	u.SignedInAt = &now
	if err := tx.Model(u).Update("signed_in_at", now).Error; err != nil {
		return "", fmt.Errorf("save user: %w", err)
	}
	return secret, nil
}

// seenEvery is how exactly a session knows when it was used last: a write for each request would be too many.
const seenEvery = time.Minute

// Session returns the session of a secret and its user. It fails with ENOTFOUND if there is none, if it is over, or if its user is
// disabled. The session is seen.
func (s *Store) Session(ctx context.Context, secret string, now time.Time) (models.Session, models.User, error) {
	var found []models.Session
	if err := s.read(ctx).Where("hash = ?", models.HashSecret(secret)).Find(&found).Error; err != nil {
		return models.Session{}, models.User{}, fmt.Errorf("read session: %w", err)
	}
	none := models.Errorf(models.ENOTFOUND, "登录已过期，请重新登录。")
	if len(found) == 0 || found[0].Ended(now) {
		return models.Session{}, models.User{}, none
	}
	session := found[0]
	users, err := usersOf(s.read(ctx), "id = ?", session.UserID)
	if err != nil {
		return models.Session{}, models.User{}, err
	}
	if len(users) == 0 || !users[0].Active() {
		return models.Session{}, models.User{}, none
	}
	if now.Sub(session.SeenAt) >= seenEvery {
		session.SeenAt = now.UTC()
		err = s.write(ctx, func(tx *gorm.DB) error { // not Save, which would bring back a session that was ended meanwhile
			return tx.Model(&models.Session{}).Where("hash = ?", session.Hash).Update("seen_at", session.SeenAt).Error
		})
		if err != nil {
			return models.Session{}, models.User{}, fmt.Errorf("save session: %w", err)
		}
	}
	return session, users[0], nil
}

// Sessions returns the sessions of a user that are not over, the newest first.
func (s *Store) Sessions(ctx context.Context, userID uint, now time.Time) ([]models.Session, error) {
	var all, list []models.Session
	if err := s.read(ctx).Where("user_id = ?", userID).Order("seen_at DESC, created_at DESC").Find(&all).Error; err != nil {
		return nil, fmt.Errorf("read sessions: %w", err)
	}
	for _, x := range all {
		if !x.Ended(now) {
			list = append(list, x)
		}
	}
	return list, nil
}

// SignOut ends a session; one that there is none of is no mistake.
func (s *Store) SignOut(ctx context.Context, secret string, now time.Time) error {
	return s.write(ctx, func(tx *gorm.DB) error {
		gone := tx.Where("hash = ?", models.HashSecret(secret)).Delete(&models.Session{})
		if gone.Error != nil {
			return fmt.Errorf("end session: %w", gone.Error)
		}
		if gone.RowsAffected == 0 {
			return nil
		}
		return auditAt(tx, now, models.AuditSignOut, models.ActorOf(ctx).Name)
	})
}

// SignOutEverywhere ends all sessions of a user, but the one of a secret that is to be kept.
func (s *Store) SignOutEverywhere(ctx context.Context, u models.User, keep string, now time.Time) error {
	return s.write(ctx, func(tx *gorm.DB) error {
		if err := endSessions(tx, u.ID, keep); err != nil {
			return err
		}
		return auditAt(tx, now, models.AuditSignOutAll, u.Name)
	})
}

func endSessions(tx *gorm.DB, userID uint, keep string) error {
	if err := tx.Where("user_id = ? AND hash <> ?", userID, models.HashSecret(keep)).Delete(&models.Session{}).Error; err != nil {
		return fmt.Errorf("end sessions: %w", err)
	}
	return nil
}
