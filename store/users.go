package store

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"gorm.io/gorm"

	"gongkai/models"
	"gongkai/store/password"
)

// userAgency is an agency that a user acts for.
type userAgency struct {
	UserID   uint   `gorm:"primaryKey;autoIncrement:false"`
	AgencyID string `gorm:"primaryKey"`
}

func (userAgency) TableName() string { return "user_agencies" }

// AddUser keeps a new user, who can sign in once an invitation is used. It fails with EINVALID if a field is wrong, with ECONFLICT if the
// name is taken, and with ENOTFOUND if there is no such agency.
func (s *Store) AddUser(ctx context.Context, u models.User, now time.Time) (models.User, error) {
	u.Tidy()
	if err := firstOf(u.Check()); err != nil {
		return models.User{}, err
	}
	u.ID, u.Password, u.Disabled, u.CreatedAt, u.SignedInAt = 0, "", false, now.UTC(), nil
	err := s.write(ctx, func(tx *gorm.DB) error {
		if err := tx.Create(&u).Error; err != nil {
			if errors.Is(err, gorm.ErrDuplicatedKey) {
				return models.Errorf(models.ECONFLICT, "登录名“%s”已经有人用了，请换一个。", u.Name)
			}
			return fmt.Errorf("save user: %w", err)
		}
		if err := saveUserAgencies(tx, u); err != nil {
			return err
		}
		return auditAt(tx, now, models.AuditUserAdded, u.Name, userDetails(models.User{}, u)...)
	})
	if err != nil {
		return models.User{}, err
	}
	return u, nil
}

// firstOf returns one of the mistakes in a form, the same one each time.
func firstOf[F ~string](wrong map[F]error) error {
	var fields []F
	for f := range wrong {
		fields = append(fields, f)
	}
	if len(fields) == 0 {
		return nil
	}
	return wrong[slices.Min(fields)]
}

func saveUserAgencies(tx *gorm.DB, u models.User) error {
	if err := tx.Where("user_id = ?", u.ID).Delete(&userAgency{}).Error; err != nil {
		return fmt.Errorf("clear agencies of user: %w", err)
	}
	rows := make([]userAgency, len(u.Agencies))
	for i, id := range u.Agencies {
		if _, err := agencyOf(tx, id); err != nil {
			return err
		}
		rows[i] = userAgency{u.ID, id}
	}
	if err := insert(tx, rows); err != nil {
		return fmt.Errorf("save agencies of user: %w", err)
	}
	return nil
}

func userDetails(old, now models.User) []models.AuditDetail {
	return []models.AuditDetail{{Field: "person", Old: old.Person, New: now.Person}, {Field: "role", Old: string(old.Role), New: string(now.Role)},
		{Field: "agencies", Old: strings.Join(old.Agencies, ", "), New: strings.Join(now.Agencies, ", ")}}
}

// Users returns all users by name.
func (s *Store) Users(ctx context.Context) ([]models.User, error) {
	return usersOf(s.read(ctx), "1 = 1")
}

// User returns a user by name; ENOTFOUND if there is none.
func (s *Store) User(ctx context.Context, name string) (models.User, error) {
	return userOf(s.read(ctx), name)
}

func userOf(db *gorm.DB, name string) (models.User, error) {
	found, err := usersOf(db, "name = ?", models.TidyUserName(name))
	if err == nil && len(found) == 0 {
		err = models.Errorf(models.ENOTFOUND, "没有登录名为“%s”的用户。", name)
	}
	if err != nil {
		return models.User{}, err
	}
	return found[0], nil
}

func usersOf(db *gorm.DB, where string, args ...any) ([]models.User, error) {
	var users []models.User
	if err := db.Where(where, args...).Order("name").Find(&users).Error; err != nil {
		return nil, fmt.Errorf("read users: %w", err)
	}
	ids := make([]uint, len(users))
	for i, u := range users {
		ids[i] = u.ID
	}
	var rows []userAgency
	if err := db.Where("user_id IN ?", ids).Order("agency_id").Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("read agencies of users: %w", err)
	}
	for _, r := range rows {
		i := slices.Index(ids, r.UserID)
		users[i].Agencies = append(users[i].Agencies, r.AgencyID)
	}
	return users, nil
}

