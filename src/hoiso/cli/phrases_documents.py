"""Sentences of `hoiso documents`."""

import os
from collections.abc import Sequence
from pathlib import Path

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
