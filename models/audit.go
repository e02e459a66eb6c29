package models

import (
	"context"
	"time"
)

// AuditEntry is one line of the audit: who did what when. Entries are only ever added.
type AuditEntry struct {
	ID      uint          `json:"id" gorm:"primaryKey"`
	At      time.Time     `json:"at"`
	UserID  uint          `json:"user_id"` // 0 for the command line
	Actor   string        `json:"actor"`   // the user's name then, "" for the command line
	Origin  string        `json:"origin"`  // the address it was done from
	Action  AuditAction   `json:"action"`
	Object  string        `json:"object"` // what it was done to: the name of a user, the reference of a message, an agency and a year
	Details []AuditDetail `json:"details" gorm:"serializer:json;type:text"`
}

// AuditDetail is one thing that changed, or was stated.
type AuditDetail struct {
	Field string `json:"field"`
	Old   string `json:"old,omitempty"`
	New   string `json:"new,omitempty"`
}

// AuditAction is what was done.
type AuditAction string

// The actions.
const (
	AuditSignIn          AuditAction = "sign_in"
	AuditSignInFailed    AuditAction = "sign_in_failed"
	AuditSignOut         AuditAction = "sign_out"
	AuditSignOutAll      AuditAction = "sign_out_everywhere"
	AuditPassword        AuditAction = "password_changed"
	AuditInvited         AuditAction = "invitation_made"
	AuditInvitationUsed  AuditAction = "invitation_used"
	AuditUserAdded       AuditAction = "user_added"
	AuditUserChanged     AuditAction = "user_changed"
	AuditUserDisabled    AuditAction = "user_disabled"
	AuditUserEnabled     AuditAction = "user_enabled"
	AuditTokenMade       AuditAction = "token_made"
	AuditTokenRevoked    AuditAction = "token_revoked"
	AuditSettings        AuditAction = "settings_saved"
	AuditFeedbackClosed  AuditAction = "feedback_closed"
	AuditQueueAssigned   AuditAction = "queue_assigned"
	AuditQueueDropped    AuditAction = "queue_dropped"
	AuditQueueReopened   AuditAction = "queue_reopened"
	AuditReportSaved     AuditAction = "report_saved"
	AuditAgenciesChanged AuditAction = "agencies_saved"

	AuditOrganExcluded         AuditAction = "organ_excluded"
	AuditOrganIncluded         AuditAction = "organ_included"
	AuditConsolidationLocked   AuditAction = "consolidation_locked"
	AuditConsolidationUnlocked AuditAction = "consolidation_unlocked"

	AuditReportHandedIn      AuditAction = "report_handed_in"
	AuditFormGivenUp         AuditAction = "form_given_up"
	AuditReportReturned      AuditAction = "report_returned"
	AuditReportAccepted      AuditAction = "report_accepted"
	AuditReportReopened      AuditAction = "report_reopened"
	AuditReportPublished     AuditAction = "report_published"
	AuditFindingConfirmed    AuditAction = "finding_confirmed"
	AuditFindingReconsidered AuditAction = "finding_reconsidered"
	AuditCommentWritten      AuditAction = "comment_written"
	AuditCommentSettled      AuditAction = "comment_settled"
)

// auditActions are all actions with their names for people, in the order of the filter.
var auditActions = []struct {
	action AuditAction
	label  Label
}{
	{AuditReportSaved, Label{"保存年报", "report saved"}},
	{AuditReportHandedIn, Label{"报送年报", "report handed in"}},
	{AuditFormGivenUp, Label{"放弃未交的内容", "form given up"}},
	{AuditReportReturned, Label{"退回年报", "report returned"}},
	{AuditReportAccepted, Label{"核实年报", "report accepted"}},
	{AuditReportReopened, Label{"撤销核实或退回", "acceptance or return taken back"}},
	{AuditReportPublished, Label{"公布年报", "report published"}},
	{AuditFindingConfirmed, Label{"确认问题", "finding confirmed"}},
	{AuditFindingReconsidered, Label{"撤销对问题的确认", "confirmation taken back"}},
	{AuditCommentWritten, Label{"写意见", "comment written"}},
	{AuditCommentSettled, Label{"处理意见", "comment dealt with"}},
	{AuditAgenciesChanged, Label{"修改机关名单", "list of agencies saved"}},
	{AuditOrganExcluded, Label{"汇总不计入机关", "organ left out of the consolidated report"}},
	{AuditOrganIncluded, Label{"汇总恢复计入机关", "organ counted again in the consolidated report"}},
	{AuditConsolidationLocked, Label{"锁定汇总报告", "consolidated report settled"}},
	{AuditConsolidationUnlocked, Label{"解锁汇总报告", "consolidated report opened again"}},
	{AuditSettings, Label{"修改设置", "settings changed"}},
	{AuditFeedbackClosed, Label{"处理反馈", "feedback dealt with"}},
	{AuditQueueAssigned, Label{"指定待录入文件", "document assigned"}},
	{AuditQueueDropped, Label{"不录入文件", "document dropped"}},
	{AuditQueueReopened, Label{"重新打开待录入文件", "document opened again"}},
	{AuditUserAdded, Label{"新建用户", "user added"}},
	{AuditUserChanged, Label{"修改用户", "user changed"}},
	{AuditUserDisabled, Label{"停用用户", "user disabled"}},
	{AuditUserEnabled, Label{"启用用户", "user enabled"}},
	{AuditInvited, Label{"发出邀请", "invitation made"}},
	{AuditInvitationUsed, Label{"使用邀请", "invitation used"}},
	{AuditPassword, Label{"修改密码", "password changed"}},
	{AuditTokenMade, Label{"新建令牌", "token made"}},
	{AuditTokenRevoked, Label{"作废令牌", "token revoked"}},
	{AuditSignIn, Label{"登录", "signed in"}},
	{AuditSignInFailed, Label{"登录失败", "sign-in failed"}},
	{AuditSignOut, Label{"退出", "signed out"}},
	{AuditSignOutAll, Label{"全部退出", "signed out everywhere"}},
}

// AuditActions are all actions in order.
func AuditActions() []AuditAction {
	list := make([]AuditAction, len(auditActions))
	for i, a := range auditActions {
		list[i] = a.action
	}
	return list
}

// Label returns the action's name for people, its code if it is none that this program knows.
func (a AuditAction) Label() Label {
	for _, x := range auditActions {
		if x.action == a {
			return x.label
		}
	}
	return Label{string(a), string(a)}
}

// Actor is who does something, as the audit names them.
type Actor struct {
	UserID uint
	Name   string
	Origin string // the address that the request comes from
}

type actorKey struct{}

// As returns a context for what an actor does: all that the store changes under it is entered in the audit under their name. Without
// one it is the command line that acts.
func As(ctx context.Context, a Actor) context.Context { return context.WithValue(ctx, actorKey{}, a) }

// ActorOf returns who acts under a context.
func ActorOf(ctx context.Context) Actor {
	a, _ := ctx.Value(actorKey{}).(Actor)
	return a
}
