"""Kinds of document as the outgoing side names them: a code in the row, a key in the content."""

from hoiso.documents.layouts.kinds import KINDS, DocumentKind, KindGroup

_LETTER_CODE = "CV"


def code_of(kind: DocumentKind, *, party: bool = False) -> str:
    """The code that stands in the register: `KH`, `CV` for a công văn, else the start of the key."""
    if kind.key == "letter":
        return _LETTER_CODE
    first, second = (kind.party_code, kind.code) if party else (kind.code, kind.party_code)
    return first or second or kind.key[:10]


def name_of(kind: DocumentKind) -> str:
    """The kind's name with a capital, as lists show it."""
    return kind.name[0].upper() + kind.name[1:]


def _choices() -> tuple[tuple[str, str], ...]:
    made = [kind for kind in KINDS if kind.group is not KindGroup.COPY]
    return tuple((kind.key, name_of(kind)) for kind in sorted(made, key=lambda kind: not kind.common))


KIND_CHOICES = _choices()
CODE_CHOICES = tuple(
    dict.fromkeys((code_of(kind), name_of(kind)) for kind in KINDS if kind.group is not KindGroup.COPY)
)
