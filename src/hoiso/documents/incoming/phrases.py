"""Words of the clerk's desk that stand in rows and in refusals."""

MARKED_SUBJECT = "Văn bản bí mật nhà nước, không giữ trích yếu và nội dung trên hệ thống"
MARKED_NOTE = "Chỉ giữ dòng sổ. Bản giấy do người ghi ở mục người giữ bảo quản."
MARKED_CIRCULATION = "Bí mật nhà nước"
MARKED_REFUSED = (
    "Văn bản có dấu “{mark}” nên không được đưa lên hệ thống nối mạng (Luật Bảo vệ bí mật nhà nước)."
    " Tệp đã được xoá khỏi máy chủ. Đăng ký và chuyển bản giấy theo chế độ mật."
)
MARKED_LINE_ALLOWED = " Nếu cần, ghi một dòng sổ không có trích yếu và nội dung."
UNDONE_REASON = "Hoàn tác ngay sau khi đăng ký"
IMPORT_ACTOR = "Lệnh nhập văn bản"
MARKS = {"mat": "Mật", "toi_mat": "Tối mật", "tuyet_mat": "Tuyệt mật"}

ARRIVED_BY = (
    ("post", "Bưu điện"),
    ("hand", "Trao tay"),
    ("email", "Thư điện tử"),
    ("axis", "Trục liên thông"),
    ("here", "Trong hệ thống"),
    ("fax", "Fax"),
    ("other", "Cách khác"),
)