// ChangeUser changes who a user is, the role and the agencies. It fails like AddUser, with ENOTFOUND if there is no such user, and with
// ECONFLICT if nobody would be left to look after the users. Less rights take effect at once: rights are read with each request.
func (s *Store) ChangeUser(ctx context.Context, u models.User, now time.Time) (models.User, error) {
	u.Tidy()
	if err := firstOf(u.Check()); err != nil {
		return models.User{}, err
	}
	return s.changeUser(ctx, u.Name, func(tx *gorm.DB, kept *models.User) error {
		old := *kept
		kept.Person, kept.Role, kept.Agencies = u.Person, u.Role, u.Agencies
		if err := saveUserAgencies(tx, *kept); err != nil {
			return err
		}
		return auditAt(tx, now, models.AuditUserChanged, kept.Name, userDetails(old, *kept)...)
	})
}

// DisableUser ends all sessions, invitations and tokens of a user and lets none of them begin. It fails like ChangeUser.
func (s *Store) DisableUser(ctx context.Context, name string, now time.Time) (models.User, error) {
	return s.changeUser(ctx, name, func(tx *gorm.DB, u *models.User) error {
		if u.Disabled {
			return nil
		}
		u.Disabled = true
		if err := endSessions(tx, u.ID, ""); err != nil {
			return err
		}
		if err := tx.Where("user_id = ?", u.ID).Delete(&models.Invitation{}).Error; err != nil {
			return fmt.Errorf("end invitations: %w", err)
		}
		return auditAt(tx, now, models.AuditUserDisabled, u.Name)
	})
}

// EnableUser takes DisableUser back. Sessions and invitations that were ended stay so.
func (s *Store) EnableUser(ctx context.Context, name string, now time.Time) (models.User, error) {
	return s.changeUser(ctx, name, func(tx *gorm.DB, u *models.User) error {
		if !u.Disabled {
			return nil
		}
		u.Disabled = false
		return auditAt(tx, now, models.AuditUserEnabled, u.Name)
	})
}

func (s *Store) changeUser(ctx context.Context, name string, change func(*gorm.DB, *models.User) error) (models.User, error) {
	var u models.User
	err := s.write(ctx, func(tx *gorm.DB) error {
		var err error
		if u, err = userOf(tx, name); err != nil {
			return err
		}
		led := u.Role == models.RoleAdmin && u.Active()
		if err := change(tx, &u); err != nil {
			return err
		}
		if err := tx.Model(&u).Select("Person", "Role", "Disabled").Updates(&u).Error; err != nil {
			return fmt.Errorf("save user: %w", err)
		}
		if !led || u.Role == models.RoleAdmin && u.Active() {
			return nil
		}
		var left int64
		if err := tx.Model(&models.User{}).Where("role = ? AND NOT disabled AND password <> ''", models.RoleAdmin).Count(&left).Error; err != nil {
			return fmt.Errorf("count admins: %w", err)
		}
		if left == 0 {
			return models.Errorf(models.ECONFLICT, "“%s”是唯一能登录的管理员，不能停用，也不能改为其他角色；请先请另一位管理员登录一次。", u.Name)
		}
		return nil
	})
	if err != nil {
		return models.User{}, err
	}
	return u, nil
}

// Invite returns the secret of a link by which a user sets a password, a first or a new one. A link made before is no longer good; a
// password that there is stays until the link is used. It fails with ENOTFOUND if there is no such user, with ECONFLICT if it is disabled.
func (s *Store) Invite(ctx context.Context, name string, now time.Time) (secret string, i models.Invitation, err error) {
	secret = models.NewSecret()
	err = s.write(ctx, func(tx *gorm.DB) error {
		u, err := userOf(tx, name)
		if err != nil {
			return err
		}
		if u.Disabled {
			return models.Errorf(models.ECONFLICT, "用户“%s”已停用，请先启用。", u.Name)
		}
		if err := tx.Where("user_id = ? OR expires_at <= ?", u.ID, now.UTC()).Delete(&models.Invitation{}).Error; err != nil {
			return fmt.Errorf("remove invitations: %w", err)
		}
		i = models.Invitation{Hash: models.HashSecret(secret), UserID: u.ID, CreatedAt: now.UTC(), ExpiresAt: now.UTC().Add(models.InvitationTime)}
		if err := tx.Create(&i).Error; err != nil {
			return fmt.Errorf("save invitation: %w", err)
		}
		return auditAt(tx, now, models.AuditInvited, u.Name)
	})
	if err != nil {
		return "", models.Invitation{}, err
	}
	return secret, i, nil
}

