"""The sheet as the components of its page want it: facts, steps, files, links."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from hoiso.audit.public import action_words
from hoiso.core.files.kinds import PICTURES, Kind
from hoiso.core.phrases import vn_date, vn_time
from hoiso.documents.sheet import glance, phrases
from hoiso.documents.sheet.parts import AssignmentLine, EventLine, FileLine, LinkLine, Sheet
from hoiso.documents.tables.document import State, Urgency

_SHOWN_STEPS = 12
_TAGS = {
    "done": "done",
    "issued": "done",
    "registered": "new",
    "proposed": "new",
    "submitted": "new",
    "sent_back": "soon",
    "revoked": "late",
}


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the timeline component; `state` is "", "now" or "next"."""

    title: str
    line: str
    quote: str = ""
    state: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """A file in the list of files."""

    name: str
    url: str
    kind: str
    size: int
    note: str
    view_url: str


@dataclass(frozen=True, slots=True)
class LinkShown:
    """A linked document with what it is to this one; `id` is the other document's."""

    words: str
    kind: str
    back: bool
    id: int
    symbol: str
    subject: str


def state_tag(sheet: Sheet) -> tuple[str, str]:
    """Kind and words of the state's tag."""
    return _TAGS.get(sheet.state, "calm"), str(State(sheet.state).label)


def facts(sheet: Sheet) -> list[tuple[str, str]]:
    """What stands in the register, name and value; empty values are left out by the component."""
    incoming = sheet.direction == "in"
    number = "Số đến" if incoming else "Số"
    return [
        (number, sheet.number_written),
        ("Số, ký hiệu", sheet.symbol),
        ("Ngày văn bản", vn_date(sheet.issued_on) if sheet.issued_on else ""),
        ("Ngày đến", vn_date(sheet.arrived_on) if sheet.arrived_on else ""),
        ("Nơi gửi" if incoming else "Nơi ban hành", sheet.issuer),
        ("Loại văn bản", sheet.kind_name),
        ("Nơi nhận ghi trên văn bản", sheet.addressees),
        ("Người ký", " ".join(part for part in (sheet.signing_capacity, sheet.signer) if part)),
        ("Chức vụ người ký", sheet.signer_position),
        ("Độ khẩn", str(Urgency(sheet.urgency).label)),
        ("Cách gửi đến", phrases.ARRIVED_BY.get(sheet.arrived_by, sheet.arrived_by)),
        ("Bản giấy", "Gửi sau" if sheet.paper_follows else ""),
        ("Số trang", str(sheet.page_amount or "")),
        ("Số bản", str(sheet.copies or "")),
        ("Phạm vi lưu hành", sheet.circulation),
        ("Ghi chú sổ", sheet.description),
        ("Mã định danh văn bản", sheet.exchange_id),
        ("Sổ", sheet.book_name),
    ]


def steps(sheet: Sheet) -> tuple[list[Step], list[Step]]:
    """The timeline in two: older steps, and the last ones with what is now and what comes next."""
    told = [(event.at, _past(event)) for event in sheet.events]
    opened = [
        (line.opened_at, _opened(line)) for line in sheet.assignments if line.opened_at and _looked(line)
    ]
    past = [step for _, step in sorted([*told, *opened], key=lambda one: one[0])]
    coming: list[Step] = []
    if sheet.state in glance.OPEN:
        since = f"Từ {vn_time(sheet.held_since)}" if sheet.held_since else ""
        line = ", ".join(part for part in (since, sheet.holder_name) if part)
        coming.append(Step(str(State(sheet.state).label), line, state="now"))
        deadline = glance.next_deadline(sheet)
        if deadline:
            coming.append(Step("Xong việc", f"Hạn {vn_date(deadline)}", state="next"))
    return past[:-_SHOWN_STEPS], [*past[-_SHOWN_STEPS:], *coming]


def _past(event: EventLine) -> Step:
    who = ", ".join(part for part in (event.actor_name, event.actor_title) if part)
    line = ", ".join(part for part in (vn_time(event.at), who) if part)
    if event.kind == "instruct":
        return Step(phrases.INSTRUCTED, line, quote=event.text)
    return Step(event.text or action_words(event.kind), line)


def _looked(line: AssignmentLine) -> bool:
    """Whether she opened it before she did anything with it: an act of its own has its own line."""
    acted = line.accepted_at or line.done_at
    return line.opened_at is not None and (acted is None or line.opened_at < acted)


def _opened(line: AssignmentLine) -> Step:
    who = ", ".join(part for part in (line.officer_name, line.away) if part)
    return Step(phrases.OPENED, f"{vn_time(line.opened_at)}, {who}" if line.opened_at else who)


def recalled(sheet: Sheet) -> str:
    """Why the sender called the document back: by a delivery here, or by an edXML message; else empty."""
    if sheet.recalled:
        return sheet.recalled
    message = next((line for line in sheet.messages if line.kind == "revoke"), None)
    return phrases.RECALLED_BY_MESSAGE.format(vn_time(message.received_at)) if message else ""


@dataclass(frozen=True, slots=True)
class Reading:
    """How far the letters of a file are read, as its notice shows it."""

    file: FileLine

    @property
    def state(self) -> str:
        return self.file.reading or ""

    @property
    def going(self) -> bool:
        return self.state in ("waiting", "running")

    @property
    def pages(self) -> int:
        return self.file.to_read

    @property
    def done(self) -> int:
        return self.file.read

    @property
    def problem(self) -> str:
        return self.file.problem

    @property
    def mark(self) -> str:
        return self.file.mark


