"""The pictures of the help pages: where each is taken, who looks, and what is marked on it.

A mark is `button:WORDS`, `link:WORDS`, `box:NAME` (a field by its name) or `part:CLASS` (a piece of the
page by its CSS class); the first that fits inside <main> is meant. The same marks are looked for in
the plain HTML by a cheap test of every run, so that none points at something that is gone.
"""

from collections.abc import Callable
from dataclasses import dataclass
from html.parser import HTMLParser

from django.urls import reverse
from playwright.sync_api import Locator, Page

from hoiso.demo import accounts
from hoiso.demo.accounts import Account
from tests.browser.pages import IDS, LOOKERS, Samples, by_beginning
from tests.test_address_walk import ALL

AT_THE_DOOR = {"sign_in"}
_PARAMETERS = {one.name: one.parameters for one in ALL}
_PRESSED = {"button": "button, a.hs-btn, summary", "link": "a"}
_MARK = "outline: 4px solid #c2260b; outline-offset: 5px; border-radius: 6px;"


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture: the page by its URL name, the mark; `by` who looks, where it is not the usual one."""

    name: str
    mark: str
    by: Account | None = None
    query: str = ""

    @property
    def looker(self) -> Account | None:
        """Who looks; None stands at the door."""
        if self.name in AT_THE_DOOR:
            return None
        return self.by or by_beginning(LOOKERS, self.name) or accounts.CLERK

    def address(self, samples: Samples) -> str:
        """Where it is taken."""
        ids: Callable[[Samples], dict[str, int | str]] | None = by_beginning(IDS, self.name)
        known = _PARAMETERS[self.name]
        assert not known or ids is not None, f"{self.name} has no entry in tests/browser/pages.py"
        return reverse(self.name, kwargs=ids(samples) if known and ids else {}) + self.query


LEADER, SPECIALIST, ADMINISTRATOR = accounts.LEADER, accounts.SPECIALIST, accounts.ADMINISTRATOR
COMMUNE = accounts.COMMUNE

SHOTS: dict[str, Shot] = {
    "dang-nhap": Shot("sign_in", "button:Đăng nhập"),
    "ma-pin": Shot("pin", "button:Lưu mã PIN"),
    "tai-khoan": Shot("profile", "button:Lưu trang cá nhân"),
    "viec-hom-nay": Shot("home", "part:hs-rows"),
    "thong-bao": Shot("notice_choices", "button:Lưu cách nhận"),
    "loi-nhac": Shot("reminder_list", "button:Đặt lời nhắc"),
    "dang-ky": Shot("incoming_register", "button:Đọc tệp và điền vào sổ"),
    "dang-ky-luu": Shot("incoming_confirm", "button:Lưu vào sổ"),
    "nhan-qua-he-thong": Shot("incoming_delivery", "button:Vào sổ văn bản đến"),
    "tap-quet": Shot("stack_list", "button:Xem cách tách"),
    "tap-quet-tach": Shot("stack", "button:Tách thành"),
    "chup-dien-thoai": Shot("photographs", "button:Ghép thành một văn bản"),
    "thu-muc-quet": Shot("incoming_tray", "part:hs-rows"),
    "quy-tac": Shot("arrival_rules", "button:Thêm quy tắc"),
    "ban-giay": Shot("paper", "button:In một nhãn"),
    "sua-dang-ky": Shot("incoming_correct", "button:Lưu nội dung sửa"),
    "trang-van-ban": Shot("document", "part:hs-line"),
    "trinh": Shot("handling_propose", "button:Trình lãnh đạo"),
    "but-phe": Shot("handling_waiting", "button:Đồng ý như đề xuất"),
    "but-phe-sua": Shot("handling_decide", "button:Đồng ý và giao việc"),
    "xu-ly-viec": Shot("task", "button:Báo cáo kết quả"),
    "bao-cao-ket-qua": Shot("task_finish", "button:Báo cáo kết quả"),
    "tu-xu-ly": Shot("self_handle", "button:Nhận tự xử lý"),
    "don-doc": Shot("unit_tasks", "button:Đôn đốc"),
    "lich-thang": Shot("deadline_month", "button:Lịch trên điện thoại"),
    "bang-viec": Shot("work_board", "button:Xem", by=LEADER),
    "soan": Shot("outgoing_new", "button:Bắt đầu soạn"),
    "soan-luu": Shot("outgoing_edit", "button:Lưu dự thảo"),
    "mau-word": Shot("own_template_new", "button:Kiểm tra và thêm mẫu"),
    "the-thuc": Shot("outgoing_paper_check", "button:Kiểm tra thể thức"),
    "noi-nhan": Shot("outgoing_recipients", "button:Thêm nơi nhận đã gõ"),
    "trinh-duyet": Shot("outgoing_submit", "button:Trình duyệt"),
    "duyet": Shot("outgoing_review", "button:Trả lại để sửa"),
    "so-sanh-ban": Shot("outgoing_versions", "part:hs-narrow"),
    "xin-y-kien": Shot("opinion_new", "button:Gửi xin ý kiến"),
    "xin-y-kien-vong": Shot("opinion_round", "button:Kết thúc lấy ý kiến"),
    "cap-so": Shot("outgoing_number", "button:Cấp số"),
    "ky": Shot("outgoing_issue", "button:Tải bản đã ký lên"),
    "phat-hanh": Shot("outgoing_issue", "button:Phát hành bản chưa ký"),
    "cho-gui": Shot("outgoing_list", "link:Chờ gửi"),
    "sao": Shot("outgoing_copy", "button:Lấy số và tạo bản sao"),
    "nhieu": Shot("incoming_tray", "button:Xếp vào hồ sơ"),
    "giao-viec": Shot("work_new", "button:Giao việc", by=LEADER),
    "giao-viec-bao-cao": Shot("work_item", "button:Báo cáo tiến độ"),
    "lich-tuan": Shot("week_page", "button:Ghi lịch"),
    "quy-trinh": Shot("procedure", "button:Bắt đầu thực hiện"),
    "so-lieu": Shot("figures_list", "button:Lập bảng số liệu"),
    "so-lieu-nop": Shot("figures_sheet", "button:Nộp số liệu"),
    "uy-quyen": Shot("delegation_add", "button:Uỷ quyền"),
    "ban-giao": Shot("hand_over", "button:Xem trước", by=LEADER),
    "don-thu": Shot("petition_list", "button:Vào sổ đơn thư"),
    "don-thu-mot-don": Shot("petition", "button:Thụ lý"),
    "so-van-ban": Shot("register_book", "button:Giữ chỗ số tiếp theo"),
    "in-so": Shot("register_period", "button:In sổ (PDF)"),
    "ban-luu": Shot("loan_list", "button:In sổ (PDF)"),
    "tiep-quan": Shot("take_over_new", "button:Đọc tệp"),
    "tim": Shot("search", "button:Tìm", query="?q=hội+nghị"),
    "ho-so": Shot("dossier_list", "button:Mở hồ sơ mới"),
    "ho-so-goi-y": Shot("dossier", "button:Gợi ý văn bản"),
    "ho-so-cong-viec": Shot("case_list", "link:Xuất Excel"),
    "ho-so-phoi-hop": Shot("case_support", "button:Giao phần phối hợp"),
    "danh-muc": Shot("plan_write", "button:Lưu danh mục"),
    "nop-luu-tru": Shot("transfer_list", "button:Chọn hồ sơ nộp lưu trữ"),
    "huy-ho-so": Shot("disposal_list", "button:Lập danh mục hồ sơ hết thời hạn"),
    "nguoi-xem": Shot("document_access", "button:Đề nghị thay đổi người xem"),
    "mat-mang": Shot("without_line", "button:Giữ trang trên máy riêng này"),
    "bao-loi": Shot("report_fault", "button:Gửi báo lỗi"),
    "can-bo": Shot("officer_list", "button:Thêm cán bộ"),
    "don-vi": Shot("unit_tree", "button:Thêm đơn vị", by=ADMINISTRATOR),
    "hoi-vien": Shot("member_list", "button:Thêm hội viên"),
    "nhap-danh-sach": Shot("member_import_new", "button:Đọc tệp"),
    "xuat-hoi-vien": Shot("member_export_new", "button:Gửi đề nghị duyệt"),
    "qua-trinh-hoi-vien": Shot("member_many", "button:Kết nạp"),
    "ho-so-trung": Shot("member_pairs", "button:Tìm lại ngay"),
    "in-the-hoi-vien": Shot("member_printing", "button:Mở bản in"),
    "hoi-phi": Shot("fee_member", "button:Thu và ghi phiếu"),
    "so-lieu-hoi-vien": Shot("member_numbers", "button:Xem"),
    "ngay-nghi": Shot("holidays", "button:Ghi ngày này"),
    "nhat-ky": Shot("trail", "button:Xem nhật ký"),
    "bat-dau": Shot("setup_accounts", "button:Tạo tài khoản và in phiếu"),
}


def marked(page: Page, mark: str) -> Locator:
    """What the mark means on this page, outlined."""
    kind, _, words = mark.partition(":")
    main = page.locator("main")
    if kind in _PRESSED:
        found = main.locator(_PRESSED[kind], has_text=words)
    else:
        found = main.locator(f"[name={words}]" if kind == "box" else f".{words}")
    first = found.first
    first.evaluate("(element, how) => { element.style.cssText += how }", _MARK)
    return first


class _Main(HTMLParser):
    """What can be marked inside <main>: words by kind, names of boxes, classes."""

    def __init__(self) -> None:
        super().__init__()
        self.inside = False
        self.seen: dict[str, list[str]] = {"button": [], "link": [], "box": [], "part": []}
        self._open: list[tuple[str, tuple[str, ...], list[str]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.inside = self.inside or tag == "main"
        if not self.inside:
            return
        classes = given.get("class", "").split()
        self.seen["part"] += classes
        self.seen["box"].append(given.get("name", ""))
        if tag in ("a", "button", "summary"):
            kinds = ("link", "button") if "hs-btn" in classes and tag == "a" else (
                ("link",) if tag == "a" else ("button",))  # fmt: skip
            self._open.append((tag, kinds, []))

    def handle_data(self, data: str) -> None:
        for _, _, words in self._open:
            words.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "main":
            self.inside = False
        if self._open and self._open[-1][0] == tag:
            _, kinds, words = self._open.pop()
            for kind in kinds:
                self.seen[kind].append(" ".join("".join(words).split()))


def has_mark(html: str, mark: str) -> bool:
    """Whether the page holds what the mark means."""
    kind, _, words = mark.partition(":")
    read = _Main()
    read.feed(html)
    if kind in _PRESSED:
        return any(words in one for one in read.seen[kind])
    return words in read.seen[kind]
