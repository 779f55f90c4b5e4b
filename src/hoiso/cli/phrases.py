"""Every sentence of the command line."""

from pathlib import Path

ABOUT = "Hội Số: nơi làm việc số của Hội Liên hiệp Phụ nữ."
USAGE = "Cách dùng: "
COMMANDS = "Các lệnh"
OPTIONS = "Tuỳ chọn"
ARGUMENTS = "Đối số"
HELP = "xem hướng dẫn này"
JSON = "in kết quả dạng JSON cho máy đọc"
MORE = "Gõ “hoiso LỆNH --help” để xem hướng dẫn của từng lệnh."

SERVE = "chạy trang web và việc nền, đến khi nhấn Ctrl-C"
PORT = "số cổng (mặc định: HOISO_PORT hoặc 8000)"
CONFIG = "liệt kê các biến môi trường và giá trị đang dùng"
MIGRATE = "cập nhật cấu trúc cơ sở dữ liệu"
WORKER = "chạy tiến trình việc nền (lệnh “serve” tự chạy nó)"

BACKUP = "sao lưu toàn bộ dữ liệu và tệp"
BACKUP_FOLDER = "nơi để bản sao lưu (mặc định: HOISO_BACKUP_DIR)"
RESTORE = "khôi phục một bản sao lưu vào nơi cài đặt mới, còn trống"
RESTORE_FOLDER = "thư mục của bản sao lưu, có tệp manifest.json"
RESTORE_CHECK = "chỉ kiểm tra bản sao lưu có nguyên vẹn không, không ghi gì"

CONFIG_DEFAULT = "mặc định"
CONFIG_GIVEN = "đã đặt"
NOT_SET = "(trống)"
NOTHING_TO_MIGRATE = "Cơ sở dữ liệu đã đúng bản, không có gì phải làm."


def migrated(count: int) -> str:
    return f"Đã cập nhật cơ sở dữ liệu: {count} bước."


def backed_up(folder: Path, rows: int, files: int) -> str:
    return f"Đã sao lưu {rows} dòng dữ liệu và {files} tệp vào {folder}."


def restored(rows: int, files: int, *, checked_only: bool) -> str:
    if checked_only:
        return f"Bản sao lưu nguyên vẹn: {rows} dòng dữ liệu, {files} tệp."
    return f"Đã khôi phục {rows} dòng dữ liệu và {files} tệp."


def unexpected(log: Path) -> str:
    return f"Có lỗi ngoài dự kiến, việc chưa làm xong. Chi tiết ở {log}; xin gửi tệp này cho người hỗ trợ."


MISTAKES = (
    (r"the following arguments are required: (.*)", "còn thiếu: {0}"),
    (r"unrecognized arguments: (.*)", "không hiểu: {0}"),
    (r"argument (.*?): invalid choice: '?(.*?)'? \(choose from (.*)\)", "“{1}” không phải là một trong: {2}"),
    (r"argument (.*?): expected (?:one|at least one) argument", "{0} cần một giá trị đi kèm"),
    (r"argument (.*?): invalid .* value: '?(.*?)'?", "{0} không nhận giá trị “{1}”"),
    (r"argument (.*?): not allowed with argument (.*)", "không dùng {0} cùng với {1}"),
    (r"argument (.*?): (.*)", "{0}: {1}"),
)


def mistaken(reason: str, program: str) -> str:
    return f"Lệnh viết chưa đúng: {reason}. Gõ “{program} --help” để xem cách dùng."
