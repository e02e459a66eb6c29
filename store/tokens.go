package store

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"gorm.io/gorm"

	"gongkai/models"
)

// AddToken makes a token by which a program acts for a user, and returns the secret, which is told only now. It fails with EINVALID for
// a label, a scope or a number of days that cannot be, and with ENOTFOUND or EDENIED if the user is none who may act.
func (s *Store) AddToken(ctx context.Context, name, label string, scope models.TokenScope, days int, now time.Time) (secret string, t models.Token, err error) {
	label = strings.Join(strings.Fields(label), " ")
	switch {
	case label == "" || utf8.RuneCountInString(label) > models.MaxTokenLabel:
		return "", t, models.Errorf(models.EINVALID, "请写明令牌的用途，%d 个字以内。", models.MaxTokenLabel)
	case !slices.Contains(models.TokenScopes, scope):
		return "", t, models.Errorf(models.EINVALID, "请选择令牌的权限。")
	case days < 1 || days > models.MaxTokenDays:
		return "", t, models.Errorf(models.EINVALID, "令牌的有效期应为 1 至 %d 天。", models.MaxTokenDays)
	}
	secret = models.NewSecret()
	err = s.write(ctx, func(tx *gorm.DB) error {
		u, err := userOf(tx, name)
		if err != nil {
			return err
		}
		if u.Disabled {
			return models.Errorf(models.EDENIED, "用户“%s”已停用，请先启用。", u.Name)
		}
		t = models.Token{UserID: u.ID, Label: label, Hash: models.HashSecret(secret), Scope: scope, CreatedAt: now.UTC(), ExpiresAt: now.UTC().AddDate(0, 0, days)}
		if err := tx.Create(&t).Error; err != nil {
			return fmt.Errorf("save token: %w", err)
		}
		return auditAt(tx, now, models.AuditTokenMade, u.Name, models.AuditDetail{Field: "label", New: label}, models.AuditDetail{Field: "scope", New: string(scope)},
			models.AuditDetail{Field: "expires_at", New: t.ExpiresAt.Format(time.DateOnly)})
	})
	if err != nil {
		return "", models.Token{}, err
	}
	return secret, t, nil
}

// Tokens returns the tokens of a user, the newest first, revoked ones and expired ones too.
func (s *Store) Tokens(ctx context.Context, userID uint) ([]models.Token, error) {
	var list []models.Token
	if err := s.read(ctx).Where("user_id = ?", userID).Order("id DESC").Find(&list).Error; err != nil {
		return nil, fmt.Errorf("read tokens: %w", err)
	}
	return list, nil
}

// RevokeToken makes a token of a user useless. It fails with ENOTFOUND if the user has none of this id.
func (s *Store) RevokeToken(ctx context.Context, u models.User, id uint, now time.Time) error {
	return s.write(ctx, func(tx *gorm.DB) error {
		var found []models.Token
		if err := tx.Where("id = ? AND user_id = ?", id, u.ID).Find(&found).Error; err != nil {
			return fmt.Errorf("read token: %w", err)
		}
		switch {
		case len(found) == 0:
			return models.Errorf(models.ENOTFOUND, "没有编号为 %d 的令牌。", id)
		case found[0].RevokedAt != nil:
			return nil
		}
		if err := tx.Model(&found[0]).Update("revoked_at", now.UTC()).Error; err != nil {
			return fmt.Errorf("revoke token: %w", err)
		}
		return auditAt(tx, now, models.AuditTokenRevoked, u.Name, models.AuditDetail{Field: "label", New: found[0].Label})
	})
}

// TokenUser returns the token of a secret and its user. It fails with ENOTFOUND if there is none that is good, or if the user is disabled.
func (s *Store) TokenUser(ctx context.Context, secret string, now time.Time) (models.Token, models.User, error) {
	var found []models.Token
	if err := s.read(ctx).Where("hash = ?", models.HashSecret(secret)).Find(&found).Error; err != nil {
		return models.Token{}, models.User{}, fmt.Errorf("read token: %w", err)
	}
	none := models.Errorf(models.ENOTFOUND, "令牌不对、已作废或已过期。")
	if len(found) == 0 || !found[0].Usable(now) {
		return models.Token{}, models.User{}, none
	}
	t := found[0]
	users, err := usersOf(s.read(ctx), "id = ? AND NOT disabled", t.UserID)
	if err != nil {
		return models.Token{}, models.User{}, err
	}
	if len(users) == 0 {
		return models.Token{}, models.User{}, none
	}
	if t.UsedAt == nil || now.Sub(*t.UsedAt) >= seenEvery {
		err := s.write(ctx, func(tx *gorm.DB) error {
			return tx.Model(&models.Token{}).Where("id = ?", t.ID).Update("used_at", now.UTC()).Error
		})
		if err != nil {
			return models.Token{}, models.User{}, fmt.Errorf("save token: %w", err)
		}
	}
	return t, users[0], nil
}
