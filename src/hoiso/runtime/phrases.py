"""Every sentence that the runtime shows to a person."""

from pathlib import Path

# Environment variables -------------------------------------------------------------------


def unknown_variable(name: str, nearest: str | None) -> str:
    hint = f"có phải bạn muốn viết {nearest}?" if nearest else "gõ “hoiso config” để xem các biến dùng được."
    return f"Không có biến môi trường {name}. Cách xử lý: bỏ biến này hoặc sửa tên; {hint}"


def wrong_value(name: str, value: str, cure: str) -> str:
    return f"Biến môi trường {name} có giá trị không dùng được: “{value}”. Cách xử lý: {cure}"


def wrong_option(name: str, value: str, cure: str) -> str:
    return f"Tuỳ chọn {name} có giá trị không dùng được: “{value}”. Cách xử lý: {cure}"


WANT_PORT = "đặt một số cổng từ 1 đến 65535, ví dụ 8000."
WANT_COUNT = "đặt một số nguyên từ 1 đến 64."
WANT_SIZE = "đặt dung lượng lớn hơn 0, ví dụ 100MB."
WANT_SWITCH = "đặt 1 (bật) hoặc 0 (tắt)."
WANT_LEVEL = "đặt một trong các mức DEBUG, INFO, WARNING, ERROR."
WANT_PATH = "đặt đường dẫn đầy đủ, bắt đầu bằng dấu /."
WANT_DATABASE = "đặt địa chỉ dạng postgresql://tên:mật-khẩu@máy-chủ:5432/tên-cơ-sở-dữ-liệu."
WANT_KEY = "đặt chuỗi bí mật dài ít nhất 32 ký tự."
WANT_HOSTS = "liệt kê tên máy, cách nhau bằng dấu phẩy, ví dụ hoiso.tinh.vn,10.0.0.5."
WANT_SMTP = "đặt địa chỉ dạng smtp://tên:mật-khẩu@máy-chủ:587 hoặc smtps://tên:mật-khẩu@máy-chủ:465."
WANT_IMAP = (
    "đặt địa chỉ dạng imaps://tên:mật-khẩu@máy-chủ:993/INBOX?don-vi=MÃ, MÃ là mã định danh hoặc mã thống kê"
    " của đơn vị nhận."
)
WANT_ADDRESS = "đặt địa chỉ bắt đầu bằng https:// hoặc http://, không có dấu / ở cuối."
WANT_MAIL = "đặt một địa chỉ thư, ví dụ hoiso@tinh.vn."
WANT_HOST = "đặt một địa chỉ hoặc tên máy, ví dụ 127.0.0.1."

MEANINGS = {
    "HOISO_PORT": "Cổng mà trang web lắng nghe",
    "HOISO_HOST": "Địa chỉ mà trang web lắng nghe",
    "HOISO_DATA": "Thư mục dữ liệu: cơ sở dữ liệu, tệp đính kèm, nhật ký",
    "DATABASE_URL": "Địa chỉ máy chủ PostgreSQL cho trang web (vai trò hoiso_web); trống: bản kèm theo",
    "HOISO_OWNER_DATABASE_URL": "Địa chỉ PostgreSQL của chủ cơ sở dữ liệu (vai trò hoiso_owner), để cập nhật",
    "HOISO_MAX_FILE": "Dung lượng lớn nhất của một tệp",
    "HOISO_WORKERS": "Số tiến trình của trang web",
    "HOISO_THREADS": "Số luồng trong mỗi tiến trình của trang web",
    "HOISO_LOG_LEVEL": "Mức chi tiết của nhật ký",
    "HOISO_SECRET_KEY": "Khoá bí mật của phiên làm việc; bỏ trống thì tự sinh trong thư mục dữ liệu",
    "HOISO_SCOPE_KEY": "Khoá bí mật của phạm vi quyền; bỏ trống thì tự sinh trong thư mục dữ liệu",
    "HOISO_ALLOWED_HOSTS": "Các tên máy mà trang web trả lời",
    "HOISO_HTTPS": "Trang web chỉ chạy qua HTTPS",
    "HOISO_HELP_PHONE": "Số điện thoại trợ giúp ghi ở cuối mỗi trang",
    "HOISO_DEBUG": "Chế độ của người phát triển",
    "HOISO_DEMO": "Chạy với dữ liệu mẫu và sáu tài khoản dùng thử, chỉ trên máy này",
    "HOISO_BACKUP_DIR": "Thư mục để bản sao lưu hằng đêm",
    "HOISO_IMAP": (
        "Hộp thư để nhận văn bản đến: imaps://tên:mật-khẩu@máy-chủ/INBOX?don-vi=MÃ (imap:// là STARTTLS);"
        " trống: không lấy thư"
    ),
    "HOISO_SCAN_FOLDER": (
        "Thư mục máy quét ghi tệp vào, mỗi đơn vị một thư mục con tên là mã; trống: không dùng"
    ),
    "HOISO_SMTP": "Máy chủ gửi thư: smtp:// (STARTTLS), smtps:// hoặc smtp+plain://; trống: không gửi thư",
    "HOISO_MAIL_FROM": "Địa chỉ người gửi ghi trên thư",
    "HOISO_ADDRESS": "Địa chỉ trang web ghi trong thư, ví dụ https://hoiso.tinh.vn",
}

