"""Rules on the components of a document (Decree 30/2020/NĐ-CP, Phụ lục I; guidance 05-HD/VPTW)."""

import re
from collections.abc import Iterator

from hoiso.core.folding import fold
from hoiso.documents.checking.findings import Finding, Fix, Weight, Written
from hoiso.documents.layouts.kinds import KINDS, KindGroup

_ACADEMIC = re.compile(r"^((?:GS|PGS|TS|ThS|CN|KS|BS|NGƯT|NGND)\.\s*)+", re.IGNORECASE)
_PLACE_LEVEL = re.compile(r"^(?:tỉnh|thành phố|xã|thị trấn|tp\.?)\s+(?=\D)", re.IGNORECASE)
_ABOUT = re.compile(r"^(?:V/v\.?|v/v\.?|Về việc|về việc)\s*:?\s*")
_CLOSING = re.compile(r"[.;,:]+\s*$")
_CODES = {each.code for each in KINDS if each.code} | {each.party_code for each in KINDS if each.party_code}
_FOLDED_CODES = {fold(code): code for code in sorted(_CODES - {None}, key=str)}
_HYPHENS = str.maketrans(dict.fromkeys("‐‑‒–—−", "-"))


def component_findings(written: Written) -> Iterator[Finding]:
    """All findings on what stands around the text."""
    yield from _kind(written)
    yield from _notation(written)
    yield from _subject(written)
    yield from _place(written)
    yield from _issuer(written)
    yield from _signer(written)
    yield from _recipients(written)


def _kind(written: Written) -> Iterator[Finding]:
    name = written.kind.name
    if written.party and written.kind.party_code is None:
        yield Finding(
            "kind-not-of-layout",
            f"Thể thức văn bản của Đảng không có loại “{name}”: chọn loại khác, hoặc trình bày theo kiểu A.",
            field="kind",
        )
    if not written.party and written.kind.group is KindGroup.PARTY_ONLY:
        yield Finding(
            "kind-not-of-layout",
            f"Nghị định 30 không có loại “{name}”: loại này chỉ dùng với kiểu trình bày B của Đảng.",
            field="kind",
        )


def _notation(written: Written) -> Iterator[Finding]:
    notation = written.notation
    if not notation:
        yield Finding("notation-missing", "Văn bản chưa có ký hiệu sau số.", field="notation")
        return
    clean = re.sub(r"\s+", "", notation.translate(_HYPHENS)).replace("Ð", "Đ")
    if clean != notation:
        yield Finding(
            "notation-marks",
            "Ký hiệu viết liền, giữa các nhóm là dấu gạch nối, chữ Đ là chữ cái tiếng Việt.",
            field="notation", excerpt=notation, fix=Fix("notation", notation, clean),
        )  # fmt: skip
        return
    yield from _notation_fits(written, notation)


def _notation_fits(written: Written, notation: str) -> Iterator[Finding]:
    """The first group says what kind it is."""
    first, mark, rest = re.match(r"([^-/]*)([-/]?)(.*)", notation).groups()  # type: ignore[union-attr]
    kind = written.kind
    wanted = (kind.party_code or kind.code) if written.party else kind.code
    wanted = wanted or ("CV" if kind.key == "letter" else None)
    right_mark = "/" if written.party else "-"
    known = _FOLDED_CODES.get(fold(first))
    is_free_letter = kind.key == "letter" and not written.party and first not in _CODES
    if wanted and first != wanted and not is_free_letter:
        after = f"{wanted}{right_mark}{rest}" if known and rest else ""
        yield Finding(
            "notation-of-kind",
            f"Ký hiệu “{notation}” không khớp với loại {kind.name}: chữ viết tắt đúng là {wanted}.",
            field="notation", excerpt=notation,
            fix=Fix("notation", notation, after) if after else None,
        )  # fmt: skip
    elif mark and rest and mark != right_mark:
        words = "gạch chéo, ví dụ 05-KH/HPN" if written.party else "gạch nối, ví dụ 05/KH-HPN"
        yield Finding(
            "notation-mark", f"Giữa tên loại và tên cơ quan trong ký hiệu là dấu {words}.",
            field="notation", excerpt=notation, fix=Fix("notation", notation, f"{first}{right_mark}{rest}"),
        )  # fmt: skip


def _subject(written: Written) -> Iterator[Finding]:
    subject = written.subject
    if not subject.strip():
        if written.kind.needs_subject:
            yield Finding("subject-missing", "Văn bản chưa có trích yếu.", field="subject")
        return
    about = _ABOUT.match(subject)
    if written.kind.has_about and about and about.end() < len(subject):
        yield Finding(
            "subject-about", "Không ghi “V/v” hay “Về việc” ở đầu trích yếu: thể thức đã tự đặt “V/v”.",
            field="subject", excerpt=subject[:60], fix=Fix("subject", about[0], ""),
        )  # fmt: skip
    closing = _CLOSING.search(subject)
    if closing and not subject.endswith("..."):
        yield Finding(
            "subject-closed", "Cuối trích yếu không có dấu câu.", field="subject", excerpt=subject[-40:],
            fix=Fix("subject", subject, subject[: closing.start()]),
        )  # fmt: skip
    letters = [letter for letter in subject if letter.isalpha()]
    if len(letters) > 8 and all(letter.isupper() for letter in letters):
        yield Finding(
            "subject-capitals", "Trích yếu viết chữ thường, không viết hoa toàn bộ.", field="subject",
            excerpt=subject[:60],
        )  # fmt: skip


