"""Words of the pages on which a stack of scans is cut into documents."""

from hoiso.reading.stacks import Why

WHY = {
    Why.FIRST: "trang đầu của tập",
    Why.SEPARATOR: "sau tờ ngăn",
    Why.HEAD: "có quốc hiệu hoặc tiêu đề",
    Why.BLANK: "sau trang trắng",
    Why.CLERK: "đồng chí đã chọn",
}
NOT_PDF = "Tập bản quét phải là một tệp PDF. Tệp khác thì đăng ký như một văn bản."
ONE_PAGE = "Tệp chỉ có một trang, không cần tách. Đăng ký tệp này như một văn bản."
TOO_LONG = "Tập có {pages} trang; một tập nhiều nhất {most} trang. Quét lại thành các tập nhỏ hơn."
NOT_OPEN = "Tập này đã {state}, không sửa chỗ tách được nữa."
NO_STACK = "Không có tập bản quét này, hoặc đồng chí không được giao xem."
NO_PAGE = "Tập này không có trang đó."
NOTHING_LEFT = "Tất cả các trang đã bị bỏ. Giữ lại ít nhất một trang, hoặc bỏ cả tập."
NOTHING_BEHIND = "Không dời chỗ tách qua đầu hoặc cuối tập được. Dùng nút “Nối vào văn bản trước”."
MARK_UNSEEN = (
    "Máy đọc thấy dấu mật trong tập này. Xem lại bản quét và chọn một trong hai nút ở đầu trang trước."
)
STACK_MARK = (
    "Máy đọc thấy dấu “{mark}” trong tập bản quét “{name}”. Văn bản bí mật nhà nước không được để trên"
    " hệ thống nối mạng. Mở tập, xem lại và chọn cách xử lý."
)
PART_NAME = "{stem}, trang {pages}.pdf"
PART_REMARK = "Tách từ tập bản quét “{name}”, trang {pages}."
SECRET_PART = "Trang này có dấu mật: cả tập đã bị xoá khỏi máy chủ."  # noqa: S105 - no password
SPLIT = "Tập bản quét “{name}” đã tách xong thành {parts} văn bản, chờ vào sổ."
