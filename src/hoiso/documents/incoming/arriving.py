"""Whether a rule on arrival fits a document: the same question for what arrives and for what has come."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from hoiso.core.folding import fold
from hoiso.documents.incoming import phrases
from hoiso.documents.incoming.kinds import kind_name

_APART = re.compile(r"[,;\n]")
_NO_LETTER = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Arrived:
    """What a rule looks at: issuer and subject as registered, and the code of the kind."""

    issuer: str
    kind: str
    subject: str


@dataclass(frozen=True, slots=True)
class Conditions:
    """The left side of a rule. An empty condition fits everything; accents and capitals never matter."""

    sender: str = ""
    kind: str = ""
    words: str = ""

    @property
    def phrases(self) -> tuple[str, ...]:
        """The phrases as they were typed, one of which must stand in the subject."""
        return tuple(part.strip() for part in _APART.split(self.words) if _bare(part))

    @property
    def asks(self) -> bool:
        """Whether it asks for anything: a rule that fits every document is none."""
        return bool(_bare(self.sender) or self.kind or self.phrases)

    def why(self, document: Arrived) -> str:
        """The reason for which it fits, as a sentence for people; empty when it does not fit."""
        found: list[str] = []
        if self.kind:
            if document.kind != self.kind:
                return ""
            found.append(phrases.RULE_KIND.format(kind=kind_name(self.kind).lower()))
        if _bare(self.sender):
            if not _stands_in(self.sender, document.issuer):
                return ""
            found.append(phrases.RULE_SENDER.format(sender=document.issuer))
        if self.phrases:
            phrase = next((one for one in self.phrases if _stands_in(one, document.subject)), None)
            if phrase is None:
                return ""
            found.append(phrases.RULE_WORDS.format(words=phrase))
        return ", ".join(found)

    def in_words(self) -> str:
        """The left side for the table."""
        parts = []
        if self.kind:
            parts.append(phrases.RULE_IF_KIND.format(kind=kind_name(self.kind)))
        if self.sender:
            parts.append(phrases.RULE_IF_SENDER.format(sender=self.sender))
        if self.phrases:
            parts.append(phrases.RULE_IF_WORDS.format(words="” hoặc “".join(self.phrases)))
        return "; ".join(parts)


def first_fitting(rules: Iterable[tuple[int, Conditions]], document: Arrived) -> tuple[int, str] | None:
    """The first rule of the table that fits, and why."""
    for key, conditions in rules:
        if why := conditions.why(document):
            return key, why
    return None


def _stands_in(phrase: str, text: str) -> bool:
    return f" {_bare(phrase)} " in f" {_bare(text)} "


def _bare(text: str) -> str:
    """Words alone: folded, without signs between them."""
    return _NO_LETTER.sub(" ", fold(text)).strip()
