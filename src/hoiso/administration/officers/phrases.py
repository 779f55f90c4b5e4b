"""Words of the officers' pages that stand in no template."""

STATES = {"dang-lam": "Đang làm việc", "khoa": "Đang bị khóa", "thoi": "Đã thôi"}


def slips_printed(count: int) -> str:
    """Heading of a page of slips."""
    return "Phiếu đặt mật khẩu" if count == 1 else f"{count} phiếu đặt mật khẩu"
