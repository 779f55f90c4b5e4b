# ruff: noqa: E501 - data, a line each
"""The other half: set by our own layouts and by typst, made anew each time; the rules are tuned on these."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path

from hoiso.documents.layouts.body import parse
from hoiso.documents.layouts.kinds import kind
from hoiso.documents.layouts.official_document import (
    Capacity,
    Layout,
    OfficialDocument,
    Urgency,
    signing_block,
)
from hoiso.documents.layouts.rendering import render
from hoiso.reading.tests.typeset import Sheet, a_sheet_as_pdf
from tests.reading_set.degrading import CONDITIONS, degraded
from tests.reading_set.scoring import Sample

A, B = Layout.ND30_UNION, Layout.PARTY_05
_TEXT = """\
Thực hiện chương trình công tác năm, {who} thông tin đến các đơn vị một số nội dung như sau:
1. Mục đích
Nâng cao chất lượng sinh hoạt chi hội, chăm lo đời sống hội viên khó khăn, nhất là phụ nữ đơn thân.
2. Tổ chức thực hiện
Các đơn vị phân công cán bộ theo dõi, {deadline}"""


@dataclass(frozen=True)
class _Made:
    """A document with its answers."""

    name: str
    pdf: bytes
    answers: dict[str, str]


def own_samples(folder: Path) -> list[Sample]:
    """Every document as its PDF and under two of the four conditions, written below the folder."""
    samples = []
    for place, made in enumerate(_documents()):
        files = {f"{made.name}.pdf": made.pdf}
        for condition in (CONDITIONS[place % 4], CONDITIONS[(place + 1) % 4]):
            ending = "jpg" if condition == "photo" else "pdf"
            files[f"{made.name}.{condition}.{ending}"] = degraded(made.pdf, condition, seed=made.name)
        for name, content in files.items():
            (folder / name).write_bytes(content)
            samples.append(Sample(name, folder / name, made.answers))
    return samples


@cache
def _documents() -> tuple[_Made, ...]:
    return (*_official(), *_typeset())


def _official() -> Iterator[_Made]:
    commune = ("HỘI LHPN TỈNH LỤC BÌNH", ("HỘI LHPN XÃ ĐỒNG SEN",), "Đồng Sen")
    province = ("HỘI LHPN VIỆT NAM", ("HỘI LHPN TỈNH LỤC BÌNH", "BAN THƯỜNG VỤ"), "Lục Bình")
    cell = ("ĐẢNG UỶ XÃ ĐỒNG SEN", ("CHI BỘ HỘI LHPN",), "Đồng Sen")
    rows = (
        ("plan", A, commune, "14", "KH-HPN", date(2026, 2, 9), "Tổ chức hội thi phụ nữ với chuyển đổi số", None, ""),
        ("notice", A, commune, "103", "TB-HPN", date(2026, 7, 21), "Kết quả bình xét gia đình 5 không, 3 sạch",
         Urgency.URGENT, "gửi báo cáo trước ngày 05/8/2026"),
        ("report", A, commune, "77", "BC-HPN", date(2026, 6, 30), "Tình hình vay vốn giải quyết việc làm quý II", None, ""),
        ("guidance", A, province, "09", "HD-BTV", date(2026, 1, 16), "Bình xét thi đua các cụm năm 2026", None,
         "đăng ký danh hiệu chậm nhất ngày 28/02/2026"),
        ("letter", A, province, "551", "BTV-TG", date(2026, 8, 4), "tuyên truyền ngày Phụ nữ Việt Nam 20/10",
         Urgency.VERY_URGENT, "gửi kế hoạch về Ban Tuyên giáo trước ngày 20/8/2026"),
        ("proposal", A, commune, "06", "TTr-HPN", date(2026, 4, 13), "Xin chủ trương thành lập tổ hợp tác may gia công",
         None, ""),
        ("invitation", A, commune, "33", "GM-HPN", date(2026, 10, 12), "Dự họp mặt kỷ niệm ngày 20 tháng 10", None, ""),
        ("programme", A, province, "02", "CTr-BTV", date(2026, 1, 5), "Công tác kiểm tra, giám sát năm 2026", None, ""),
        ("decision", B, cell, "11", "QĐ/CB", date(2026, 3, 17), "công nhận đảng viên chính thức", None, ""),
        ("resolution", B, cell, "04", "NQ/CB", date(2026, 5, 25), "lãnh đạo nhiệm vụ tháng 6 năm 2026", None, ""),
        ("conclusion", B, cell, "02", "KL/CB", date(2026, 9, 8), "việc tự phê bình và phê bình giữa năm", None, ""),
    )  # fmt: skip
    for key, layout, (above, lines, place), number, notation, day, subject, urgency, wanted in rows:
        letter = key == "letter"
        head = "BAN THƯỜNG VỤ " if len(lines) == 2 else ""
        signer = {"letter": "Nguyễn Thị Hoài Thương"}.get(
            key, "Phan Thị Cẩm Tú" if layout is A else "Võ Thị Lan Anh"
        )
        document = OfficialDocument(
            layout=layout, kind=kind(key), parent_line=above, issuer_lines=lines,
            issuer_name=f"{head}{lines[0]}".capitalize(), number=number, notation=notation, place=place, day=day,
            subject=subject, urgency=urgency,
            body=parse(_TEXT.format(who="Ban Thường vụ" if layout is A else "Chi bộ",
                                    deadline=f"{wanted}." if wanted else "bảo đảm thiết thực.")),
            signing=signing_block(
                layout=layout, capacity=Capacity.COLLECTIVE, signer=signer,
                collective="Ban Thường vụ" if layout is A else "Chi bộ",
                position="Chủ tịch" if layout is A else "Bí thư",
            ),
            addressees=("Hội LHPN các xã, phường",) if letter else ("Đảng uỷ xã",) if key == "proposal" else (),
            recipients=("Thường trực Đảng uỷ", "Các chi hội phụ nữ"), archive_line="VT" if layout is A else "Chi bộ",
        )  # fmt: skip
        archive = "Lưu: VT" if layout is A else "Lưu Chi bộ"
        above_all = "Như trên; " if document.addressees else ""
        answers = {
            "issuer": f"{head}{lines[0]}", "symbol": document.symbol, "date": day.isoformat(),
            "kind": "Công văn" if letter else document.kind.name.capitalize(), "subject": subject, "signer": signer,
            "addressees": "; ".join(document.addressees),
            "recipients": f"{above_all}Thường trực Đảng uỷ; Các chi hội phụ nữ; {archive}",
            "urgency": {Urgency.URGENT: "khẩn", Urgency.VERY_URGENT: "thượng khẩn"}.get(urgency, ""),
            "deadline": _iso(wanted),
        }  # fmt: skip
        yield _Made(f"{key}-{'a' if layout is A else 'b'}", render(document), answers)


def _iso(wanted: str) -> str:
    if not wanted:
        return ""
    day, month, year = wanted.rsplit(" ", 1)[1].split("/")
    return f"{year}-{int(month):02}-{int(day):02}"


def _typeset() -> Iterator[_Made]:
    """Heads as others set them: an issuer over two lines, a subject over two, a letter broken into runs."""
    committee = Sheet(
        issuer=("ỦY BAN NHÂN DÂN", "XÃ ĐỒNG SEN"), symbol="Số: 215/UBND-VHXH", dated="Đồng Sen, ngày 23 tháng 4 năm 2026",
        about=("V/v rà soát trẻ em gái bỏ học", "và hỗ trợ trở lại trường lớp"),
        addressed="Kính gửi:", addressees=("Hội Liên hiệp Phụ nữ xã.",),
        body="Ủy ban nhân dân xã đề nghị Hội gửi danh sách về Phòng Văn hóa trước ngày 08/5/2026.\n",
        recipients=("Như trên;", "Chủ tịch, các PCT;", "Lưu: VT."),
        authority=("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH"), position="PHÓ CHỦ TỊCH", signer="Kiều Văn Thạnh",
    )  # fmt: skip
    answers = {
        "issuer": "ỦY BAN NHÂN DÂN XÃ ĐỒNG SEN", "symbol": "215/UBND-VHXH", "date": "2026-04-23", "kind": "Công văn",
        "subject": "rà soát trẻ em gái bỏ học và hỗ trợ trở lại trường lớp", "signer": "Kiều Văn Thạnh",
        "addressees": "Hội Liên hiệp Phụ nữ xã", "deadline": "2026-05-08",
        "recipients": "Như trên; Chủ tịch, các PCT; Lưu: VT",
    }  # fmt: skip
    yield _Made("committee", a_sheet_as_pdf(committee), answers)
    yield _Made("runs", a_sheet_as_pdf(replace(committee, body=_RUNS + committee.body)), answers)
    council = Sheet(
        parent=("ỦY BAN NHÂN DÂN", "TỈNH LỤC BÌNH"), issuer=("SỞ NỘI VỤ",), symbol="Số: 903/TB-SNV",
        dated="Lục Bình, ngày 19 tháng 9 năm 2026", title="THÔNG BÁO",
        subject=("Về việc triệu tập thí sinh dự xét tuyển", "viên chức làm công tác Hội"),
        body="Sở Nội vụ thông báo thời gian và địa điểm như sau.\n\n1. Thời gian: 7 giờ 30 phút.\n",
        recipients=("Hội LHPN tỉnh;", "Lưu: VT, CCVC."), position="GIÁM ĐỐC", signer="Thạch Thị Sa Rươn", urgency="KHẨN",
    )  # fmt: skip
    yield _Made(
        "council", a_sheet_as_pdf(council),
        {"issuer": "SỞ NỘI VỤ", "symbol": "903/TB-SNV", "date": "2026-09-19", "kind": "Thông báo", "urgency": "khẩn",
         "subject": "Về việc triệu tập thí sinh dự xét tuyển viên chức làm công tác Hội",
         "signer": "Thạch Thị Sa Rươn", "recipients": "Hội LHPN tỉnh; Lưu: VT, CCVC"},
    )  # fmt: skip


# Letters with marks in another face and a little apart, as where a font lacks them.
_RUNS = """#show regex("[ạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰ]"): it => {
  h(0.6pt); text(weight: 500, style: "italic", it); h(0.6pt) }
"""
