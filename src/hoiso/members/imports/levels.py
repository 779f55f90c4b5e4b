"""Levels of schooling, training and political education, from the words of a list to the register's own."""

import re
from functools import lru_cache

from hoiso.core.folding import fold
from hoiso.members.models import Member, MemberPost

_GRADE = re.compile(r"(?:lop\s*)?(\d{1,2})\s*(?:/\s*1[02])?")
_STAGE = re.compile(r"(?:cap|c)\s*([123]|i{1,3})$")
_SCHOOLING = (
    ("tieu hoc", Member.Schooling.PRIMARY), ("trung hoc co so", Member.Schooling.LOWER),
    ("thcs", Member.Schooling.LOWER), ("trung hoc pho thong", Member.Schooling.UPPER),
    ("thpt", Member.Schooling.UPPER), ("ptth", Member.Schooling.UPPER), ("bo tuc", Member.Schooling.UPPER),
    ("mu chu", Member.Schooling.NONE), ("khong biet chu", Member.Schooling.NONE),
    ("chua qua truong", Member.Schooling.NONE),
)  # fmt: skip
_TRAINING = (
    ("tren dai hoc", Member.Training.HIGHER), ("thac si", Member.Training.HIGHER),
    ("thac sy", Member.Training.HIGHER), ("tien si", Member.Training.HIGHER),
    ("dai hoc", Member.Training.UNIVERSITY), ("cu nhan", Member.Training.UNIVERSITY),
    ("ky su", Member.Training.UNIVERSITY), ("bac si", Member.Training.UNIVERSITY),
    ("cao dang", Member.Training.COLLEGE), ("trung cap", Member.Training.MIDDLE),
    ("trung hoc chuyen nghiep", Member.Training.MIDDLE), ("so cap", Member.Training.SHORT),
    ("chung chi", Member.Training.SHORT), ("nghe", Member.Training.SHORT),
    ("chua qua dao tao", Member.Training.NONE), ("khong", Member.Training.NONE),
)  # fmt: skip
_SHORT_TRAINING = {"dh": "university", "cd": "college", "tc": "middle", "sc": "short", "ths": "higher"}
_POLITICS = (
    ("cao cap", Member.Politics.HIGH), ("cu nhan", Member.Politics.HIGH),
    ("trung cap", Member.Politics.MIDDLE), ("so cap", Member.Politics.PRIMARY),
)  # fmt: skip
_SHORT_POLITICS = {"cc": "high", "tc": "middle", "sc": "primary"}
_POSTS = (
    ("pho chu tich", MemberPost.Kind.CHAIR), ("chu tich", MemberPost.Kind.CHAIR),
    ("thuong vu", MemberPost.Kind.STANDING), ("btv", MemberPost.Kind.STANDING),
    ("chap hanh", MemberPost.Kind.COMMITTEE), ("bch", MemberPost.Kind.COMMITTEE),
    ("chi hoi truong", MemberPost.Kind.HEAD), ("truong chi hoi", MemberPost.Kind.HEAD),
    ("cht", MemberPost.Kind.HEAD), ("chi hoi pho", MemberPost.Kind.DEPUTY),
    ("pho chi hoi", MemberPost.Kind.DEPUTY), ("chp", MemberPost.Kind.DEPUTY),
    ("to truong", MemberPost.Kind.GROUP_HEAD), ("to pho", MemberPost.Kind.GROUP_DEPUTY),
)  # fmt: skip
_NO_POST = frozenset({"hoi vien", "hv", "khong", "thanh vien", "hvnc", "hoi vien nong cot"})
_ROMAN = {"i": 1, "ii": 2, "iii": 3}


@lru_cache(maxsize=2_000)
def schooling(text: str) -> str:
    """A value of `Member.Schooling`; empty where the words are not understood."""
    words = fold(text).strip(" .")
    grade = _GRADE.fullmatch(words)
    if grade and int(grade[1]) <= 12:
        return _of_grade(int(grade[1]))
    stage = _STAGE.search(words)
    if stage:
        number = _ROMAN.get(stage[1]) or int(stage[1])
        return str((Member.Schooling.PRIMARY, Member.Schooling.LOWER, Member.Schooling.UPPER)[number - 1])
    return next((str(value) for said, value in _SCHOOLING if said in words), "")


def _of_grade(grade: int) -> str:
    if grade == 0:
        return str(Member.Schooling.NONE)
    if grade <= 5:
        return str(Member.Schooling.PRIMARY)
    return str(Member.Schooling.LOWER if grade <= 9 else Member.Schooling.UPPER)


@lru_cache(maxsize=2_000)
def training(text: str) -> str:
    """A value of `Member.Training`; empty where the words are not understood."""
    words = fold(text).strip(" .")
    found = next((str(value) for said, value in _TRAINING if said in words), "")
    return found or _SHORT_TRAINING.get(words.partition(" ")[0], "")


@lru_cache(maxsize=2_000)
def politics(text: str) -> str:
    """A value of `Member.Politics`; empty where the words are not understood."""
    words = fold(text).strip(" .")
    return next((str(value) for said, value in _POLITICS if said in words), "") or _SHORT_POLITICS.get(
        words, ""
    )


@lru_cache(maxsize=2_000)
def post(text: str) -> tuple[str, str]:
    """A value of `MemberPost.Kind` with the title as it was written; two empty texts for no post."""
    words = fold(text).strip(" .")
    if words in _NO_POST:
        return "", ""
    found = next((str(kind) for said, kind in _POSTS if said in words), str(MemberPost.Kind.OTHER))
    titled = found in (MemberPost.Kind.OTHER, MemberPost.Kind.CHAIR)
    return found, text[:100] if titled else ""
