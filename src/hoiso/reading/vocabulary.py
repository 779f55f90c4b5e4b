"""Words that official documents are built of, folded; from Decree 30/2020 and guidance 05-HD/VPTW."""

import re

from hoiso.core.folding import fold

# Decree 30, Điều 7, and the kinds of Party documents. Code -> name; công văn and thư công have none.
KIND_CODES = {
    "NQ": "Nghị quyết", "QĐ": "Quyết định", "CT": "Chỉ thị", "QC": "Quy chế", "QyĐ": "Quy định",
    "TC": "Thông cáo", "TB": "Thông báo", "HD": "Hướng dẫn", "CTr": "Chương trình", "KH": "Kế hoạch",
    "PA": "Phương án", "ĐA": "Đề án", "DA": "Dự án", "BC": "Báo cáo", "BB": "Biên bản", "TTr": "Tờ trình",
    "HĐ": "Hợp đồng", "CĐ": "Công điện", "BGN": "Bản ghi nhớ", "BTT": "Bản thoả thuận",
    "GUQ": "Giấy uỷ quyền", "GM": "Giấy mời", "GGT": "Giấy giới thiệu", "GNP": "Giấy nghỉ phép",
    "PG": "Phiếu gửi", "PC": "Phiếu chuyển", "PB": "Phiếu báo", "KL": "Kết luận", "CV": "Công văn",
    "NĐ": "Nghị định", "TT": "Thông tư", "L": "Luật",
}  # fmt: skip
LETTER = "Công văn"
KIND_TITLES = {fold(name): name for name in KIND_CODES.values() if name not in (LETTER, "Luật")} | {
    fold(name): name
    for name in ("Thư mời", "Thư công", "Thể lệ", "Chuyên đề", "Đề cương", "Nội quy", "Điều lệ")
}

RIGHT_HEAD = {
    "cong hoa xa hoi chu nghia viet nam",
    "doc lap - tu do - hanh phuc",
    "dang cong san viet nam",
}

# How the name of an organisation begins; a line that begins otherwise continues the one above.
_ORGANISATION = re.compile(
    r"^(?:(?:trung uong |tw )?hoi\b|uy ban|ubnd|ubmttq|mttq|mat tran|hdnd|dang (?:bo|uy)|chi bo|chi hoi"
    r"|(?:tinh|thanh|huyen|thi|quan) uy|ban |bo |so |van phong|trung uong|cong (?:an|doan|ty)|truong "
    r"|trung tam|(?:tong |chi )?cuc\b|doan |tinh doan|lien doan|lien hiep|quy |ngan hang|toa an|vien "
    r"|thanh tra|to (?:cong tac|giup viec)|bch|btv|chinh phu|quoc hoi|thu tuong|phong |kho bac|bao hiem"
    r"|bao |dai |tap doan|benh vien|hoc vien|cau lac bo|hop tac xa|(?:xa|phuong) (?:doan|doi)\b|quan khu"
    r"|tong (?:lien doan|cong ty|hoi)|nha (?:van hoa|thieu nhi|xuat ban)|thuong truc )"
)
# Names that say whose organ it is on the next line: Uỷ ban nhân dân | xã Mỹ Yên.
_ORGANS = {
    "uy ban nhan dan",
    "hoi dong nhan dan",
    "uy ban mat tran to quoc viet nam",
    "dang uy",
    "ban chi huy quan su",
}
# Lines that leave the name open: its place stands below. With their marks: TỈNH, not SƠN TỊNH or HÀ TĨNH.
_OPEN = re.compile(
    r"(?:^| )(?:TỈNH|THÀNH PHỐ|XÃ|PHƯỜNG|ĐẶC KHU|HUYỆN|THỊ XÃ|ẤP|THÔN|KHÓM|KHU PHỐ|KHU VỰC|CỦA|VÀ)$"
)
_PLACE = re.compile(r"^(?:tinh|thanh pho|xa|phuong|dac khu|huyen|thi xa|quan|cac co quan) ")
_BODIES = {"ban thuong vu", "ban chap hanh", "doan chu tich", "ban thuong truc", "thuong truc"}

_POSITION = re.compile(
    r"^(?:q\. ?)?(?:pho )?(?:chu tich|chu nhiem|bi thu|chanh van phong|truong (?:ban|phong|doan|khoa|chi hoi)"
    r"|tong (?:bi thu|giam doc|cuc truong)|giam doc|cuc truong|vu truong|bo truong|thu truong|thu tuong"
    r"|hieu truong|to (?:truong|pho)|doi truong|(?:chi )?cuc truong|vien truong|chanh (?:an|thanh tra)"
    r"|van phong|uy vien|thuong truc|thu ky|chinh uy|chinh tri vien|chi huy truong"
    r"|truong (?:cong an|thon|ap|khom|xa)"
    r"|(?:chi|phan|lien) hoi (?:truong|pho)|doi pho|ke toan|thu quy|nguoi (?:ghi|lap)|chu toa|doan truong)\b"
)
_DEPUTY_HEADS = re.compile(r"^pho (?:truong|chanh|vien|giam|tong|cuc|vu|hieu|bi thu|chu)\b")
CAPACITY = re.compile(r"^(?:TM|KT|TL|TUQ|Q|T/M|K/T|T/L|TUQ|TH)\s*[./]?\s+(?=\w)|^(?:TM|KT|TL|TUQ)\.(?=\w)")


_LONGEST_TITLE = 70


def title_kind(text: str) -> tuple[str, str] | None:
    """The kind that a title in capitals names, and what the title adds ("PHỐI HỢP"), else None."""
    words = text.split()
    if len(text) > _LONGEST_TITLE or not is_capitals(text):
        return None
    for length in range(min(4, len(words)), 0, -1):
        name = KIND_TITLES.get(fold(" ".join(words[:length])))
        if name and not _other_word(words[:length]):
            return name, " ".join(words[length:])
    return None


def _other_word(words: list[str]) -> bool:
    """PHƯỜNG AN KHÊ is a ward, PHƯƠNG ÁN a kind."""
    return words[0] == "PHƯỜNG"


def is_capitals(text: str) -> bool:
    """Whether all letters are capitals (and there are at least two)."""
    letters = [letter for letter in text if letter.isalpha()]
    return len(letters) >= 2 and all(letter.isupper() for letter in letters)


def begins_organisation(text: str) -> bool:
    """Whether a line begins the name of an organisation."""
    return bool(_ORGANISATION.match(fold(text)))


def is_body(text: str) -> bool:
    """Whether a line names a body within an organisation, with no name of its own."""
    return fold(text) in _BODIES


def goes_on_below(text: str, below: str) -> bool:
    """Whether the name of an organ is told to its end by the place on the line below."""
    return bool((fold(text) in _ORGANS and _PLACE.match(fold(below))) or _OPEN.search(text.upper()))


def is_position(text: str) -> bool:
    """Whether a line names the position of a signer."""
    folded = fold(text)
    return bool(_POSITION.match(folded) or _DEPUTY_HEADS.match(folded))


def is_ornament(text: str) -> bool:
    """Whether a line is a rule or a star, without letters or digits."""
    return not any(letter.isalnum() for letter in text)
