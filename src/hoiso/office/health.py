"""Whether the installation is well: worker, queue, trail, disk, backup, virus scanner."""

import json
import os
import shutil
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import connection

from hoiso.core.files.antivirus import available
from hoiso.core.phrases import file_size, number, vn_time
from hoiso.documents.public import mail_import_state
from hoiso.reading.tesseract import available as reads_scans

_WORKER_SILENT = timedelta(minutes=2)
_BACKUP_OLD = timedelta(hours=36)
_TRIAL_OLD = timedelta(days=90)
_DISK_LOW = 2 << 30
_UNSEALED_MANY = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One line of the health page: what, how it stands, and what to do when it is not well."""

    what: str
    well: bool
    state: str
    cure: str = ""


def findings(*, at: datetime) -> tuple[Finding, ...]:
    """Everything worth knowing, one statement and a look at the disk."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM hoiso_health()")
        waiting, oldest, failed, heartbeat, unsealed, size = cursor.fetchone() or (0, None, 0, None, 0, 0)
    return (
        Finding(what="Cơ sở dữ liệu", well=True, state=f"Đang chạy, {file_size(size)}"),
        _worker(heartbeat, waiting, oldest, at),
        Finding(
            what="Việc nền bị lỗi",
            well=failed == 0,
            state=f"{number(failed)} việc",
            cure="Xem nhật ký ở thư mục log, sửa nguyên nhân rồi khởi động lại Hội Số.",
        ),
        Finding(
            what="Nhật ký chưa niêm phong",
            well=unsealed < _UNSEALED_MANY,
            state=f"{number(unsealed)} dòng",
            cure="Việc nền chưa chạy. Khởi động lại Hội Số.",
        ),
        _disk(),
        *_backup(settings.DATA / "backup-state.json", at),
        _scanner(),
        _recognition(),
        *_mailbox(),
        *_scan_folder(),
        _help(),
    )


def backup_alarm(*, at: datetime) -> str:
    """What the administrators must be told on every page, empty when the backup is well."""
    return next((one.state for one in _backup(settings.DATA / "backup-state.json", at) if not one.well), "")


def _worker(heartbeat: datetime | None, waiting: int, oldest: timedelta | None, at: datetime) -> Finding:
    alive = heartbeat is not None and at - heartbeat < _WORKER_SILENT
    late = oldest is not None and oldest > timedelta(minutes=10)
    state = f"{'Đang chạy' if alive else 'Không chạy'}, {number(waiting)} việc đang chờ"
    return Finding(
        what="Việc nền",
        well=alive and not late,
        state=state,
        cure="Khởi động lại Hội Số; nếu vẫn vậy, gọi người hỗ trợ.",
    )


def _disk() -> Finding:
    free = shutil.disk_usage(settings.FILE_ROOT if settings.FILE_ROOT.exists() else settings.DATA).free
    return Finding(
        what="Chỗ trống trên đĩa",
        well=free > _DISK_LOW,
        state=file_size(free),
        cure="Dọn bớt hoặc thêm ổ đĩa trước khi hết chỗ.",
    )


def _backup(state: Path, at: datetime) -> tuple[Finding, ...]:
    known = json.loads(state.read_text(encoding="utf-8")) if state.is_file() else {}
    success, failure, trial = (
        _moment(known.get(key)) for key in ("last_success", "last_failure", "last_trial")
    )
    cure = "Chạy lệnh “hoiso backup” và xem báo lỗi, hoặc gọi người hỗ trợ."
    if failure and (success is None or failure > success):
        last = Finding(
            what="Sao lưu",
            well=False,
            state=f"Lần sao lưu lúc {vn_time(failure)} không thành công",
            cure=cure,
        )
    elif success is None and at - _installed(at) > _BACKUP_OLD:
        last = Finding(what="Sao lưu", well=False, state="Chưa có bản sao lưu nào", cure=cure)
    elif success is None:
        last = Finding(what="Sao lưu", well=True, state="Chưa đến giờ sao lưu lần đầu (01:30 mỗi đêm)")
    else:
        last = Finding(
            what="Sao lưu",
            well=at - success < _BACKUP_OLD,
            state=f"Lần gần nhất {vn_time(success)}",
            cure=cure,
        )
    tried = Finding(
        what="Thử khôi phục",
        well=success is None or (trial is not None and at - trial < _TRIAL_OLD),
        state=f"Lần gần nhất {vn_time(trial)}" if trial else "Chưa thử lần nào",
        cure="Ba tháng một lần, chạy “hoiso restore THƯ_MỤC --check” với bản sao lưu mới nhất.",
    )
    return last, tried


def _installed(at: datetime) -> datetime:
    """When this installation's secrets were made: a backup is due a night later."""
    secrets = settings.DATA / "secrets.json"
    return datetime.fromtimestamp(secrets.stat().st_mtime, at.tzinfo) if secrets.is_file() else at


def _scanner() -> Finding:
    if available():
        return Finding(what="Quét vi-rút", well=True, state="ClamAV đang dùng được")
    return Finding(what="Quét vi-rút", well=True, state="Chưa cài ClamAV; tệp tải lên chưa được quét")


def _recognition() -> Finding:
    return Finding(
        what="Đọc chữ trong bản quét",
        well=reads_scans(),
        state="Tesseract tiếng Việt đang dùng được"
        if reads_scans()
        else "Chưa cài; bản quét và ảnh chụp vẫn nhận, nhưng chưa tìm được theo chữ và chưa điền ô sẵn",
        cure="Chạy “make install” bằng quyền quản trị máy, hoặc cài gói tesseract-ocr và tesseract-ocr-vie."
        " Các bản quét đang chờ sẽ được đọc tiếp trong 10 phút.",
    )


def _mailbox() -> tuple[Finding, ...]:
    """How reading the mailbox went last; nothing where none is set up."""
    if not settings.IMAP:
        return ()
    state = mail_import_state()
    problem = state.get("problem", "")
    at = f"lúc {vn_time(datetime.fromisoformat(state['at']))}" if state.get("at") else ""
    told = f"Đọc được {at}" if at else "Chưa đọc lần nào"
    if problem:
        told = f"{problem} Từ {vn_time(datetime.fromisoformat(state['since']))}"
    return (
        Finding(
            what="Hộp thư nhận văn bản",
            well=not problem,
            state=told,
            cure="Sửa theo câu trên; thư chưa lấy vẫn nằm trong hộp thư, máy thử lại sau hai phút.",
        ),
    )


def _scan_folder() -> tuple[Finding, ...]:
    """Whether the scanners' folder is there and may be written; nothing where none is set up."""
    if not settings.SCAN_FOLDER:
        return ()
    folder = Path(settings.SCAN_FOLDER)
    well = folder.is_dir() and os.access(folder, os.R_OK | os.W_OK | os.X_OK)
    return (
        Finding(
            what="Thư mục quét",
            well=well,
            state=str(folder) if well else f"Không mở hoặc không ghi được {folder}",
            cure="Tạo thư mục và cho tài khoản chạy Hội Số quyền ghi, hoặc sửa HOISO_SCAN_FOLDER.",
        ),
    )


def _help() -> Finding:
    phone = settings.HELP_PHONE
    return Finding(
        what="Số điện thoại trợ giúp",
        well=bool(phone),
        state=phone or "Chưa đặt; các trang chỉ ghi “hỏi người quản trị của đơn vị”",
        cure="Đặt biến HOISO_HELP_PHONE rồi khởi động lại Hội Số.",
    )


def _moment(entry: dict[str, str] | None) -> datetime | None:
    return datetime.fromisoformat(entry["at"]) if entry else None
