"""Who writes to a provincial Union from outside, with how it numbers what it writes."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Organisation:
    """An issuer. `letter` is the notation of its letters, `body` what follows the kind in the others.

    `party`: numbers as Party bodies do (123-CV/TU). `code` is the last group of its invented
    identity code, empty for one that is reached on paper only.
    """

    name: str
    letter: str
    body: str
    position: str
    weight: int
    code: str = ""
    party: bool = False


CENTRAL = Organisation("Hội Liên hiệp Phụ nữ Việt Nam", "ĐCT-VP", "ĐCT", "Phó Chủ tịch", 14, "")
OUTSIDE = (
    Organisation("Tỉnh uỷ Tây Ninh", "TU", "TU", "Phó Bí thư", 9, "001", party=True),
    Organisation("Ban Tổ chức Tỉnh uỷ", "BTCTU", "BTCTU", "Phó Trưởng Ban", 5, "002", party=True),
    Organisation("Ban Tuyên giáo và Dân vận Tỉnh uỷ", "TGDV", "TGDV", "Phó Trưởng Ban", 8, "003", party=True),
    Organisation("Uỷ ban Mặt trận Tổ quốc Việt Nam tỉnh", "MTTQ-BTT", "MTTQ-BTT", "Phó Chủ tịch", 12, "004"),
    Organisation("UBND tỉnh Tây Ninh", "UBND-VHXH", "UBND", "Phó Chủ tịch", 14, "005"),
    Organisation("Sở Nội vụ", "SNV-TCCC", "SNV", "Phó Giám đốc", 5, "006"),
    Organisation("Sở Tài chính", "STC-NS", "STC", "Phó Giám đốc", 4, "007"),
    Organisation("Sở Y tế", "SYT-NVY", "SYT", "Phó Giám đốc", 4, "008"),
    Organisation("Sở Giáo dục và Đào tạo", "SGDĐT-VP", "SGDĐT", "Phó Giám đốc", 2, "009"),
    Organisation("Sở Văn hoá, Thể thao và Du lịch", "SVHTTDL-GĐ", "SVHTTDL", "Phó Giám đốc", 4, "010"),
    Organisation("Sở Nông nghiệp và Môi trường", "SNNMT-PTNT", "SNNMT", "Phó Giám đốc", 4, "011"),
    Organisation("Sở Khoa học và Công nghệ", "SKHCN-CĐS", "SKHCN", "Phó Giám đốc", 3, "012"),
    Organisation("Sở Tư pháp", "STP-PBGDPL", "STP", "Phó Giám đốc", 2, "013"),
    Organisation("Sở Công Thương", "SCT-QLTM", "SCT", "Phó Giám đốc", 2, "014"),
    Organisation("Công an tỉnh Tây Ninh", "CAT-PV05", "CAT", "Phó Giám đốc", 3, "015"),
    Organisation("Tỉnh Đoàn Tây Ninh", "TĐTN-BTNTH", "TĐTN", "Phó Bí thư", 3, "016"),
    Organisation("Hội Nông dân tỉnh", "HNDT-BXH", "HNDT", "Phó Chủ tịch", 3, "017"),
    Organisation("Liên đoàn Lao động tỉnh", "LĐLĐ-NC", "LĐLĐ", "Phó Chủ tịch", 3, "018"),
    Organisation("Hội Cựu chiến binh tỉnh", "CCB-TG", "CCB", "Phó Chủ tịch", 2, "019"),
    Organisation("Ngân hàng Chính sách xã hội chi nhánh tỉnh", "NHCS-KHNV", "NHCS", "Phó Giám đốc", 4, "020"),
    Organisation("Bảo hiểm xã hội tỉnh", "BHXH-TT", "BHXH", "Phó Giám đốc", 2, "021"),
    Organisation("Hội Chữ thập đỏ tỉnh", "CTĐ-CTXH", "CTĐ", "Phó Chủ tịch", 1, "022"),
    Organisation("Công ty TNHH May mặc Vàm Cỏ Đông (mẫu)", "CV-CĐ", "CĐ", "Chủ tịch Công đoàn", 1),
    Organisation("Hợp tác xã Hoa Sen (mẫu)", "CV-HTX", "HTX", "Giám đốc", 1),
)  # fmt: skip


def local(place: str) -> tuple[Organisation, ...]:
    """The bodies of a commune that write to its Union; `place` as in "xã Mỹ Yên"."""
    return (
        Organisation(f"UBND {place}", "UBND-VX", "UBND", "Phó Chủ tịch", 6),
        Organisation(f"Đảng uỷ {place}", "ĐU", "ĐU", "Phó Bí thư", 4, party=True),
        Organisation(f"Uỷ ban MTTQ Việt Nam {place}", "MTTQ-BTT", "MTTQ", "Chủ tịch", 5),
        Organisation(f"Trạm Y tế {place}", "TYT", "TYT", "Trạm trưởng", 1),
        Organisation(f"Công an {place}", "CAX", "CAX", "Phó Trưởng Công an", 1),
    )


def symbol_of(who: Organisation, kind_code: str, number: int) -> str:
    """How the organisation writes number and notation: 123-CV/TU, 45/KH-UBND, 678/UBND-VHXH."""
    if who.party:
        return f"{number:02d}-{kind_code}/{who.body}"
    if kind_code == "CV":
        return f"{number:02d}/{who.letter}"
    return f"{number:02d}/{kind_code}-{who.body}"
