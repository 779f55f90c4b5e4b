"""The first administrator of an installation, made by whoever runs its commands."""

from datetime import datetime

from django.db import transaction

from hoiso.access.actions.slips import Slip, founders_slip
from hoiso.access.errors import AccountRefused
from hoiso.access.logins import is_username
from hoiso.access.models import Officer, Post, Role
from hoiso.core.clock import office_date
from hoiso.core.folding import fold, given_name_key, nfc


def anybody_here() -> bool:
    """Whether somebody has an account here already. As the owner: no scope is asked."""
    return Officer.objects.exists()


@transaction.atomic
def first_administrator(*, unit_id: int, full_name: str, username: str, at: datetime) -> Slip:
    """An account that administers the province's unit, and the slip with which it first signs in.

    Runs as the owner, once: refused when there are officers, so that nobody founds a province
    over a working one.
    """
    if anybody_here():
        raise AccountRefused("Nơi cài đặt này đã có tài khoản; việc thiết lập lần đầu đã làm rồi.")
    name = nfc(full_name)
    if len(name.split()) < 2:
        raise AccountRefused("Ghi đủ họ và tên người quản trị, ví dụ: --name “Nguyễn Thị Hoa”.")
    if not is_username(username):
        raise AccountRefused(
            "Tên đăng nhập gồm 3 đến 60 chữ thường không dấu, chữ số, dấu chấm, ví dụ hoant.tinh."
        )
    on = office_date(at)
    officer = Officer.objects.create(
        full_name=name, folded=fold(name), name_key=given_name_key(name), username=username
    )
    Post.objects.create(
        officer=officer, unit_id=unit_id, role=Role.PROVINCE_ADMIN, title="Quản trị tỉnh", valid_from=on
    )
    return founders_slip(officer, at=at)
