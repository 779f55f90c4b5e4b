"""Sentences of `hoiso units`."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from hoiso.core.phrases import number, vn_date

if TYPE_CHECKING:
    from hoiso.reorganisation.public import Outcome
    from hoiso.units.lists import Fault
    from hoiso.units.public import ImportReport

UNITS = "đơn vị: kiểm tra, nhập, xuất danh sách; sắp xếp đơn vị"
COMMANDS = "Các việc"
CHECK = "kiểm tra một danh sách đơn vị, không nhập"
IMPORT = "nhập một danh sách đơn vị (CSV); có một dòng sai thì không nhập gì"
REORGANISE = "thực hiện sắp xếp đơn vị theo tệp đơn vị cũ → đơn vị mới"
EXPORT = "ghi danh sách đơn vị ra tệp CSV"
FILE = "tệp CSV"
EXPORT_FILE = "tệp CSV sẽ ghi"
ON = "ngày bắt đầu, ví dụ 2025-07-01 hoặc 01/07/2025"
EXPORT_ON = "ghi các đơn vị hoạt động vào ngày này (mặc định: hôm nay)"
SKIP_BAD = "bỏ qua dòng sai, nhập các dòng đúng"
DRY_RUN = "chỉ cho biết sẽ làm gì, không làm"
BEFORE = "danh sách đơn vị trước khi sắp xếp (mặc định: danh sách kèm chương trình)"
AFTER = "danh sách đơn vị sau khi sắp xếp (mặc định: danh sách kèm chương trình)"
DISTRICTS = "tệp CSV district_code,successor_code: đơn vị kế thừa của từng huyện"
DAY_NEEDED = "Tệp này không ghi ngày. Hãy thêm --on NGÀY, ví dụ --on 2025-07-01."
_SHOWN = 40
_SHARES = {"whole": "toàn bộ", "part-main": "phần lớn", "part": "một phần, chờ người chia"}


def no_file(path: Path) -> str:
    return f"Không có tệp {path}."


def too_big(path: Path) -> str:
    return f"Tệp {path} quá lớn để là một danh sách đơn vị (trên 20 MB)."


def exported(path: Path, count: int) -> str:
    return f"Đã ghi {number(count)} đơn vị ra {path}."


def imported(report: "ImportReport", *, checked: bool) -> str:
    counts = (
        f"{number(report.new)} đơn vị mới, {number(report.changed)} sửa liên hệ, {number(report.same)} đã có"
    )
    if checked:
        head = f"Kiểm tra: {counts}. Chưa nhập gì."
    elif report.loaded:
        head = f"Đã nhập: {counts}."
    else:
        head = f"Chưa nhập gì: còn {len(report.faults)} chỗ sai. Sửa tệp, hoặc thêm --skip-bad."
    return "\n".join([head, *_listed(report.faults)])


def faults_found(faults: "Sequence[Fault]") -> str:
    return "\n".join([f"Chưa làm gì: còn {len(faults)} chỗ sai.", *_listed(faults)])


def reorganised(outcome: "Outcome") -> str:
    done = outcome.units
    if outcome.nothing_to_do:
        return f"Việc sắp xếp ngày {vn_date(done.on)} đã làm trước đây; không có gì thay đổi."
    verb = "Đã làm" if outcome.carried_out else "Sẽ làm (chưa làm gì)"
    lines = [
        f"{verb}, từ ngày {vn_date(done.on)}:",
        f"  Đơn vị: {number(done.ended)} kết thúc, {number(done.opened)} ghi thêm.",
        f"  Kế thừa: {number(len(done.passings))}",
        *[f"    {one.before_title} → {one.after_title} ({_SHARES[one.share]})" for one in done.passings],
    ]
    for plan in outcome.parts:
        lines.append(f"  {plan.title}: {number(plan.count)}")
        lines += [f"    {line.sentence}" for line in plan.lines]
    waiting = sum(one.share == "part" for one in done.passings)
    if waiting:
        lines.append(f"  {number(waiting)} phần chờ người chia ở trang Đơn vị › Chờ chia.")
    lines += [f"  Lưu ý: {one}" for one in done.notices]
    return "\n".join(lines)


def _listed(faults: "Sequence[Fault]") -> list[str]:
    shown = [f"  {one}" for one in faults[:_SHOWN]]
    return [*shown, f"  … và {len(faults) - _SHOWN} chỗ nữa"] if len(faults) > _SHOWN else shown