def readings(sheet: Sheet) -> list[Reading]:
    """Files whose text recognition is under way, or has ended with something to tell."""
    return [Reading(line) for line in sheet.files if line.reading not in (None, "done")]


def first_drawable(sheet: Sheet) -> FileLine | None:
    """The file whose first page is shown: signed before made before main, by the sheet's own order."""
    order = {"signed": 0, "made": 1, "main": 2, "annex": 3}
    drawable = [line for line in sheet.files if is_drawable(line.kind) and line.role in order]
    return min(drawable, key=lambda line: order[line.role], default=None)


def is_drawable(kind: str) -> bool:
    """Whether pages of this kind of file are shown as pictures."""
    return kind == Kind.PDF or kind in PICTURES


def files(sheet: Sheet) -> list[Shown]:
    """The files that stand, each to read and to download with its type and size."""
    return [
        Shown(
            name=line.name,
            url=reverse("file_download", args=[line.id]),
            kind=kind_words(line.kind),
            size=line.size,
            note=_note(line),
            view_url=reverse("file_reader", args=[line.id]) if _readable(line.kind) else "",
        )
        for line in sheet.files
    ]


def old_files(sheet: Sheet) -> list[Shown]:
    """Files that were replaced."""
    return [
        Shown(
            name=line.name,
            url=reverse("file_download", args=[line.id]),
            kind=kind_words(line.kind),
            size=line.size,
            note=f"{phrases.ROLES[line.role]}, thay ngày {vn_date(line.replaced_at)}",
            view_url=reverse("file_reader", args=[line.id]) if _readable(line.kind) else "",
        )
        for line in sheet.old_files
    ]


def _note(line: FileLine) -> str:
    parts = [phrases.ROLES[line.role]]
    if line.pages:
        parts.append(f"{line.pages} trang")
    if line.active:
        parts.append("có nội dung tự chạy")
    if line.reading == "done":
        parts.append("đã có chữ để tìm")
    return ", ".join(parts)


def _readable(kind: str) -> bool:
    return is_drawable(kind) or kind in (Kind.DOCX, Kind.TXT, Kind.CSV)


def kind_words(kind: str) -> str:
    """How a kind of file is called beside its size."""
    if kind in PICTURES:
        return f"ảnh {kind.upper()}"
    return "edXML" if kind == Kind.EDXML else kind.upper()


def links(sheet: Sheet) -> list[LinkShown]:
    """Linked documents in words."""
    return [_linked(line) for line in sheet.links]


def _linked(line: LinkLine) -> LinkShown:
    there, here = phrases.LINKS[line.kind]
    return LinkShown(here if line.back else there, line.kind, line.back, line.id, line.symbol, line.subject)


def context(sheet: Sheet, on: date) -> dict[str, Any]:
    """Everything that the page's template shows of the document itself."""
    older, recent = steps(sheet)
    shown = first_drawable(sheet)
    kind, words = state_tag(sheet)
    deadline = glance.next_deadline(sheet) if sheet.state in glance.OPEN else None
    return {
        "sheet": sheet,
        "today": on,
        "title": sheet.subject,
        "glance": glance.glance(sheet, on),
        "recalled": recalled(sheet),
        "recalled_words": phrases.RECALLED,
        "tag_kind": kind,
        "tag_words": words,
        "deadline": deadline,
        "facts": facts(sheet),
        "older_steps": older,
        "steps": recent,
        "files": files(sheet),
        "old_files": old_files(sheet),
        "readings": readings(sheet),
        "shown": shown,
        "shown_kind": kind_words(shown.kind) if shown else "",
        "links": links(sheet),
        "recipients": recipients(sheet),
        "corrections": corrections(sheet),
        "messages_kept": [(line, phrases.MESSAGES.get(line.kind, line.kind)) for line in sheet.messages],
        "seen": sheet.seen[0] if sheet.seen else None,
        "urgency_words": str(Urgency(sheet.urgency).label),
        "recipient_heads": ["Tình trạng", "Nơi nhận", "Cách gửi", "Lúc"],
    }


def recipients(sheet: Sheet) -> list[dict[str, Any]]:
    """Recipients with their fate in words; those who refused or did not open come with a mark."""
    rows = []
    for line in sheet.recipients:
        when = line.done_at or line.received_at or line.opened_at or line.sent_at
        words = phrases.DELIVERY.get(line.state or "", "")
        if not words and line.paper_copies:
            words = f"Gửi {line.paper_copies} bản giấy"
            when = None
        rows.append(
            {
                "name": line.name,
                "line": phrases.LINES.get(line.line, line.line),
                "words": words or "Chưa gửi",
                "kind": {"refused": "late", "done": "done", "withdrawn": "late"}.get(
                    line.state or "", "calm"
                ),
                "when": when,
                "paper": line.paper_copies,
                "paper_on": line.paper_sent_on,
                "reason": line.reason,
            }
        )
    return rows


def corrections(sheet: Sheet) -> list[dict[str, Any]]:
    """Corrected fields by the names of the form."""
    return [{"name": phrases.FIELDS.get(line.field, line.field), "line": line} for line in sheet.corrections]
