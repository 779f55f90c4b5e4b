"""A list that the demo's commune has brought into the register: most members are in, three rows wait."""

from io import BytesIO

from hoiso.core.sheets import Cell, SheetColumn, write_sheet
from hoiso.demo import accounts
from hoiso.demo.days import Year
from hoiso.demo.offices import Offices
from hoiso.documents.incoming.public import command_actor
from hoiso.members.imports import public
from hoiso.members.models import MemberList

_HEADINGS = ("STT", "Họ và tên hội viên", "Năm sinh", "Điện thoại", "Chi hội", "Ngày vào Hội", "Nghề nghiệp")
_NAMES = ("NGUYỄN THỊ TUYẾT NGA", "TRẦN THỊ BÉ SÁU", "LÊ THỊ KIM LIÊN", "PHẠM THỊ ÚT", "VÕ THỊ HỒNG")
_WRONG: tuple[tuple[Cell, ...], ...] = (
    (6, "ĐẶNG THỊ MƯỜI", 1969, "0912.34", "Ấp 1", "08/03/2001", "Làm ruộng"),
    (7, "HUỲNH THỊ LÝ", None, None, "Ấp 2", 2005, "Nội trợ"),
    (8, "BÙI THỊ THẮM", "31/02/1975", None, "Ấp 2", None, "Thợ may"),
)


def bring_a_list(offices: Offices, year: Year) -> int:
    """Five members come in, three rows are to be mended. How many files it stored."""
    alone = next(office for office in offices.communes if office.is_one_person)
    clerk = offices.demo[accounts.COMMUNE.key]
    rows: list[tuple[Cell, ...]] = [
        (at, name, 1960 + at * 3, f"09770001{at:02d}", f"Ấp {at % 2 + 1}", f"08/03/{1990 + at}", "Làm ruộng")
        for at, name in enumerate(_NAMES, start=1)
    ]
    content = write_sheet(
        "DANH SÁCH HỘI VIÊN BỔ SUNG", [SheetColumn(name) for name in _HEADINGS], [*rows, *_WRONG]
    )
    by = command_actor(alone.unit, at=year.now)
    one, opened = public.begin(
        by=by, unit_id=alone.unit.pk, stream=BytesIO(content), name="hoi-vien-bo-sung.xlsx",
        wish=public.Wish(), at=year.now,
    )  # fmt: skip
    public.start(by=by, list_id=one.pk, at=year.now, by_job=False)
    public.carry_on(one.pk, opened=opened)
    MemberList.objects.filter(pk=one.pk).update(made_by=clerk.id, made_by_name=clerk.name)
    return 1
