# ruff: noqa: E501 - data, a line each
"""What the frozen half says: documents of other offices, worded and set by others than our layouts.

Every name of a person, place and unit is made up. `answers` are what a clerk would write.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Paper:
    """One document for the word processor. `body` are paragraphs; `answers` by field of the register."""

    name: str
    font: str
    above: tuple[str, ...]
    issuer: tuple[str, ...]
    number: str
    dated: str
    answers: dict[str, str]
    party: bool = False
    title: str = ""
    subject: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    addressed: tuple[str, ...] = ()
    body: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    signing: tuple[str, ...] = ()
    signer: str = ""
    stamp: str = ""
    pages: int = field(default=1)


_LIST = (
    "1. Nội dung thực hiện",
    (
        "Các đơn vị chủ động rà soát số liệu, phân công người phụ trách, bảo đảm đúng đối tượng, đúng thời gian, "
        "không chồng chéo với những hoạt động đã có trong chương trình công tác năm."
    ),
    "2. Kinh phí",
    "Sử dụng nguồn kinh phí đã được giao trong dự toán năm 2026 và nguồn vận động hợp pháp khác.",
)
_LONG = (
    (
        "Qua sáu tháng triển khai, hầu hết các cơ sở đã kiện toàn tổ chức, bố trí cán bộ phụ trách và ban hành "
        "quy chế làm việc. Công tác tuyên truyền được đổi mới, gắn với sinh hoạt của chi hội, tổ phụ nữ tự quản, "
        "câu lạc bộ gia đình hạnh phúc và các nhóm trực tuyến của hội viên trẻ."
    ),
    (
        "Tuy nhiên, một số nơi chưa chủ động phối hợp với ngành chức năng; việc nắm bắt tâm tư, nguyện vọng của "
        "lao động nữ ở khu nhà trọ còn hạn chế; chế độ thông tin chưa đều."
    ),
) * 6

PAPERS = (
    Paper(
        "cong-van-so-y-te",
        "Liberation Serif",
        ("UBND TỈNH AN HẢI",),
        ("SỞ Y TẾ",),
        "Số: 1482/SYT-NVY",
        "An Hải, ngày 11 tháng 5 năm 2026",
        about=("V/v phối hợp khám sức khoẻ sinh sản", "cho lao động nữ khu công nghiệp"),
        addressed=("Hội Liên hiệp Phụ nữ tỉnh An Hải",),
        body=(
            "Căn cứ Kế hoạch công tác năm 2026, Sở Y tế dự kiến tổ chức ba đợt khám lưu động.",
            *_LIST,
            "Đề nghị Quý cơ quan gửi danh sách đăng ký về Sở Y tế trước ngày 29/5/2026 để tổng hợp./.",
        ),
        recipients=("Như trên", "Giám đốc Sở (để báo cáo)", "Lưu: VT, NVY"),
        signing=("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"),
        signer="Đặng Quốc Khải",
        answers={
            "issuer": "SỞ Y TẾ",
            "symbol": "1482/SYT-NVY",
            "date": "2026-05-11",
            "kind": "Công văn",
            "subject": "phối hợp khám sức khoẻ sinh sản cho lao động nữ khu công nghiệp",
            "signer": "Đặng Quốc Khải",
            "deadline": "2026-05-29",
            "addressees": "Hội Liên hiệp Phụ nữ tỉnh An Hải",
            "recipients": "Như trên; Giám đốc Sở (để báo cáo); Lưu: VT, NVY",
        },
    ),
    Paper(
        "ke-hoach-ubnd",
        "Liberation Serif",
        (),
        ("ỦY BAN NHÂN DÂN", "PHƯỜNG LONG BIÊN ĐÔNG"),
        "Số: 67/KH-UBND",
        "Long Biên Đông, ngày 02 tháng 3 năm 2026",
        title="KẾ HOẠCH",
        subject=("Tổ chức Tháng hành động vì trẻ em", "trên địa bàn phường năm 2026"),
        body=("Thực hiện chỉ đạo của cấp trên, Ủy ban nhân dân phường ban hành Kế hoạch như sau:", *_LIST),
        recipients=("Thường trực Đảng ủy", "Các đoàn thể phường", "Lưu: VT"),
        signing=("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
        signer="Vương Thị Hồng Gấm",
        answers={
            "issuer": "ỦY BAN NHÂN DÂN PHƯỜNG LONG BIÊN ĐÔNG",
            "symbol": "67/KH-UBND",
            "date": "2026-03-02",
            "kind": "Kế hoạch",
            "subject": "Tổ chức Tháng hành động vì trẻ em trên địa bàn phường năm 2026",
            "signer": "Vương Thị Hồng Gấm",
            "recipients": "Thường trực Đảng ủy; Các đoàn thể phường; Lưu: VT",
        },
    ),
    Paper(
        "bao-cao-hai-trang",
        "FreeSerif",
        ("HỘI LHPN TỈNH AN HẢI",),
        ("HỘI LHPN XÃ TÂN LẬP ĐÔNG",),
        "Số: 29/BC-HPN",
        "Tân Lập Đông, ngày 18 tháng 6 năm 2026",
        title="BÁO CÁO",
        subject=("Sơ kết công tác Hội 6 tháng đầu năm 2026",),
        body=("I. TÌNH HÌNH CHUNG", *_LONG, "II. PHƯƠNG HƯỚNG", *_LIST),
        recipients=("Ban Thường vụ Hội LHPN tỉnh", "Đảng ủy xã", "Lưu: VP"),
        signing=("TM. BAN THƯỜNG VỤ", "CHỦ TỊCH"),
        signer="Huỳnh Thị Kim Sa",
        pages=2,
        answers={
            "issuer": "HỘI LHPN XÃ TÂN LẬP ĐÔNG",
            "symbol": "29/BC-HPN",
            "date": "2026-06-18",
            "kind": "Báo cáo",
            "subject": "Sơ kết công tác Hội 6 tháng đầu năm 2026",
            "signer": "Huỳnh Thị Kim Sa",
            "recipients": "Ban Thường vụ Hội LHPN tỉnh; Đảng ủy xã; Lưu: VP",
        },
    ),
    Paper(
        "thong-bao-khan",
        "Liberation Serif",
        ("UBND XÃ PHÚ MỸ TRUNG",),
        ("BAN CHỈ HUY PHÒNG THỦ DÂN SỰ",),
        "Số: 08/TB-BCH",
        "Phú Mỹ Trung, ngày 24 tháng 9 năm 2026",
        stamp="KHẨN",
        title="THÔNG BÁO",
        subject=("Về việc trực ban ứng phó mưa lũ và sạt lở",),
        body=(
            "Do ảnh hưởng của hoàn lưu bão, từ đêm 24/9/2026 có mưa rất to.",
            "Các ấp báo cáo tình hình thiệt hại về thường trực Ban chỉ huy trước 17 giờ ngày 25/9/2026.",
            *_LIST,
        ),
        recipients=("Chủ tịch UBND xã", "Trưởng các ấp", "Lưu: VT, KT"),
        signing=("TRƯỞNG BAN",),
        signer="Ngô Văn Bửu",
        answers={
            "issuer": "BAN CHỈ HUY PHÒNG THỦ DÂN SỰ",
            "symbol": "08/TB-BCH",
            "date": "2026-09-24",
            "kind": "Thông báo",
            "subject": "Về việc trực ban ứng phó mưa lũ và sạt lở",
            "signer": "Ngô Văn Bửu",
            "urgency": "khẩn",
            "deadline": "2026-09-25",
            "recipients": "Chủ tịch UBND xã; Trưởng các ấp; Lưu: VT, KT",
        },
    ),
    Paper(
        "huong-dan-dang",
        "Liberation Serif",
        ("ĐẢNG BỘ TỈNH AN HẢI",),
        ("BAN TỔ CHỨC",),
        "Số 15-HD/BTCTU",
        "An Hải, ngày 06 tháng 8 năm 2026",
        party=True,
        title="HƯỚNG DẪN",
        subject=("quy trình giới thiệu nhân sự nữ", "tham gia cấp uỷ nhiệm kỳ tới"),
        body=("Ban Tổ chức Tỉnh uỷ hướng dẫn một số nội dung như sau:", *_LIST),
        recipients=("Thường trực Tỉnh uỷ (báo cáo)", "Các đảng uỷ trực thuộc", "Lưu Ban Tổ chức"),
        signing=("K/T TRƯỞNG BAN", "PHÓ TRƯỞNG BAN"),
        signer="Lâm Hữu Phước",
        answers={
            "issuer": "BAN TỔ CHỨC",
            "symbol": "15-HD/BTCTU",
            "date": "2026-08-06",
            "kind": "Hướng dẫn",
            "subject": "quy trình giới thiệu nhân sự nữ tham gia cấp uỷ nhiệm kỳ tới",
            "signer": "Lâm Hữu Phước",
            "recipients": "Thường trực Tỉnh uỷ (báo cáo); Các đảng uỷ trực thuộc; Lưu Ban Tổ chức",
        },
    ),
    Paper(
        "quyet-dinh-mttq",
        "FreeSerif",
        ("MẶT TRẬN TỔ QUỐC VIỆT NAM",),
        ("ỦY BAN MTTQ XÃ HÒA THUẬN",),
        "Số: 112/QĐ-MTTQ",
        "Hòa Thuận, ngày 15 tháng 01 năm 2026",
        title="QUYẾT ĐỊNH",
        subject=("Về việc khen thưởng tập thể, cá nhân tiêu biểu", "trong cuộc vận động năm 2025"),
        body=(
            "BAN THƯỜNG TRỰC ỦY BAN MTTQ XÃ HÒA THUẬN",
            "Căn cứ Luật Thi đua, khen thưởng;",
            "Xét đề nghị của Văn phòng,",
            "QUYẾT ĐỊNH:",
            "Điều 1. Tặng Giấy khen cho 04 tập thể và 09 cá nhân (có danh sách kèm theo).",
            "Điều 2. Quyết định này có hiệu lực kể từ ngày ký.",
        ),
        recipients=("Như Điều 1", "Ủy ban MTTQ tỉnh", "Lưu: VP"),
        signing=("TM. BAN THƯỜNG TRỰC", "CHỦ TỊCH"),
        signer="Phùng Thị Lệ Thu",
        answers={
            "issuer": "ỦY BAN MTTQ XÃ HÒA THUẬN",
            "symbol": "112/QĐ-MTTQ",
            "date": "2026-01-15",
            "kind": "Quyết định",
            "subject": "Về việc khen thưởng tập thể, cá nhân tiêu biểu trong cuộc vận động năm 2025",
            "signer": "Phùng Thị Lệ Thu",
            "recipients": "Như Điều 1; Ủy ban MTTQ tỉnh; Lưu: VP",
        },
    ),
    Paper(
        "giay-moi-hdnd",
        "Liberation Serif",
        (),
        ("HỘI ĐỒNG NHÂN DÂN", "XÃ CÁT TIÊN ĐÔNG"),
        "Số: 21/GM-HĐND",
        "Cát Tiên Đông, ngày 30 tháng 11 năm 2026",
        title="GIẤY MỜI",
        subject=("Dự kỳ họp thứ bảy Hội đồng nhân dân xã",),
        body=(
            "Thường trực Hội đồng nhân dân xã trân trọng kính mời: Chủ tịch Hội LHPN xã.",
            "Thời gian: 7 giờ 30 phút, ngày 10 tháng 12 năm 2026.",
            "Địa điểm: Hội trường Ủy ban nhân dân xã.",
        ),
        recipients=("Như trên", "Lưu: VT"),
        signing=("TM. THƯỜNG TRỰC", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
        signer="Mai Xuân Trường Giang",
        answers={
            "issuer": "HỘI ĐỒNG NHÂN DÂN XÃ CÁT TIÊN ĐÔNG",
            "symbol": "21/GM-HĐND",
            "date": "2026-11-30",
            "kind": "Giấy mời",
            "subject": "Dự kỳ họp thứ bảy Hội đồng nhân dân xã",
            "signer": "Mai Xuân Trường Giang",
            "recipients": "Như trên; Lưu: VT",
        },
    ),
    Paper(
        "to-trinh-hoi",
        "DejaVu Serif",
        ("HỘI LHPN TỈNH AN HẢI",),
        ("BAN THƯỜNG VỤ",),
        "Số: 05/TTr-BTV",
        "An Hải, ngày 04 tháng 4 năm 2026",
        title="TỜ TRÌNH",
        subject=("Đề nghị bổ sung biên chế cơ quan chuyên trách",),
        addressed=("Ban Tổ chức Tỉnh ủy",),
        body=("Ban Thường vụ Hội LHPN tỉnh kính trình nội dung sau đây:", *_LIST),
        recipients=("Như trên", "Lưu: VT, TC"),
        signing=("TM. BAN THƯỜNG VỤ", "CHỦ TỊCH"),
        signer="Quách Thị Ngọc Diễm",
        answers={
            "issuer": "BAN THƯỜNG VỤ HỘI LHPN TỈNH AN HẢI",
            "symbol": "05/TTr-BTV",
            "date": "2026-04-04",
            "kind": "Tờ trình",
            "subject": "Đề nghị bổ sung biên chế cơ quan chuyên trách",
            "signer": "Quách Thị Ngọc Diễm",
            "addressees": "Ban Tổ chức Tỉnh ủy",
            "recipients": "Như trên; Lưu: VT, TC",
        },
    ),
    Paper(
        "chuong-trinh-dang",
        "FreeSerif",
        ("ĐẢNG BỘ XÃ TÂN LẬP ĐÔNG",),
        ("ĐẢNG UỶ", "CÁC CƠ QUAN ĐẢNG XÃ"),
        "Số 03-CTr/ĐU",
        "Tân Lập Đông, ngày 12 tháng 02 năm 2026",
        party=True,
        title="CHƯƠNG TRÌNH",
        subject=("kiểm tra, giám sát năm 2026",),
        body=("Đảng uỷ xây dựng Chương trình với những nội dung chủ yếu sau:", *_LIST),
        recipients=("Uỷ ban Kiểm tra Đảng uỷ xã", "Các chi bộ", "Lưu Văn phòng"),
        signing=("T/M ĐẢNG UỶ", "BÍ THƯ"),
        signer="Trịnh Công Luận",
        answers={
            "issuer": "ĐẢNG UỶ CÁC CƠ QUAN ĐẢNG XÃ",
            "symbol": "03-CTr/ĐU",
            "date": "2026-02-12",
            "kind": "Chương trình",
            "subject": "kiểm tra, giám sát năm 2026",
            "signer": "Trịnh Công Luận",
            "recipients": "Uỷ ban Kiểm tra Đảng uỷ xã; Các chi bộ; Lưu Văn phòng",
        },
    ),
    Paper(
        "nghi-quyet-dang",
        "Liberation Serif",
        ("ĐẢNG BỘ TỈNH AN HẢI",),
        ("BAN CHẤP HÀNH",),
        "Số 09-NQ/TU",
        "An Hải, ngày 28 tháng 10 năm 2026",
        party=True,
        title="NGHỊ QUYẾT",
        subject=("về tăng cường sự lãnh đạo của Đảng", "đối với công tác phụ nữ trong tình hình mới"),
        body=("I. TÌNH HÌNH", "Những năm qua, công tác phụ nữ đạt nhiều kết quả quan trọng.", *_LIST),
        recipients=(
            "Ban Bí thư Trung ương Đảng (báo cáo)",
            "Các đảng bộ trực thuộc",
            "Lưu Văn phòng Tỉnh uỷ",
        ),
        signing=("T/M BAN CHẤP HÀNH", "BÍ THƯ"),
        signer="Tạ Minh Đăng",
        answers={
            "issuer": "BAN CHẤP HÀNH ĐẢNG BỘ TỈNH AN HẢI",
            "symbol": "09-NQ/TU",
            "date": "2026-10-28",
            "kind": "Nghị quyết",
            "subject": "về tăng cường sự lãnh đạo của Đảng đối với công tác phụ nữ trong tình hình mới",
            "signer": "Tạ Minh Đăng",
            "recipients": "Ban Bí thư Trung ương Đảng (báo cáo); Các đảng bộ trực thuộc; Lưu Văn phòng Tỉnh uỷ",
        },
    ),
    Paper(
        "ket-luan-thanh-tra",
        "Liberation Serif",
        ("UBND TỈNH AN HẢI",),
        ("THANH TRA TỈNH",),
        "Số: 44/KL-TTr",
        "An Hải, ngày 19 tháng 7 năm 2026",
        title="KẾT LUẬN",
        subject=("Việc chấp hành pháp luật về lao động nữ", "tại ba doanh nghiệp may mặc"),
        body=(
            "Từ ngày 01/6/2026 đến ngày 20/6/2026, Đoàn thanh tra đã làm việc trực tiếp.",
            *_LIST,
            "Yêu cầu các doanh nghiệp báo cáo kết quả khắc phục, chậm nhất là ngày 31/8/2026.",
        ),
        recipients=("Chủ tịch UBND tỉnh", "Hội LHPN tỉnh", "Lưu: VT, NV2"),
        signing=("CHÁNH THANH TRA",),
        signer="Đoàn Thanh Vũ",
        answers={
            "issuer": "THANH TRA TỈNH",
            "symbol": "44/KL-TTr",
            "date": "2026-07-19",
            "kind": "Kết luận",
            "subject": "Việc chấp hành pháp luật về lao động nữ tại ba doanh nghiệp may mặc",
            "signer": "Đoàn Thanh Vũ",
            "deadline": "2026-08-31",
            "recipients": "Chủ tịch UBND tỉnh; Hội LHPN tỉnh; Lưu: VT, NV2",
        },
    ),
    Paper(
        "chi-thi-ubnd",
        "FreeSerif",
        (),
        ("ỦY BAN NHÂN DÂN", "TỈNH AN HẢI"),
        "Số: 06/CT-UBND",
        "An Hải, ngày 22 tháng 12 năm 2026",
        title="CHỈ THỊ",
        subject=("Về việc tổ chức Tết Nguyên đán an toàn, tiết kiệm",),
        body=("Để nhân dân đón Tết vui tươi, Chủ tịch UBND tỉnh yêu cầu các sở, ngành:", *_LIST),
        recipients=("Các sở, ban, ngành", "UBND các xã, phường", "Lưu: VT"),
        signing=("CHỦ TỊCH",),
        signer="Hồ Sĩ Nguyên",
        answers={
            "issuer": "ỦY BAN NHÂN DÂN TỈNH AN HẢI",
            "symbol": "06/CT-UBND",
            "date": "2026-12-22",
            "kind": "Chỉ thị",
            "subject": "Về việc tổ chức Tết Nguyên đán an toàn, tiết kiệm",
            "signer": "Hồ Sĩ Nguyên",
            "recipients": "Các sở, ban, ngành; UBND các xã, phường; Lưu: VT",
        },
    ),
    Paper(
        "cong-van-hoa-toc",
        "Carlito",
        ("HỘI LHPN VIỆT NAM",),
        ("HỘI LHPN TỈNH AN HẢI",),
        "Số: 390/BTV-VP",
        "An Hải, ngày 01 tháng 9 năm 2026",
        stamp="HOẢ TỐC",
        about=("V/v huy động lực lượng giúp dân sau bão",),
        addressed=("Hội LHPN các xã, phường", "Ban Phụ nữ Quân sự tỉnh"),
        body=(
            "Trước thiệt hại do bão gây ra, Ban Thường vụ đề nghị các đơn vị:",
            *_LIST,
            "Báo cáo kết quả bước đầu gửi về Văn phòng trước 15 giờ ngày 03 tháng 9 năm 2026.",
        ),
        recipients=("Như kính gửi", "TT Đoàn Chủ tịch (b/c)", "Lưu: VT, VP"),
        signing=("TM. BAN THƯỜNG VỤ", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
        signer="Thái Thị Mộng Tuyền",
        answers={
            "issuer": "HỘI LHPN TỈNH AN HẢI",
            "symbol": "390/BTV-VP",
            "date": "2026-09-01",
            "kind": "Công văn",
            "subject": "huy động lực lượng giúp dân sau bão",
            "signer": "Thái Thị Mộng Tuyền",
            "urgency": "hoả tốc",
            "deadline": "2026-09-03",
            "addressees": "Hội LHPN các xã, phường; Ban Phụ nữ Quân sự tỉnh",
            "recipients": "Như kính gửi; TT Đoàn Chủ tịch (b/c); Lưu: VT, VP",
        },
    ),
    Paper(
        "bien-ban-hop",
        "Liberation Serif",
        ("HỘI LHPN XÃ TÂN LẬP ĐÔNG",),
        ("CHI HỘI ẤP BÌNH HÒA",),
        "Số: 02/BB-CH",
        "Bình Hòa, ngày 08 tháng 3 năm 2026",
        title="BIÊN BẢN",
        subject=("Họp chi hội phụ nữ quý I năm 2026",),
        body=("Hôm nay, lúc 14 giờ ngày 08 tháng 3 năm 2026, chi hội tiến hành họp định kỳ.", *_LIST),
        recipients=("Hội LHPN xã", "Lưu: Chi hội"),
        signing=("CHI HỘI TRƯỞNG",),
        signer="Bùi Thị Út Mười",
        answers={
            "issuer": "CHI HỘI ẤP BÌNH HÒA",
            "symbol": "02/BB-CH",
            "date": "2026-03-08",
            "kind": "Biên bản",
            "subject": "Họp chi hội phụ nữ quý I năm 2026",
            "signer": "Bùi Thị Út Mười",
            "recipients": "Hội LHPN xã; Lưu: Chi hội",
        },
    ),
)
