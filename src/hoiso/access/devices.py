"""The browser that signs in: its own mark, and a name that its owner recognises."""

from dataclasses import dataclass

from hoiso.access.keyed import keyed_hash

_BROWSERS = (
    ("Edg", "Edge"),
    ("coc_coc", "Cốc Cốc"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
_MACHINES = (
    ("iPhone", "điện thoại iPhone"),
    ("iPad", "máy iPad"),
    ("Android", "máy Android"),
    ("Windows", "máy tính Windows"),
    ("Macintosh", "máy tính Mac"),
    ("Linux", "máy tính Linux"),
)


@dataclass(frozen=True, slots=True)
class Device:
    """A browser: `mark` is the random value of its cookie, `shared` that several people use it."""

    mark: str
    name: str
    shared: bool = False

    @property
    def mark_hash(self) -> str:
        """How the mark is stored; empty for a browser that has none."""
        return keyed_hash("device", self.mark) if self.mark else ""


def device_name(user_agent: str) -> str:
    """ "Chrome trên máy tính Windows", from what the browser says of itself."""
    browser = next((name for sign, name in _BROWSERS if sign in user_agent), "Trình duyệt")
    machine = next((name for sign, name in _MACHINES if sign in user_agent), "máy khác")
    return f"{browser} trên {machine}"
