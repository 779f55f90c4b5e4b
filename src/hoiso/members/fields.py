"""Which fields of a member there are, and what each is for until the province decides otherwise.

Name, year of birth and branch are the register itself; everything else may be asked or not
(`MemberField`, dated).
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from hoiso.access.public import Role
from hoiso.members.models import MemberField


class Kept(StrEnum):
    """Where the value of a field lies."""

    OPEN = "open"  # a column of Member
    COUNTED = "counted"  # under a pseudonym (CountedFact)
    SEALED = "sealed"  # sealed by itself (SealedFact)


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its name, its label, where it lies, whether it is asked, why, and who sees it."""

    name: str
    label: str
    kept: Kept
    asked: bool
    purpose: str
    basis: str
    seen_by: frozenset[str] = frozenset()

    @property
    def sensitive(self) -> bool:
        return self.kept is not Kept.OPEN

    def seen_with(self, roles: Iterable[str]) -> bool:
        """Whether one of the roles sees the value."""
        return not self.sensitive or not self.seen_by.isdisjoint(roles)


_APPLICATION = "Đơn xin vào Hội"
_CONSENT = "Đồng ý của hội viên"
_LIST = "Quản lý hội viên"
_COUNT = "Thống kê của Hội"
_CARE = "Chăm lo, hỗ trợ hội viên"
_BRANCH_AND_HEADS = frozenset({Role.BRANCH_HEAD.value, Role.LEADER.value, Role.SPECIALIST.value})
_HEADS = frozenset({Role.LEADER.value, Role.SPECIALIST.value})


def _open(name: str, label: str, purpose: str = _LIST, *, asked: bool = True) -> Field:
    return Field(name, label, Kept.OPEN, asked, purpose, _APPLICATION)


def _counted(name: str, label: str, *, asked: bool = True) -> Field:
    return Field(name, label, Kept.COUNTED, asked, _COUNT, _CONSENT, _BRANCH_AND_HEADS)


def _sealed(name: str, label: str, seen_by: frozenset[str], *, asked: bool = False) -> Field:
    return Field(name, label, Kept.SEALED, asked, _CARE, _CONSENT, seen_by)


FIELDS: dict[str, Field] = {
    field.name: field
    for field in (
        _open("birth_date", "Ngày sinh"),
        _open("phone", "Điện thoại", "Liên hệ, mời họp"),
        _open("citizen_id", "Số định danh cá nhân", "Tránh ghi trùng", asked=False),
        _open("old_id", "Số chứng minh nhân dân cũ", "Tránh ghi trùng", asked=False),
        _open("residence_unit", "Xã, phường đang ở"),
        _open("hamlet", "Ấp, khu phố"),
        _open("address", "Số nhà, đường"),
        _open("occupation", "Nghề nghiệp", _COUNT),
        _open("schooling", "Học vấn", _COUNT),
        _open("training", "Chuyên môn", _COUNT),
        _open("politics", "Lý luận chính trị", _COUNT, asked=False),
        _open("skills", "Sở trường", _CARE),
        _open("wishes", "Nguyện vọng", _CARE),
        _open("joined_on", "Ngày vào Hội"),
        _open("card_number", "Số thẻ hội viên"),
        _open("card_given_on", "Ngày cấp thẻ"),
        _open("photo", "Ảnh", "In thẻ hội viên", asked=False),
        _counted("ethnic_group", "Dân tộc"),
        _counted("religion", "Tôn giáo"),
        _counted("party", "Đảng viên"),
        _counted("poverty", "Hộ nghèo, cận nghèo"),
        _sealed("single_mother", "Phụ nữ đơn thân nuôi con", _BRANCH_AND_HEADS, asked=True),
        _sealed("disability", "Khuyết tật", _BRANCH_AND_HEADS, asked=True),
        _sealed("marriage", "Hôn nhân", _HEADS),
        _sealed("hardship", "Hoàn cảnh khó khăn khác", _HEADS),
    )
}

COUNTED_NAMES = tuple(name for name, field in FIELDS.items() if field.kept is Kept.COUNTED)
SEALED_NAMES = tuple(name for name, field in FIELDS.items() if field.kept is Kept.SEALED)


def fields_on(day: date) -> dict[str, Field]:
    """Every field as it was decided for the day. One statement."""
    decided = {
        row.field: row
        for row in MemberField.objects.filter(valid_from__lte=day, field__in=FIELDS).order_by("valid_from")
    }
    return {name: _as_decided(field, decided.get(name)) for name, field in FIELDS.items()}


def _as_decided(field: Field, row: MemberField | None) -> Field:
    if row is None:
        return field
    seen_by = frozenset(row.seen_by) if field.sensitive else field.seen_by
    return replace(field, asked=row.asked, purpose=row.purpose, basis=row.basis, seen_by=seen_by)
