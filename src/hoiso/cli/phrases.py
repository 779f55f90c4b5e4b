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
SERVE_DEMO = "dùng dữ liệu mẫu: lần đầu thì tạo, lần sau thì mở lại"
DEMO = "nạp dữ liệu mẫu: một tỉnh, 96 xã, phường, một năm văn bản"
DEMO_RESET = "xoá dữ liệu mẫu đang có rồi nạp lại"
DEMO_ONCE = "nếu đã có dữ liệu mẫu thì không làm gì"
DEMO_SMALL = "chỉ nạp một tháng với ít văn bản, nhanh hơn nhiều"
CONFIG = "liệt kê các biến môi trường và giá trị đang dùng"
MIGRATE = "cập nhật cấu trúc cơ sở dữ liệu"
WORKER = "chạy tiến trình việc nền (lệnh “serve” tự chạy nó)"

BACKUP = "sao lưu toàn bộ dữ liệu và tệp"
BACKUP_FOLDER = "nơi để bản sao lưu (mặc định: HOISO_BACKUP_DIR)"
RESTORE = "khôi phục một bản sao lưu vào nơi cài đặt mới, còn trống"
RESTORE_FOLDER = "thư mục của bản sao lưu, có tệp manifest.json"
RESTORE_CHECK = "chỉ kiểm tra bản sao lưu có nguyên vẹn không, không ghi gì"

SETUP = "thiết lập lần đầu cho một tỉnh: nạp đơn vị, tạo tài khoản quản trị"
SETUP_PROVINCE = "mã tỉnh theo danh mục hành chính, ví dụ 80 là Tây Ninh"
SETUP_NAME = "họ và tên người quản trị"
SETUP_USERNAME = "tên đăng nhập của người quản trị, ví dụ hoant.tinh"
SETUP_ASK_PROVINCE = "Mã tỉnh (80 là Tây Ninh)"
SETUP_ASK_NAME = "Họ và tên người quản trị"
SETUP_ASK_USERNAME = "Tên đăng nhập của người quản trị"

UPDATE = "cập nhật lên phiên bản mới; sao lưu trước, không xong thì tự quay về như cũ"
HELP_PICTURES = "đưa bộ hình của các trang trợ giúp vào nơi cài đặt này"
HELP_PICTURES_FILE = "tệp hinh-tro-giup.zip đi kèm phiên bản"
UPDATE_BACK = "quay về phiên bản và dữ liệu trước lần cập nhật cuối"

BENCH = "đo tốc độ, mỗi con số bên cạnh mức sàn đo cùng lúc (vài phút)"
BENCH_NAME = (
    "đo phần nào: documents (văn bản), growth (khi nhiều văn bản), search (tìm kiếm), peer (cùng 1000 tệp PDF"
    " đưa vào một hệ thống khác, cài vào build/peer)"
)
BENCH_ROWS = "số văn bản dựng để đo (mặc định 100000; growth và search 1000000; peer 1000, ít nhất 50)"
NO_BENCH = "Bản cài đặt này không kèm phần đo tốc độ; chạy lệnh trong thư mục mã nguồn."

CONFIG_DEFAULT = "mặc định"
CONFIG_GIVEN = "đã đặt"
NOT_SET = "(trống)"
NOTHING_TO_MIGRATE = "Cơ sở dữ liệu đã đúng bản, không có gì phải làm."


def help_pictures_taken(count: int) -> str:
    return f"Đã có {count} hình cho các trang trợ giúp."


def migrated(count: int) -> str:
    return f"Đã cập nhật cơ sở dữ liệu: {count} bước."


def backed_up(folder: Path, rows: int, files: int) -> str:
    return f"Đã sao lưu {rows} dòng dữ liệu và {files} tệp vào {folder}."


def restored(rows: int, files: int, *, checked_only: bool) -> str:
    if checked_only:
        return f"Bản sao lưu nguyên vẹn: {rows} dòng dữ liệu, {files} tệp."
    return f"Đã khôi phục {rows} dòng dữ liệu và {files} tệp."


def founded(province: str, communes: int, username: str, code: str, site: str) -> str:
    return (
        f"Đã nạp {province} và {communes} xã, phường.\n"
        f"Tài khoản quản trị: {username}\n"
        f"Mã đặt mật khẩu (dùng một lần, trong 7 ngày): {code}\n"
        f"Chạy “hoiso serve”, mở {site}/phieu-dat-lai/ để nhập mã, rồi làm tiếp ở {site}/bat-dau/"
    )


def setup_option_missing(option: str) -> str:
    return f"Thiếu {option}. Chạy “hoiso setup --help” để xem cách ghi."


def updated(before: str, after: str, backup: str) -> str:
    if before == after:
        return f"Đang ở phiên bản mới nhất ({after}). Bản sao lưu vừa làm: {backup}"
    return f"Đã cập nhật từ {before} lên {after}. Muốn quay về: hoiso update --back. Bản sao lưu: {backup}"


def went_back(before: str, backup: str) -> str:
    return f"Đã quay về phiên bản {before} với dữ liệu của bản sao lưu {backup}."


def no_file(path: Path) -> str:
    return f"Không có tệp {path}."


def no_folder_for(path: Path) -> str:
    return f"Không ghi được tệp {path}: không có thư mục {path.parent}. Chọn nơi khác rồi chạy lại."


def folder_in_the_way(path: Path) -> str:
    return f"Không ghi được tệp {path}: đó là một thư mục. Chọn tên tệp khác rồi chạy lại."


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
