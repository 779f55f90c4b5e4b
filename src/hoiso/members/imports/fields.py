"""What a list of members may tell, and the headings by which branches call it."""

import re
from dataclasses import dataclass
from enum import StrEnum

from hoiso.core.folding import fold


class Kind(StrEnum):
    """How a cell of the field is read."""

    NAME = "name"
    BIRTH = "birth"
    DAY = "day"
    PHONE = "phone"
    IDENTITY = "identity"
    SEX = "sex"
    FLAG = "flag"
    STATE = "state"
    TEXT = "text"
    PART = "part"  # a piece of a name or of a day of birth
    IGNORED = "ignored"


@dataclass(frozen=True, slots=True)
class Field:
    """A field: its name for officers, its longest text, its headings (folded) from the surest on.

    `like`: a pattern that other headings of it fit.
    """

    key: str
    label: str
    kind: Kind
    headings: tuple[str, ...]
    like: str = ""
    longest: int = 100


def _words(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split("|"))


FIELDS = (
    Field("full_name", "Họ và tên", Kind.NAME, _words(
        "ho va ten|ho ten|ho va ten hoi vien|ho ten hoi vien|ten hoi vien|hoi vien|ho va ten khai sinh|"
        "ho va ten phu nu|ho ten phu nu|ten|ho va ten nguoi|fullname|full name|ho chu dem va ten khai sinh"
    ), r"^ho (?:va )?ten (?:cua )?(?:hoi vien|hv|chi|phu nu|khai sinh|can bo)"),
    Field("family", "Họ và chữ đệm", Kind.PART, _words("ho|ho dem|ho va dem|ho va ten dem|"
        "ho va chu dem|ho lot|ho chu dem|ho va chu lot")),
    Field("given", "Tên (cột riêng)", Kind.PART, _words("ten rieng")),
    Field("birth", "Ngày sinh hoặc năm sinh", Kind.BIRTH, _words(
        "ngay sinh|nam sinh|ngay thang nam sinh|ngay thang nam|ntns|sinh ngay|sinh nam|"
        "ngay nam sinh|ngay thang sinh|"
        "ns|birthday|nam sinh nu|sinh"
    ), r"(?:ngay|nam|thang).*\bsinh\b(?! hoat)"),
    Field("birth_female", "Năm sinh (cột Nữ)", Kind.BIRTH, ()),
    Field("birth_male", "Năm sinh (cột Nam)", Kind.BIRTH, ()),
    Field("birth_d", "Ngày sinh (riêng ngày)", Kind.PART, ()),
    Field("birth_m", "Ngày sinh (riêng tháng)", Kind.PART, ()),
    Field("birth_y", "Ngày sinh (riêng năm)", Kind.PART, ()),
    Field("sex", "Giới tính", Kind.SEX, _words("gioi tinh|phai|nam nu|gt")),
    Field("branch", "Chi hội", Kind.TEXT, _words(
        "chi hoi|ten chi hoi|chi hoi phu nu|thuoc chi hoi|sinh hoat tai chi hoi|chi hoi sinh hoat|"
        "chi hoi pn|don vi sinh hoat|don vi"
    ), r"^(?:ten |thuoc )?chi hoi\b(?! truong)"),
    Field("group", "Tổ phụ nữ", Kind.TEXT, _words(
        "to|to phu nu|ten to|to hoi|sinh hoat tai to|to pn|to so|thuoc to"), r"^(?:ten |thuoc )?to phu nu"),
    Field("commune", "Xã, phường (Hội cơ sở)", Kind.TEXT, _words(
        "xa|phuong|xa phuong|hoi lhpn xa|co so hoi|don vi xa|xa phuong thi tran|hoi co so|phuong xa|ten xa"
    ), r"^(?:hoi (?:lhpn|phu nu) )?xa phuong"),
    Field("hamlet", "Ấp, khu phố", Kind.TEXT, _words(
        "ap|khu pho|ap khu pho|thon|thon ap|to dan pho|khu pho ap|ap kp|kp|thon to dan pho|xom|"
        "ap khu pho to dan pho"), r"^(?:ap|khu pho|thon)\b"),
    Field("address", "Nơi ở", Kind.TEXT, _words(
        "dia chi|noi o|cho o|thuong tru|noi thuong tru|ho khau thuong tru|ho khau|cho o hien nay|"
        "noi o hien nay|"
        "dia chi thuong tru|dia chi hien nay|so nha|tam tru|noi cu tru|cu tru|noi dkhktt|hktt|que quan"
    ), r"^(?:dia chi|noi (?:o|thuong tru|cu tru)|cho o|ho khau)", 300),
    Field("phone", "Điện thoại", Kind.PHONE, _words(
        "dien thoai|so dien thoai|sdt|dt|so dt|di dong|dien thoai lien he|so dien thoai lien he|"
        "dtdd|sdt lien he|dien thoai di dong|mobile|phone|zalo"
    ), r"\b(?:dien thoai|sdt|dtdd)\b"),
    Field("identity", "Số CCCD (hoặc CMND)", Kind.IDENTITY, _words(
        "cccd|so cccd|can cuoc cong dan|so can cuoc cong dan|so can cuoc|can cuoc|"
        "so dinh danh ca nhan|so dinh danh|cmnd|so cmnd|"
        "cmnd cccd|cccd cmnd|so cmnd cccd|so cccd cmnd|so ddcn|ddcn|chung minh nhan dan|ma dinh danh"
    ), r"\b(?:cccd|cmnd|can cuoc|dinh danh)\b(?!.*(?:ngay|noi))"),
    Field("member_code", "Mã hội viên (phần mềm khác)", Kind.TEXT, _words(
        "ma hoi vien|ma hv|ma so hoi vien|mahoivien|ma so|ma"), "", 50),
    Field("card_number", "Số thẻ hội viên", Kind.TEXT, _words(
        "so the|so the hoi vien|the hoi vien|so the hv|the hoi vien so|ma the|the hv"), r"^so the\b", 50),
    Field("card_given_on", "Ngày cấp thẻ", Kind.DAY, _words(
        "ngay cap the|ngay cap the hoi vien|nam cap the|the hoi vien ngay cap|"
        "ngay nhan the"), r"(?:ngay|nam) cap the"),
    Field("joined_on", "Ngày vào Hội", Kind.DAY, _words(
        "ngay vao hoi|nam vao hoi|vao hoi|thoi gian vao hoi|ngay ket nap|nam ket nap|ngay tham gia|"
        "nam tham gia|"
        "ngay thang nam vao hoi|tham gia hoi|ngay gia nhap|nam tham gia hoi|ngay vao hoi phu nu|"
        "ket nap|ngay thang vao hoi|vao hoi lhpn"
    ), r"(?:vao hoi|ket nap|tham gia hoi|gia nhap)(?!.*dang)"),
    Field("left_on", "Ngày ra khỏi Hội", Kind.DAY, _words(
        "ngay ra khoi hoi|ngay ra hoi|ngay thoi sinh hoat|ngay roi hoi|thoi diem ra khoi hoi|"
        "ngay chuyen di|ngay chuyen|ngay mat|nam ra khoi hoi"
    ), r"(?:ra khoi|roi|thoi).*(?:hoi|sinh hoat)$"),
    Field("left_reason", "Lý do ra khỏi Hội", Kind.TEXT, _words(
        "ly do|ly do ra khoi hoi|ly do roi hoi|ly do giam|lydoroihoi|ly do chuyen di"), r"^ly do", 300),
    Field("state", "Tình trạng", Kind.STATE, _words(
        "tinh trang|trang thai|tinh trang hoi vien|tinh trang sinh hoat|trang thai hoi vien|"
        "hien trang|dien bien")),
    Field("post", "Chức vụ trong Hội", Kind.TEXT, _words(
        "chuc vu|chuc danh|chuc vu hoi|chuc vu trong hoi|chuc danh hoi|nhiem vu|chuc vu hien nay|"
        "chuc vu chi hoi"), r"^chuc (?:vu|danh)"),
    Field("post_from", "Giữ chức vụ từ", Kind.DAY, _words(
        "tu ngay|tu nam|tu|nhiem ky tu|chuc vu tu|bat dau|giu chuc vu tu|chuc vu tu ngay|nhiem ky tu nam")),
    Field("post_to", "Giữ chức vụ đến", Kind.DAY, _words(
        "den ngay|den nam|den|nhiem ky den|chuc vu den|ket thuc|giu chuc vu den|chuc vu den ngay|"
        "nhiem ky den nam")),
    Field("core", "Hội viên nòng cốt", Kind.FLAG, _words(
        "hoi vien nong cot|nong cot|hvnc|hv nong cot|hoivien nongcot|hoiviennongcot"), r"\bnong cot\b"),
    Field("honorary", "Hội viên danh dự", Kind.FLAG, _words("hoi vien danh du|danh du|"
        "hvdd"), r"\bdanh du\b"),
    Field("occupation", "Nghề nghiệp", Kind.TEXT, _words(
        "nghe nghiep|nghe|nghe nghiep hien nay|cong viec|nghe nghiep chinh|viec lam"), r"^nghe nghiep"),
    Field("workplace", "Nơi làm việc", Kind.TEXT, _words("noi lam viec|don vi cong tac|"
        "co quan cong tac|noi cong tac")),
    Field("schooling", "Trình độ học vấn", Kind.TEXT, _words(
        "trinh do hoc van|hoc van|trinh do van hoa|van hoa|tdhv|tdvh|trinh do giao duc pho thong|"
        "trinh do|gdpt|lop"), r"(?:hoc van|van hoa)$"),
    Field("professional", "Trình độ chuyên môn", Kind.TEXT, _words(
        "trinh do chuyen mon|chuyen mon|tdcm|trinh do chuyen mon nghiep vu|cmnv|"
        "chuyen mon nghiep vu"), r"chuyen mon"),
    Field("political", "Lý luận chính trị", Kind.TEXT, _words(
        "ly luan chinh tri|trinh do ly luan chinh tri|llct|chinh tri|"
        "trinh do chinh tri"), r"(?:ly luan|chinh tri)"),
    Field("ethnic", "Dân tộc", Kind.TEXT, _words("dan toc|dt thieu so|"
        "thanh phan dan toc"), r"^dan toc", 60),
    Field("religion", "Tôn giáo", Kind.TEXT, _words("ton giao|dao"), r"^ton giao", 60),
    Field("party", "Đảng viên", Kind.FLAG, _words(
        "dang vien|la dang vien|dang|ngay vao dang|dang vien dcsvn|vao dang"), r"\bdang vien\b|vao dang"),
    Field("poor", "Hộ nghèo", Kind.FLAG, _words("ho ngheo|ngheo|thuoc ho ngheo"), r"^(?:thuoc )?ho ngheo"),
    Field("near_poor", "Hộ cận nghèo", Kind.FLAG, _words("ho can ngheo|can ngheo"), r"can ngheo"),
    Field("poverty", "Diện hộ", Kind.TEXT, _words(
        "dien ho|hoan canh|hoan canh gia dinh|loai ho|ho ngheo can ngheo|dieu kien kinh te|"
        "kinh te gia dinh|hoan canh kinh te"), r"ngheo.*can ngheo"),
    Field("disability", "Khuyết tật", Kind.FLAG, _words("khuyet tat|tan tat|"
        "nguoi khuyet tat"), r"khuyet tat"),
    Field("single_mother", "Mẹ đơn thân", Kind.FLAG, _words(
        "me don than|don than|phu nu don than|phu nu lam me don than"), r"don than"),
    Field("marital", "Hôn nhân", Kind.TEXT, _words("hon nhan|tinh trang hon nhan"), r"hon nhan"),
    Field("household", "Chủ hộ", Kind.TEXT, _words("chu ho|ho ten chu ho|ten chu ho|"
        "ho va ten chu ho|ho gia dinh"), r"chu ho"),
    Field("skills", "Sở trường, năng khiếu", Kind.TEXT, _words("so truong|nang khieu|ky nang|"
        "so truong nang khieu"), "", 300),
    Field("wishes", "Nguyện vọng", Kind.TEXT, _words("nguyen vong|nhu cau|nguyen vong nhu cau|"
        "de xuat"), r"nguyen vong", 300),
    Field("note", "Ghi chú", Kind.TEXT, _words("ghi chu|chu thich|gc"), "", 500),
    Field("order", "Số thứ tự (không đưa vào)", Kind.IGNORED, _words("stt|tt|so tt|so thu tu|"
        "so tt trong to|no")),
    Field("ignored", "Không đưa vào", Kind.IGNORED, _words(
        "ky nhan|ky ten|chu ky|ngay cap|noi cap|cccd ngay cap|cccd noi cap|ho ten chong|"
        "ho va ten chong|chong|tuoi|tong|cong|email"
    ), r"(?:ten (?:chong|cha|me|con|vo)\b)|^(?:ngay|noi) cap"),
)  # fmt: skip
BY_KEY = {field.key: field for field in FIELDS}
VALUED = frozenset({"ethnic", "religion", "poverty"})  # a column for each value, marked with x
_ODD = re.compile(r"[^a-z0-9 ]+")
_BRACKETS = re.compile(r"\([^)]*\)")
_EXACT: dict[str, tuple[str, float]] = {}
for _field in FIELDS:
    for _at, _heading in enumerate(_field.headings):
        _EXACT.setdefault(_heading, (_field.key, 1.0 if _at < 40 else 0.9))
