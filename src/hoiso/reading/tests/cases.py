"""All cases: the sheets, and documents as plain text and as Word files."""

from hoiso.core.files.tests.samples import a_word_file

from .case import Case
from .cases_common import COMMON
from .cases_odd import ODD

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
    Case(
        "Party letter as text",
        "TỈNH ỦY TÂY NINH                 ĐẢNG CỘNG SẢN VIỆT NAM\n"
        "BAN TỔ CHỨC                      Tây Ninh, ngày 12 tháng 5 năm 2026\n     *\n"
        "Số 450-CV/BTCTU\nVề việc bổ sung hồ sơ\n\n        Kính gửi: - Đảng uỷ các xã, phường;\n"
        "                  - Hội Liên hiệp Phụ nữ tỉnh.\n\n"
        "   Đề nghị gửi hồ sơ về Ban Tổ chức Tỉnh uỷ trước ngày 30/5/2026.\n\n"
        "Nơi nhận:                        K/T TRƯỞNG BAN\n- Như trên,                      PHÓ TRƯỞNG BAN\n"
        "- Lưu Ban.\n                                 Nguyễn Văn Quang\n",
        {
            "parent": "TỈNH ỦY TÂY NINH",
            "issuer": "BAN TỔ CHỨC",
            "symbol": "450-CV/BTCTU",
            "date": "2026-05-12",
            "place": "Tây Ninh",
            "kind": "Công văn",
            "subject": "Về việc bổ sung hồ sơ",
            "addressees": "Đảng uỷ các xã, phường; Hội Liên hiệp Phụ nữ tỉnh",
            "recipients": "Như trên; Lưu Ban",
            "capacity": "K/T TRƯỞNG BAN",
            "position": "PHÓ TRƯỞNG BAN",
            "signer": "Nguyễn Văn Quang",
            "deadline": "2026-05-30",
        },
    ),
    Case(
        "text, column after column",
        "HỘI LIÊN HIỆP PHỤ NỮ\nTỈNH TÂY NINH\nBAN THƯỜNG VỤ\nSố: 55/HD-BTV\n"
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "Độc lập - Tự do - Hạnh phúc\nTây Ninh, ngày 05 tháng 8 năm 2026\nHƯỚNG DẪN\n"
        "Thực hiện công tác kiểm tra, giám sát năm 2026\n\nCăn cứ Điều lệ Hội;\nNơi nhận:\n"
        "- BTV Hội LHPN các xã;\n- Lưu: VT.\nTM. BAN THƯỜNG VỤ\nCHỦ TỊCH\nTrần Thị Yến Nhi\n",
        {
            "issuer": "BAN THƯỜNG VỤ HỘI LIÊN HIỆP PHỤ NỮ TỈNH TÂY NINH",
            "symbol": "55/HD-BTV",
            "date": "2026-08-05",
            "place": "Tây Ninh",
            "kind": "Hướng dẫn",
            "subject": "Thực hiện công tác kiểm tra, giám sát năm 2026",
            "recipients": "BTV Hội LHPN các xã; Lưu: VT",
            "capacity": "TM. BAN THƯỜNG VỤ",
            "position": "CHỦ TỊCH",
            "signer": "Trần Thị Yến Nhi",
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

SHEETS = [*COMMON, *ODD]
ALL = [*SHEETS, *OTHERS]
