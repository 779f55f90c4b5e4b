"""Documents with what a clerk would write into the register, in both layouts and several sources."""

from dataclasses import dataclass

from hoiso.core.files.tests.samples import a_word_file

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

SHEETS = [
    Case(
        "plan of a commune",
        Sheet(
            parent=("HỘI LHPN TỈNH TÂY NINH",),
            issuer=("HỘI LHPN XÃ CẦN GIUỘC",),
            symbol="Số: 05/KH-HPN",
            dated="Cần Giuộc, ngày 03 tháng 02 năm 2026",
            title="KẾ HOẠCH",
            subject=("Tổ chức ngày hội phụ nữ khởi nghiệp", "trên địa bàn xã Cần Giuộc năm 2026"),
            body=BODY + "Các chi hội gửi báo cáo kết quả về Ban Thường vụ trước ngày 30 tháng 11 năm 2026.",
            recipients=("Hội LHPN tỉnh;", "Đảng uỷ, UBND xã;", "Các chi hội;", "Lưu: VT."),
            authority=("TM. BAN THƯỜNG VỤ",),
            position="CHỦ TỊCH",
            signer="Nguyễn Thị Ánh Tuyết",
        ),
        {
            "parent": "HỘI LHPN TỈNH TÂY NINH",
            "issuer": "HỘI LHPN XÃ CẦN GIUỘC",
            "symbol": "05/KH-HPN",
            "date": "2026-02-03",
            "place": "Cần Giuộc",
            "kind": "Kế hoạch",
            "subject": "Tổ chức ngày hội phụ nữ khởi nghiệp trên địa bàn xã Cần Giuộc năm 2026",
            "recipients": "Hội LHPN tỉnh; Đảng uỷ, UBND xã; Các chi hội; Lưu: VT",
            "capacity": "TM. BAN THƯỜNG VỤ",
            "position": "CHỦ TỊCH",
            "signer": "Nguyễn Thị Ánh Tuyết",
            "deadline": "2026-11-30",
        },
    ),
    Case(
        "letter with V/v over three lines, many addressees, urgent",
        Sheet(
            parent=("HỘI LHPN VIỆT NAM",),
            issuer=("HỘI LHPN TỈNH TÂY NINH",),
            symbol="Số: 112/BTV-VP",
            about=(
                "V/v rà soát, đăng ký nhu cầu trang bị",
                "máy tính phục vụ chuyển đổi số",
                "tại các xã, phường",
            ),
            dated="Tây Ninh, ngày 14 tháng 9 năm 2026",
            urgency="HỎA TỐC",
            addressed="Kính gửi:",
            addressees=("Ban Thường vụ Hội LHPN các xã, phường;", "Các đơn vị trực thuộc."),
            body=BODY + "Báo cáo gửi về Văn phòng chậm nhất ngày 25/9/2026 để tổng hợp.",
            recipients=("Như trên;", "Thường trực;", "Lưu: VT, VP."),
            authority=("TM. BAN THƯỜNG VỤ", "KT. CHỦ TỊCH"),
            position="PHÓ CHỦ TỊCH",
            signer="Trần Thị Kim Chi",
            stamp=("Ký bởi: Hội Liên hiệp Phụ nữ", "Ngày ký: 14-09-2026 08:30:15 +07:00"),
        ),
        {
            "parent": "HỘI LHPN VIỆT NAM",
            "issuer": "HỘI LHPN TỈNH TÂY NINH",
            "symbol": "112/BTV-VP",
            "date": "2026-09-14",
            "place": "Tây Ninh",
            "kind": "Công văn",
            "subject": "rà soát, đăng ký nhu cầu trang bị máy tính phục vụ chuyển đổi số tại các xã, phường",
            "addressees": "Ban Thường vụ Hội LHPN các xã, phường; Các đơn vị trực thuộc",
            "recipients": "Như trên; Thường trực; Lưu: VT, VP",
            "capacity": "TM. BAN THƯỜNG VỤ / KT. CHỦ TỊCH",
            "position": "PHÓ CHỦ TỊCH",
            "signer": "Trần Thị Kim Chi",
            "urgency": "hoả tốc",
            "deadline": "2026-09-25",
        },
    ),
    Case(
        "decision of a body, names broken over lines",
        Sheet(
            parent=("HỘI LIÊN HIỆP PHỤ NỮ", "VIỆT NAM"),
            issuer=("HỘI LIÊN HIỆP PHỤ NỮ", "TỈNH TÂY NINH", "BAN THƯỜNG VỤ"),
            symbol="Số: 1024/QĐ-BTV",
            dated="Tây Ninh, ngày 28 tháng 02 năm 2026",
            title="QUYẾT ĐỊNH",
            subject=("Về việc công nhận kết quả bầu cử bổ sung", "Ủy viên Ban Chấp hành"),
            body='#align(center)[#text(weight: "bold")[BAN THƯỜNG VỤ HỘI LHPN TỈNH]]\n\n'
            "_Căn cứ Điều lệ Hội Liên hiệp Phụ nữ Việt Nam;_\n\n" + BODY,
            recipients=("Như Điều 3;", "Lưu: VT, BTC."),
            authority=("TM. BAN THƯỜNG VỤ",),
            position="CHỦ TỊCH",
            signer="Lê Thị Hồng Đào",
        ),
        {
            "parent": "HỘI LIÊN HIỆP PHỤ NỮ VIỆT NAM",
            "issuer": "BAN THƯỜNG VỤ HỘI LIÊN HIỆP PHỤ NỮ TỈNH TÂY NINH",
            "symbol": "1024/QĐ-BTV",
            "date": "2026-02-28",
            "place": "Tây Ninh",
            "kind": "Quyết định",
            "subject": "Về việc công nhận kết quả bầu cử bổ sung Ủy viên Ban Chấp hành",
            "recipients": "Như Điều 3; Lưu: VT, BTC",
            "capacity": "TM. BAN THƯỜNG VỤ",
            "position": "CHỦ TỊCH",
            "signer": "Lê Thị Hồng Đào",
        },
    ),
    Case(
        "Party plan",
        Sheet(
            party=True,
            parent=("ĐẢNG BỘ TỈNH TÂY NINH",),
            issuer=("ĐẢNG ỦY XÃ MỸ YÊN",),
            symbol="Số 36-KH/ĐU",
            dated="Mỹ Yên, ngày 09 tháng 6 năm 2026",
            title="KẾ HOẠCH",
            subject=("thực hiện Nghị quyết về công tác phụ nữ", "trong tình hình mới"),
            body=BODY,
            recipients=("Tỉnh uỷ (báo cáo),", "Các chi bộ trực thuộc,", "Lưu Văn phòng Đảng uỷ."),
            authority=("T/M BAN THƯỜNG VỤ",),
            position="PHÓ BÍ THƯ",
            signer="Võ Văn Minh",
        ),
        {
            "parent": "ĐẢNG BỘ TỈNH TÂY NINH",
            "issuer": "ĐẢNG ỦY XÃ MỸ YÊN",
            "symbol": "36-KH/ĐU",
            "date": "2026-06-09",
            "place": "Mỹ Yên",
            "kind": "Kế hoạch",
            "subject": "thực hiện Nghị quyết về công tác phụ nữ trong tình hình mới",
            "recipients": "Tỉnh uỷ (báo cáo); Các chi bộ trực thuộc; Lưu Văn phòng Đảng uỷ",
            "capacity": "T/M BAN THƯỜNG VỤ",
            "position": "PHÓ BÍ THƯ",
            "signer": "Võ Văn Minh",
        },
    ),
    Case(
        "Party letter",
        Sheet(
            party=True,
            parent=("TỈNH ỦY TÂY NINH",),
            issuer=("BAN TUYÊN GIÁO VÀ DÂN VẬN",),
            symbol="Số 215-CV/BTGDVTU",
            about=("Về việc phối hợp tổ chức hội nghị", "trực tuyến"),
            dated="Tây Ninh, ngày 20 tháng 10 năm 2026",
            addressed="Kính gửi:",
            addressees=("Hội Liên hiệp Phụ nữ tỉnh.",),
            body=BODY + "Đề nghị cử đại biểu, gửi danh sách trước 16 giờ 00 ngày 26/10/2026.",
            recipients=("Như trên,", "Lưu Ban."),
            authority=("K/T TRƯỞNG BAN",),
            position="PHÓ TRƯỞNG BAN",
            signer="Phạm Thị Thu Hà",
        ),
        {
            "parent": "TỈNH ỦY TÂY NINH",
            "issuer": "BAN TUYÊN GIÁO VÀ DÂN VẬN",
            "symbol": "215-CV/BTGDVTU",
            "date": "2026-10-20",
            "place": "Tây Ninh",
            "kind": "Công văn",
            "subject": "Về việc phối hợp tổ chức hội nghị trực tuyến",
            "addressees": "Hội Liên hiệp Phụ nữ tỉnh",
            "recipients": "Như trên; Lưu Ban",
            "capacity": "K/T TRƯỞNG BAN",
            "position": "PHÓ TRƯỞNG BAN",
            "signer": "Phạm Thị Thu Hà",
            "deadline": "2026-10-26",
        },
    ),
    Case(
        "secret report",
        Sheet(
            parent=("UBND TỈNH TÂY NINH",),
            issuer=("CÔNG AN TỈNH",),
            symbol="Số: 77/BC-CAT",
            dated="Tây Ninh, ngày 15 tháng 7 năm 2026",
            secrecy="TỐI MẬT",
            title="BÁO CÁO",
            subject=("Tình hình an ninh trật tự",),
            body=BODY,
            recipients=("Hội LHPN tỉnh;", "Lưu: VT."),
            authority=("KT. GIÁM ĐỐC",),
            position="PHÓ GIÁM ĐỐC",
            signer="Huỳnh Văn Bảy",
        ),
        {
            "parent": "UBND TỈNH TÂY NINH",
            "issuer": "CÔNG AN TỈNH",
            "symbol": "77/BC-CAT",
            "date": "2026-07-15",
            "place": "Tây Ninh",
            "kind": "Báo cáo",
            "subject": "Tình hình an ninh trật tự",
            "recipients": "Hội LHPN tỉnh; Lưu: VT",
            "capacity": "KT. GIÁM ĐỐC",
            "position": "PHÓ GIÁM ĐỐC",
            "signer": "Huỳnh Văn Bảy",
            "secrecy": "tối mật",
        },
    ),
    Case(
        "letter of a department, blank number, single long addressee, deadline without year",
        Sheet(
            parent=("UBND TỈNH TÂY NINH",),
            issuer=("SỞ VĂN HÓA, THỂ THAO", "VÀ DU LỊCH"),
            symbol="Số:          /SVHTTDL-QLVH",
            about=("V/v góp ý dự thảo kế hoạch",),
            dated="Tây Ninh, ngày 02 tháng 12 năm 2026",
            urgency="KHẨN",
            addressed="Kính gửi:",
            addressees=("Hội Liên hiệp Phụ nữ tỉnh Tây Ninh.",),
            body=BODY + "Ý kiến góp ý gửi về Sở trước ngày 05/01 để tổng hợp.",
            recipients=("Như trên;", "Lưu: VT, QLVH."),
            authority=("TL. GIÁM ĐỐC",),
            position="CHÁNH VĂN PHÒNG",
            signer="Đặng Hoàng Yến",
        ),
        {
            "parent": "UBND TỈNH TÂY NINH",
            "issuer": "SỞ VĂN HÓA, THỂ THAO VÀ DU LỊCH",
            "notation": "SVHTTDL-QLVH",
            "date": "2026-12-02",
            "place": "Tây Ninh",
            "kind": "Công văn",
            "subject": "góp ý dự thảo kế hoạch",
            "addressees": "Hội Liên hiệp Phụ nữ tỉnh Tây Ninh",
            "recipients": "Như trên; Lưu: VT, QLVH",
            "capacity": "TL. GIÁM ĐỐC",
            "position": "CHÁNH VĂN PHÒNG",
            "signer": "Đặng Hoàng Yến",
            "urgency": "khẩn",
            "deadline": "2027-01-05",
        },
    ),
    Case(
        "submission to a superior with title and addressee",
        Sheet(
            parent=("HỘI LHPN TỈNH TÂY NINH",),
            issuer=("HỘI LHPN PHƯỜNG TÂN NINH",),
            symbol="Số: 12a/TTr-HPN",
            dated="Tân Ninh, ngày 01 tháng 3 năm 2026",
            title="TỜ TRÌNH",
            subject=("Về việc xin kinh phí sửa chữa mái ấm tình thương",),
            addressed="Kính gửi:",
            addressees=("Ban Thường vụ Hội LHPN tỉnh.",),
            body=BODY,
            recipients=("Như trên;", "Lưu: VT."),
            authority=("TM. BAN THƯỜNG VỤ",),
            position="CHỦ TỊCH",
            signer="Bùi Thị Xuân",
        ),
        {
            "parent": "HỘI LHPN TỈNH TÂY NINH",
            "issuer": "HỘI LHPN PHƯỜNG TÂN NINH",
            "symbol": "12a/TTr-HPN",
            "date": "2026-03-01",
            "place": "Tân Ninh",
            "kind": "Tờ trình",
            "subject": "Về việc xin kinh phí sửa chữa mái ấm tình thương",
            "addressees": "Ban Thường vụ Hội LHPN tỉnh",
            "recipients": "Như trên; Lưu: VT",
            "capacity": "TM. BAN THƯỜNG VỤ",
            "position": "CHỦ TỊCH",
            "signer": "Bùi Thị Xuân",
        },
    ),
    Case(
        "invitation without parent",
        Sheet(
            issuer=("ỦY BAN MẶT TRẬN TỔ QUỐC", "VIỆT NAM TỈNH TÂY NINH"),
            symbol="Số: 310/GM-MTTQ-BTT",
            dated="Tây Ninh, ngày 10 tháng 11 năm 2026",
            title="GIẤY MỜI",
            subject=("Dự Ngày hội Đại đoàn kết toàn dân tộc",),
            body="Ban Thường trực kính mời đồng chí tới dự Ngày hội, từ ngày 15/11 đến hết ngày 18/11/2026.",
            recipients=("Như trên;", "Lưu: VT."),
            authority=("TM. BAN THƯỜNG TRỰC",),
            position="PHÓ CHỦ TỊCH",
            signer="Kim Thị Hạnh",
        ),
        {
            "issuer": "ỦY BAN MẶT TRẬN TỔ QUỐC VIỆT NAM TỈNH TÂY NINH",
            "symbol": "310/GM-MTTQ-BTT",
            "date": "2026-11-10",
            "place": "Tây Ninh",
            "kind": "Giấy mời",
            "subject": "Dự Ngày hội Đại đoàn kết toàn dân tộc",
            "recipients": "Như trên; Lưu: VT",
            "capacity": "TM. BAN THƯỜNG TRỰC",
            "position": "PHÓ CHỦ TỊCH",
            "signer": "Kim Thị Hạnh",
        },
    ),
    Case(
        "decree-like symbol, impossible day",
        Sheet(
            issuer=("CHÍNH PHỦ",),
            symbol="Số: 30/2020/NĐ-CP",
            dated="Hà Nội, ngày 31 tháng 02 năm 2020",
            title="NGHỊ ĐỊNH",
            subject=("Về công tác văn thư",),
            body="_Căn cứ Luật Tổ chức Chính phủ ngày 19 tháng 6 năm 2015;_\n\n" + BODY,
            recipients=("Ban Bí thư;", "Lưu: VT, KSTT (2b)."),
            authority=("TM. CHÍNH PHỦ",),
            position="THỦ TƯỚNG",
            signer="Nguyễn Văn An",
        ),
        {
            "issuer": "CHÍNH PHỦ",
            "symbol": "30/2020/NĐ-CP",
            "place": "Hà Nội",
            "kind": "Nghị định",
            "subject": "Về công tác văn thư",
            "recipients": "Ban Bí thư; Lưu: VT, KSTT (2b)",
            "capacity": "TM. CHÍNH PHỦ",
            "position": "THỦ TƯỚNG",
            "signer": "Nguyễn Văn An",
        },
    ),
]

