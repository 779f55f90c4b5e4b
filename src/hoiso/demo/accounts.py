"""The six accounts that everybody may try, with the passwords that a start on this machine prints."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Account:
    """A demo account: who she is in the officers' words, and how she signs in."""

    key: str
    who: str
    username: str
    password: str


CLERK = Account("clerk", "Văn thư Hội LHPN tỉnh", "vanthu", "hoa-sen-van-thu")
LEADER = Account("leader", "Chủ tịch Hội LHPN tỉnh", "lanhdao", "hoa-sen-lanh-dao")
SPECIALIST = Account("specialist", "Chuyên viên Hội LHPN tỉnh", "chuyenvien", "hoa-sen-chuyen-vien")
COMMUNE = Account("commune", "Cán bộ Hội LHPN xã Mỹ Yên", "canboxa", "hoa-sen-can-bo-xa")
BRANCH = Account("branch", "Chi hội trưởng ở xã Mỹ Yên", "chihoi", "hoa-sen-chi-hoi")
ADMINISTRATOR = Account("administrator", "Quản trị tỉnh", "quantri", "hoa-sen-quan-tri")

ACCOUNTS = (CLERK, LEADER, SPECIALIST, COMMUNE, BRANCH, ADMINISTRATOR)
