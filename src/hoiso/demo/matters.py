"""What the Union's documents are about: matters, and how each kind of document speaks of one."""

from dataclasses import dataclass
from random import Random

MATTERS = (
    "phong trào thi đua “Xây dựng người phụ nữ Việt Nam thời đại mới”",
    "cuộc vận động “Xây dựng gia đình 5 không, 3 sạch”",
    "chương trình “Mẹ đỡ đầu”",
    "Đề án “Hỗ trợ phụ nữ khởi nghiệp”",
    "hỗ trợ hợp tác xã do phụ nữ tham gia quản lý",
    "vốn uỷ thác qua Ngân hàng Chính sách xã hội",
    "phòng, chống bạo lực gia đình",
    "phòng ngừa xâm hại trẻ em",
    "mô hình “Địa chỉ tin cậy, nhà tạm lánh”",
    "phát triển hội viên và xây dựng chi hội vững mạnh",
    "củng cố tổ chức Hội cơ sở sau sắp xếp đơn vị hành chính",
    "bồi dưỡng nghiệp vụ cho chi hội trưởng",
    "Đại hội đại biểu phụ nữ cấp xã",
    "kỷ niệm ngày Quốc tế Phụ nữ 8/3",
    "kỷ niệm ngày Phụ nữ Việt Nam 20/10",
    "“Tuần lễ Áo dài”",
    "chuyển đổi số trong công tác Hội",
    "phổ cập kỹ năng số cho hội viên cao tuổi",
    "giám sát và phản biện xã hội",
    "tiếp công dân, giải quyết đơn thư của phụ nữ",
    "tuyên truyền, phổ biến pháp luật cho hội viên",
    "an toàn giao thông trong hội viên, phụ nữ",
    "phân loại rác thải tại hộ gia đình",
    "“Biến rác thải thành tiền” gây quỹ giúp phụ nữ khó khăn",
    "mô hình “Nhà sạch, vườn đẹp”",
    "xây dựng nông thôn mới, đô thị văn minh",
    "chăm sóc sức khoẻ sinh sản và tầm soát ung thư",
    "bảo hiểm xã hội tự nguyện cho lao động nữ",
    "bảo hiểm y tế hộ gia đình",
    "trao “Mái ấm tình thương”",
    "tặng quà Tết cho phụ nữ nghèo, gia đình chính sách",
    "chương trình “Đồng hành cùng phụ nữ biên cương”",
    "bình đẳng giới và vì sự tiến bộ của phụ nữ",
    "tháng hành động vì bình đẳng giới",
    "quản lý tài chính và thu, nộp hội phí",
    "công tác thi đua, khen thưởng",
    "công tác văn thư, lưu trữ cơ quan",
    "cập nhật phần mềm quản lý hội viên",
    "đào tạo nghề cho lao động nữ nông thôn",
    "giới thiệu sản phẩm OCOP của phụ nữ",
    "hội thi “Phụ nữ khởi nghiệp, phát huy tài nguyên bản địa”",
    "công tác dân số và phát triển",
    "phòng, chống ma tuý và tệ nạn xã hội",
    "tín dụng tiết kiệm tại chi hội",
    "nữ công nhân tại các khu công nghiệp",
    "phụ nữ tôn giáo và phụ nữ dân tộc thiểu số",
)

