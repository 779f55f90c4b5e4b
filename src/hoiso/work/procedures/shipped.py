"""Procedures that come with the product (congress, campaign, yearly plan), to be copied and changed."""

from dataclasses import dataclass

from hoiso.work.procedures.steps import Step


@dataclass(frozen=True, slots=True)
class Shipped:
    """A procedure to be copied."""

    key: str
    title: str
    event: str
    text: str
    steps: tuple[Step, ...]


_OFFICE, _PAPERS, _LEADER, _NEWS = "Văn phòng", "Tiểu ban văn kiện", "Lãnh đạo phụ trách", "Tuyên truyền"

SHIPPED = (
    Shipped(
        "dai-hoi", "Đại hội đại biểu phụ nữ", "Ngày khai mạc đại hội",
        "Từ kế hoạch đến báo cáo kết quả đại hội.",
        (
            Step("Xây dựng, ban hành kế hoạch đại hội", _LEADER, -180),
            Step("Thành lập các tiểu ban", _LEADER, -150),
            Step("Dự thảo báo cáo chính trị", _PAPERS, -90),
            Step("Lấy ý kiến góp ý dự thảo", _PAPERS, -100, part=True),
            Step("Tổng hợp ý kiến, hoàn chỉnh", _PAPERS, -92, part=True),
            Step("Chuẩn bị nhân sự, đề án Ban Chấp hành", _LEADER, -60),
            Step("Trình hồ sơ duyệt đại hội", _OFFICE, -45),
            Step("Chuẩn bị hội trường, lễ tân, hậu cần", _OFFICE, -3),
            Step("Gửi giấy mời đại biểu", _OFFICE, -15, part=True),
            Step("In tài liệu đại hội", _PAPERS, -7),
            Step("Tuyên truyền trước đại hội", _NEWS, -1),
            Step("Tổ chức đại hội", _LEADER, 0),
            Step("Báo cáo kết quả, trình chuẩn y", _OFFICE, 7),
            Step("Nộp hồ sơ đại hội vào lưu trữ", _OFFICE, 30),
        ),
    ),
    Shipped(
        "chien-dich", "Chiến dịch, đợt cao điểm", "Ngày phát động",
        "Chuẩn bị, phát động, theo dõi và tổng kết một đợt cao điểm.",
        (
            Step("Kế hoạch chiến dịch", _LEADER, -30),
            Step("Công văn hướng dẫn đơn vị trực thuộc", _OFFICE, -20),
            Step("Chuẩn bị tin bài, khẩu hiệu", _NEWS, -10),
            Step("Chuẩn bị lễ phát động", _OFFICE, -2),
            Step("Phát động", _LEADER, 0),
            Step("Báo cáo nhanh tuần đầu", _OFFICE, 7),
            Step("Kiểm tra tại cơ sở", _LEADER, 20),
            Step("Tổng kết chiến dịch", _LEADER, 45),
            Step("Thu thập số liệu kết quả", _OFFICE, 38, part=True),
        ),
    ),
    Shipped(
        "ke-hoach-nam", "Kế hoạch công tác năm", "Ngày ban hành kế hoạch",
        "Từ hướng dẫn, tổng kết năm cũ đến ban hành và triển khai kế hoạch năm mới.",
        (
            Step("Hướng dẫn đơn vị báo cáo tổng kết", _OFFICE, -60),
            Step("Tổng hợp báo cáo, số liệu năm", _OFFICE, -30),
            Step("Dự thảo kế hoạch năm", _PAPERS, -14),
            Step("Lấy ý kiến các ban", _PAPERS, -20, part=True),
            Step("Ban Thường vụ thông qua", _LEADER, -5),
            Step("Ban hành kế hoạch năm", _LEADER, 0),
            Step("Triển khai đến đơn vị trực thuộc", _OFFICE, 10),
            Step("Kiểm điểm tiến độ quý I", _LEADER, 90),
        ),
    ),
)  # fmt: skip
BY_KEY = {one.key: one for one in SHIPPED}
