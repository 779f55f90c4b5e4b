"""`hoiso audit verify` and `hoiso audit export`."""

import argparse
import csv
import json
import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from hoiso.cli import phrases
from hoiso.cli.database import database_ready
from hoiso.cli.output import print_result
from hoiso.cli.parser import with_json
from hoiso.core.errors import DomainError

if TYPE_CHECKING:
    from hoiso.audit.models import Entry

_ABOUT = "kiểm tra và xuất nhật ký"
_VERIFY = "kiểm tra nhật ký còn nguyên: không dòng nào bị sửa, mất, chèn hay đổi chỗ"
_EXPORT = "xuất nhật ký dạng CSV (hoặc JSON) ra đầu ra chuẩn"
_HEADS = "tệp ghi các dấu niêm ngoài cơ sở dữ liệu (mặc định: tệp của bản cài này)"
_SINCE = "từ ngày, dạng 2026-11-24"
_UNTIL = "đến hết ngày, dạng 2026-11-24"
_COLUMNS = ("id", "at", "actor_id", "unit_id", "action", "subject", "subject_id", "details")


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command with its two verbs."""
    parser = subparsers.add_parser("audit", help=_ABOUT, description=_ABOUT)
    verbs = parser.add_subparsers(dest="verb", metavar="VIỆC", required=True, parser_class=type(parser))
    check = verbs.add_parser("verify", help=_VERIFY, description=_VERIFY)
    check.add_argument("--heads", metavar="TỆP", type=Path, help=_HEADS)
    with_json(check)
    check.set_defaults(run=verify)
    out = verbs.add_parser("export", help=_EXPORT, description=_EXPORT)
    out.add_argument("--since", metavar="NGÀY", type=date.fromisoformat, help=_SINCE)
    out.add_argument("--until", metavar="NGÀY", type=date.fromisoformat, help=_UNTIL)
    with_json(out)
    out.set_defaults(run=export)


def verify(arguments: argparse.Namespace) -> int:
    """Print `{"whole", "sealed", "unsealed", "head", "breaks": [{"number", "entry_id", "what"}]}`.

    Exit code 0 only when the trail is whole. Entries of the last minute may not be sealed yet: they
    are counted, and are no fault.
    """
    if arguments.heads and not arguments.heads.is_file():
        raise DomainError(phrases.no_file(arguments.heads))
    with database_ready(role="worker"):
        from django.conf import settings

        from hoiso.audit import public as audit
        from hoiso.audit.phrases import BREAKS

        log = arguments.heads or settings.AUDIT_HEADS
        report = audit.report(known_heads=audit.heads_in(log))
    result = {
        "whole": not report.breaks,
        "sealed": report.head.number,
        "unsealed": report.unsealed,
        "head": report.head.hash,
        "breaks": [
            {"number": one.number, "entry_id": one.entry_id, "what": one.what} for one in report.breaks
        ],
    }
    lines = [
        f"Mắt xích {one.number}, dòng {one.entry_id or 'không rõ'}: {BREAKS[one.what]}."
        for one in report.breaks
    ]
    lines.append(
        f"Nhật ký có {len(report.breaks)} chỗ không khớp."
        if report.breaks
        else f"Nhật ký còn nguyên: {report.head.number} dòng đã niêm, {report.unsealed} dòng chờ niêm."
    )
    print_result(result, as_json=arguments.json, text="\n".join(lines))
    return 1 if report.breaks else 0


def export(arguments: argparse.Namespace) -> int:
    """Print every entry, oldest first: CSV with a head, or with `--json` one array, an entry a line."""
    with database_ready(role="worker"):
        from hoiso.audit import public as audit
        from hoiso.core.clock import now

        wanted = audit.TrailFilter(since=arguments.since, until=arguments.until)
        write = _write_json if arguments.json else _write_table
        audit.note_export(count=write(audit.everything(wanted)), at=now())
    sys.stdout.flush()
    return 0


def _write_table(entries: "Iterable[Entry]") -> int:
    """How many lines of CSV were written, the head not counted."""
    count = 0
    writer = csv.writer(sys.stdout)
    writer.writerow(_COLUMNS)
    for count, entry in enumerate(entries, start=1):  # noqa: B007 - the last count is the answer
        values = _values(entry)
        writer.writerow([*list(values.values())[:-1], json.dumps(entry.details, ensure_ascii=False)])
    return count


def _write_json(entries: "Iterable[Entry]") -> int:
    """How many entries were written; never more than one of them is held."""
    count = 0
    sys.stdout.write("[")
    for count, entry in enumerate(entries, start=1):
        written = json.dumps(_values(entry), ensure_ascii=False)
        sys.stdout.write(f"{',' if count > 1 else ''}\n{written}")
    sys.stdout.write("\n]\n")
    return count


def _values(entry: "Entry") -> dict[str, object]:
    values = {name: getattr(entry, "pk" if name == "id" else name) for name in _COLUMNS}
    return {**values, "at": entry.at.isoformat()}