# Disk, rights, folders -------------------------------------------------------------------


def disk_full(path: Path | str) -> str:
    return (
        f"Ổ đĩa chứa {path} đã đầy nên chưa làm tiếp được; dữ liệu đang có không bị ảnh hưởng. "
        "Cách xử lý: xoá bớt tệp không cần hoặc đặt HOISO_DATA sang ổ đĩa khác, rồi chạy lại."
    )


def no_right(path: Path | str) -> str:
    return (
        f"Tài khoản đang dùng không có quyền ghi vào {path}. "
        "Cách xử lý: chạy bằng tài khoản sở hữu thư mục này, hoặc đặt HOISO_DATA tới thư mục ghi được."
    )


def unreadable_secrets(path: Path) -> str:
    return (
        f"Không đọc được tệp khoá {path}. "
        "Cách xử lý: chạy bằng tài khoản đã cài đặt lần đầu (thường là root); nếu tệp hỏng, "
        "khôi phục tệp này từ bản sao lưu."
    )


def folder_out_of_reach(path: Path) -> str:
    return (
        f"Cơ sở dữ liệu ở {path} nằm trong thư mục mà tài khoản của PostgreSQL không vào được. "
        f"Cách xử lý: cho phép đi qua các thư mục cha (chmod o+x) rồi chạy lại."
    )


# PostgreSQL ------------------------------------------------------------------------------


def no_postgres() -> str:
    return (
        "Máy này chưa có PostgreSQL (bản 15 đến 18). "
        "Cách xử lý: chạy “make install”, hoặc đặt DATABASE_URL tới một máy chủ PostgreSQL."
    )


def other_version(folder: Path, *, found: str, have: str) -> str:
    return (
        f"Thư mục dữ liệu {folder} do PostgreSQL {found} tạo, còn máy này chỉ có PostgreSQL {have}; "
        f"dữ liệu được giữ nguyên. Cách xử lý: cài postgresql-{found}, hoặc sao lưu bằng “hoiso backup” "
        f"trên máy còn PostgreSQL {found} rồi “hoiso restore” vào thư mục mới."
    )


def not_a_cluster(folder: Path) -> str:
    return (
        f"Thư mục {folder} có tệp nhưng không phải là dữ liệu của PostgreSQL, nên được giữ nguyên. "
        "Cách xử lý: đổi tên thư mục này hoặc đặt HOISO_DATA tới thư mục khác, rồi chạy lại."
    )


def postgres_failed(log: Path, last: str) -> str:
    return (
        f"PostgreSQL không khởi động được: {last or 'không rõ lý do'}. "
        f"Cách xử lý: xem nhật ký {log}, sửa nguyên nhân rồi chạy lại."
    )


def keeper_failed(log: Path) -> str:
    return f"Không khởi động được cơ sở dữ liệu. Cách xử lý: xem nhật ký {log} rồi chạy lại."


def keeper_slow(log: Path) -> str:
    return (
        "Cơ sở dữ liệu chưa sẵn sàng sau 10 phút. "
        f"Cách xử lý: xem nhật ký {log}; nếu ổ đĩa chậm, chờ thêm rồi chạy lại."
    )