def _place(written: Written) -> Iterator[Finding]:
    place = written.place.strip()
    if not place:
        yield Finding("place-missing", "Văn bản chưa có địa danh trước ngày tháng.", field="place")
        return
    if (level := _PLACE_LEVEL.match(place)) is not None:
        yield Finding(
            "place-level",
            "Địa danh chỉ ghi tên riêng; giữ chữ chỉ cấp khi tên là số hoặc tên người.",
            field="place", excerpt=place, weight=Weight.LOOK, fix=Fix("place", level[0], ""),
        )  # fmt: skip
    elif place[0].islower():
        yield Finding(
            "place-small", "Địa danh viết hoa chữ cái đầu.", field="place", excerpt=place,
            fix=Fix("place", place, place[0].upper() + place[1:]),
        )  # fmt: skip
    if "ngày" in fold(place).split() or "ngay" in fold(place).split():
        yield Finding(
            "place-dated", "Ô địa danh chỉ ghi địa danh: ngày tháng được đặt khi cấp số.", field="place",
            excerpt=place,
        )  # fmt: skip


def _issuer(written: Written) -> Iterator[Finding]:
    lines = written.issuer_lines
    if not lines.strip():
        yield Finding("issuer-missing", "Văn bản chưa có tên cơ quan ban hành.", field="issuer_lines")
    for field, text in (("issuer_lines", lines), ("parent_line", written.parent_line)):
        if text and text != text.upper():
            yield Finding(
                "issuer-small", "Tên cơ quan ở đầu văn bản viết in hoa.", field=field,
                excerpt=text.splitlines()[0], fix=Fix(field, text, text.upper()),
            )  # fmt: skip
    if lines and written.parent_line and fold(written.parent_line) == fold(lines.splitlines()[-1]):
        yield Finding(
            "issuer-twice", "Cơ quan chủ quản và cơ quan ban hành đang trùng tên.", field="parent_line",
            excerpt=written.parent_line,
        )  # fmt: skip


def _signer(written: Written) -> Iterator[Finding]:
    if not written.signer.strip():
        yield Finding("signer-missing", "Văn bản chưa có người ký.", field="signer")
    for field, name in (("signer", written.signer), ("co_signer", written.co_signer)):
        if titled := _ACADEMIC.match(name):
            yield Finding(
                "signer-title", "Trước họ tên người ký không ghi học hàm, học vị, danh hiệu.", field=field,
                excerpt=name, fix=Fix(field, titled[0], ""),
            )  # fmt: skip
    deputy = fold(written.position).startswith("pho ")
    if deputy and written.capacity in ("head", "collective"):
        yield Finding(
            "deputy-alone",
            "Cấp phó ký thì trên chức vụ phải có “KT.” và chức vụ người đứng đầu: chọn lại thẩm quyền ký.",
            field="capacity", excerpt=written.position, weight=Weight.LOOK,
        )  # fmt: skip
    if written.signer and not written.position.strip():
        yield Finding("position-missing", "Trên chữ ký chưa có chức vụ của người ký.", field="position")


def _recipients(written: Written) -> Iterator[Finding]:
    if not written.recipients and not written.addressees:
        yield Finding("recipients-missing", "Văn bản chưa ghi nơi nhận.", field="recipients")
    if written.kind.key in ("letter", "proposal") and not written.addressees:
        word = "Kính trình" if written.party and written.kind.key == "proposal" else "Kính gửi"
        yield Finding(
            "addressee-missing", f"{_capital(written.kind.name)} phải có dòng “{word}”.", field="addressees"
        )
    archive = written.archive_line.strip()
    if not archive:
        body = "Lưu kèm tên cơ quan" if written.party else "Lưu: VT, kèm tên đơn vị soạn thảo"
        yield Finding(
            "archive-missing", f"Dòng cuối của nơi nhận phải là “{body}”.", field="archive_line",
            fix=None if written.party else Fix("archive_line", "", "VT"),
        )  # fmt: skip
    elif not written.party and "VT" not in re.split(r"[\s,;.]+", archive):
        yield Finding(
            "archive-without-vt", "Dòng “Lưu” phải có VT (văn thư giữ bản gốc).", field="archive_line",
            excerpt=archive, fix=Fix("archive_line", written.archive_line, f"VT, {archive}"),
        )  # fmt: skip
    elif written.party and "VT" in re.split(r"[\s,;.]+", archive):
        yield Finding(
            "archive-with-vt", "Theo thể thức của Đảng, dòng “Lưu” ghi tên cơ quan, không ghi VT.",
            field="archive_line", excerpt=archive, weight=Weight.LOOK,
        )  # fmt: skip
    seen: set[str] = set()
    for name in written.addressees + written.recipients:
        if fold(name) in seen:
            yield Finding(
                "recipient-twice", f"“{name}” có hai lần trong nơi nhận.", field="recipients", excerpt=name
            )
        seen.add(fold(name))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
