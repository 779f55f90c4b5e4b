"""What a draft version holds: everything that is printed but the number and the date.

Kept as JSON in `DraftVersion.content`, never changed after it was saved.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any

from hoiso.documents.layouts import body as blocks
from hoiso.documents.layouts import kinds
from hoiso.documents.layouts.characters import printable
from hoiso.documents.layouts.content_templates import places_left
from hoiso.documents.layouts.errors import UnprintableCharacter
from hoiso.documents.layouts.official_document import (
    Capacity,
    Circulation,
    Layout,
    OfficialDocument,
    SigningBlock,
    Urgency,
    signing_block,
)
from hoiso.documents.secrecy import require_open_text
from hoiso.documents.tables.outgoing import Recipient

Json = dict[str, Any]  # what a JSON column holds

_URGENCIES = {1: Urgency.URGENT, 2: Urgency.VERY_URGENT, 3: Urgency.EXPRESS}


@dataclass(frozen=True, slots=True, kw_only=True)
class RecipientChoice:
    """One recipient, chosen once: printed under Nơi nhận or Kính gửi, sent to, or both.

    `line` is one of `Recipient.Line`; on paper with no copies it is printed and nothing is sent.
    """

    name: str
    unit_id: int | None = None
    line: str = Recipient.Line.PAPER
    printed: bool = True
    addressee: bool = False
    paper_copies: int = 0

    @property
    def is_sent(self) -> bool:
        """Whether something goes to it, by line or on paper."""
        return self.line != Recipient.Line.PAPER or self.paper_copies > 0


@dataclass(frozen=True, slots=True)
class Annexed:
    """A file that goes with the document: the id of its `DocumentFile`, and the name shown."""

    file_id: int
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftContent:
    """One version of a draft. `kind` is a key of `layouts.kinds`, `answer_by` the day asked of receivers."""

    kind: str
    subject: str = ""
    body: str = ""
    layout: str = Layout.ND30_UNION.value
    template: str = ""
    parent_line: str = ""
    issuer_lines: tuple[str, ...] = ()
    issuer_name: str = ""
    notation: str = ""
    place: str = ""
    capacity: str = Capacity.COLLECTIVE.value
    collective: str = ""
    head_position: str = ""
    position: str = ""
    signer: str = ""
    signer_id: int | None = None
    co_signer: str = ""
    co_position: str = ""
    urgency: int = 0
    circulation: str = ""
    answer_by: date | None = None
    archive_line: str = ""
    drafter_mark: str = ""
    copies: int | None = None
    deputy_stands_for_head: bool = True
    recipients: tuple[RecipientChoice, ...] = ()
    annexes: tuple[Annexed, ...] = ()

    @property
    def document_kind(self) -> kinds.DocumentKind:
        return kinds.kind(self.kind)

    @property
    def party(self) -> bool:
        """Whether the layout is the Party's."""
        return self.layout == Layout.PARTY_05

    def to_json(self) -> Json:
        """The value kept in the column."""
        values = asdict(self)
        values["answer_by"] = self.answer_by.isoformat() if self.answer_by else None
        return values


_TUPLES = {"recipients": RecipientChoice, "annexes": Annexed}
_FIELDS = frozenset(field.name for field in fields(DraftContent))


def from_json(kept: Mapping[str, Any]) -> DraftContent:
    """A version as it was saved; keys of an earlier shape that are gone are left out."""
    values = {name: value for name, value in kept.items() if name in _FIELDS}
    values["issuer_lines"] = tuple(values.get("issuer_lines", ()))
    values["answer_by"] = date.fromisoformat(values["answer_by"]) if values.get("answer_by") else None
    for name, shape in _TUPLES.items():
        values[name] = tuple(shape(**item) for item in values.get(name, ()))
    return DraftContent(**values)


def official(
    content: DraftContent, *, number: str | None = None, day: date | None = None
) -> OfficialDocument:
    """The printed document. Raises `IncompleteDocument` where a component is missing."""
    layout = Layout(content.layout)
    kind = content.document_kind
    addressed = kind.addressed
    return OfficialDocument(
        layout=layout,
        kind=kind,
        parent_line=content.parent_line,
        issuer_lines=content.issuer_lines,
        issuer_name=content.issuer_name,
        notation=content.notation,
        number=number,
        day=day,
        place=content.place,
        subject=content.subject,
        body=blocks.parse(content.body),
        signing=signing_block(
            layout=layout,
            capacity=Capacity(content.capacity),
            position=content.position,
            signer=content.signer,
            collective=content.collective,
            head_position=content.head_position,
            deputy_stands_for_head=content.deputy_stands_for_head,
        ),
        co_signing=_co_signing(content),
        addressees=tuple(one.name for one in content.recipients if addressed and one.addressee),
        recipients=tuple(
            one.name for one in content.recipients if one.printed and not (addressed and one.addressee)
        ),
        archive_line=content.archive_line,
        urgency=_URGENCIES.get(content.urgency),
        circulation=Circulation(content.circulation) if content.circulation else None,
        drafter_mark=content.drafter_mark,
        copies=content.copies,
    )


def _co_signing(content: DraftContent) -> SigningBlock | None:
    """The second signer, on the left: minutes, contracts, agreements."""
    if not content.co_signer:
        return None
    return SigningBlock(authority=(), position=content.co_position.upper(), signer=content.co_signer)


def places_of(content: DraftContent) -> tuple[str, ...]:
    """Places in square brackets that nobody has filled yet."""
    return places_left(f"{content.subject}\n{content.body}")


def refuse_marked(content: DraftContent) -> None:
    """Raises `SecretRefused`, with the form's field, where a mark of secrecy was typed into any text."""
    for field, kept in content.to_json().items():
        if isinstance(kept, str):
            require_open_text(kept, field=field)
    require_open_text("\n".join(content.issuer_lines), field="issuer_lines")
    require_open_text("\n".join(one.name for one in content.recipients), field="recipients")


def refuse_unprintable(content: DraftContent) -> None:
    """Raises `UnprintableCharacter`, with the form's field, for a letter that the font cannot draw."""
    texts = {
        "subject": content.subject,
        "body": content.body,
        "parent_line": content.parent_line,
        "issuer_lines": " ".join(content.issuer_lines),
        "place": content.place,
        "position": content.position,
        "co_signer": content.co_signer,
        "co_position": content.co_position,
        "recipients": " ".join(one.name for one in content.recipients),
    }
    for field, text in texts.items():
        try:
            printable(text)
        except UnprintableCharacter as refusal:
            raise UnprintableCharacter(refusal.sentence, field=field) from None