def no_system_user(reason: str) -> str:
    return (
        f"Không tạo được tài khoản hệ thống hoiso-pg để chạy PostgreSQL ({reason}). "
        "Cách xử lý: tạo bằng “useradd --system hoiso-pg”, hoặc chạy bằng tài khoản thường thay cho root."
    )


def server_unreachable(reason: str) -> str:
    return (
        f"Không kết nối được tới máy chủ PostgreSQL: {reason}. "
        "Cách xử lý: kiểm tra DATABASE_URL, HOISO_OWNER_DATABASE_URL và máy chủ."
    )


def owner_address_missing() -> str:
    return (
        "Đã đặt DATABASE_URL nhưng chưa đặt HOISO_OWNER_DATABASE_URL, nên không cập nhật được "
        "cơ sở dữ liệu. Cách xử lý: đặt HOISO_OWNER_DATABASE_URL tới vai trò hoiso_owner."
    )


def role_missing(role: str) -> str:
    return (
        f"Máy chủ PostgreSQL chưa có vai trò {role} và hoiso_owner không được quyền tạo. Cách xử lý: người "
        f"quản trị máy chủ chạy “CREATE ROLE {role} LOGIN PASSWORD '…'” rồi khởi động lại."
    )


def extension_missing(name: str) -> str:
    return (
        f"Máy chủ PostgreSQL chưa có phần mở rộng {name}. "
        f"Cách xử lý: người quản trị máy chủ cài postgresql-contrib và chạy “CREATE EXTENSION {name}”."
    )


def server_version(found: str) -> str:
    return (
        f"Máy chủ PostgreSQL là bản {found}; Hội Số cần bản 15 đến 18. "
        "Cách xử lý: dùng máy chủ đúng bản, hoặc bỏ DATABASE_URL để dùng bản kèm theo."
    )


# Starting and stopping -------------------------------------------------------------------


def already_running(detail: str) -> str:
    return (
        f"Hội Số đang chạy rồi ({detail}). "
        "Cách xử lý: mở địa chỉ đó, hoặc dừng lần chạy trước (Ctrl-C ở cửa sổ của nó) rồi chạy lại."
    )


def port_busy(host: str, port: int) -> str:
    return (
        f"Cổng {port} trên {host} đang có chương trình khác dùng. "
        f"Cách xử lý: dừng chương trình đó, hoặc chọn cổng khác: HOISO_PORT={port + 1} make run."
    )


def port_forbidden(port: int) -> str:
    return (
        f"Tài khoản đang dùng không được mở cổng {port} (cổng dưới 1024 dành cho quản trị). "
        "Cách xử lý: chọn cổng từ 1024 trở lên, ví dụ HOISO_PORT=8000."
    )


def host_not_here(host: str) -> str:
    return (
        f"Máy này không có địa chỉ {host}. "
        "Cách xử lý: đặt HOISO_HOST=127.0.0.1 (chỉ máy này) hoặc 0.0.0.0 (cả mạng)."
    )


def child_keeps_dying(name: str, log: Path, last: str) -> str:
    return (
        f"{CHILDREN[name]} không khởi động được: {last or 'không rõ lý do'}. "
        f"Cách xử lý: xem nhật ký {log}, sửa nguyên nhân rồi chạy lại."
    )


def no_answer(address: str, log: Path) -> str:
    return f"Trang web chưa trả lời ở {address} sau 60 giây. Cách xử lý: xem nhật ký {log} rồi chạy lại."


def migration_failed(log: Path, last: str) -> str:
    return (
        f"Không cập nhật được cơ sở dữ liệu: {last or 'không rõ lý do'}. Phần đang cập nhật dở đã được "
        f"huỷ, dữ liệu giữ nguyên. Cách xử lý: xem nhật ký {log}, sửa nguyên nhân rồi chạy lại."
    )


def newer_database(names: list[str]) -> str:
    return (
        f"Cơ sở dữ liệu do bản Hội Số mới hơn tạo ra ({', '.join(names)}); dữ liệu giữ nguyên. "
        "Cách xử lý: dùng bản Hội Số mới hơn, hoặc khôi phục bản sao lưu trước khi cập nhật."
    )


