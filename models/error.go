package models

import (
	"errors"
	"fmt"
)

// Code tells a caller what kind of failure an Error is, whatever the wording.
type Code string

// The codes. Anything that is not an Error is internal: logged, and shown as "内部错误".
const (
	EINVALID  Code = "invalid"   // the input is unusable as given
	ENOTFOUND Code = "not_found" // the thing named does not exist
	ECONFLICT Code = "conflict"  // it contradicts what is already there
	ETOOLARGE Code = "too_large" // over a stated limit
	ENOTEXT   Code = "no_text"   // a scan or picture: nothing to read, to be typed in by hand
	EDENIED   Code = "denied"    // whoever asks may not
	ETOOMANY  Code = "too_many"  // too often in a short time
	EINTERNAL Code = "internal"
)

// Error is a failure that a person can act on. Message is a full Chinese sentence in their words; Format and Args are what it was
// made of, so that it can be said in another language.
type Error struct {
	Code    Code
	Message string
	Format  string
	Args    []any
}

func (e *Error) Error() string { return e.Message }

// Errorf makes an Error. The format is a Chinese sentence that names what is wrong and what to do.
func Errorf(code Code, format string, args ...any) error {
	return &Error{Code: code, Message: fmt.Sprintf(format, args...), Format: format, Args: args}
}

// WithCode returns the Error in err's chain under another code, and any other error as it is.
func WithCode(code Code, err error) error {
	e, ok := errors.AsType[*Error](err)
	if !ok {
		return err
	}
	other := *e
	other.Code = code
	return &other
}

// ErrorCode returns the code of the first Error in err's chain, EINTERNAL for any other error and "" for nil.
func ErrorCode(err error) Code {
	if err == nil {
		return ""
	}
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Code
	}
	return EINTERNAL
}

// ErrorMessage returns the sentence to show a person: an Error's own, and 内部错误 for anything else.
func ErrorMessage(err error) string {
	if err == nil {
		return ""
	}
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Message
	}
	return "内部错误，请查看服务器日志。"
}
