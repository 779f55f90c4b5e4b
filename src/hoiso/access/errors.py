"""Refusals of signing in and of keeping accounts."""

from hoiso.core.errors import DomainError


class SignInRefused(DomainError):
    """The name or the password is wrong, or there is no such account: the answer is the same."""


class SignInLocked(SignInRefused):
    """Too many failures under this typed name; the sentence says until when."""


class SlipRefused(DomainError):
    """The slip's code is unknown, used, or older than its seven days: the answer is the same."""


class PinRefused(DomainError):
    """The PIN is wrong, or the parked session is over."""


class SecondStepRefused(DomainError):
    """The code or the passkey of the second step does not fit."""


class PasswordTooWeak(DomainError):
    """The password breaks a rule; the sentence names it."""


class AccountRefused(DomainError):
    """An account, a post or a delegation cannot be changed as asked."""
