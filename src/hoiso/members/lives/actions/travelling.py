"""A member who goes to another province: her slip as a file (JSON with a checksum), and one read in."""

import hashlib
import json
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from hoiso.access.public import Actor
from hoiso.core.clock import office_date
from hoiso.core.folding import nfc
from hoiso.core.phrases import vn_date
from hoiso.members.lives.actions.writing import write
from hoiso.members.lives.errors import FileRefused
from hoiso.members.models import Member, MemberEvent
from hoiso.members.register.public import Birth, Entry, add_member, locked, record
from hoiso.members.states import State

_FORMAT, _VERSION = "hoiso-chuyen-sinh-hoat", 1
LARGEST = 100_000  # bytes
_TEXTS = {"full_name": 100, "phone": 20, "card_number": 30, "occupation": 100, "skills": 300}


@dataclass(frozen=True, slots=True)
class Slip:
    """What the file says of a member and of where she was."""

    entry: Entry
    from_place: str
    left_on: date | None


@transaction.atomic
def slip_of(*, by: Actor, member_id: int, at: datetime) -> bytes:
    """The file of a member who moved away: what the other province needs to take her in, and no more.

    Nothing sensitive goes into it, nor her citizen id. Raises `FileRefused` for one who did not move away.
    """
    member = locked(by, member_id)
    if member.state != State.MOVED:
        raise FileRefused("Ghi “Chuyển đi tỉnh khác” cho hội viên trước, rồi tải tệp.")
    left = MemberEvent.objects.filter(member=member, kind=MemberEvent.Kind.MOVED_OUT).order_by("-id").first()
    content: dict[str, object] = {
        "format": _FORMAT,
        "version": _VERSION,
        "from": f"{member.branch.name}, {member.commune.name}",
        "left_on": left.on.isoformat() if left else None,
        "member": {
            **{name: getattr(member, name) for name in _TEXTS},
            "birth_date": member.birth_date.isoformat() if member.birth_date else None,
            "birth_year": member.birth_year,
            "sex": member.sex,
            "honorary": member.honorary,
            "joined_on": member.joined_on.isoformat() if member.joined_on else None,
        },
    }
    record(by, member, "slip_made", at=at)
    return json.dumps(
        {**content, "checksum": _checksum(content)}, ensure_ascii=False, indent=1, sort_keys=True
    ).encode()


def _checksum(content: dict[str, object]) -> str:
    plain = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(nfc(plain).encode()).hexdigest()


def read_slip(content: bytes) -> Slip:
    """What a file says. Raises `FileRefused` where it is none, is damaged or was changed."""
    if len(content) > LARGEST:
        raise FileRefused("Tệp này quá lớn, không phải tệp chuyển sinh hoạt. Chọn lại tệp", field="tep")
    try:
        given = json.loads(content)
    except (ValueError, RecursionError):
        raise FileRefused(_UNREADABLE, field="tep") from None
    if not isinstance(given, dict) or given.get("format") != _FORMAT:
        raise FileRefused(_UNREADABLE, field="tep")
    said = given.pop("checksum", "")
    if given.get("version") != _VERSION or said != _checksum(given):
        raise FileRefused(
            "Tệp đã bị sửa hoặc hỏng trên đường gửi. Nhờ nơi đi tải lại tệp và gửi lại", field="tep"
        )
    try:
        return _slip(given)
    except (KeyError, TypeError, ValueError):
        raise FileRefused(_UNREADABLE, field="tep") from None


_UNREADABLE = "Không đọc được tệp này. Chọn tệp chuyển sinh hoạt (.json) mà nơi đi đã gửi"


def _slip(given: dict[str, object]) -> Slip:
    told = given["member"]
    if not isinstance(told, dict):
        raise TypeError("member is no object")
    texts = {name: nfc(str(told[name]))[:longest] for name, longest in _TEXTS.items()}
    day, joined, left = (_day(value) for value in (told["birth_date"], told["joined_on"], given["left_on"]))
    birth = Birth.on(day) if day else Birth(year=int(told["birth_year"]))
    sex = str(told["sex"])
    if sex not in Member.Sex.values or not texts["full_name"] or not 1900 <= birth.year <= 2200:
        raise ValueError("no member")
    more: dict[str, object] = {name: texts[name] for name in ("card_number", "occupation", "skills")}
    entry = Entry(
        full_name=texts["full_name"], birth=birth, sex=sex, honorary=bool(told["honorary"]),
        phone=texts["phone"], citizen_id=None, old_id=None, more={**more, "joined_on": joined},
    )  # fmt: skip
    return Slip(entry, nfc(str(given["from"]))[:200], left)


def _day(value: object) -> date | None:
    return date.fromisoformat(str(value)) if value else None


@transaction.atomic
def take_in(*, by: Actor, content: bytes, branch_id: int, on: date, another: bool, at: datetime) -> Member:
    """Enter the member of a file into a branch from a day on. Raises `FileRefused`, `LikeMembers`."""
    slip = read_slip(content)
    if on > office_date(at):
        raise FileRefused("Ngày nhận phải là hôm nay hoặc trước hôm nay", field="on")
    if slip.left_on is not None and on < slip.left_on:
        raise FileRefused(
            f"Hội viên rời nơi cũ ngày {vn_date(slip.left_on)}; chọn ngày đó hoặc sau đó", field="on"
        )
    member = add_member(
        by=by, entry=slip.entry, branch_id=branch_id, group_id=None, state=State.ACTIVE,
        signed_form=False, another=another, at=at,
    )  # fmt: skip
    member.spans.update(valid_from=on, start_known=True)
    write(
        by, member, MemberEvent.Kind.TRANSFERRED, at=at, on=on,
        reason=f"Từ tỉnh khác đến: {slip.from_place}", to_branch_id=branch_id,
    )  # fmt: skip
    return member
