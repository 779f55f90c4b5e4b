"""Words of the clerk's desk that stand in rows and in refusals."""

from datetime import date

from hoiso.core.phrases import vn_date

MARKED_SUBJECT = "Văn bản bí mật nhà nước, không giữ trích yếu và nội dung trên hệ thống"
MARKED_NOTE = "Chỉ giữ dòng sổ. Bản giấy do người ghi ở mục người giữ bảo quản."
MARKED_CIRCULATION = "Bí mật nhà nước"
UNDONE_REASON = "Hoàn tác ngay sau khi đăng ký"
IMPORT_ACTOR = "Lệnh nhập văn bản"

ARRIVED_BY = (
    ("post", "Bưu điện"),
    ("hand", "Trao tay"),
    ("email", "Thư điện tử"),
    ("axis", "Trục liên thông"),
    ("here", "Trong hệ thống"),
    ("fax", "Fax"),
    ("other", "Cách khác"),
)

CODE_TO_CONFIRM = "Xác nhận đơn vị kế thừa của mã {code}"
CODE_CHOICES = {
    ("to", "confirmed"): "{new} nhận thay {old}",
    ("from", "confirmed"): "Nơi gửi nay là {new}",
    ("from", "kept"): "Ghi nơi gửi theo đơn vị cũ: {old}",
}
CODE_DECIDED = {
    ("to", "confirmed"): "Xác nhận mã định danh đã đóng {code} ({old}): {new} nhận thay",
    ("from", "confirmed"): "Xác nhận mã định danh đã đóng {code} ({old}): nơi gửi nay là {new}",
    ("from", "kept"): "Mã định danh {code} đã đóng, {new} kế thừa: ghi nơi gửi theo đơn vị cũ {old}",
}
CODE_WAITS = "{told} Văn thư của {desk} xác nhận ở mục Văn bản đến."
CODE_TYPED = "{told} Chọn đơn vị trong danh sách gợi ý, hoặc ghi tên như trên văn bản"
CODE_NOTICE = "Văn bản gửi theo mã định danh đã đóng {code}, cần xác nhận"

SCAN_MARK = (
    "Máy đọc thấy dấu “{mark}” trong bản quét. Văn bản bí mật nhà nước không được để trên hệ thống nối mạng"
    " (Luật Bảo vệ bí mật nhà nước). Chữ của tệp không được lưu."
)
SCAN_MARK_AT_DESK = (
    "Xem lại bản quét: nếu đúng, giữ ô “Dấu mật trên văn bản” như máy đã chọn rồi bấm lưu, tệp sẽ bị xoá khỏi"
    " máy chủ; nếu máy đọc nhầm, chọn “Không có dấu mật”."
)
SCAN_MARK_UNSEEN = "Máy vừa đọc thấy dấu mật trong bản quét. Xem lại bản quét rồi chọn lại ô này"
STILL_READING = "Đang đọc chữ trong bản quét. Chờ ít giây rồi bấm lại."
FILLED = "Đã điền những ô còn trống theo chữ đọc được. Kiểm tra lại trước khi lưu."

RULE_KIND = "là {kind}"
RULE_SENDER = "nơi gửi là {sender}"
RULE_WORDS = "trích yếu có “{words}”"
RULE_IF_KIND = "Loại: {kind}"
RULE_IF_SENDER = "Nơi gửi có “{sender}”"
RULE_IF_WORDS = "Trích yếu có “{words}”"
RULE_TO_DOSSIER = "Xếp vào hồ sơ {dossier}"
RULE_TO_LEADER = "Trình {leader}"
RULE_LEAD = ", đề xuất {lead} chủ trì"
RULE_DAYS = ", hạn {days} ngày làm việc"
RULE_TELL = "Báo cho {told}"
RULE_APPLIED = "Quy tắc áp dụng vì {why}: {did}."
RULE_UNDONE = "Bỏ áp dụng quy tắc khi đến"
RULE_DID_NOTHING = "không làm được việc nào"
RULE_WORDING = "Kính trình đồng chí xem xét, chỉ đạo."
RULE_TOLD = "Văn bản mới đến: {document}"
RULE_TOLD_UNDONE = "Đã bỏ áp dụng quy tắc với văn bản: {document}"
RULE_HEADS = (
    {"label": "Tình trạng"},
    {"label": "Khi văn bản đến"},
    {"label": "Thì"},
    {"label": "Đã áp dụng", "num": True},
)
TRIED_HEADS = (
    {"label": "Số đến", "num": True},
    {"label": "Trích yếu"},
    {"label": "Vì sao khớp"},
    {"label": "Ngày đến"},
)
OUT_HEADS = (
    {"label": "Hẹn trả"},
    {"label": "Văn bản"},
    {"label": "Số đến", "num": True},
    {"label": "Người mượn"},
    {"label": "Từ ngày"},
)
AWAITED_HEADS = ({"label": "Ngày đến"}, {"label": "Văn bản"}, {"label": "Số đến", "num": True})
LOAN_HEADS = ({"label": "Người mượn"}, {"label": "Từ ngày"}, {"label": "Hẹn trả"}, {"label": "Đã trả"})

HABIT_BOXES = {
    "issuer": "Cơ quan ban hành",
    "symbol": "Số, ký hiệu",
    "date": "Ngày văn bản",
    "kind": "Loại văn bản",
    "subject": "Trích yếu",
    "addressees": "Nơi nhận ghi trên văn bản",
    "signer": "Người ký",
}
HABIT_SENDER, HABIT_TIMES, HABIT_LAST_AT = "Nơi gửi", "Đúng, sai", "Sửa lần cuối"
HABIT_HEADS = (
    HABIT_SENDER, "Ô", "Chỗ đúng trên trang", "Máy đọc, sửa thành", HABIT_TIMES, HABIT_LAST_AT,
    "Quên",
)  # fmt: skip
HABIT_LIST = "Điều đã học khi sửa"
HABIT_FILTERED = "Nơi gửi có “{words}”"
HABIT_FIRST, HABIT_LAST = "Trang đầu", "Trang cuối"
HABIT_HEIGHTS = ("phía trên", "giữa trang", "phía dưới")
HABIT_SIDES = ("bên trái", "ở giữa", "bên phải")
HABIT_LABEL = ", sau chữ “{label}”"
HABIT_NOWHERE = "Không thấy trên trang"
HABIT_USED = "Đang dùng để điền"
HABIT_ONCE = "Mới một lần, chỉ nhắc kiểm tra"
HABIT_DOUBTED = "Chỉ nhắc kiểm tra"
HABIT_FORGOTTEN = "Đã quên những điều học được về {sender}."

ORDER_NUMBER_NEEDED = "Nhập số thông báo thu hồi: hệ thống chưa nhận thông điệp thu hồi nào của văn bản này"
ORDER_KEPT = "Các ô dưới đây lấy từ thông báo thu hồi đã nhận. Kiểm tra rồi bấm huỷ."
ORDER_NOT_KEPT = (
    "Hệ thống chưa nhận thông điệp thu hồi nào của văn bản này. Nếu thông báo thu hồi đến bằng bản giấy"
    " hoặc thư điện tử, nhập số, ngày và lý do ghi trong thông báo đó."
)


def order_called(number: str, on: date) -> str:
    """The sender's order as it is named in sentences."""
    return f"thông báo thu hồi {f'số {number} ' if number else ''}ngày {vn_date(on)}"
