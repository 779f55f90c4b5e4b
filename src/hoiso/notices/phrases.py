"""Words of the e-mails."""

from collections.abc import Sequence

from django.conf import settings

from hoiso.core.phrases import vn_time
from hoiso.notices.models import Notice

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