_LIKE = [(re.compile(field.like), field.key) for field in FIELDS if field.like]


def bare(text: str) -> str:
    """Letters and figures of a heading, folded, one space apart."""
    return " ".join(_ODD.sub(" ", fold(text)).split())


def field_called(heading: str) -> tuple[str, float]:
    """The field of that heading and how sure it is (0..1); "" where none is known."""
    for words, sure in ((bare(heading), 1.0), (bare(_BRACKETS.sub(" ", heading)), 0.95)):
        if words in _EXACT:
            return _EXACT[words][0], sure
    words = bare(_BRACKETS.sub(" ", heading))
    if not words or len(words) > 80:
        return "", 0.0
    for pattern, key in reversed(_LIKE):
        if pattern.search(words):
            return key, 0.8
    return "", 0.0


def field_under(top: str, sub: str) -> tuple[str, float]:
    """The field of a heading with another above it."""
    above, _ = field_called(top)
    if above == "birth":
        written = sub.lower().strip(" .")
        part = {
            "nam": "birth_male",
            "nữ": "birth_female",
            "ngày": "birth_d",
            "tháng": "birth_m",
            "năm": "birth_y",
        }
        if written in part:
            return part[written], 1.0
    below, sure = field_called(sub)
    both, both_sure = field_called(f"{top} {sub}")
    if both and both != above and both_sure == 1.0:
        return both, 1.0
    if bare(top) in ("nhiem ky", "thoi gian giu chuc vu") and bare(sub) in (
        "tu",
        "den",
        "tu nam",
        "den nam",
        "tu ngay",
        "den ngay",
    ):
        return ("post_from" if bare(sub).startswith("tu") else "post_to"), 1.0
    if above == "identity" and bare(sub) in ("so", "so the"):
        return "identity", 1.0
    if above == "card_number":
        return ("card_number", 1.0) if bare(sub) in ("so", "so the") else ("card_given_on", 0.9)
    if above in VALUED and (not below or above == "poverty"):
        return (
            (below, sure)
            if below in ("poor", "near_poor")
            else (f"{above}={' '.join(sub.split())[:60]}", 0.9)
        )
    if below:
        return below, sure
    return both, both_sure * 0.9
