# ruff: noqa: E501 - data, a line each
"""What the second frozen half says, written on 25 November 2026 before the rules were changed again.

The first frozen half had been scored several times by then. Every name of a person, place and unit is made up.
"""

from datetime import date
from typing import Any

from tests.reading_set.frozen_documents import Paper

_SERIF, _FREE, _DEJAVU, _CARLITO = "Liberation Serif", "FreeSerif", "DejaVu Serif", "Carlito"
_PLAIN = (
    (
        "Trong thời gian qua, các cấp, các ngành đã quan tâm chỉ đạo, nhiều mô hình hoạt động có hiệu quả, được nhân dân "
        "đồng tình ủng hộ; bên cạnh đó vẫn còn một số khó khăn về nhân lực và kinh phí."
    ),
    "1. Nội dung",
    "Tổ chức tuyên truyền bằng hình thức phù hợp; vận động các hộ gia đình tham gia; định kỳ đánh giá, rút kinh nghiệm.",
    "2. Phân công",
    "Văn phòng là đầu mối theo dõi, đôn đốc và tổng hợp kết quả; các bộ phận liên quan phối hợp thực hiện.",
)
_MORE = (
    (
        "Về kết quả cụ thể, đã mở mười hai lớp truyền thông cho bảy trăm lượt người; thành lập bốn tổ hợp tác, ba tổ tiết "
        "kiệm; hỗ trợ cây, con giống cho sáu mươi lăm hộ; thăm và tặng quà các gia đình chính sách, người có công."
    ),
    (
        "Nguyên nhân của hạn chế là do địa bàn rộng, dân cư ở phân tán, đường đi lại vào mùa mưa còn khó; một bộ phận cán "
        "bộ mới nhận nhiệm vụ, chưa quen với công nghệ."
    ),
) * 4


def _paper(
    name: str, font: str, head: tuple[str, ...], issuer: tuple[str, ...], number: str, place: str, day: date,
    signing: tuple[str, ...], signer: str, recipients: tuple[str, ...], body: tuple[str, ...] = _PLAIN, *,
    title: str = "", about: tuple[str, ...] = (), addressed: tuple[str, ...] = (), deadline: str = "",
    stamp: str = "", named: str = "", pages: int = 1,
) -> Paper:  # fmt: skip
    """The answers follow from the parts; `named` is the issuer as the clerk writes it, if not its lines joined."""
    subject = " ".join(about).removeprefix("V/v ")
    answers = {
        "issuer": named or " ".join(issuer), "symbol": number.removeprefix("Số").lstrip(": "),
        "date": day.isoformat(), "kind": title.capitalize() or "Công văn", "subject": subject, "signer": signer,
        "recipients": "; ".join(recipients), "addressees": "; ".join(addressed), "deadline": deadline,
        "urgency": stamp.lower(),
    }  # fmt: skip
    parts: dict[str, Any] = {"title": title, "subject": about} if title else {"about": about}
    month = f"{day.month:02}" if day.month < 3 else str(day.month)
    return Paper(
        name, font, head, issuer, number, f"{place}, ngày {day.day:02} tháng {month} năm {day.year}",
        {field: value for field, value in answers.items() if value}, party=not number.startswith("Số:"),
        addressed=addressed, body=body, recipients=recipients, signing=signing, signer=signer, stamp=stamp,
        pages=pages, **parts,
    )  # fmt: skip


