"""Marks and words that stand for one of a few things: yes, a sex, how a membership stands."""

from hoiso.core.folding import fold
from hoiso.members.imports import phrases
from hoiso.members.imports.errors import WrongCell

_YES = frozenset(
    {
        "x",
        "xx",
        "v",
        "co",
        "1",
        "1.0",
        "true",
        "yes",
        "y",
        "+",
        "*",
        "dung",
        "roi",
        "✓",
        "✔",
        "☑",
        "√",
        "ü",
        "þ",
    }
)
_NO = frozenset({"", "0", "0.0", "khong", "ko", "k", "-", "--", "false", "no", "n", "o", "chua", "☐", "."})
_STATES = {
    "active": (
        "dang sinh hoat|sinh hoat|dang tham gia|hoat dong|dang hoat dong|con sinh hoat|binh thuong|hoi vien|"
        "active|moi|kn moi|moi ket nap|ket nap moi|thuong xuyen"
    ),
    "waiting": "cho cong nhan|cho ket nap|cho duyet|xin vao hoi|dang cho",
    "away": "tam vang|vang|di lam xa|di lam an xa|di hoc|tam nghi|lam an xa|di vang",
    "suspended": "tam dung|tam dung sinh hoat|dinh chi|tam hoan|mien sinh hoat",
    "moved": "chuyen di|da chuyen|chuyen|chuyen sinh hoat|chuyen noi khac|da chuyen di|chuyen noi o",
    "left": (
        "ra khoi hoi|da ra khoi hoi|thoi sinh hoat|nghi|da nghi|roi hoi|xin ra|xin ra khoi hoi|nghi sinh hoat"
        "|da roi hoi|khong sinh hoat"
    ),
    "dead": "da mat|mat|chet|tu tran|qua doi|da chet|da qua doi",
    "struck_off": "xoa ten|da xoa ten|bi xoa ten",
    "expelled": "khai tru|bi khai tru|da khai tru",
}
_STATE_OF = {words: state for state, told in _STATES.items() for words in told.split("|")}
_BY_LENGTH = sorted(_STATE_OF.items(), key=lambda one: -len(one[0]))
_SAYS_YES = (
    "ho ", "dang vien", "nong cot", "hoi vien", "can ngheo", "ngheo", "danh du", "khuyet tat", "don than",
    "co ",
)  # fmt: skip


def read_flag(text: str) -> bool:
    """Whether the cell says yes: a cross, "có", a day (joined the Party on …). Raises `WrongCell`."""
    words = fold(text).strip(" .")
    if words in _YES:
        return True
    if words in _NO:
        return False
    if sum(letter.isdigit() for letter in words) >= 4:
        return True
    if words.startswith(("khong ", "chua ")):
        return False
    if len(words) <= 40 and words.startswith(_SAYS_YES):
        return True
    raise WrongCell(phrases.not_yes_or_no(text))


def read_sex(text: str) -> str:
    """ "female", "male" or "" where nothing is written. Raises `WrongCell`."""
    words = fold(text).strip(" .")
    if words in ("nu", "female", "f", "gai", "dan ba", "0"):
        return "female"
    if words in ("nam", "male", "m", "trai", "1"):
        return "male"
    if words in ("", "-", "x"):
        return "female" if words == "x" else ""
    raise WrongCell(phrases.not_a_sex(text))


def read_state(text: str) -> str:
    """How the membership stands, as a value of `members.states.State`; "" unsaid. Raises `WrongCell`."""
    words = fold(text).strip(" .")
    if words in ("", "-"):
        return ""
    found = _STATE_OF.get(words) or next(
        (state for said, state in _BY_LENGTH if len(said) > 4 and words.startswith(said)), None
    )
    if found is None:
        raise WrongCell(phrases.not_a_state(text))
    return found