_TEXT_HEAD = (
    "HỘI LHPN TỈNH TÂY NINH          CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
    "HỘI LHPN XÃ HẬU NGHĨA               Độc lập - Tự do - Hạnh phúc\n"
    "      Số: {symbol}              Hậu Nghĩa, ngày {day} năm 2026\n\n"
)
_FROM = {"parent": "HỘI LHPN TỈNH TÂY NINH", "issuer": "HỘI LHPN XÃ HẬU NGHĨA", "place": "Hậu Nghĩa"}


def _deadline_case(name, sentence, deadline):
    text = _TEXT_HEAD.format(symbol="31/TB-HPN", day="15 tháng 10")
    expected = {
        **_FROM,
        "symbol": "31/TB-HPN",
        "date": "2026-10-15",
        "kind": "Thông báo",
        "subject": "Về nộp hội phí",
    }
    text += f"                  THÔNG BÁO\n           Về nộp hội phí\n\n{sentence}\n"
    return Case(name, text, {**expected, **({"deadline": deadline} if deadline else {})})


_CELL = "<w:tc>{}</w:tc>"
_PARAGRAPH = "<w:p><w:r><w:rPr>{}</w:rPr><w:t>{}</w:t></w:r></w:p>"


def _paragraphs(*texts, bold=False):
    return "".join(_PARAGRAPH.format("<w:b/>" if bold else "", text) for text in texts)


