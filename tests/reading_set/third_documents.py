# ruff: noqa: E501 - data, a line each
"""What the third frozen half says, drawn by `SEED` on 25 November 2026 once the rules and marks were settled.

Sender, subject, people, day, numbers, recipients and face are drawn; what a kind may hold was written for this
half alone, and neither seed nor pools were changed after a page was read. Every name of a person, place and
unit is made up.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random
from typing import Any, TypeVar

from tests.reading_set.frozen_documents import Paper

T = TypeVar("T")

SEED = "third half, 25 November 2026, 17:10"

_FACES = ("Liberation Serif",) * 7 + ("FreeSerif",) * 3 + ("DejaVu Serif", "Carlito")
_PROVINCES = ("Thanh Châu", "Hưng Giang", "Quảng Lâm", "Vĩnh Sơn")
_COMMUNES = ("Mường Khoa Hạ", "Trà Vân", "Nghĩa Đồng", "Xuân Phú Tây", "Cẩm Lĩnh", "Thạnh Lợi")
_WARDS = ("Ngọc Sơn", "Hải Thượng", "Đông Kinh", "Phước Thiện")
_FAMILIES = (
    "Nguyễn",
    "Trần",
    "Lê",
    "Phạm",
    "Hoàng",
    "Phan",
    "Vũ",
    "Đỗ",
    "Bùi",
    "Dương",
    "Cao",
    "Hà",
    "Lò",
    "Triệu",
    "Lục",
    "Từ",
)
_HERS = ("Thị Minh", "Thị Thanh", "Thị Phương", "Thị Kim", "Thị", "Thị Quỳnh", "Thị Hải")
_HER_NAMES = ("Hằng", "Thủy", "Nguyệt", "Duyên", "Oanh", "Yến", "Huệ", "Thắm", "Loan", "Sen", "Vân", "Trâm")
_HIS = ("Văn", "Đức", "Hữu", "Quốc", "Xuân", "Ngọc", "Tiến", "Mạnh")
_HIS_NAMES = ("Thắng", "Lợi", "Hoan", "Tùng", "Quyết", "Dũng", "Chính", "Phú", "Việt", "Cường")

_OPENING = (
    "Thực hiện nhiệm vụ được giao, căn cứ tình hình thực tế tại địa phương và kết quả khảo sát ở các thôn, tổ dân phố, cơ quan ban hành văn bản thông báo những việc chính dưới đây.",
    "Nhằm phát huy kết quả đã đạt được, kịp thời tháo gỡ vướng mắc từ cơ sở và nâng cao trách nhiệm của người đứng đầu, các nội dung sau đây được thống nhất thực hiện.",
    "Sau khi trao đổi với các bên liên quan, trên cơ sở ý kiến của tập thể và khả năng cân đối nguồn lực, việc triển khai được tiến hành theo từng bước như sau.",
)
_POINTS = (
    (
        "1. Mục tiêu",
        "Phấn đấu trên 85% số hộ được tiếp cận thông tin; từng bước thu hẹp khoảng cách giữa các thôn vùng cao và trung tâm.",
    ),
    (
        "1. Yêu cầu",
        "Việc làm phải cụ thể, rõ người, rõ việc, rõ thời gian; không phô trương, không gây phiền hà cho người dân.",
    ),
    (
        "1. Đối tượng, phạm vi",
        "Phụ nữ và trẻ em trên địa bàn, ưu tiên hộ cận nghèo, hộ có người khuyết tật và gia đình công nhân ở trọ.",
    ),
)
_DUTIES = (
    (
        "2. Cách làm",
        "Lồng ghép vào sinh hoạt thường kỳ, dùng loa truyền thanh, tờ gấp và các nhóm trực tuyến; mỗi quý đánh giá một lần.",
    ),
    (
        "2. Trách nhiệm thực hiện",
        "Bộ phận chuyên môn lập dự toán, theo dõi tiến độ và báo cáo lãnh đạo; vướng mắc phát sinh được xem xét, giải quyết kịp thời.",
    ),
)
_LONG = (
    "Tính đến nay, toàn địa bàn có hai mươi ba chi hội với hơn một nghìn tám trăm hội viên; số hộ do phụ nữ làm chủ thoát nghèo tăng so với cùng kỳ; bốn mô hình chăn nuôi khép kín được duy trì, sản phẩm có nơi tiêu thụ ổn định.",
    "Lực lượng nòng cốt đã đến từng nhà vận động, ghi nhận phản ánh và chuyển tới cơ quan có thẩm quyền; phần lớn kiến nghị được trả lời đúng hạn, một số việc còn phải chờ ý kiến của ngành dọc.",
    "Khó khăn lớn nhất là lao động trẻ đi làm ăn xa, người ở lại chủ yếu là người già và trẻ nhỏ; kinh phí chi cho hoạt động thường xuyên còn thấp, trang thiết bị xuống cấp.",
) * 2


class _Hand:
    """Draws the parts of a paper."""

    def __init__(self, seed: str) -> None:
        self.chance = Random(seed)
        self.province = self.chance.choice(_PROVINCES)
        self.commune, self.other = self.chance.sample(_COMMUNES, 2)
        self.ward = self.chance.choice(_WARDS)
        self.faces = self.chance.sample(_FACES, len(_FACES))

    def one(self, among: Sequence[T]) -> T:
        return self.chance.choice(among)

    def some(self, among: Sequence[str], *, at_least: int = 1, at_most: int = 3) -> tuple[str, ...]:
        """A few, in the order in which they are written here."""
        chosen = self.chance.sample(
            range(len(among)), self.chance.randint(at_least, min(at_most, len(among)))
        )
        return tuple(among[place] for place in sorted(chosen))

    def number(self, least: int, most: int) -> str:
        return f"{self.chance.randint(least, most):02}"

    def day(self) -> date:
        return date(2026, 1, 5) + timedelta(days=self.chance.randrange(320))

    def person(self) -> str:
        hers = self.chance.random() < 0.6
        return f"{self.one(_FAMILIES)} {self.one(_HERS if hers else _HIS)} {self.one(_HER_NAMES if hers else _HIS_NAMES)}"

    def body(self) -> tuple[str, ...]:
        return (self.one(_OPENING), *self.one(_POINTS), *self.one(_DUTIES))


def _paper(
    name: str, font: str, head: tuple[str, ...], issuer: tuple[str, ...], number: str, place: str, day: date,
    signing: tuple[str, ...], signer: str, recipients: tuple[str, ...], body: tuple[str, ...], *,
    title: str = "", about: tuple[str, ...] = (), addressed: tuple[str, ...] = (), deadline: date | None = None,
    stamp: str = "", named: str = "", pages: int = 1,
) -> Paper:  # fmt: skip
    """The answers follow from the parts; `named` is the issuer as the clerk writes it, if not its lines joined."""
    answers = {
        "issuer": named or " ".join(issuer), "symbol": number.removeprefix("Số").lstrip(": "),
        "date": day.isoformat(), "kind": title.capitalize() or "Công văn",
        "subject": " ".join(about).removeprefix("V/v "), "signer": signer, "recipients": "; ".join(recipients),
        "addressees": "; ".join(addressed), "deadline": deadline.isoformat() if deadline else "", "urgency": stamp.lower(),
    }  # fmt: skip
    parts: dict[str, Any] = {"title": title, "subject": about} if title else {"about": about}
    return Paper(
        name, font, head, issuer, number, f"{place}, {_long(day)}",
        {field: value for field, value in answers.items() if value}, party=not number.startswith("Số:"),
        addressed=addressed, body=body, recipients=recipients, signing=signing, signer=signer, stamp=stamp,
        pages=pages, **parts,
    )  # fmt: skip


def _long(day: date) -> str:
    """As decree 30 writes it: days below 10 and the months January and February with a nought."""
    month = f"{day.month:02}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02} tháng {month} năm {day.year}"


def _short(day: date) -> str:
    return f"{day.day:02}/{day.month}/{day.year}"


def _papers(hand: _Hand) -> tuple[Paper, ...]:
    province, commune, ward = hand.province, hand.commune, hand.ward
    big, small, town = province.upper(), commune.upper(), ward.upper()
    one, some, number = hand.one, hand.some, hand.number
    days = [hand.day() for _ in range(12)]
    ends = [day + timedelta(days=hand.chance.randint(5, 30)) for day in days]

    department, code, room = one((
        ("SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG", "SNNMT", "PTNT"), ("SỞ VĂN HÓA, THỂ THAO VÀ DU LỊCH", "SVHTTDL", "GĐ"),
        ("SỞ KHOA HỌC VÀ CÔNG NGHỆ", "SKHCN", "CĐS"),
    ))  # fmt: skip
    letter = _paper(
        "cong-van-so", hand.faces[0], (f"UBND TỈNH {big}",), (department,), f"Số: {number(300, 4000)}/{code}-{room}",
        province, days[0], one((("GIÁM ĐỐC",), ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"))), hand.person(),
        ("Như trên", *some(("Chủ tịch UBND tỉnh (để báo cáo)", "Lãnh đạo Sở", "Các phòng chuyên môn thuộc Sở"), at_most=2), f"Lưu: VT, {room}"),
        (*hand.body(), f"Ý kiến góp ý bằng văn bản đề nghị gửi về Sở {one(('trước ngày', 'chậm nhất ngày'))} {_short(ends[0])} để kịp tổng hợp."),
        about=one((("V/v góp ý dự thảo đề án", "hỗ trợ phụ nữ làm chủ sản phẩm OCOP"), ("V/v cử cán bộ tham gia lớp tập huấn", "kỹ năng số cho phụ nữ nông thôn"))),
        addressed=one((("Hội Liên hiệp Phụ nữ tỉnh",), ("Hội Liên hiệp Phụ nữ tỉnh", "Hội Nông dân tỉnh", "UBND các xã, phường"))),
        deadline=ends[0],
    )  # fmt: skip
    plan = _paper(
        "ke-hoach-hoi-xa", hand.faces[1], (f"HỘI LHPN TỈNH {big}",), (f"HỘI LHPN XÃ {small}",), f"Số: {number(3, 60)}/KH-HPN",
        commune, days[1], one((("TM. BAN THƯỜNG VỤ", "CHỦ TỊCH"), ("TM. BAN THƯỜNG VỤ", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"))), hand.person(),
        (*some(("Hội LHPN tỉnh (để báo cáo)", "Đảng ủy, UBND xã", "Ủy ban MTTQ xã", "Chi hội trưởng các thôn"), at_least=2), "Lưu: VT"),
        hand.body(), title="KẾ HOẠCH",
        about=one((("Triển khai mô hình “Nhà sạch, vườn xanh”", "giai đoạn 2026 - 2028"), ("Phát triển hội viên, xây dựng tổ chức Hội", "vững mạnh năm 2026"))),
    )  # fmt: skip
    decision = _paper(
        "quyet-dinh-ubnd", hand.faces[2], (), ("ỦY BAN NHÂN DÂN", f"PHƯỜNG {town}"), f"Số: {number(80, 900)}/QĐ-UBND",
        ward, days[2], one((("CHỦ TỊCH",), ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"))), hand.person(),
        ("Như Điều 2", *some(("Sở Nội vụ", "Hội LHPN phường", "Kho bạc Nhà nước khu vực"), at_most=2), "Lưu: VT, VHXH"),
        (
            f"CHỦ TỊCH ỦY BAN NHÂN DÂN PHƯỜNG {town}", "Căn cứ Luật Bình đẳng giới ngày 29 tháng 11 năm 2006;",
            "Xét Tờ trình của Phòng Văn hóa - Xã hội phường,", "QUYẾT ĐỊNH:",
            f"Điều 1. Kiện toàn Ban Vì sự tiến bộ của phụ nữ phường gồm {number(7, 15)} thành viên theo danh sách đính kèm.",
            "Điều 2. Trưởng các phòng, đơn vị thuộc phường và thành viên của Ban chịu trách nhiệm thi hành Quyết định này.",
        ),
        title="QUYẾT ĐỊNH", about=("Về việc kiện toàn Ban Vì sự tiến bộ", f"của phụ nữ phường {ward}"),
    )  # fmt: skip
    report = _paper(
        "bao-cao-hoi-xa", hand.faces[3], (f"HỘI LHPN TỈNH {big}",), (f"HỘI LHPN XÃ {hand.other.upper()}",), f"Số: {number(20, 190)}/BC-HPN",
        hand.other, days[3], ("TM. BAN THƯỜNG VỤ", one(("CHỦ TỊCH", "PHÓ CHỦ TỊCH"))), hand.person(),
        (*some(("Ban Thường vụ Hội LHPN tỉnh", "Thường trực Đảng ủy xã", "Ủy viên Ban Chấp hành Hội xã"), at_least=2), "Lưu: VP"),
        ("Phần thứ nhất: KẾT QUẢ THỰC HIỆN", *hand.body(), *_LONG, "Phần thứ hai: PHƯƠNG HƯỚNG, NHIỆM VỤ", *hand.body()),
        title="BÁO CÁO", about=one((("Công tác Hội và phong trào phụ nữ", "chín tháng đầu năm 2026"), ("Kết quả nhận ủy thác vốn vay", "và hoạt động tổ tiết kiệm năm 2026"))),
        pages=2,
    )  # fmt: skip
    station, mark, head_of = one((
        (f"TRẠM Y TẾ XÃ {small}", "TYT", "TRƯỞNG TRẠM"), (f"TRUNG TÂM DỊCH VỤ TỔNG HỢP XÃ {small}", "TTDV", "GIÁM ĐỐC"),
    ))  # fmt: skip
    notice = _paper(
        "thong-bao-don-vi", hand.faces[4], (f"UBND XÃ {small}",), (station,), f"Số: {number(5, 99)}/TB-{mark}", commune,
        days[4], (head_of,), hand.person(),
        (*some(("UBND xã", "Hội LHPN xã", "Trưởng các thôn", "Đài truyền thanh xã"), at_least=2), "Lưu: VT"),
        hand.body(), title="THÔNG BÁO", about=one((("Lịch khám sàng lọc miễn phí cho phụ nữ",), ("Về việc tạm ngừng cấp nước", "phục vụ sửa chữa trạm bơm"))),
        stamp=one(("KHẨN", "THƯỢNG KHẨN", "HOẢ TỐC")),
    )  # fmt: skip
    board, board_code, kept = one((
        ("BAN TỔ CHỨC", "BTCTU", "Lưu Ban Tổ chức"), ("BAN NỘI CHÍNH", "BNCTU", "Lưu Ban Nội chính"), ("ỦY BAN KIỂM TRA", "UBKTTU", "Lưu Ủy ban Kiểm tra"),
    ))  # fmt: skip
    inspecting = board.startswith("ỦY BAN")
    guidance = _paper(
        "huong-dan-ban-dang", hand.faces[5], (f"ĐẢNG BỘ TỈNH {big}",), (board,), f"Số {number(4, 50)}-HD/{board_code}", province, days[5],
        ("T/M ỦY BAN KIỂM TRA", "CHỦ NHIỆM") if inspecting else one((("TRƯỞNG BAN",), ("K/T TRƯỞNG BAN", "PHÓ TRƯỞNG BAN"))), hand.person(),
        (*some(("Thường trực Tỉnh ủy (để báo cáo)", "Các ban đảng, Văn phòng Tỉnh ủy", "Các đảng ủy xã, phường"), at_least=2), kept),
        hand.body(), title="HƯỚNG DẪN", about=one((("kiểm điểm, xếp loại chất lượng", "tổ chức đảng, đảng viên năm 2026"), ("thực hiện quy định về đánh giá cán bộ nữ",))),
    )  # fmt: skip
    resolution = _paper(
        "nghi-quyet-dang-uy", hand.faces[6], (f"ĐẢNG BỘ TỈNH {big}",), (f"ĐẢNG ỦY PHƯỜNG {town}",), f"Số {number(2, 40)}-NQ/ĐU", ward,
        days[6], ("T/M ĐẢNG ỦY", one(("BÍ THƯ", "PHÓ BÍ THƯ"))), hand.person(),
        (*some(("Ban Thường vụ Tỉnh ủy", "Các ban xây dựng Đảng của phường", "Các chi, đảng bộ cơ sở"), at_least=2), "Lưu Văn phòng Đảng ủy"),
        hand.body(), title="NGHỊ QUYẾT", about=one((("về công tác phụ nữ và bình đẳng giới", "trên địa bàn phường đến năm 2030"), ("về chuyển đổi số trong sinh hoạt chi bộ",))),
    )  # fmt: skip
    guests = days[7] + timedelta(days=hand.chance.randint(4, 12))
    invitation = _paper(
        "giay-moi-doan", hand.faces[7], (f"TỈNH ĐOÀN {big}",), ("BAN CHẤP HÀNH ĐOÀN", f"XÃ {small}"), f"Số: {number(6, 80)}/GM-ĐTN", commune,
        days[7], ("TM. BAN THƯỜNG VỤ", one(("BÍ THƯ", "PHÓ BÍ THƯ"))), hand.person(), ("Như trên", "Lưu: VP"),
        (
            "Ban Thường vụ Đoàn xã trân trọng kính mời đồng chí Chủ tịch Hội LHPN xã tới dự.",
            f"Thời gian: từ {hand.chance.randint(7, 9)} giờ 15 phút, {_long(guests)}.", "Địa điểm: Nhà Văn hóa trung tâm xã.",
            "Sự có mặt của đồng chí góp phần vào thành công của chương trình.",
        ),
        title="GIẤY MỜI", about=one((("Dự Lễ ra quân chiến dịch", "Thanh niên tình nguyện hè 2026"), ("Dự Diễn đàn lắng nghe tiếng nói trẻ em",))),
    )  # fmt: skip
    proposal = _paper(
        "to-trinh-hoi", hand.faces[8], (f"UBND TỈNH {big}",), (f"HỘI CHỮ THẬP ĐỎ TỈNH {big}",), f"Số: {number(2, 70)}/TTr-CTĐ", province, days[8],
        one((("TM. BAN THƯỜNG VỤ", "CHỦ TỊCH"), ("CHỦ TỊCH",))), hand.person(), ("Như trên", *some(("Sở Tài chính", "Sở Nội vụ"), at_most=1), "Lưu: VP"),
        hand.body(), title="TỜ TRÌNH", about=one((("Về việc cấp kinh phí tổ chức Đại hội", "nhiệm kỳ 2026 - 2031"), ("Đề nghị phê duyệt Quỹ nhân đạo năm 2026",))),
        addressed=(f"Ủy ban nhân dân tỉnh {province}",),
    )  # fmt: skip
    word, word_code = one((("CHƯƠNG TRÌNH", "CTr"), ("KẾT LUẬN", "KL"), ("HƯỚNG DẪN", "HD")))
    committee = _paper(
        "ban-thuong-vu-hoi", hand.faces[9], ("HỘI LHPN VIỆT NAM",), (f"HỘI LHPN TỈNH {big}", "BAN THƯỜNG VỤ"), f"Số: {number(3, 90)}/{word_code}-BTV",
        province, days[9], one((("TM. BAN THƯỜNG VỤ", "CHỦ TỊCH"), ("TM. BAN THƯỜNG VỤ", "PHÓ CHỦ TỊCH"))), hand.person(),
        (*some(("Đoàn Chủ tịch Trung ương Hội", "Các ban chuyên môn Hội LHPN tỉnh", "Hội LHPN các xã, phường"), at_least=2), f"Lưu: VT, {one(('TCKT', 'HTPN', 'CSLP'))}"),
        hand.body(), title=word, about=one((("Phản biện xã hội đối với dự thảo văn bản", "liên quan đến trẻ em gái"), ("Nâng cao chất lượng sinh hoạt chi hội", "và tổ phụ nữ"))),
        named=f"BAN THƯỜNG VỤ HỘI LHPN TỈNH {big}",
    )  # fmt: skip
    directive = _paper(
        "chi-thi-ubnd", hand.faces[10], (), ("ỦY BAN NHÂN DÂN", f"TỈNH {big}"), f"Số: {number(2, 30)}/CT-UBND", province, days[10],
        one((("CHỦ TỊCH",), ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"))), hand.person(),
        (*some(("Thường trực Tỉnh ủy", "Các sở, ngành", "Chủ tịch UBND các xã, phường", "Các tổ chức chính trị - xã hội"), at_least=2), "Lưu: VT, KGVX"),
        (*hand.body(), f"Kết quả thực hiện báo cáo về Văn phòng UBND tỉnh {one(('trước', 'chậm nhất là'))} {_long(ends[10])}."),
        title="CHỈ THỊ", about=one((("Về việc bảo đảm an toàn cho trẻ em", "trong dịp nghỉ hè"), ("Về đẩy mạnh phòng, chống bạo lực gia đình",))), deadline=ends[10],
    )  # fmt: skip
    minutes = _paper(
        "bien-ban-chi-hoi", hand.faces[11], (f"HỘI LHPN PHƯỜNG {town}",), (f"CHI HỘI PHỤ NỮ TỔ {number(2, 15)}",), f"Số: {number(1, 12)}/BB-CHPN", ward, days[11],
        (one(("CHỦ TỌA", "CHI HỘI TRƯỞNG", "THƯ KÝ")),), hand.person(), ("Hội LHPN phường", "Lưu: Chi hội"),
        (f"Hồi 20 giờ 00 phút {_long(days[11])}, tại nhà sinh hoạt cộng đồng, chi hội họp với 31 hội viên có mặt.", *hand.body()),
        title="BIÊN BẢN", about=one((("Họp bầu chi hội phó nhiệm kỳ 2026 - 2028",), ("Họp xét tặng danh hiệu gia đình văn hóa",))),
    )  # fmt: skip
    return (
        letter, plan, decision, report, notice, guidance, resolution, invitation, proposal, committee, directive, minutes,
    )  # fmt: skip


PAPERS = _papers(_Hand(SEED))
