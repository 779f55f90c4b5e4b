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
MAIL_ACTOR = "Hộp thư đến"
MAIL_CAME = "Có thư mới chờ vào sổ: “{subject}”, của {sender}."
MAIL_TOO_LARGE = "Có một thư lớn quá mức cho phép nên không lấy về. Mở hộp thư để xem, rồi đăng ký bằng tay."
MAIL_REFUSED = "Không nhận được thư của {sender}: {why}"
MAIL_AGAIN = "Thư này đã được lấy về trước đó."
MAIL_REMARK = "Thư của {sender}, gửi lúc {sent}, tiêu đề “{subject}”."
MAIL_WORDS = "Lời thư: {words}"
NO_DATE = "không rõ giờ"
FOLDER_ACTOR = "Thư mục quét"
FILE_CAME = "Có tệp mới từ thư mục quét, chờ vào sổ: {name}"
FILE_TOO_LARGE = "Tệp lớn quá mức cho phép. Tách nhỏ hoặc quét lại với độ phân giải thấp hơn."
FILE_UNREAD = "Không đọc được tệp: {why}."
FILE_REGISTERED = "Tệp này đã vào sổ, số đến {number}. Không nhận lần nữa."
FILE_WAITS = "Tệp này đã được nhận và đang chờ vào sổ ở mục Văn bản đến. Không nhận lần nữa."
PHOTO_NAME = "anh chup {day}, {pages} trang.pdf"
NO_PHOTO = "“{name}” không phải là ảnh JPEG, PNG hoặc WebP. Chụp lại, hoặc đăng ký tệp đó ở trang Đăng ký."
TOO_MANY_PHOTOS = "Một lần ghép nhiều nhất {most} ảnh. Chia thành nhiều lần, hoặc quét bằng máy quét."
