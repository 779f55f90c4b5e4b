"""One unit's change as an administrator asks for it, and what passes where by it."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from hoiso.access import public as access
from hoiso.core.errors import NotThere
from hoiso.core.folding import nfc
from hoiso.core.phrases import vn_date
from hoiso.units.errors import UnitRefused
from hoiso.units.models import Succession, Unit
from hoiso.units.names import body_of
from hoiso.units.public import Passing


class ChangeKind(StrEnum):
    """What happens to a unit."""

    RENAME = "rename"
    MERGE = "merge"  # it passes wholly to another
    SPLIT = "split"  # it passes mainly to one, in parts to others
    CLOSE = "close"  # it ends without an heir


@dataclass(frozen=True, slots=True)
class Change:
    """A change of one unit from a day on. `heirs`: the main heir first; `name` for a renaming."""

    kind: ChangeKind
    unit_id: int
    on: date
    heirs: tuple[int, ...] = ()
    name: str = ""

    @property
    def body_name(self) -> str:
        """The body's name at the renamed place."""
        return body_of(self.name)


def plan_of(change: Change) -> tuple[Unit, tuple[Passing, ...]]:
    """The unit and what would pass where. Raises `UnitRefused`, with the field that is wrong."""
    unit = Unit.objects.filter(pk=change.unit_id).first()
    if unit is None:
        raise NotThere("Không có đơn vị này.")
    eve = change.on - timedelta(days=1)
    if not unit.stands_on(eve):
        raise UnitRefused(f"{unit.name} không hoạt động ngày {vn_date(eve)}. Chọn ngày khác.", field="on")
    if unit.successions.exists():
        raise UnitRefused(f"{unit.name} đã được sắp xếp. Xem trang đơn vị.")
    if change.kind is ChangeKind.RENAME:
        return unit, (_renaming(unit, change),)
    if change.kind is ChangeKind.CLOSE:
        return unit, (Passing(unit.pk, unit.title, None, "", "whole"),)
    return unit, _to_heirs(unit, change)


def passings_of(unit_id: int, on: date) -> tuple[Passing, ...]:
    """What passed where when a unit ended on the eve of a day, as it is recorded."""
    unit = Unit.objects.get(pk=unit_id)
    links = Succession.objects.filter(before=unit, on=on).select_related("after")
    found = tuple(
        Passing(unit.pk, unit.title, link.after_id, link.after.title, link.share, link.renaming)
        for link in links
    )
    return found or (Passing(unit.pk, unit.title, None, "", "whole"),)


def _renaming(unit: Unit, change: Change) -> Passing:
    name = nfc(change.name)
    if not name:
        raise UnitRefused("Nhập tên mới", field="name")
    if name == unit.name:
        raise UnitRefused("Tên mới phải khác tên đang dùng", field="name")
    return Passing(unit.pk, unit.title, None, body_of(name), "whole", renaming=True)


def _to_heirs(unit: Unit, change: Change) -> tuple[Passing, ...]:
    needed = 1 if change.kind is ChangeKind.MERGE else 2
    chosen = list(dict.fromkeys(change.heirs))
    if unit.pk in chosen:
        raise UnitRefused("Đơn vị kế thừa phải là đơn vị khác", field="main_heir")
    if len(chosen) < needed:
        field = "main_heir" if not chosen else "other_heirs"
        raise UnitRefused("Chọn đơn vị kế thừa", field=field)
    known = Unit.objects.in_bulk(chosen)
    for heir_id in chosen:
        heir = known.get(heir_id)
        if heir is None or not heir.stands_on(change.on):
            raise UnitRefused(
                f"Đơn vị kế thừa phải đang hoạt động ngày {vn_date(change.on)}", field="main_heir"
            )
        if heir.kind == Unit.Kind.OUTSIDE and unit.kind != Unit.Kind.OUTSIDE:
            raise UnitRefused("Đơn vị kế thừa phải thuộc Hội", field="main_heir")
    shares = ["whole"] if change.kind is ChangeKind.MERGE else ["part-main"] + ["part"] * (len(chosen) - 1)
    return tuple(
        Passing(unit.pk, unit.title, heir_id, known[heir_id].title, share)
        for heir_id, share in zip(chosen, shares, strict=True)
    )


def told(change: Change) -> list[str]:
    """What a change will do, in sentences, before it is done.

    Counts of accounts are those that the officer in scope may see; books of other units are told
    by the rule and not by number.
    """
    unit, passings = plan_of(change)
    eve = vn_date(change.on - timedelta(days=1))
    first = vn_date(change.on)
    lines = [f"{unit.name} kết thúc ngày {eve}; văn bản cũ vẫn ghi đúng tên này."]
    shares = {"whole": "toàn bộ", "part-main": "phần lớn", "part": "một phần, chờ người quản trị chia"}
    lines += [f"Từ {first}: {one.after_title} ({shares[one.share]})." for one in passings if one.after_title]
    lines += [line.sentence for plan in access.plan_merger(passings, on=change.on) for line in plan.lines]
    if change.kind is ChangeKind.RENAME:
        lines.append("Mã định danh, liên hệ và sổ văn bản giữ nguyên, số chạy tiếp.")
    else:
        lines.append(f"Sổ văn bản của đơn vị kết thúc ngày {eve}; nơi kế thừa dùng sổ của mình.")
        lines.append("Mã định danh của đơn vị đóng lại, không cấp lại cho nơi khác.")
    return lines
