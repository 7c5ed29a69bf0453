package database

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"os"
	"regexp"
	"strings"
	"syscall"
)

// What is the step that failed.
type What string

// The steps that fail.
const (
	Connect   What = "connect"   // no server, or none that could be talked to
	SignIn    What = "sign in"   // the server is there and does not let this account in
	Query     What = "query"     // the server, or this package before it, does not accept the query
	Read      What = "read"      // the query ran and its rows could not be read to the end
	Timeout   What = "timeout"   // it took longer than was allowed
	Cancelled What = "cancelled" // the caller's context was cancelled
)

// Error is worded for the person at the keyboard. It holds no part of the connection text and no
// value from a record, and it does not wrap the driver's error, which may hold both.
type Error struct {
	Driver  string
	What    What
	Code    string // the server's: SQLSTATE 42P01, error 208, ORA-00942; "" when there is none
	Message string
	cause   error // context.Canceled, context.DeadlineExceeded or nil
}

func (e *Error) Error() string {
	text := e.Driver + ": " + string(e.What) + ": " + e.Message
	if e.Code != "" {
		text += " (" + e.Code + ")"
	}
	return text
}

// Unwrap returns context.Canceled or context.DeadlineExceeded when that is the cause, else nil.
func (e *Error) Unwrap() error { return e.cause }

// failure words the error of a step. A context that has ended is the cause whatever the driver made
// of it; then come the server's own errors; then those of the network.
func (s *session) failure(ctx context.Context, step What, err error) *Error {
	e := s.interruption(ctx, step, err)
	if e == nil {
		e = s.explain(err, s.query)
	}
	if e == nil {
		e = &Error{What: step, Message: fault(step, err)}
	}
	switch {
	case e.What == Query && step == Read:
		e.What = Read
	case e.What == Query && step == Connect:
		e.What, e.Message = Connect, "the server refuses the connection"
	}
	e.Driver = s.name
	if step == Read {
		e.Message = fmt.Sprintf("after %d rows: %s", s.rows, e.Message)
	}
	return e
}

func (s *session) interruption(ctx context.Context, step What, err error) *Error {
	switch {
	case errors.Is(s.caller.Err(), context.Canceled):
		return &Error{What: Cancelled, Message: "stopped before it was finished", cause: context.Canceled}
	case s.caller.Err() != nil:
		return &Error{What: Timeout, Message: "the run's time was over before the query was finished", cause: context.DeadlineExceeded}
	case ctx.Err() == nil && !errors.Is(err, context.DeadlineExceeded):
		return nil
	case step == Connect:
		return &Error{What: Timeout, Message: "no server answered in time (wanted the host and port of a server that this machine can reach)", cause: context.DeadlineExceeded}
	}
	return s.late()
}

func (s *session) late() *Error {
	return &Error{
		What: Timeout, cause: context.DeadlineExceeded,
		Message: fmt.Sprintf("not finished after %s: narrow the query or raise the timeout", s.limit),
	}
}

// fault words an error that is not the server's, by its kind: its text may hold the address, the
// account or a value.
func fault(step What, err error) string {
	var (
		dns       *net.DNSError
		authority x509.UnknownAuthorityError
		hostname  x509.HostnameError
		invalid   x509.CertificateInvalidError
		verifying *tls.CertificateVerificationError
		network   net.Error
		record    tls.RecordHeaderError
	)
	switch {
	case errors.As(err, &dns):
		return "the host's name is not known here (wanted the name or address of the server in the connection text)"
	case errors.Is(err, syscall.ECONNREFUSED):
		return "nothing answers at that host and port (wanted the address of a running server in the connection text)"
	case errors.Is(err, os.ErrNotExist):
		return "the server's socket is not there (wanted a running server on this machine, or a host)"
	case errors.As(err, &authority), errors.As(err, &hostname), errors.As(err, &invalid), errors.As(err, &verifying):
		return "the server's certificate is not trusted (wanted one signed for that host by an authority that the connection text names)"
	case errors.As(err, &record), strings.Contains(err.Error(), "server refused TLS connection"):
		return "the server does not encrypt its connections (wanted one that does; on a network that is trusted, say in the connection text that none is wanted)"
	case step == Connect && errors.As(err, &network) && network.Timeout():
		return "no server answered in time (wanted the host and port of a server that this machine can reach)"
	case step == Connect:
		return "the server does not answer as one of this kind should (wanted the host and port of such a server)"
	case step == Read && strings.Contains(err.Error(), "convert field"):
		return "a value that the driver cannot read (wanted a cast to text in the query)"
	case step == Query:
		return "the driver or the connection failed before the first row"
	}
	return "the connection ended; the rows are not complete"
}

func quotes() *regexp.Regexp { return regexp.MustCompile(`'[^']*'|"[^"]*"`) }

// harmless returns the server's words about the text of the query. Whatever they quote that is not
// in the query is left out, and so is all of it in a language whose quotes are not known here.
func harmless(message, query string) string {
	message, _, _ = strings.Cut(strings.TrimSpace(message), "\n")
	for _, r := range message {
		if r < ' ' || r > '~' {
			return ""
		}
	}
	in := strings.ToLower(query)
	return quotes().ReplaceAllStringFunc(message, func(part string) string {
		if named(part[1:len(part)-1], in) {
			return part
		}
		return "…"
	})
}

// named says whether every part of a dotted name is in the query.
func named(quoted, query string) bool {
	for _, part := range strings.Split(strings.ToLower(quoted), ".") {
		if !strings.Contains(query, part) {
			return false
		}
	}
	return true
}

// stated adds the server's words to ours when there are any.
func stated(ours, theirs string) string {
	if theirs == "" {
		return ours
	}
	return ours + ": " + theirs
}
