"""Envelopes (bì văn bản) with the receiver's address; Decree 30/2020/NĐ-CP Điều 18: urgency stands on it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from hoiso.documents.layouts.typesetting import UNTAGGED, Json, clean, typeset

_TEMPLATE: Final = "envelope.typ"
SIZES: Final = {"c5": (229, 162), "a5": (210, 148)}
"""Width and height in millimetres, lying."""


@dataclass(frozen=True, slots=True)
class Receiver:
    """Whose envelope it is; the address may be unknown."""

    name: str
    address: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelopes:
    """One envelope for each receiver of a document. `urgency` in capitals, empty for an ordinary one."""

    size: str
    sender: str
    address: str
    phone: str
    symbol: str
    urgency: str
    receivers: Sequence[Receiver]
    day: date


def render_envelopes(envelopes: Envelopes) -> bytes:
    """A page an envelope, PDF/A-2b."""
    width, height = SIZES[envelopes.size]
    receivers: list[Json] = [{"name": one.name, "address": one.address} for one in envelopes.receivers]
    typed: dict[str, Json] = {
        "title": f"Bì văn bản {envelopes.symbol}",
        "sender": envelopes.sender,
        "address": envelopes.address,
        "phone": envelopes.phone,
        "symbols": envelopes.symbol or "…",
        "urgency": envelopes.urgency,
        "width": width,
        "height": height,
        "receivers": receivers,
    }
    data = clean(typed, replace=True)
    assert isinstance(data, dict)
    return typeset(_TEMPLATE, data, dated=envelopes.day, standards=UNTAGGED)
