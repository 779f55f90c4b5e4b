"""Words of the menu and the home page."""

MENU = {
    "home": "Việc hôm nay",
    "notice_list": "Thông báo",
    "incoming_tray": "Văn bản đến",
    "petition_list": "Đơn thư",
    "outgoing_list": "Văn bản đi",
    "task_list": "Công việc",
    "member_list": "Hội viên",
    "dossier_list": "Hồ sơ",
    "register_list": "Sổ văn bản",
    "search": "Tìm",
    "unit_tree": "Đơn vị",
    "officer_list": "Cán bộ",
    "trail": "Nhật ký",
    "help": "Trợ giúp",
}

# The same places at the foot of a phone, where a word has a quarter of the width.
SHORT_MENU = {"home": "Hôm nay", "incoming_tray": "Văn bản", "task_list": "Công việc"}

# What may be begun at home: title and line; before the lines of "decide" and "work" stands a count.
TASKS = {
    "register": ("Đăng ký văn bản đến", "Ghi sổ và trình bút phê"),
    "decide": ("Cho ý kiến bút phê", "văn bản đang chờ"),
    "work": ("Việc được giao", "việc đang mở"),
    "draft": ("Soạn văn bản đi", "Từ mẫu có sẵn"),
    "members": ("Danh sách hội viên", "Tìm, thêm người, sửa hồ sơ"),
    "administer": ("Cán bộ và tài khoản", "Thêm người, cấp phiếu đặt mật khẩu"),
    "audit": ("Nhật ký", "Ai đã xem, tải về, thay đổi gì"),
}

# What waits, as it is told in the list "Cần làm trước".
WAITING = {
    "task": "Đang giao",
    "work": "Đang giao",
    "case": "Hồ sơ đến hạn",
    "question": "Hỏi ý kiến",
    "decide": "Chờ bút phê",
    "review": "Chờ duyệt",
    "opinion": "Xin ý kiến",
    "sent_back": "Cần sửa lại",
    "arrival": "Mới đến",
    "lay": "Chờ trình",
    "issue": "Chờ phát hành",
    "confirm": "Chờ xác nhận",
    "accession": "Nộp lưu trữ",
    "disposal": "Hết thời hạn",
}
DOSSIERS = {
    "accession": "{count} hồ sơ đến hạn nộp lưu trữ",
    "disposal": "{count} hồ sơ hết hoặc sắp hết thời hạn bảo quản",
}

CONFIRM = "Thay đổi người xem {about}"

FAULT_KEPT = "Đã ghi lại báo lỗi. Câu trả lời sẽ hiện ở trang này."
FAULT_SETTLED = "Đã trả lời báo lỗi."
BACKUP_ALARM = "{sentence}. Dữ liệu mới chưa có bản dự phòng."
BACKUP_LINK = "Xem tình trạng hệ thống"

KEEPING_ON = "Từ giờ máy này giữ các trang đã đọc trong ngày."
KEEPING_OFF = "Máy này không giữ trang nữa, các trang đã giữ đã xoá."
SHARED_DEVICE = "Máy này có nhiều người dùng chung nên không giữ trang được."
