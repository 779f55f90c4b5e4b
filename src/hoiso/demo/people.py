"""Invented people: names put together by chance from lists of common parts. No real person is meant."""

from dataclasses import dataclass
from random import Random

from hoiso.access.models import Officer
from hoiso.access.public import suggested_username
from hoiso.core.folding import fold, given_name_key

_FAMILY = (
    "Nguyễn", "Trần", "Lê", "Phạm", "Huỳnh", "Phan", "Võ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương",
    "Lý", "Trương", "Đinh", "Lâm", "Mai", "Cao", "Tô", "Hà", "Châu", "Tạ",
)  # fmt: skip
_FAMILY_WEIGHTS = (38, 12, 10, 8, 6, 5, 5, 3, 3, 2, 2, 2, 2, 1, 2, 1, 2, 1, 1, 1, 1, 1, 1)
_MIDDLE = (
    "Thị", "Thị", "Thị", "Thị Ngọc", "Thị Thanh", "Thị Kim", "Thị Bích", "Thị Thu", "Thị Hồng",
    "Thị Mỹ", "Ngọc", "Thanh", "Kim", "Thuý", "Thị Cẩm", "Thị Tuyết", "Phương", "Thị Minh",
)  # fmt: skip
_GIVEN = (
    "An", "Anh", "Ánh", "Bích", "Châu", "Chi", "Cúc", "Diễm", "Diệu", "Dung", "Duyên", "Đào", "Điệp",
    "Đoan", "Giang", "Hà", "Hạnh", "Hằng", "Hiền", "Hoa", "Hoà", "Hồng", "Huệ", "Hương", "Hường", "Khuê",
    "Kiều", "Lam", "Lan", "Lành", "Lệ", "Liên", "Liễu", "Linh", "Loan", "Ly", "Mai", "Mận", "Minh", "Mơ",
    "Nga", "Ngân", "Nghĩa", "Nguyệt", "Nhàn", "Nhi", "Nhung", "Nương", "Oanh", "Phấn", "Phụng", "Phượng",
    "Quyên", "Quỳnh", "Sáu", "Sen", "Sương", "Tâm", "Thảo", "Thắm", "Thoa", "Thơ", "Thu", "Thuận", "Thuỷ",
    "Thư", "Thương", "Tiên", "Trang", "Trâm", "Trinh", "Trúc", "Tuyền", "Tuyết", "Tươi", "Uyên", "Vân",
    "Vy", "Xuân", "Xuyến", "Yến",
)  # fmt: skip


@dataclass(slots=True)
class Names:
    """Gives full names, each at most once, and the user name that goes with it."""

    chance: Random
    _given: set[str]
    _usernames: set[str]

    @classmethod
    def from_chance(cls, chance: Random) -> "Names":
        return cls(chance, set(), set())

    def draw(self) -> str:
        """A name not drawn before."""
        while True:
            family = self.chance.choices(_FAMILY, _FAMILY_WEIGHTS)[0]
            name = f"{family} {self.chance.choice(_MIDDLE)} {self.chance.choice(_GIVEN)}"
            if name not in self._given:
                self._given.add(name)
                return name

    def officer(self, place: str, username: str = "") -> Officer:
        """An officer with a drawn name, not yet stored; the user name comes from it and the place."""
        name = self.draw()
        username = username or suggested_username(name, place, taken=self._usernames)
        self._usernames.add(username)
        return Officer(
            full_name=name,
            name_key=given_name_key(name),
            folded=fold(name),
            form_of_address=self.chance.choice(("chị", "chị", "chị", "cô")),
            username=username,
            demo=True,
        )