def demo_not_asked_for() -> str:
    return (
        "Cơ sở dữ liệu này chứa dữ liệu mẫu, ai cũng biết mật khẩu, nên không dùng để làm việc thật được. "
        "Cách xử lý: xem dữ liệu mẫu bằng “make run”, hoặc đặt HOISO_DATA tới"
        " một thư mục mới để làm việc thật."
    )


def demo_off_this_machine(host: str) -> str:
    return (
        f"Dữ liệu mẫu chỉ chạy trên chính máy này, còn HOISO_HOST đang là {host}. "
        "Cách xử lý: bỏ HOISO_HOST (mặc định 127.0.0.1), hoặc chạy “hoiso serve” không có --demo."
    )


def demo_failed() -> str:
    return (
        "Chưa nạp được dữ liệu mẫu; cơ sở dữ liệu giữ nguyên như trước."
        " Cách xử lý: xem dòng lỗi ở trên rồi chạy lại."
    )


CHILDREN = {"web": "Trang web", "worker": "Tiến trình việc nền"}
STARTING_DATABASE = "Khởi động cơ sở dữ liệu"
FIRST_DATABASE = "Tạo cơ sở dữ liệu lần đầu"
UPDATING_DATABASE = "Cập nhật cấu trúc cơ sở dữ liệu"
STARTING_WEB = "Khởi động trang web và việc nền"
STOPPING = "Đang dừng, xin chờ một chút…"
STOPPED = "Đã dừng. Dữ liệu đã được lưu."
HOW_TO_STOP = "Nhấn Ctrl-C để dừng."


def ready_at(address: str) -> str:
    return f"Hội Số đã sẵn sàng: {address}"


def restarted(name: str, log: Path) -> str:
    return f"{CHILDREN[name]} vừa dừng bất thường và đã được chạy lại; nhật ký: {log}"


DATABASE_RESTARTED = "Cơ sở dữ liệu vừa dừng bất thường và đã được chạy lại."


# Installing ------------------------------------------------------------------------------

INSTALL_TITLE = "Hội Số sẽ cài những thứ sau vào máy này:"
INSTALL_NOTHING = "Mọi thứ đã được cài đủ."
INSTALL_DONE = "Đã cài xong. Chạy bằng “make run”."
INSTALL_CERTIFICATES = "Cài chứng chỉ để tải qua HTTPS"
INSTALL_UV = "Tải uv, chương trình cài gói Python (18 MB)"
INSTALL_VENV = "Tạo môi trường Python riêng"
INSTALL_PACKAGES = "Cài các gói Python đã ghim mã băm"
INSTALL_COMMAND = "Đặt lệnh hoiso"
INSTALL_APT_LISTS = "Cập nhật danh sách gói của Debian"
INSTALL_POSTGRES_FIRST = "Chuẩn bị cài PostgreSQL"
INSTALL_POSTGRES = "Cài PostgreSQL (77 MB)"
INSTALL_POSTGRES_NPM = "Tải PostgreSQL đóng gói sẵn (40 MB)"
INSTALL_RECOGNITION = "Cài Tesseract, phần mềm nhận dạng chữ tiếng Việt (15 MB)"
INSTALL_CHROMIUM = "Cài Chromium để kiểm thử"
INSTALL_NODE_MODULES = "Tải các gói của giao diện"
INSTALL_FRONTEND = "Dựng giao diện"


def plan_packages(folder: Path) -> str:
    return f"  • uv và các gói Python, vào {folder} (khoảng 350 MB)"


def plan_postgres_apt() -> str:
    return "  • PostgreSQL của Debian (postgresql-15, khoảng 77 MB), không tạo và không đụng cụm dữ liệu nào"


def plan_postgres_npm(folder: Path) -> str:
    return f"  • PostgreSQL đóng gói sẵn, vào {folder} (khoảng 120 MB)"


def plan_certificates() -> str:
    return "  • chứng chỉ của Debian để tải qua HTTPS (ca-certificates)"


def plan_recognition() -> str:
    return "  • Tesseract của Debian, đọc chữ tiếng Việt trong bản quét (tesseract-ocr, tesseract-ocr-vie)"


