"""Sample content for the gallery: what stands on a real page, with long subjects and names."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django import forms

TODAY = date(2026, 11, 24)
MORNING = datetime(2026, 11, 23, 1, 15, tzinfo=UTC)


@dataclass(frozen=True)
class Item:
    """One place of the menu."""

    url: str
    icon: str
    label: str
    count: int = 0
    current: bool = False


class RegisterForm(forms.Form):
    """One field of every kind."""

    files = forms.FileField(label="Tệp văn bản", help_text="PDF hoặc ảnh chụp, mỗi tệp tối đa 100 MB")
    symbol = forms.CharField(label="Số, ký hiệu", help_text="Ghi đúng như trên văn bản, ví dụ 145/HD-BTV")
    issued_on = forms.DateField(
        label="Ngày văn bản",
        help_text="Ngày/tháng/năm, ví dụ 20/09/2026",
        error_messages={"invalid": "Ngày văn bản phải có đủ ngày, tháng, năm, ví dụ 20/09/2026"},
    )
    issuer = forms.CharField(label="Nơi gửi", help_text="Gõ vài chữ rồi chọn, không cần gõ dấu")
    receivers = forms.CharField(label="Nơi nhận", required=False)
    subject = forms.CharField(label="Trích yếu", widget=forms.Textarea(attrs={"rows": 4}))
    book = forms.ChoiceField(
        label="Sổ văn bản", choices=[("1", "Sổ văn bản đến"), ("2", "Sổ văn bản đến mật")]
    )
    pages = forms.IntegerField(label="Số trang", required=False)
    urgency = forms.ChoiceField(
        label="Độ khẩn",
        choices=[("0", "Thường"), ("1", "Khẩn"), ("2", "Hỏa tốc")],
        widget=forms.RadioSelect,
        error_messages={"required": "Chọn độ khẩn"},
    )
    readers = forms.MultipleChoiceField(
        label="Người được xem",
        choices=[("1", "Trần Thị Hoa, Chủ tịch Hội"), ("2", "Nguyễn Thị Mỹ Lệ, cán bộ văn thư")],
        widget=forms.CheckboxSelectMultiple,
    )
    remember = forms.BooleanField(label="Báo cho người chủ trì ngay", required=False)
    pin = forms.CharField(label="Mã PIN", help_text="Gồm 6 chữ số", required=False)


class GateForm(forms.Form):
    """The two fields of the sign-in page."""

    name = forms.CharField(label="Tên đăng nhập hoặc số điện thoại")
    password = forms.CharField(
        label="Mật khẩu", widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )
    remember = forms.BooleanField(label="Ghi nhớ trên máy này 30 ngày", required=False)


def _rows() -> list[dict[str, Any]]:
    subjects = [
        (
            "Kế hoạch rà soát, hỗ trợ phụ nữ khởi nghiệp tại các xã biên giới năm 2026",
            "118/KH-BTV",
            "Hội LHPN tỉnh",
            date(2026, 11, 21),
        ),
        (
            "Hướng dẫn tổ chức Đại hội đại biểu phụ nữ cấp xã, nhiệm kỳ 2026–2031",
            "145/HD-BTV",
            "Hội LHPN tỉnh",
            date(2026, 11, 24),
        ),
        (
            "Về việc phối hợp tuyên truyền phòng, chống bạo lực gia đình",
            "2041/UBND-VX",
            "UBND xã Mỹ Yên",
            date(2026, 11, 30),
        ),
    ]
    return [
        {
            "subject": subject,
            "symbol": symbol,
            "issuer": issuer,
            "deadline": deadline,
            "late": deadline < TODAY,
            "arrived": date(2026, 9, 18),
            "pages": 1204,
        }
        for subject, symbol, issuer, deadline in subjects
    ]


def _shell() -> dict[str, Any]:
    menu = (
        Item("/1", "home", "Việc hôm nay", 5, current=True),
        Item("/2", "in", "Văn bản đến", 12),
        Item("/3", "out", "Văn bản đi"),
        Item("/4", "task", "Công việc", 3),
        Item("/5", "people", "Hội viên"),
        Item("/6", "chart", "Báo cáo"),
        Item("/7", "help", "Trợ giúp"),
    )
    short = (
        Item("/1", "home", "Hôm nay", current=True),
        Item("/2", "in", "Văn bản"),
        Item("/4", "task", "Công việc"),
    )
    return {
        "demo": True,
        "unit_name": "Hội LHPN xã Mỹ Yên",
        "account_name": "Nguyễn Thị Mỹ Lệ",
        "account_key": "k7",
        "account_url": "/toi",
        "post_name": "Cán bộ văn thư",
        "search_url": "/tim",
        "sign_out_url": "/ra",
        "session_seconds": 1800,
        "report_url": "/bao-loi",
        "help_hours": "giờ hành chính",
        "menu": menu,
        "menu_short": short,
        "today": TODAY,
        "printed_at": MORNING,
        "filter_words": "Văn bản đến, quá hạn và sắp đến hạn, từ 01/09/2026",
    }


def _course() -> dict[str, Any]:
    return {
        "deadline": date(2026, 11, 30),
        "steps": [
            {"title": "Đăng ký vào sổ, số đến 128", "line": "23/11/2026, 08:15, Nguyễn Thị Mỹ Lệ"},
            {
                "title": "Bút phê và giao việc",
                "line": "23/11/2026, 09:40, Trần Thị Hoa, Chủ tịch Hội",
                "quote": "Lệ chủ trì, phối hợp Công an xã. Báo cáo trước 30/11.",
            },
            {"title": "Đang xử lý", "line": "Từ 23/11/2026, Nguyễn Thị Mỹ Lệ", "state": "now"},
            {"title": "Báo cáo kết quả", "line": "Hạn 30/11/2026", "state": "next"},
        ],
        "facts": [
            ("Nơi gửi", "UBND xã Mỹ Yên"),
            ("Ngày văn bản", "20/11/2026"),
            ("Số đến", 128),
            ("Hồ sơ", ""),
            ("Độ khẩn", "Thường"),
        ],
        "comments": [
            {"name": "Trần Thị Hoa", "at": MORNING, "text": "Thêm số hội viên nòng cốt.\nBảng ở trang 3."}
        ],
        "files": [
            {
                "name": "Phụ lục 1. Danh sách chi hội tham gia tổ công tác.xlsx",
                "url": "/t1",
                "kind": "Excel",
                "size": 34816,
                "note": "Bổ sung ngày 23/11/2026",
            },
            {"name": "2041-UBND-VX.pdf", "url": "/t2", "view_url": "/t2x", "kind": "PDF", "size": 348160},
        ],
        "versions": [
            {
                "number": 2,
                "at": MORNING,
                "by": "Nguyễn Thị Mỹ Lệ",
                "note": "Sửa theo ý kiến chị Hoa",
                "current": True,
                "url": "/b2",
                "compare_url": "/b2s",
            },
            {"number": 1, "at": MORNING, "by": "Nguyễn Thị Mỹ Lệ", "url": "/b1"},
        ],
    }


def _figures() -> dict[str, Any]:
    squares = [(0, 0, 4), (100, 0, 2), (200, 0, 0), (0, 100, 1), (100, 100, 3), (200, 100, 2)]
    return {
        "bars": [
            {"label": "Hội LHPN xã Mỹ Yên", "value": 92.5, "words": "92,5%", "url": "/x1", "target": 90},
            {"label": "Hội LHPN phường Long An", "value": 97, "words": "97%", "url": "/x2", "target": 90},
            {"label": "Hội LHPN xã Đức Lập Hạ", "value": 61, "words": "61%", "late": True, "target": 90},
        ],
        "nodes": [
            {
                "url": "/d0",
                "label": "Hội LHPN tỉnh",
                "open": True,
                "children": [
                    {
                        "url": "/d1",
                        "label": "Hội LHPN xã Mỹ Yên",
                        "current": True,
                        "note": "11 chi hội",
                        "open": True,
                        "children": [{"url": "/d11", "label": "Chi hội ấp 3"}],
                    },
                    {"url": "/d2", "label": "Hội LHPN phường Long An"},
                ],
            }
        ],
        "areas": [
            {"path": f"M{x} {y}h98v98h-98z", "level": level, "here": level == 3} for x, y, level in squares
        ],
        "key": [(0, "chưa có"), (1, "1–20"), (2, "21–50"), (3, "51–100"), (4, "trên 100")],
    }


def gallery_context(*, bound: bool = True) -> dict[str, Any]:
    """Everything the gallery pages read; with `bound` the form shows its errors."""
    typed = {"symbol": "2041/UBND-VX", "issued_on": "31/13/2026", "issuer": "UBND xã Mỹ Yên", "book": "1"}
    form = RegisterForm(typed if bound else None)
    form.fields["files"].widget = forms.FileInput(attrs={"accept": ".pdf,image/*"})
    tiles = [
        {"count": 1, "label": "việc đã quá hạn", "kind": "late", "url": "/q"},
        {"count": 2, "label": "việc hết hạn hôm nay", "kind": "soon", "url": "/h"},
        {"count": 5, "label": "việc đang chờ chị", "kind": "mine", "url": "/c"},
    ]
    views = [
        {"url": "/v1", "label": "Chưa xong", "count": 12},
        {"url": "/v2", "label": "Quá hạn", "count": 0},
        {"url": "/v3", "label": "Đã xong", "count": 1163},
        {"url": "/v4", "label": "Tất cả", "count": None, "current": True},
    ]
    heads = [
        "Tình trạng",
        {"label": "Nội dung"},
        {"label": "Ngày đến", "url": "/s1", "sorted": "descending"},
        {"label": "Số trang", "url": "/s2", "num": True},
    ]
    posts = [
        {"value": 1, "title": "Cán bộ văn thư", "unit": "Hội LHPN xã Mỹ Yên", "current": True},
        {
            "value": 2,
            "title": "Phó Chủ tịch, làm thay đến 30/11/2026",
            "unit": "Hội LHPN xã Mỹ Yên",
            "note": "Theo ủy quyền 12/UQ-BTV",
            "count": 4,
        },
    ]
    return {
        **_shell(),
        **_course(),
        **_figures(),
        "form": form,
        "gate": GateForm(),
        "rows": _rows(),
        "tiles": tiles,
        "views": views,
        "register": ["Số đến", "Ngày đến", "Số, ký hiệu", "Trích yếu"],
        "heads": heads,
        "chips": [
            {"value": "1", "label": "Hội LHPN xã Mỹ Yên"},
            {"value": "2", "label": "Sở Văn hóa, Thể thao và Du lịch"},
        ],
        "setup": ["Đơn vị của tỉnh", "Tài khoản", "Sổ văn bản", "Ngày làm việc"],
        "posts": posts,
        "kinds": [
            ("new", "Chờ bút phê"),
            ("soon", "Hạn hôm nay"),
            ("late", "Quá hạn"),
            ("done", "Đã xong"),
            ("calm", "Đang xử lý"),
        ],
    }
