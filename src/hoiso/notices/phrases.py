"""Words of the e-mails and pushes."""

from collections.abc import Sequence

from django.conf import settings

from hoiso.core.phrases import vn_time
from hoiso.notices.models import Notice

PUSH_TITLE = "Có việc mới"  # all that leaves the house by a push, with the address to open
NO_WAY = "Mỗi loại thông báo phải có ít nhất một cách nhận"
PUSH_ALONE = "Máy có thể đang tắt nên “Báo trên máy” phải đi cùng một cách nhận khác"
SHARED = "Máy này có nhiều người dùng chung nên không nhận thông báo riêng của ai"
NO_SCRIPT = (
    "Trình duyệt chưa đăng ký được. Bật JavaScript trong cài đặt trình duyệt rồi tải lại trang, hoặc chọn"
    " thư điện tử ở bảng"
)
_FOOT = (
    "Thư này do hệ thống gửi, không trả lời vào thư. Đổi cách nhận thông báo: Tài khoản của tôi, Cách nhận"
    " thông báo."
)


def mail_of(notice: Notice) -> str:
    """One notice as the text of an e-mail."""
    return f"{_line(notice)}\n\n{_FOOT}\n"


def digest_of(notices: Sequence[Notice]) -> str:
    """Many notices as one text."""
    lines = "\n\n".join(f"{number}. {_line(one)}" for number, one in enumerate(notices, 1))
    return f"{lines}\n\n{_FOOT}\n"


def _line(notice: Notice) -> str:
    where = f"\n{settings.SITE_ADDRESS}{notice.address}" if settings.SITE_ADDRESS and notice.address else ""
    return f"{notice.text}\n({vn_time(notice.at)}){where}"
