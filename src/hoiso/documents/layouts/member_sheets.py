"""Sheets of membership cards, address labels and invitations."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from hoiso.documents.layouts.labels import qr_rows
from hoiso.documents.layouts.typesetting import UNTAGGED, Json, clean, typeset

CARDS_PER_SHEET: Final = 10
SheetKind = Literal["cards", "labels", "invitations"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetPerson:
    """Who a card, label or invitation is for; `address` is what the QR code of a card leads to."""

    name: str
    born: str = ""
    branch: str = ""
    joined: str = ""
    card: str = ""
    member: str = ""
    home: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberSheets:
    """What is printed, in whose name; what, when, where and by whom of an invitation."""

    kind: SheetKind
    title: str
    unit: str
    people: Sequence[SheetPerson]
    what: str = ""
    time: str = ""
    place: str = ""
    signer: str = ""


def render_member_sheets(sheets: MemberSheets, *, dated: date) -> bytes:
    """PDF/A-2b, A4: 10 cards, 24 labels or 2 invitations to a page."""
    people: list[Json] = [
        {
            "name": one.name, "born": one.born, "branch": one.branch, "joined": one.joined, "card": one.card,
            "member": one.member, "home": one.home,
            "qr": list(qr_rows(one.address)) if one.address else [],
        }
        for one in sheets.people
    ]  # fmt: skip
    typed: dict[str, Json] = {
        "kind": sheets.kind, "title": sheets.title, "unit": sheets.unit, "people": people,
        "what": sheets.what, "time": sheets.time, "place": sheets.place, "signer": sheets.signer,
    }  # fmt: skip
    data = clean(typed, replace=True)
    assert isinstance(data, dict)
    return typeset("members.typ", data, dated=dated, standards=UNTAGGED)
