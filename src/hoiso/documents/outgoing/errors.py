"""Refusals of the outgoing folder."""

from collections.abc import Sequence

from hoiso.core.errors import DomainError


class SomebodyWrites(DomainError):
    """Another officer holds the draft's edit lock."""


class NotReady(DomainError):
    """The draft lacks something without which the next step makes no sense."""


class NotMadeYet(DomainError):
    """The numbered document has no file to send."""


class UnusableTemplate(DomainError):
    """A Word file that cannot serve as a template; `problems` tell what is wrong, each with its place."""

    def __init__(self, sentence: str, *, field: str | None = None, problems: Sequence[object] = ()) -> None:
        super().__init__(sentence, field=field)
        self.problems = tuple(problems)
