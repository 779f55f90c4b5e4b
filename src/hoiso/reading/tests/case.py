"""A case: a document, and what a clerk would write into the register."""

from dataclasses import dataclass

from .typeset import Sheet


@dataclass(frozen=True)
class Case:
    """A document (sheet for PDF, plain text, or bytes of a Word file) and its right values."""

    name: str
    source: Sheet | str | bytes
    expected: dict[str, str]


BODY = (
    "Thực hiện Kế hoạch số 12/KH-BTV ngày 05 tháng 01 năm 2026 của Ban Thường vụ Hội LHPN tỉnh về công tác "
    "Hội và phong trào phụ nữ, Ban Thường vụ triển khai một số nội dung như sau:\n\n"
    "1. Mục đích, yêu cầu\n\nTuyên truyền sâu rộng trong hội viên, phụ nữ về truyền thống của Hội; "
    "động viên phụ nữ tích cực tham gia xây dựng nông thôn mới, đô thị văn minh.\n\n"
)