PAPERS = (
    _paper(
        "cv-so-giao-duc", _SERIF, ("UBND TỈNH LÂM GIANG",), ("SỞ GIÁO DỤC VÀ ĐÀO TẠO",), "Số: 2217/SGDĐT-CTTT",
        "Lâm Giang", date(2026, 9, 14), ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"), "Hoàng Thị Tố Nga",
        ("Như trên", "UBND tỉnh (để báo cáo)", "Lưu: VT, CTTT"),
        (*_PLAIN, "Đề nghị các đơn vị gửi kế hoạch phối hợp trước ngày 30/9/2026."),
        about=("V/v phối hợp phòng, chống xâm hại", "trẻ em trong trường học"),
        addressed=("Hội Liên hiệp Phụ nữ tỉnh", "Phòng Văn hóa - Xã hội các xã, phường"), deadline="2026-09-30",
    ),
    _paper(
        "kh-hoi-xa", _SERIF, ("HỘI LHPN TỈNH LÂM GIANG",), ("HỘI LHPN XÃ BÌNH NGUYÊN",), "Số: 08/KH-HPN",
        "Bình Nguyên", date(2026, 2, 24), ("TM. BAN THƯỜNG VỤ", "CHỦ TỊCH"), "Lương Thị Bích Phượng",
        ("Hội LHPN tỉnh", "Thường trực Đảng ủy", "Các chi hội trực thuộc", "Lưu: VT"),
        title="KẾ HOẠCH", about=("Tổ chức Tuần lễ Áo dài và kỷ niệm", "116 năm Ngày Quốc tế Phụ nữ 8/3"),
    ),
    _paper(
        "qd-ubnd-xa", _FREE, (), ("ỦY BAN NHÂN DÂN", "XÃ BÌNH NGUYÊN"), "Số: 345/QĐ-UBND", "Bình Nguyên",
        date(2026, 5, 19), ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"), "Đào Duy Khánh",
        ("Như Điều 3", "Văn phòng HĐND và UBND xã", "Lưu: VT"),
        (
            "CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ BÌNH NGUYÊN", "Căn cứ Luật Tổ chức chính quyền địa phương;",
            "Theo đề nghị của Trưởng phòng Văn hóa - Xã hội,", "QUYẾT ĐỊNH:",
            "Điều 1. Thành lập Ban chỉ đạo gồm các ông, bà có tên trong danh sách kèm theo.",
            "Điều 2. Ban chỉ đạo có nhiệm vụ tham mưu, đôn đốc việc thực hiện.",
            "Điều 3. Các ông, bà có tên tại Điều 1 chịu trách nhiệm thi hành Quyết định này.",
        ),
        title="QUYẾT ĐỊNH", about=("Về việc thành lập Ban chỉ đạo công tác", "gia đình và bình đẳng giới xã"),
    ),
    _paper(
        "bc-cong-an", _SERIF, ("CÔNG AN TỈNH LÂM GIANG",), ("CÔNG AN PHƯỜNG TÂN THÀNH",), "Số: 156/BC-CAP",
        "Tân Thành", date(2026, 6, 10), ("TRƯỞNG CÔNG AN PHƯỜNG",), "Bế Văn Sơn",
        ("Công an tỉnh (để báo cáo)", "Đảng ủy, UBND phường", "Lưu: CAP"),
        ("I. TÌNH HÌNH", *_PLAIN, *_MORE, "II. NHIỆM VỤ THỜI GIAN TỚI", *_PLAIN),
        title="BÁO CÁO", about=("Kết quả phòng ngừa tội phạm mua bán người", "sáu tháng đầu năm 2026"), pages=2,
    ),
    _paper(
        "tb-bhxh", _CARLITO, ("BẢO HIỂM XÃ HỘI TỈNH LÂM GIANG",), ("BẢO HIỂM XÃ HỘI CƠ SỞ TÂN THÀNH",),
        "Số: 91/TB-BHXH", "Tân Thành", date(2026, 4, 7), ("GIÁM ĐỐC",), "Nông Thị Thu Hiền",
        ("UBND các xã, phường", "Hội LHPN các xã, phường", "Lưu: VT"),
        title="THÔNG BÁO", about=("Về mức đóng bảo hiểm y tế hộ gia đình năm 2026",),
    ),
    _paper(
        "hd-ban-tuyen-giao", _SERIF, ("ĐẢNG BỘ TỈNH LÂM GIANG",), ("BAN TUYÊN GIÁO VÀ DÂN VẬN",),
        "Số 27-HD/BTGDVTU", "Lâm Giang", date(2026, 3, 16), ("K/T TRƯỞNG BAN", "PHÓ TRƯỞNG BAN"), "Trương Vĩnh Hà",
        ("Các đảng ủy trực thuộc Tỉnh ủy", "Mặt trận Tổ quốc và các đoàn thể", "Lưu Ban Tuyên giáo và Dân vận"),
        title="HƯỚNG DẪN", about=("tuyên truyền kỷ niệm các ngày lễ lớn", "và sự kiện quan trọng năm 2026"),
    ),
    _paper(
        "nq-dang-uy-xa", _FREE, ("ĐẢNG BỘ TỈNH LÂM GIANG",), ("ĐẢNG ỦY XÃ BÌNH NGUYÊN",), "Số 12-NQ/ĐU",
        "Bình Nguyên", date(2026, 7, 3), ("T/M ĐẢNG ỦY", "BÍ THƯ"), "Chu Quang Hưng",
        ("Ban Thường vụ Tỉnh ủy (để báo cáo)", "Các chi bộ trực thuộc", "Lưu Văn phòng Đảng ủy"),
        title="NGHỊ QUYẾT", about=("về phát triển kinh tế tập thể", "gắn với giảm nghèo bền vững"),
    ),
    _paper(
        "gm-lien-doan", _SERIF, ("TỔNG LIÊN ĐOÀN LAO ĐỘNG VIỆT NAM",), ("LIÊN ĐOÀN LAO ĐỘNG TỈNH LÂM GIANG",),
        "Số: 48/GM-LĐLĐ", "Lâm Giang", date(2026, 10, 5), ("TL. BAN THƯỜNG VỤ", "CHÁNH VĂN PHÒNG"), "Vi Thị Ngọc Ánh",
        ("Như kính mời", "Lưu: VT"),
        (
            "Ban Thường vụ Liên đoàn Lao động tỉnh trân trọng kính mời: Đại diện Thường trực Hội LHPN tỉnh.",
            "Thời gian: 8 giờ 00 phút, ngày 16 tháng 10 năm 2026 (Thứ Sáu).",
            "Địa điểm: Hội trường tầng 2, Nhà Văn hóa Lao động tỉnh.", "Rất hân hạnh được đón tiếp.",
        ),
        title="GIẤY MỜI", about=("Dự Hội nghị tổng kết phong trào", "“Giỏi việc nước, đảm việc nhà”"),
    ),
    _paper(
        "ttr-hoi-nong-dan", _DEJAVU, ("HỘI NÔNG DÂN TỈNH LÂM GIANG",), ("HỘI NÔNG DÂN XÃ ĐẠI THẮNG",),
        "Số: 03/TTr-HND", "Đại Thắng", date(2026, 1, 21), ("TM. BAN THƯỜNG VỤ", "CHỦ TỊCH"), "Phạm Công Định",
        ("Như trên", "Lưu: VP"),
        title="TỜ TRÌNH", about=("Xin hỗ trợ kinh phí tổ chức hội thi nhà nông đua tài",), addressed=("Ủy ban nhân dân xã Đại Thắng",),
    ),
    _paper(
        "ctr-ban-chap-hanh", _SERIF, ("HỘI LHPN VIỆT NAM",), ("HỘI LHPN TỈNH LÂM GIANG", "BAN CHẤP HÀNH"),
        "Số: 04/CTr-BCH", "Lâm Giang", date(2026, 1, 9), ("TM. BAN CHẤP HÀNH", "CHỦ TỊCH"), "Lý Thị Hồng Nhung",
        ("Đoàn Chủ tịch TW Hội", "Ủy viên Ban Chấp hành", "Lưu: VT, VP"),
        title="CHƯƠNG TRÌNH", about=("Giám sát việc thực hiện chính sách", "đối với lao động nữ năm 2026"),
        named="BAN CHẤP HÀNH HỘI LHPN TỈNH LÂM GIANG",
    ),
    _paper(
        "kl-ban-thuong-vu", _SERIF, ("ĐẢNG BỘ TỈNH LÂM GIANG",), ("BAN THƯỜNG VỤ",), "Số 63-KL/TU", "Lâm Giang",
        date(2026, 8, 27), ("T/M BAN THƯỜNG VỤ", "PHÓ BÍ THƯ"), "Đinh Trọng Nghĩa",
        ("Văn phòng Trung ương Đảng (để báo cáo)", "Các đồng chí Tỉnh ủy viên", "Lưu Văn phòng Tỉnh ủy"),
        title="KẾT LUẬN", about=("về tiếp tục đổi mới nội dung, phương thức", "hoạt động của các hội quần chúng"),
        named="BAN THƯỜNG VỤ ĐẢNG BỘ TỈNH LÂM GIANG",
    ),
    _paper(
        "ct-ubnd-tinh", _FREE, (), ("ỦY BAN NHÂN DÂN", "TỈNH LÂM GIANG"), "Số: 11/CT-UBND", "Lâm Giang",
        date(2026, 11, 12), ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"), "Mạc Thị Kiều Trang",
        ("Các sở, ban, ngành tỉnh", "UBND các xã, phường", "Lưu: VT, VXNV"),
        (
            "Thời gian qua, tình trạng tảo hôn tại một số thôn, bản còn diễn biến phức tạp.", *_PLAIN,
            "Các cơ quan báo cáo kết quả về Sở Nội vụ chậm nhất là ngày 15 tháng 12 năm 2026.",
        ),
        title="CHỈ THỊ", about=("Về việc tăng cường phòng, chống tảo hôn", "và hôn nhân cận huyết thống"), deadline="2026-12-15",
    ),
    _paper(
        "cv-khan-van-phong", _SERIF, ("TỈNH ỦY LÂM GIANG",), ("VĂN PHÒNG",), "Số 718-CV/VPTU", "Lâm Giang",
        date(2026, 12, 2), ("K/T CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG"), "Quản Đức Thịnh",
        ("Như trên", "Lưu Văn phòng Tỉnh ủy"),
        ("Theo yêu cầu công tác, Văn phòng Tỉnh ủy đề nghị:", *_PLAIN, "Báo cáo gửi về Văn phòng trước 16 giờ ngày 07/12/2026."),
        about=("V/v báo cáo tổ chức bộ máy", "và biên chế các hội"), addressed=("Đảng ủy các xã, phường",), stamp="KHẨN", deadline="2026-12-07",
    ),
    _paper(
        "bb-hop-khu-pho", _CARLITO, ("HỘI LHPN PHƯỜNG TÂN THÀNH",), ("CHI HỘI KHU PHỐ HÒA BÌNH",), "Số: 05/BB-CHPN",
        "Tân Thành", date(2026, 4, 26), ("THƯ KÝ",), "Giang Thị Lụa", ("Hội LHPN phường", "Lưu: Chi hội"),
        ("Hôm nay, hồi 19 giờ 30 phút ngày 26 tháng 4 năm 2026, chi hội họp bình xét hộ vay vốn.", *_PLAIN),
        title="BIÊN BẢN", about=("Họp bình xét cho vay vốn quý II năm 2026",),
    ),
    _paper(
        "cv-ngan-hang", _SERIF, ("NGÂN HÀNG CHÍNH SÁCH XÃ HỘI",), ("CHI NHÁNH TỈNH LÂM GIANG",), "Số: 602/NHCS-KHNV",
        "Lâm Giang", date(2026, 6, 29), ("GIÁM ĐỐC",), "Tô Thanh Bình", ("Như trên", "Ban Giám đốc", "Lưu: VT, KHNV"),
        (*_PLAIN, "Rất mong nhận được văn bản trả lời của Quý Hội trước ngày 10/7/2026./."),
        about=("V/v đối chiếu dư nợ ủy thác", "6 tháng đầu năm 2026"), addressed=("Hội Liên hiệp Phụ nữ tỉnh Lâm Giang",), deadline="2026-07-10",
        named="NGÂN HÀNG CHÍNH SÁCH XÃ HỘI CHI NHÁNH TỈNH LÂM GIANG",
    ),
    _paper(
        "bc-hoi-tinh", _SERIF, ("HỘI LHPN VIỆT NAM",), ("HỘI LHPN TỈNH LÂM GIANG", "BAN THƯỜNG VỤ"), "Số: 233/BC-BTV",
        "Lâm Giang", date(2026, 11, 25), ("TM. BAN THƯỜNG VỤ", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"), "Sầm Thị Ngân Hà",
        ("Đoàn Chủ tịch TW Hội LHPN Việt Nam", "Thường trực Tỉnh ủy", "Lưu: VT, TG"),
        ("I. KẾT QUẢ NỔI BẬT", *_PLAIN, *_MORE, "II. PHƯƠNG HƯỚNG", *_PLAIN), title="BÁO CÁO",
        about=("Kết quả thực hiện Đề án hỗ trợ phụ nữ", "khởi nghiệp giai đoạn 2021 - 2026"), pages=2,
        named="BAN THƯỜNG VỤ HỘI LHPN TỈNH LÂM GIANG",
    ),
    _paper(
        "tb-truong-chinh-tri", _FREE, ("TỈNH ỦY LÂM GIANG",), ("TRƯỜNG CHÍNH TRỊ",), "Số: 129/TB-TCT", "Lâm Giang",
        date(2026, 8, 3), ("HIỆU TRƯỞNG",), "Bành Thị Diệu Linh", ("Các cơ quan cử học viên", "Lưu: VT, QLĐT"),
        (*_PLAIN, "Học viên nộp hồ sơ về Phòng Quản lý đào tạo đến hết ngày 21/8/2026."),
        title="THÔNG BÁO", about=("Chiêu sinh lớp bồi dưỡng nghiệp vụ công tác phụ nữ",), deadline="2026-08-21",
    ),
    _paper(
        "pa-phong-chong-bao", _SERIF, ("UBND PHƯỜNG TÂN THÀNH",), ("PHÒNG KINH TẾ, HẠ TẦNG VÀ ĐÔ THỊ",), "Số: 17/PA-KTHTĐT",
        "Tân Thành", date(2026, 9, 1), ("TRƯỞNG PHÒNG",), "Khổng Minh Tuân", ("Chủ tịch UBND phường", "Các tổ dân phố", "Lưu: VT"),
        title="PHƯƠNG ÁN", about=("Sơ tán dân cư vùng ven sông", "khi có bão mạnh"), stamp="HOẢ TỐC",
    ),
    _paper(
        "kh-mat-tran", _SERIF, ("MẶT TRẬN TỔ QUỐC VIỆT NAM",), ("ỦY BAN MTTQ TỈNH LÂM GIANG",), "Số: 75/KH-MTTQ-BTT",
        "Lâm Giang", date(2026, 10, 20), ("TM. BAN THƯỜNG TRỰC", "PHÓ CHỦ TỊCH"), "Ninh Thị Xuân Mai",
        ("Ban Thường trực UBTW MTTQ Việt Nam (báo cáo)", "Các tổ chức chính trị - xã hội tỉnh", "Lưu: VT, DCGSPBXH"),
        title="KẾ HOẠCH", about=("Lấy ý kiến nhân dân về mức độ hài lòng", "đối với xây dựng nông thôn mới"),
    ),
    _paper(
        "qc-phoi-hop", _FREE, ("UBND TỈNH LÂM GIANG",), ("SỞ TƯ PHÁP",), "Số: 22/QC-STP", "Lâm Giang", date(2026, 3, 30),
        ("GIÁM ĐỐC",), "Lã Thị Minh Châu", ("Hội LHPN tỉnh", "Các phòng, đơn vị thuộc Sở", "Lưu: VT, PBGDPL"),
        title="QUY CHẾ", about=("Phối hợp trợ giúp pháp lý", "cho phụ nữ bị bạo lực gia đình"),
    ),
)  # fmt: skip
