"""Words of `hoiso members`."""

from collections.abc import Mapping
from typing import Any

from hoiso.core.phrases import number

COMMANDS = "các việc"
MEMBERS = "sổ hội viên"
IMPORT = "đưa danh sách hội viên (Excel, CSV) vào sổ; chạy lại cùng tệp không thêm ai"
FILES = "tệp danh sách (.xlsx, .xls, .ods, .csv)"
UNIT = "mã định danh của đơn vị nhận: tỉnh (mọi xã bên dưới) hoặc xã, phường"
AS_OF = "danh sách tính đến ngày nào (dd/mm/yyyy); không ghi thì là hôm nay"
OPEN_BRANCHES = "lập chi hội có trong danh sách mà chưa có trên hệ thống"
_MOST_TOLD = 20


def rows_done(done: int, rows: int) -> str:
    return f"{number(done)} trong {number(rows)} dòng…"


def imported(row: Mapping[str, Any]) -> str:
    if row["refused"]:
        return f"{row['file']}: không nhận. {row['refused']}"
    counted = f"{number(row['taken'])} hội viên vào sổ, {number(row['again'])} đã có"
    left = f"{number(len(row['faults']))} dòng cần sửa, {number(row['aside'])} dòng bỏ qua"
    told = [f"{row['file']}: {counted}, {left}."]
    told += [
        f"  trang tính {one['sheet']}, dòng {one['row']}: {one['sentence']}"
        for one in row["faults"][:_MOST_TOLD]
    ]
    if len(row["faults"]) > _MOST_TOLD:
        told.append(
            f"  … và {number(len(row['faults']) - _MOST_TOLD)} dòng nữa (xem ở trang Nhập danh sách)."
        )
    return "\n".join(told)
