"""What a file that came in really is, and whether it may be kept."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from hoiso.core.files.errors import FileRefused, Reason
from hoiso.core.files.examination import examine
from hoiso.core.files.isolation import ChildFailed, isolated
from hoiso.core.files.kinds import (
    ANNEX_KINDS,
    FORMS,
    KNOWN_EXTENSIONS,
    MAIN_KINDS,
    RUNNABLE_EXTENSIONS,
    Kind,
)
from hoiso.core.files.names import extension, safe_file_name, with_extension
from hoiso.core.files.probes.findings import broken, dangerous

_SECONDS = 30
_MEGABYTES = 1500


class Use(StrEnum):
    """What the file is for: the document itself, or an annex."""

    MAIN = "main"
    ANNEX = "annex"


@dataclass(frozen=True, slots=True)
class Inspection:
    """A file that may be kept.

    `pages` is None where the kind has no pages. `encrypted` means locked against printing or
    copying; a file that asks for a password is refused. `active_content` means that it is never
    handed to a browser to run: only pictures of its pages and a download. `signed` means that a
    digital signature is inside and the bytes must stay as they are. `warnings` are Vietnamese
    sentences for the clerk.
    """

    kind: Kind
    media_type: str
    safe_name: str
    pages: int | None
    encrypted: bool
    active_content: bool
    signed: bool
    warnings: tuple[str, ...]


def inspect(path: Path, claimed_name: str, *, use: Use = Use.MAIN) -> Inspection:
    """Examine the file at `path` in a child process with limits, whatever its name claims.

    A wrong extension is corrected in `safe_name`, with a warning. Raises FileRefused with a
    sentence for the clerk: empty, broken, asking for a password, running, growing without
    measure, or of a kind not taken for this use.
    """
    if path.stat().st_size == 0:
        raise FileRefused("Tệp không có nội dung (0 byte). Chọn lại tệp khác.", reason=Reason.EMPTY)
    name = safe_file_name(claimed_name)
    if extension(name) in RUNNABLE_EXTENSIONS:
        raise dangerous(f"tệp đuôi “{extension(name)}”")
    found = _examined(path)
    kind = Kind(str(found["kind"]))
    if kind is Kind.TXT and extension(name) == ".csv":
        kind = Kind.CSV
    _require_use(kind, use)
    given_warnings = found["warnings"]
    assert isinstance(given_warnings, list)
    warnings = [str(warning) for warning in given_warnings]
    form = FORMS[kind]
    if extension(name) not in form.extensions:
        claimed = extension(name)
        name = with_extension(name, form.extensions[0], replacing=claimed in KNOWN_EXTENSIONS)
        if claimed in KNOWN_EXTENSIONS:
            warnings.append(
                f"Tên tệp ghi “{claimed}” nhưng nội dung là “{form.extensions[0]}”; đã sửa tên cho đúng."
            )
    pages = found["pages"]
    return Inspection(
        kind=kind,
        media_type=form.media_type,
        safe_name=name,
        pages=pages if isinstance(pages, int) else None,
        encrypted=bool(found["locked"]),
        active_content=bool(found["active"]),
        signed=bool(found["signed"]),
        warnings=tuple(warnings),
    )


def _examined(path: Path) -> dict[str, object]:
    try:
        found = isolated(examine, str(path.absolute()), seconds=_SECONDS, megabytes=_MEGABYTES)
    except ChildFailed as failure:
        if failure.cause in ("time", "memory"):
            raise FileRefused(
                "Tệp quá phức tạp, đọc mãi không xong. Mở tệp, in ra PDF rồi gửi tệp PDF đó.",
                reason=Reason.TOO_SLOW,
            ) from failure
        raise broken("Tệp") from failure
    assert isinstance(found, dict)
    return {**found}


def _require_use(kind: Kind, use: Use) -> None:
    if kind in (MAIN_KINDS if use is Use.MAIN else ANNEX_KINDS):
        return
    extra = "Tệp này chỉ nhận làm phụ lục." if kind in ANNEX_KINDS else ""
    raise FileRefused(
        f"Văn bản chính phải là PDF, Word, ảnh chụp hoặc edXML. {extra}".strip(), reason=Reason.KIND
    )
