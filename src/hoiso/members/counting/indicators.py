"""The indicators of the Union's reports: what each means and how it is made, as the page tells it.

Source of the definitions: law-and-formats 7.4. Numbers are of members of the unit in which they are counted
(their first branch); who is in a second branch is counted once.
"""

from dataclasses import dataclass

PLACES = (
    "members",
    "away",
    "waiting",
    "suspended",
    "core",
    "honorary",
    "age_1",
    "age_2",
    "age_3",
    "age_4",
    "age_5",
    "branches",
    "listed",
    "told",
    "told_branches",
)
"""What the numbers of `hoiso_tally` are, in their order."""

AGES = ("age_1", "age_2", "age_3", "age_4", "age_5")
WAYS_IN = ("admitted", "readmitted", "came", "back", "entered")
WAYS_OUT = (
    "went",
    "moved",
    "left",
    "dead",
    "struck_off",
    "expelled",
    "away",
    "suspended",
    "waiting",
    "refused",
    "other",
)


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator: `code` in reports, its name, what it means, its formula in words, and its unit."""

    code: str
    name: str
    meaning: str
    formula: str
    unit: str = "người"

    @property
    def is_rate(self) -> bool:
        return self.unit == "%"


_ON_THE_DAY = "Đếm trong sổ hội viên, ngày cuối kỳ."
_IN_THE_PERIOD = "Đếm trong sổ hội viên, các lần ghi từ ngày đầu đến ngày cuối kỳ."

INDICATORS: tuple[Indicator, ...] = (
    Indicator(
        "opening",
        "Hội viên đầu kỳ",
        "Hội viên đang sinh hoạt vào ngày trước ngày đầu kỳ.",
        "Cuối kỳ trừ tăng, cộng giảm.",
    ),
    Indicator(
        "in",
        "Tăng trong kỳ",
        "Kết nạp mới, kết nạp lại, chuyển đến, sinh hoạt trở lại và ghi bổ sung.",
        "Cộng các dòng tăng.",
    ),
    Indicator(
        "admitted", "Kết nạp mới", "Người lần đầu được công nhận là hội viên trong kỳ.", _IN_THE_PERIOD
    ),
    Indicator("readmitted", "Kết nạp lại", "Người đã thôi sinh hoạt, nay được kết nạp lại.", _IN_THE_PERIOD),
    Indicator("came", "Chuyển đến", "Hội viên từ đơn vị khác trong tỉnh chuyển đến.", _IN_THE_PERIOD),
    Indicator(
        "back", "Sinh hoạt trở lại", "Hội viên tạm vắng hoặc tạm dừng, nay sinh hoạt lại.", _IN_THE_PERIOD
    ),
    Indicator(
        "entered",
        "Ghi bổ sung vào sổ",
        "Hội viên cũ mới được ghi vào sổ, không rõ ngày vào Hội.",
        _IN_THE_PERIOD,
    ),
    Indicator(
        "out",
        "Giảm trong kỳ",
        "Chuyển đi, thôi sinh hoạt, qua đời, xoá tên, khai trừ, tạm vắng, tạm dừng.",
        "Cộng các dòng giảm.",
    ),
    Indicator("gone", "Chuyển đi", "Hội viên chuyển sang đơn vị khác hoặc đi nơi khác.", _IN_THE_PERIOD),
    Indicator("left", "Ra khỏi Hội", "Hội viên xin thôi, bị xoá tên hoặc khai trừ.", _IN_THE_PERIOD),
    Indicator("dead", "Qua đời", "Hội viên mất trong kỳ.", _IN_THE_PERIOD),
    Indicator(
        "resting",
        "Tạm vắng, tạm dừng trong kỳ",
        "Hội viên đang sinh hoạt chuyển sang tạm vắng, tạm dừng.",
        _IN_THE_PERIOD,
    ),
    Indicator("members", "Hội viên cuối kỳ", "Hội viên đang sinh hoạt vào ngày cuối kỳ.", _ON_THE_DAY),
    Indicator(
        "told",
        "Hội viên theo số chi hội báo",
        "Số do chi hội chưa có danh sách tự báo, mỗi chi hội lấy số mới nhất.",
        "Cộng số báo của các chi hội chưa có hội viên nào trong sổ.",
    ),
    Indicator(
        "core", "Hội viên nòng cốt", "Hội viên đang sinh hoạt được chi hội chọn làm nòng cốt.", _ON_THE_DAY
    ),
    Indicator(
        "core_rate",
        "Tỷ lệ nòng cốt",
        "Nòng cốt trên tổng số hội viên.",
        "Nòng cốt chia cho hội viên cuối kỳ, nhân 100.",
        "%",
    ),
    Indicator(
        "women",
        "Phụ nữ từ đủ 18 tuổi",
        "Phụ nữ từ đủ 18 tuổi trên địa bàn, nhập theo năm, có ghi nguồn.",
        "Số nhập của năm cuối kỳ hoặc năm gần nhất trước đó.",
    ),
    Indicator(
        "gathering_rate",
        "Tỷ lệ tập hợp hội viên",
        "Hội viên trên số phụ nữ từ đủ 18 tuổi.",
        "(Hội viên cuối kỳ cộng số chi hội báo) chia cho phụ nữ từ đủ 18 tuổi, nhân 100.",
        "%",
    ),
    Indicator(
        "away", "Tạm vắng", "Người đang tạm vắng vào ngày cuối kỳ; không tính là đang sinh hoạt.", _ON_THE_DAY
    ),
    Indicator("waiting", "Chờ công nhận", "Người đã xin vào Hội, chưa được công nhận.", _ON_THE_DAY),
    Indicator("suspended", "Tạm dừng sinh hoạt", "Người đang tạm dừng sinh hoạt.", _ON_THE_DAY),
    Indicator(
        "honorary", "Hội viên danh dự", "Hội viên danh dự, cả nam và nữ; không biểu quyết.", _ON_THE_DAY
    ),
    Indicator("branches", "Chi hội", "Chi hội đang hoạt động vào ngày cuối kỳ.", "Đếm chi hội.", "chi hội"),
    Indicator(
        "listed",
        "Chi hội đã có danh sách",
        "Chi hội có ít nhất một hội viên trong sổ.",
        "Đếm chi hội.",
        "chi hội",
    ),
)
BY_CODE = {one.code: one for one in INDICATORS}


@dataclass(frozen=True, slots=True)
class Cut:
    """One way to divide the members of a day: `key` in the address, its title, and names of its values."""

    key: str
    title: str
    values: tuple[tuple[str, str], ...] = ()
    sensitive: bool = False

    def name_of(self, value: str) -> str:
        return dict(self.values).get(value, value or "Chưa ghi")


CUTS: dict[str, Cut] = {
    cut.key: cut
    for cut in (
        Cut("tuoi", "Độ tuổi", tuple(zip(AGES, (
            "Dưới 30", "30 đến 39", "40 đến 49", "50 đến 59", "Từ 60",
        ), strict=True))),
        Cut("occupation", "Nghề nghiệp"),
        Cut("ethnic_group", "Dân tộc", sensitive=True),
        Cut("religion", "Tôn giáo", sensitive=True),
        Cut("poverty", "Hộ nghèo", (
            ("poor", "Hộ nghèo"), ("near_poor", "Hộ cận nghèo"), ("", "Không thuộc hoặc chưa ghi"),
        ), sensitive=True),
        Cut("party", "Đảng viên", (
            ("yes", "Đảng viên"), ("no", "Chưa là đảng viên"), ("", "Chưa ghi"),
        ), sensitive=True),
    )
}  # fmt: skip
