"""Refusals of keeping: dossiers, rights that wait for a second person, own folders."""

from hoiso.core.errors import DomainError


class AlreadyWaiting(DomainError):
    """Another change of the same document or dossier waits; one after the other."""


class DossierClosed(DomainError):
    """A closed dossier takes nothing in and gives nothing out."""


class NameTaken(DomainError):
    """A code or a name is used already."""


class PlanStands(DomainError):
    """An approved plan is not written on; from one that is not approved nothing is opened."""


class Held(DomainError):
    """A hold stands on the dossier, or it lies with the archive: nothing is changed."""


class BrokenPackage(DomainError):
    """What was given is no package of a dossier, or is not whole."""
