"""Two members side by side: what is written of each, and which columns a choice carries."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from hoiso.members.keys import unseal_citizen, unseal_old_id
from hoiso.members.models import Member

FIELDS: dict[str, tuple[str, tuple[str, ...]]] = {
    "name": ("Họ và tên", ("full_name", "folded", "name_key")),
    "birth": ("Ngày sinh", ("birth_date", "birth_year")),
    "sex": ("Giới tính", ("sex", "honorary")),
    "phone": ("Điện thoại", ("phone", "phone_key")),
    "citizen": ("Số định danh", ("citizen_hash", "citizen_box")),
    "old_id": ("Số chứng minh cũ", ("old_id_box",)),
    "home": ("Nơi ở", ("residence_unit_id", "hamlet", "address")),
    "joined": ("Vào Hội", ("joined_on",)),
    "card": ("Thẻ hội viên", ("card_number", "card_key", "card_given_on")),
    "occupation": ("Nghề nghiệp", ("occupation",)),
    "schooling": ("Học vấn", ("schooling",)),
    "training": ("Chuyên môn", ("training",)),
    "politics": ("Lý luận chính trị", ("politics",)),
    "skills": ("Sở trường", ("skills",)),
    "wishes": ("Nguyện vọng", ("wishes",)),
    "photo": ("Ảnh", ("photo_id",)),
    "note": ("Ghi chú", ("note",)),
}
"""What is chosen between, by name: the label and the columns that go together."""

COLUMNS = tuple(column for _, columns in FIELDS.values() for column in columns)


@dataclass(frozen=True, slots=True)
class Compared:
    """One line of the two: what stands in each, in words; `second` is proposed where the first is empty."""

    name: str
    label: str
    first: str
    second: str

    @property
    def differs(self) -> bool:
        return self.first != self.second

    @property
    def proposed(self) -> str:
        """Which one is marked before anybody chose."""
        return "second" if self.second and not self.first else "first"


def compared(first: Member, second: Member) -> tuple[Compared, ...]:
    """What is written of either; lines where neither has anything are left out."""
    lines = (
        Compared(name, label, _text(first, name), _text(second, name)) for name, (label, _) in FIELDS.items()
    )
    return tuple(line for line in lines if line.first or line.second)


def columns_of(names: Mapping[str, bool]) -> tuple[str, ...]:
    """The columns of the choices that are true."""
    return tuple(column for name, (_, columns) in FIELDS.items() if names.get(name) for column in columns)


def _text(member: Member, name: str) -> str:
    hidden = {"citizen": (unseal_citizen, member.citizen_box), "old_id": (unseal_old_id, member.old_id_box)}
    if name in hidden:
        unsealed, box = hidden[name]
        digits = unsealed(box)
        return f"•••• {digits[-4:]}" if digits else ""
    texts = {
        "name": member.full_name,
        "birth": member.birth_written,
        "sex": member.get_sex_display() + (", danh dự" if member.honorary else ""),
        "phone": member.phone,
        "home": ", ".join(part for part in (member.address, member.hamlet) if part),
        "joined": _day(member.joined_on),
        "card": " ".join(part for part in (member.card_number, _day(member.card_given_on)) if part),
        "schooling": member.get_schooling_display(),
        "training": member.get_training_display(),
        "politics": member.get_politics_display(),
        "photo": "Có ảnh" if member.photo_id else "",
    }
    return texts[name] if name in texts else str(getattr(member, name))


def _day(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""
