"""Words that several folders of documents say."""

MARKS = {"mat": "Mật", "toi_mat": "Tối mật", "tuyet_mat": "Tuyệt mật"}
MARKED_REFUSED = (
    "Văn bản có dấu “{mark}” nên không được đưa lên hệ thống nối mạng (Luật Bảo vệ bí mật nhà nước)."
    " Tệp đã được xoá khỏi máy chủ. Đăng ký và chuyển bản giấy theo chế độ mật."
)
MARKED_TEXT_REFUSED = (
    "Văn bản có dấu “{mark}” nên không được đưa lên hệ thống nối mạng (Luật Bảo vệ bí mật nhà nước)."
    " Nội dung vừa nhập không được lưu. Soạn, đăng ký và chuyển bản giấy theo chế độ mật."
)
MARKED_LINE_ALLOWED = " Nếu cần, ghi một dòng sổ không có trích yếu và nội dung."
SCAN_TOO_LONG = "Bản quét dài hơn {most} trang nên chưa nhận dạng chữ. Tách thành nhiều tệp rồi gửi lại."
SCAN_UNREAD = "Không đọc được chữ ở trang {pages}."
