"""Refusals of the members' register."""

from hoiso.core.errors import DomainError


class LikeMembers(DomainError):
    """Members who may be the same woman are there already; nobody has said yet that this is another."""


class ChangedMeanwhile(DomainError):
    """Somebody else has changed the record since it was opened."""


class BranchNotHere(DomainError):
    """The branch or group does not lie where the officer keeps members, or stands no more."""
