"""Names of units: what search looks through, and what the Union's own body there is called."""

from hoiso.core.folding import fold, nfc

_LEVELS = ("Thành phố", "Thị trấn", "Thị xã", "Đặc khu", "Phường", "Huyện", "Quận", "Tỉnh", "Xã")
BODY = "Hội LHPN"
CENTRAL_NAME = "Trung ương Hội Liên hiệp Phụ nữ Việt Nam"


def folded_names(name: str, body_name: str = "") -> str:
    """What `Unit.folded` holds: both names without accents, one space between."""
    return fold(f"{name} {body_name}")


def split_level(name: str) -> tuple[str, str]:
    """("Xã", "Mỹ Yên") of "Xã Mỹ Yên"; ("", name) where the name carries no level."""
    clean = nfc(name)
    for level in _LEVELS:
        if clean.casefold().startswith(f"{level.casefold()} "):
            return level, clean[len(level) + 1 :]
    return "", clean


def body_of(name: str) -> str:
    """The Union's body at a place: "Hội LHPN xã Mỹ Yên" of "Xã Mỹ Yên"."""
    level, rest = split_level(name)
    return f"{BODY} {level.lower()} {rest}" if level else f"{BODY} {rest}"