// Invited returns the user that an invitation is for. It fails with ENOTFOUND if it was used, has expired or never was.
func (s *Store) Invited(ctx context.Context, secret string, now time.Time) (models.User, error) {
	return invitedOf(s.read(ctx), secret, now)
}

func invitedOf(db *gorm.DB, secret string, now time.Time) (models.User, error) {
	var found []models.Invitation
	if err := db.Where("hash = ? AND expires_at > ?", models.HashSecret(secret), now.UTC()).Find(&found).Error; err != nil {
		return models.User{}, fmt.Errorf("read invitation: %w", err)
	}
	if len(found) > 0 {
		users, err := usersOf(db, "id = ? AND NOT disabled", found[0].UserID)
		if err != nil {
			return models.User{}, err
		}
		if len(users) > 0 {
			return users[0], nil
		}
	}
	return models.User{}, models.Errorf(models.ENOTFOUND, "这个邀请链接已经用过、过期或不完整，请向管理员要一个新的。")
}

// UseInvitation sets the password of the user that an invitation is for, ends the sessions there are, and begins one. It fails like
// Invited, and with EINVALID for a password that is none.
func (s *Store) UseInvitation(ctx context.Context, secret, pass string, from Visit) (session string, u models.User, err error) {
	if u, err = s.Invited(ctx, secret, from.At); err != nil { // before the dear hash is made
		return "", u, err
	}
	if err := models.CheckPassword(u.Name, pass); err != nil {
		return "", u, err
	}
	hash, err := password.Hash(ctx, pass)
	if err != nil {
		return "", u, err
	}
	err = s.write(ctx, func(tx *gorm.DB) error {
		if u, err = invitedOf(tx, secret, from.At); err != nil { // used meanwhile?
			return err
		}
		if err := tx.Where("user_id = ?", u.ID).Delete(&models.Invitation{}).Error; err != nil {
			return fmt.Errorf("remove invitation: %w", err)
		}
		tx = tx.WithContext(models.As(ctx, models.Actor{UserID: u.ID, Name: u.Name, Origin: from.Origin}))
		if err := setPassword(tx, &u, hash); err != nil {
			return err
		}
		if session, err = beginSession(tx, &u, from); err != nil {
			return err
		}
		return auditAt(tx, from.At, models.AuditInvitationUsed, u.Name)
	})
	if err != nil {
		return "", models.User{}, err
	}
	return session, u, nil
}

// ChangePassword gives a user a new password, ends all sessions and begins a new one. It fails with EDENIED if the old password is wrong,
// with EINVALID if the new one is none, and like SignIn after too many tries.
func (s *Store) ChangePassword(ctx context.Context, name, old, pass string, from Visit) (session string, err error) {
	u, err := s.checkPassword(ctx, name, old, from)
	if err != nil {
		if models.ErrorCode(err) == models.EDENIED {
			err = models.Errorf(models.EDENIED, "现在的密码不对。")
		}
		return "", err
	}
	if err := models.CheckPassword(u.Name, pass); err != nil {
		return "", err
	}
	hash, err := password.Hash(ctx, pass)
	if err != nil {
		return "", err
	}
	err = s.write(ctx, func(tx *gorm.DB) error {
		if err := setPassword(tx, &u, hash); err != nil {
			return err
		}
		if session, err = beginSession(tx, &u, from); err != nil {
			return err
		}
		return auditAt(tx, from.At, models.AuditPassword, u.Name)
	})
	if err != nil {
		return "", err
	}
	return session, nil
}

func setPassword(tx *gorm.DB, u *models.User, hash string) error {
	u.Password = hash
	if err := tx.Model(u).Update("password", hash).Error; err != nil {
		return fmt.Errorf("save password: %w", err)
	}
	return endSessions(tx, u.ID, "")
}