def plan_chromium() -> str:
    return "  • Chromium của Debian, cho kiểm thử bằng trình duyệt"


def plan_frontend(folder: Path) -> str:
    return f"  • các gói của giao diện, vào {folder} (khoảng 20 MB)"


def download_failed(what: str, reason: str, setting: str) -> str:
    return (
        f"Không tải được {what}: {reason}. Cách xử lý: kiểm tra đường mạng, "
        f"hoặc đặt {setting} tới kho nội bộ, rồi chạy lại; phần đã cài được giữ."
    )


def fetching_package(package: str) -> str:
    return f"Xem gói {package} của Debian dùng kho nào"


def no_registry(what: str, setting: str, package: str) -> str:
    return (
        f"Máy này chưa cho biết tải gói {what} từ kho nào. "
        f"Cách xử lý: cài {package} (apt install {package}), "
        f"hoặc đặt {setting} tới kho dùng được, rồi chạy lại."
    )


def wrong_hash(what: str) -> str:
    return (
        f"Tệp {what} tải về không đúng mã băm đã ghim nên bị bỏ. "
        "Cách xử lý: chạy lại; nếu vẫn vậy, báo cho người quản trị kho gói."
    )


def not_in_index(what: str, index: str) -> str:
    return f"Kho {index} không có {what}. Cách xử lý: đặt UV_INDEX_URL tới kho có gói này, rồi chạy lại."


def no_build_for_machine(what: str, machine: str) -> str:
    return (
        f"{what} không có bản cho loại máy {machine}. "
        "Cách xử lý: dùng máy x86_64 hoặc aarch64, hoặc tự cài rồi chạy lại."
    )


def tool_failed(what: str, log: Path, last: str) -> str:
    return f"{what} không xong: {last or 'không rõ lý do'}. Cách xử lý: xem nhật ký {log} rồi chạy lại."


def no_right_to_install(what: str) -> str:
    return (
        f"Tài khoản đang dùng không có quyền cài {what}. "
        f"Cách xử lý: chạy bằng root (sudo make install), hoặc nhờ quản trị cài {what} rồi chạy lại."
    )


def archive_unsafe(name: str) -> str:
    return f"Tệp nén tải về chứa đường dẫn lạ ({name}) nên bị bỏ. Cách xử lý: báo cho người quản trị kho gói."


UPDATE_BACKUP = "Sao lưu trước khi cập nhật"
UPDATE_CODE = "Tải phiên bản mới"
UPDATE_PACKAGES = "Cài các gói của phiên bản mới"
UPDATE_DATABASE = "Cập nhật cơ sở dữ liệu"
UPDATE_BACK = "Quay về phiên bản và dữ liệu trước đó"
UPDATE_NO_GIT = "Thư mục này không phải bản tải bằng git nên không tự cập nhật được. Tải bản mới rồi cài lại."
NO_UPDATE_TO_UNDO = "Chưa có lần cập nhật nào để quay về."
UPDATE_BACK_ON_SERVER = (
    "Dữ liệu nằm trên máy chủ riêng (DATABASE_URL). Tạo cơ sở dữ liệu mới ở đó,"
    " trỏ DATABASE_URL sang rồi chạy “hoiso restore” với bản sao lưu trước khi cập nhật."
)


def update_changed_by_hand(path: str) -> str:
    return f"Tệp {path} đã bị sửa tay nên không cập nhật được. Cất phần sửa rồi chạy lại."


def update_undone(why: str) -> str:
    return f"Không cập nhật được ({why}). Đã quay về phiên bản và dữ liệu như trước khi cập nhật."


ROLE_IS_SUPERUSER = "là siêu người dùng"
ROLE_BYPASSES = "được bỏ qua phân quyền theo dòng (BYPASSRLS)"
ROLE_OWNS_TABLES = "sở hữu các bảng"


def unfit_role(name: str, why: str) -> str:
    return (
        f"Vai trò cơ sở dữ liệu {name} trong DATABASE_URL {why}, nên bức tường thứ hai không còn tác dụng."
        " Dùng vai trò hoiso_web: không siêu người dùng, không BYPASSRLS, không sở hữu bảng nào."
    )
