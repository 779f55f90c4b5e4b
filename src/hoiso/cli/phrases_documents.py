"""Sentences of `hoiso documents`."""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

DOCUMENTS = "nhập và xuất văn bản"
COMMANDS = "Các việc"
IMPORT = "nhập tệp văn bản điện tử edXML vào sổ văn bản đến của một đơn vị"
FILES = "các tệp edXML"
UNIT = "mã định danh, hoặc mã thống kê, của đơn vị"
EXPORT = "ghi sổ văn bản của một đơn vị ra tệp Excel hoặc PDF"
EXPORT_FILE = "tệp ghi ra, đuôi .xlsx hoặc .pdf"
SERIES = "sổ nào: incoming (đến) hoặc outgoing (đi)"
ON = "một ngày trong thời gian dùng sổ, ví dụ 20/09/2026 (mặc định: hôm nay)"
WRONG_ENDING = "Tệp ghi ra phải có đuôi .xlsx hoặc .pdf."

PACKAGE = "nhập gói hồ sơ (ZIP) xuất từ một đơn vị khác vào một đơn vị"
PACKAGE_FILE = "gói hồ sơ, tệp .zip"

TAKE_OVER = "tiếp quản sổ cũ: đưa sổ đăng ký các năm trước (Excel) và bản quét vào một đơn vị"
TAKE_OVER_FILES = "tệp Excel của sổ cũ; tệp ZIP hoặc thư mục bản quét đặt tên theo số"
TAKE_OVER_SERIES = (
    "sổ nào: incoming (đến), outgoing (đi), internal (nội bộ); không ghi thì nhận ra theo tên cột"
)
TAKE_OVER_YEAR = "năm của sổ, khi sổ chỉ ghi ngày và tháng"

_RESULTS = {
    "new": "đã vào sổ",
    "message": "đã ghi thông điệp",
    "duplicate": "đã có",
    "refused": "không nhận",
    "waiting": "cần xác nhận",
}


def imported(file: str, result: str, said: str, remarks: Sequence[str]) -> str:
    """One file for a person."""
    lines = [f"{file}: {_RESULTS.get(result, result)}. {said}"]
    return "\n".join([*lines, *(f"    {remark}" for remark in remarks)])


def no_book(series: str) -> str:
    return f"Đơn vị chưa có sổ “{series}” trong ngày này."


def exported(file: Path, rows: int) -> str:
    return f"Đã ghi {rows} dòng ra {file}."


def unreadable(file: Path, number: int) -> str:
    return f"Không đọc được tệp {file}: {os.strerror(number)}."


def package_taken(file: Path, code: str, year: int, documents: int) -> str:
    return f"{file}: đã nhập hồ sơ {code} năm {year}, {documents} văn bản."


def lines_done(done: int, lines: int) -> str:
    return f"Đã xong {done} trong {lines} dòng."


def taken_over(row: Mapping[str, Any]) -> str:
    """One sheet for a person, with its faults."""
    if row["refused"]:
        return f"{row['file']}: không nhận. {row['refused']}"
    counts = f"{row['taken']} dòng vào sổ, {row['again']} dòng đã có, {len(row['faults'])} dòng cần sửa"
    told = [f"{row['file']}: {counts}, {row['scans']} bản quét đã ghép."]
    told += [f"    dòng {one['line']}: {one['sentence']}" for one in row["faults"]]
    told += [f"    {one['name']}: {one['sentence']}" for one in row["scans_refused"]]
    return "\n".join(told)