_PERIODS = ("tháng {m}", "quý {q}", "6 tháng đầu năm", "9 tháng", "năm {y}")


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of document as it is made here: key of the layouts, code of the register, how often."""

    key: str
    code: str
    name: str
    weight: int
    subjects: tuple[str, ...]


KINDS = (
    Kind("letter", "CV", "Công văn", 46, (
        "triển khai {x}", "báo cáo kết quả thực hiện {x} {p}", "phối hợp tổ chức hoạt động về {x}",
        "cử cán bộ tham gia tập huấn về {x}", "đăng ký chỉ tiêu về {x} năm {y}",
        "rà soát, cung cấp số liệu về {x}", "góp ý dự thảo kế hoạch về {x}",
        "đôn đốc báo cáo về {x}", "trả lời kiến nghị về {x}", "giới thiệu gương điển hình về {x}",
    )),
    Kind("plan", "KH", "Kế hoạch", 16, (
        "Triển khai {x} năm {y}", "Tổ chức tập huấn về {x}", "Kiểm tra, giám sát việc thực hiện {x}",
        "Truyền thông về {x} {p}", "Tổ chức hội nghị sơ kết về {x}",
    )),
    Kind("report", "BC", "Báo cáo", 14, (
        "Kết quả thực hiện {x} {p}", "Sơ kết công tác {p} về {x}", "Đánh giá 3 năm thực hiện {x}",
    )),
    Kind("notice", "TB", "Thông báo", 9, (
        "Kết luận giao ban công tác Hội tháng {m}", "Kết quả kiểm tra về {x}",
        "Phân công phụ trách {x}", "Thời gian tổ chức hoạt động về {x}",
    )),
    Kind("guidance", "HD", "Hướng dẫn", 5, ("Thực hiện {x} năm {y}", "Chấm điểm thi đua về {x}")),
    Kind("decision", "QĐ", "Quyết định", 4, (
        "Thành lập Ban Tổ chức hoạt động về {x}", "Khen thưởng thành tích về {x}",
        "Ban hành quy chế phối hợp về {x}",
    )),
    Kind("invitation", "GM", "Giấy mời", 4, (
        "Dự hội nghị triển khai {x}", "Dự họp bàn về {x}", "Dự lễ phát động {x}",
    )),
    Kind("proposal", "TTr", "Tờ trình", 2, ("Xin chủ trương tổ chức {x}", "Đề nghị hỗ trợ kinh phí {x}")),
)  # fmt: skip
BY_KEY = {kind.key: kind for kind in KINDS}


def a_kind(chance: Random) -> Kind:
    """A kind, as often as an office makes it."""
    return chance.choices(KINDS, [kind.weight for kind in KINDS])[0]


def a_matter(chance: Random) -> str:
    """A matter; the first of the list more often than the last."""
    return MATTERS[min(int(chance.expovariate(1 / 16)), len(MATTERS) - 1)]


def a_subject(kind: Kind, matter: str, chance: Random, *, month: int, year: int) -> str:
    """The subject of a document of that kind on the matter."""
    period = chance.choice(_PERIODS).format(m=month, q=(month + 2) // 3, y=year)
    text = chance.choice(kind.subjects)
    return text.format(x=matter, p=period, m=month, y=year)


def capital(subject: str) -> str:
    """The subject as it begins a line of the register; after V/v it begins small."""
    return subject[:1].upper() + subject[1:]


_INSTRUCTIONS = (
    "Nghiên cứu, tham mưu thực hiện.",
    "Soạn văn bản trả lời, trình ký trước hạn.",
    "Triển khai đến cơ sở và báo cáo kết quả.",
    "Tổng hợp số liệu, báo cáo đúng hạn.",
    "Phối hợp các ban chuẩn bị nội dung, báo cáo Thường trực.",
    "Dự họp và báo cáo lại kết quả.",
)
_RESULTS = (
    "Đã tham mưu văn bản triển khai đến cơ sở.",
    "Đã tổng hợp và gửi báo cáo theo yêu cầu.",
    "Đã dự họp, báo cáo lại Thường trực.",
    "Đã cung cấp số liệu cho đơn vị đề nghị.",
    "Đã phối hợp thực hiện xong, lưu hồ sơ.",
)
_REASONS = (
    "Phần căn cứ ghi thiếu văn bản mới. Bổ sung rồi trình lại.",
    "Số liệu của hai xã chưa khớp báo cáo tháng trước, kiểm tra lại.",
    "Rút gọn phần mục đích, ghi rõ người chủ trì từng việc.",
)
_PROGRESS = (
    "Đã gửi công văn cho các xã, phường, đang chờ báo cáo.",
    "Đã có số liệu của 60 đơn vị, còn lại hẹn trong tuần.",
    "Đã dự thảo xong, đang xin ý kiến các ban.",
)


def an_instruction(chance: Random) -> str:
    """Words of a bút phê."""
    return chance.choice(_INSTRUCTIONS)


def a_result(chance: Random) -> str:
    """What a finished task brought."""
    return chance.choice(_RESULTS)


def a_reason(chance: Random) -> str:
    """Why a draft is sent back."""
    return chance.choice(_REASONS)


def a_progress(chance: Random) -> str:
    """How far a task is."""
    return chance.choice(_PROGRESS)


def body_of(kind: Kind, subject: str, matter: str, by: str, chance: Random) -> str:
    """A short text as an officer would type it; no place is left to fill."""
    number, share = chance.randint(12, 90), chance.randint(61, 98)
    lead = {
        "letter": f"{by} đề nghị các đơn vị {subject}.",
        "invitation": f"{by} trân trọng kính mời đồng chí {subject[0].lower()}{subject[1:]}.",
    }.get(kind.key, f"{by} thông tin về nội dung: {subject[0].lower()}{subject[1:]}.")
    lines = [
        "Căn cứ chương trình công tác năm của Ban Chấp hành;",
        "Căn cứ tình hình thực tế tại địa phương.",
        lead,
        f"1. Tuyên truyền đến cán bộ, hội viên, phụ nữ về {matter}.",
        f"2. Vận động ít nhất {number} hội viên ở mỗi đơn vị tham gia, gắn với sinh hoạt chi hội.",
        f"3. Phấn đấu {share}% chi hội có hoạt động cụ thể; chọn mô hình hay để nhân rộng.",
        "4. Tổng hợp kết quả, khó khăn và kiến nghị, gửi về Văn phòng Hội đúng thời gian quy định.",
        "Trong quá trình thực hiện, có vướng mắc thì phản ánh về Văn phòng Hội để được hướng dẫn.",
    ]
    if kind.key == "decision":
        lines[2:] = [
            "QUYẾT ĐỊNH:",
            f"Điều 1. {subject}.",
            f"Điều 2. Văn phòng và các ban phối hợp thực hiện, báo cáo kết quả về {matter}.",
            "Điều 3. Quyết định có hiệu lực từ ngày ký.",
        ]
    return "\n".join(lines)