def _row(left, right):
    return f"<w:tbl><w:tr>{_CELL.format(left)}{_CELL.format(right)}</w:tr></w:tbl>"


WORD_LETTER = a_word_file(
    body=_row(
        _paragraphs("HỘI LHPN VIỆT NAM")
        + _paragraphs("HỘI LHPN TỈNH TÂY NINH", bold=True)
        + _paragraphs("Số: 88/CV-BTV", "V/v tặng quà Tết cho hội viên", "có hoàn cảnh khó khăn"),
        _paragraphs("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", bold=True)
        + _paragraphs("Tây Ninh, ngày 08 tháng 01 năm 2026"),
    )
    + _paragraphs(
        "Kính gửi: Hội LHPN các xã, phường.", "Ban Thường vụ đề nghị gửi danh sách trước 20/01/2026.", ""
    )
    + _row(
        _paragraphs("Nơi nhận:", "- Như trên;", "- Lưu: VT."),
        _paragraphs("TM. BAN THƯỜNG VỤ", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "", "Ngô Thị Bích Liên", bold=True),
    )
)

OTHERS = [
    Case(
        "Word letter",
        WORD_LETTER,
        {
            "parent": "HỘI LHPN VIỆT NAM",
            "issuer": "HỘI LHPN TỈNH TÂY NINH",
            "symbol": "88/CV-BTV",
            "date": "2026-01-08",
            "place": "Tây Ninh",
            "kind": "Công văn",
            "subject": "tặng quà Tết cho hội viên có hoàn cảnh khó khăn",
            "addressees": "Hội LHPN các xã, phường",
            "recipients": "Như trên; Lưu: VT",
            "capacity": "TM. BAN THƯỜNG VỤ / KT. CHỦ TỊCH",
            "position": "PHÓ CHỦ TỊCH",
            "signer": "Ngô Thị Bích Liên",
            "deadline": "2026-01-20",
        },
    ),
    Case(
        "text letter in columns",
        _TEXT_HEAD.format(symbol="45/HPN", day="02 tháng 4").rstrip("\n")
        + "\n V/v cử đại biểu dự tập huấn\n\n          Kính gửi: Các chi hội.\n\n"
        "Hội LHPN xã đề nghị các chi hội cử đại biểu.\n\n"
        "Nơi nhận:                      TM. BAN THƯỜNG VỤ\n- Như trên;                        CHỦ TỊCH\n"
        "- Lưu: VT.\n\n                               Phan Thị Mỹ Dung\n",
        {
            **_FROM,
            "symbol": "45/HPN",
            "date": "2026-04-02",
            "kind": "Công văn",
            "subject": "cử đại biểu dự tập huấn",
            "addressees": "Các chi hội",
            "recipients": "Như trên; Lưu: VT",
            "capacity": "TM. BAN THƯỜNG VỤ",
            "position": "CHỦ TỊCH",
            "signer": "Phan Thị Mỹ Dung",
        },
    ),
    Case(
        "text with the columns lost",
        "UBND TỈNH TÂY NINH CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSỞ NỘI VỤ Độc lập - Tự do - Hạnh phúc\n"
        "Số: 1820/SNV-CCHC Tây Ninh, ngày 06 tháng 5 năm 2026\n\n"
        "Kính gửi: Các sở, ban, ngành tỉnh.\n\nSở Nội vụ đề nghị.\n",
        {
            "parent": "UBND TỈNH TÂY NINH",
            "issuer": "SỞ NỘI VỤ",
            "symbol": "1820/SNV-CCHC",
            "date": "2026-05-06",
            "place": "Tây Ninh",
            "kind": "Công văn",
            "addressees": "Các sở, ban, ngành tỉnh",
        },
    ),
    Case("nothing official", "Chị ơi, em gửi danh sách hội viên tổ 3.\nMặt hàng đã đủ.\n", {}),
    Case("a table of figures", "Tổ\tSố hội viên\n1\t20\n2\t31\n", {}),
    _deadline_case("trước ngày", "Các chi hội nộp hội phí trước ngày 30 tháng 11 năm 2026.", "2026-11-30"),
    _deadline_case("đến hết ngày", "Báo cáo kết quả đến hết ngày 15/12/2026.", "2026-12-15"),
    _deadline_case("chậm nhất là", "Đề nghị gửi danh sách chậm nhất là ngày 20-11-2026.", "2026-11-20"),
    _deadline_case("hạn cuối", "Đăng ký tham gia, hạn cuối: 05.11.2026.", "2026-11-05"),
    _deadline_case("trước giờ", "Gửi về Văn phòng trước 17h00 ngày 01/11/2026.", "2026-11-01"),
    _deadline_case(
        "xong trước", "Việc thu nộp phải hoàn thành xong trước ngày 10 tháng 12 năm 2026.", "2026-12-10"
    ),
    _deadline_case("no year", "Báo cáo trước ngày 31/10.", "2026-10-31"),
    _deadline_case("no such day", "Báo cáo trước ngày 31/11/2026.", ""),
    _deadline_case("past", "Hội viên sinh trước ngày 01/01/1966 được miễn.", ""),
    _deadline_case("before the document", "Đã báo cáo trước ngày 01/10/2026.", ""),
    _deadline_case("a symbol is no day", "Theo Kế hoạch số 12/5/KH-BTV và trước đó.", ""),
]

ALL = [*SHEETS, *OTHERS]
