"""Sentences of the demo."""

from hoiso.demo.accounts import ACCOUNTS

UNITS = "Nạp đơn vị và cán bộ mẫu"
PLANS = "Dựng một năm công việc mẫu"
PAPERS = "Tạo các tệp PDF mẫu"
ROWS = "Ghi văn bản, công việc và nhật ký mẫu"
INDEX = "Lập chỉ mục tìm kiếm"
EMPTYING = "Xoá dữ liệu mẫu cũ"
COUNTED = ("officers", "incoming", "outgoing", "files")
_HEAD = "Sáu tài khoản dùng thử (chỉ có trong dữ liệu mẫu):"


def accounts_told() -> str:
    """The accounts with their passwords, a line each."""
    widest = max(len(account.who) for account in ACCOUNTS)
    name = max(len(account.username) for account in ACCOUNTS)
    lines = [
        f"  {account.who:<{widest}}   {account.username:<{name}}   {account.password}" for account in ACCOUNTS
    ]
    return "\n".join([_HEAD, *lines])


def loaded(officers: int, incoming: int, outgoing: int, files: int) -> str:
    """What was laid out."""
    counted = f"{officers} cán bộ, {incoming} văn bản đến, {outgoing} văn bản đi, {files} tệp PDF"
    return f"Đã có dữ liệu mẫu: {counted}."
