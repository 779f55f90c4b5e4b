"""The fields that a unit's own Word template may use: their names, what they mean, what fills them.

A name is the Vietnamese word without marks, words joined by `_`, as an officer types it between two
braces. A text of several lines keeps its lines; the paragraphs of the body become paragraphs of Word in
the look of the one in which the field stands.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import Final

from hoiso.core.folding import fold
from hoiso.core.phrases import vn_date
from hoiso.core.symbols import date_text
from hoiso.documents.layouts.official_document import Capacity, Layout, signing_block
from hoiso.documents.outgoing.content import DraftContent, RecipientChoice
from hoiso.documents.outgoing.kinds import name_of
from hoiso.documents.tables.document import Urgency

PARAGRAPH: Final = "\a"
"""What the filling turns into a new paragraph."""

_CIRCULATIONS = {"internal": "LƯU HÀNH NỘI BỘ", "return": "XEM XONG TRẢ LẠI"}
_OPEN_NUMBER = "\N{NO-BREAK SPACE}" * 6
_NO_XML = re.compile(r"[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ENDS = " ;.,"

Value = str | list[str]


@dataclass(frozen=True, slots=True)
class KnownField:
    """A field of a template: its name, what it means, and whether it is a list to be gone through."""

    name: str
    meaning: str
    many: bool = False

    @property
    def typed(self) -> str:
        """As it stands in the Word file."""
        if self.many:
            return f"{{%p for ten in {self.name} %}}"
        return f"{{{{ {self.name} }}}}"


KNOWN: Final = (
    KnownField("co_quan_chu_quan", "Tên cơ quan cấp trên, dòng trên cùng bên trái"),
    KnownField("co_quan_ban_hanh", "Tên cơ quan ban hành, chữ in hoa, có thể nhiều dòng"),
    KnownField("ten_don_vi", "Tên đơn vị viết thường"),
    KnownField("so_ky_hieu", "Số và ký hiệu đầy đủ, ví dụ 05/KH-BTV; chưa cấp số thì chừa chỗ trước dấu"),
    KnownField("so", "Riêng số; chưa cấp thì chừa chỗ"),
    KnownField("ky_hieu", "Riêng ký hiệu, ví dụ KH-BTV"),
    KnownField("dia_danh", "Địa danh"),
    KnownField("ngay_thang_nam", "ngày 05 tháng 01 năm 2026; chưa cấp số thì chừa chỗ để ghi tay"),
    KnownField("ngay", "Riêng ngày, hai chữ số"),
    KnownField("thang", "Riêng tháng; tháng 1 và tháng 2 có số 0 ở trước"),
    KnownField("nam", "Riêng năm"),
    KnownField("loai_van_ban", "Loại văn bản, ví dụ Kế hoạch"),
    KnownField("loai_van_ban_hoa", "Loại văn bản chữ in hoa, ví dụ KẾ HOẠCH"),
    KnownField("trich_yeu", "Trích yếu, không có “V/v”"),
    KnownField("noi_dung", "Toàn bộ nội dung, mỗi dòng đã soạn thành một đoạn"),
    KnownField("cac_doan", "Nội dung từng đoạn một, để trình bày riêng", many=True),
    KnownField("kinh_gui", "Những nơi được kính gửi, cách nhau bằng dấu chấm phẩy"),
    KnownField("cac_kinh_gui", "Từng nơi được kính gửi", many=True),
    KnownField("noi_nhan", "Các dòng dưới “Nơi nhận”, đủ gạch đầu dòng, dấu và dòng Lưu"),
    KnownField("cac_noi_nhan", "Tên từng nơi nhận", many=True),
    KnownField("luu", "Phần sau chữ Lưu, ví dụ VT, VP"),
    KnownField("tham_quyen_ky", "TM., KT., TL. và cơ quan, chức vụ được ký thay; không có thì để trống"),
    KnownField("chuc_vu_ky", "Chức vụ người ký, chữ in hoa"),
    KnownField("nguoi_ky", "Họ và tên người ký"),
    KnownField("chuc_vu_ky_trai", "Chức vụ người ký bên trái (biên bản, hợp đồng)"),
    KnownField("nguoi_ky_trai", "Người ký bên trái"),
    KnownField("do_khan", "KHẨN, THƯỢNG KHẨN, HOẢ TỐC; văn bản thường thì để trống"),
    KnownField("pham_vi_luu_hanh", "LƯU HÀNH NỘI BỘ hoặc XEM XONG TRẢ LẠI; không ghi thì để trống"),
    KnownField("han_tra_loi", "Hạn trả lời, ví dụ 20/09/2026"),
    KnownField("phu_luc", "Tên các phụ lục, mỗi phụ lục một dòng"),
    KnownField("cac_phu_luc", "Tên từng phụ lục", many=True),
    KnownField("ky_hieu_nguoi_soan", "Chữ viết tắt tên người soạn"),
    KnownField("so_ban", "Số lượng bản"),
)  # fmt: skip
NAMES: Final = {one.name: one for one in KNOWN}
_WORDS: Final = {"tieu_de": "trich_yeu", "ngay_ky": "ngay_thang_nam", "so_van_ban": "so_ky_hieu"}


def nearest(typed: str) -> KnownField | None:
    """The known field that was most likely meant: `{{ Trích yếu }}` and `{{ trich_yu }}` are `trich_yeu`."""
    wanted = re.sub(r"[^a-z0-9]+", "_", fold(typed)).strip("_")
    if not wanted:
        return None
    candidates = {**{name: name for name in NAMES}, **_WORDS}
    found = get_close_matches(wanted, candidates, n=1, cutoff=0.6)
    if found:
        return NAMES[candidates[found[0]]]
    parts = [name for name in NAMES if wanted in name.split("_") or name in wanted]
    return NAMES[max(parts, key=len)] if parts else None


def values_of(content: DraftContent, *, number: str | None, day: date | None) -> dict[str, Value]:
    """What fills each field from a version; `number` and `day` are None until it has them.

    Nothing is missing: what the document lacks is empty, so that an unfinished draft can be printed too.
    """
    kind, party = content.document_kind, content.party
    addressed = [one.name for one in content.recipients if kind.addressed and one.addressee]
    named = [one.name for one in content.recipients if one.printed and not (kind.addressed and one.addressee)]
    signing = signing_block(
        layout=Layout(content.layout), capacity=Capacity(content.capacity), position=content.position,
        signer=content.signer, collective=content.collective, head_position=content.head_position,
        deputy_stands_for_head=content.deputy_stands_for_head,
    )  # fmt: skip
    gap = "\N{NO-BREAK SPACE}" * 6
    paragraphs = [_row(line.strip()) for line in content.body.splitlines() if line.strip(" |-")]
    annexes = [one.name for one in content.annexes]
    values: dict[str, Value] = {
        "co_quan_chu_quan": content.parent_line,
        "co_quan_ban_hanh": "\n".join(content.issuer_lines),
        "ten_don_vi": content.issuer_name,
        "so_ky_hieu": f"{number or _OPEN_NUMBER}{Layout(content.layout).separator}{content.notation}",
        "so": number or _OPEN_NUMBER,
        "ky_hieu": content.notation,
        "dia_danh": content.place,
        "ngay_thang_nam": date_text(day) if day else f"ngày{gap}tháng{gap}năm{gap}",
        "ngay": f"{day.day:02}" if day else gap,
        "thang": (f"{day.month:02}" if day.month < 3 else str(day.month)) if day else gap,
        "nam": str(day.year) if day else gap,
        "loai_van_ban": name_of(kind),
        "loai_van_ban_hoa": kind.name.upper(),
        "trich_yeu": content.subject,
        "noi_dung": PARAGRAPH.join(paragraphs),
        "cac_doan": paragraphs,
        "kinh_gui": "; ".join(name.rstrip(_ENDS) for name in addressed),
        "cac_kinh_gui": addressed,
        "noi_nhan": "\n".join(_received(content, addressed, named, party=party)),
        "cac_noi_nhan": named,
        "luu": content.archive_line,
        "tham_quyen_ky": "\n".join(signing.authority),
        "chuc_vu_ky": signing.position,
        "nguoi_ky": signing.signer,
        "chuc_vu_ky_trai": content.co_position.upper(),
        "nguoi_ky_trai": content.co_signer,
        "do_khan": str(Urgency(content.urgency).label).upper() if content.urgency else "",
        "pham_vi_luu_hanh": _CIRCULATIONS.get(content.circulation, ""),
        "han_tra_loi": vn_date(content.answer_by) if content.answer_by else "",
        "phu_luc": "\n".join(annexes),
        "cac_phu_luc": annexes,
        "ky_hieu_nguoi_soan": content.drafter_mark,
        "so_ban": str(content.copies or ""),
    }
    return {name: _clean(value) for name, value in values.items()}


SAMPLE_DAY: Final = date(2026, 9, 18)
_SAMPLE: Final = DraftContent(
    kind="plan",
    subject="Tổ chức Ngày hội phụ nữ khởi nghiệp năm 2026",
    body=(
        "Căn cứ Điều lệ Hội Liên hiệp Phụ nữ Việt Nam;\n"
        "Hội Liên hiệp Phụ nữ xây dựng kế hoạch tổ chức ngày hội như sau:\n"
        "I. MỤC ĐÍCH, YÊU CẦU\n"
        "1. Mục đích\n"
        "Giới thiệu mô hình kinh doanh của hội viên.\n"
        "2. Yêu cầu\n"
        "- Tổ chức thiết thực, tiết kiệm.\n"
        "II. TỔ CHỨC THỰC HIỆN\n"
        "Đề nghị các đơn vị nghiêm túc thực hiện."
    ),
    parent_line="HỘI LHPN TỈNH A",
    issuer_lines=("HỘI LHPN XÃ B",),
    issuer_name="Hội Liên hiệp Phụ nữ xã B",
    notation="KH-HPN",
    place="Xã B",
    capacity=Capacity.COLLECTIVE.value,
    collective="Ban Thường vụ",
    head_position="Chủ tịch",
    position="Chủ tịch",
    signer="Nguyễn Thị Ánh",
    co_signer="Trần Thị Bình",
    co_position="Thư ký",
    urgency=1,
    circulation="internal",
    answer_by=date(2026, 9, 25),
    archive_line="VT, VP",
    drafter_mark="NTA",
    copies=25,
    recipients=(
        RecipientChoice(name="Hội LHPN tỉnh A"),
        RecipientChoice(name="Đảng uỷ, UBND xã B"),
        RecipientChoice(name="Các chi hội"),
    ),
)


def sample_values() -> dict[str, Value]:
    """Values of a document that does not exist, every field filled, for looking at a template."""
    return {
        **values_of(_SAMPLE, number="05", day=SAMPLE_DAY),
        "kinh_gui": "Hội LHPN các xã, phường",
        "cac_kinh_gui": ["Hội LHPN xã C", "Hội LHPN phường D"],
        "phu_luc": "Phân công nhiệm vụ\nDự toán kinh phí",
        "cac_phu_luc": ["Phân công nhiệm vụ", "Dự toán kinh phí"],
    }


def _received(
    content: DraftContent, addressed: Sequence[str], named: Sequence[str], *, party: bool
) -> list[str]:
    """The lines under “Nơi nhận”, as the layout writes them."""
    names = [name.strip().lstrip("- ").rstrip(_ENDS) for name in named]
    if addressed and "như trên" not in (name.lower() for name in names):
        names.insert(0, "Như trên")
    lines = [f"- {name};" for name in names if name]
    archive = content.archive_line.strip().rstrip(_ENDS)
    if archive:
        lines.append(f"- Lưu{'' if party else ':'} {archive}.")
    elif lines:
        lines[-1] = f"{lines[-1][:-1]}."
    return lines


def _row(line: str) -> str:
    """A row of a table becomes its cells apart by tabs."""
    if not (line.startswith("|") and line.endswith("|")):
        return line
    return "\t".join(cell.strip() for cell in line.strip("|").split("|"))


def _clean(value: Value) -> Value:
    """Without letters that no XML may hold; the mark of a paragraph stays."""
    if isinstance(value, list):
        return [_NO_XML.sub("", one) for one in value]
    return PARAGRAPH.join(_NO_XML.sub("", part) for part in value.split(PARAGRAPH))
