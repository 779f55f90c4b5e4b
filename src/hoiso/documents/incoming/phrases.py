"""Words of the clerk's desk that stand in rows and in refusals."""

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
