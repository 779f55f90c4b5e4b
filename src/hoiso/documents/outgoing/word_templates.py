"""A unit's own Word template: whether it can be used, what is wrong where, and the file that it makes.

The language of tags is small on purpose: a field, a condition on a field, a list gone through. A tag that
is anything else is refused with its place, whatever the engine behind could do with it.
"""

import json
import re
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from hoiso.core.files.isolation import ChildFailed, Json, isolated
from hoiso.documents.outgoing import word_child
from hoiso.documents.outgoing.errors import UnusableTemplate
from hoiso.documents.outgoing.word_fields import NAMES, Value, nearest, sample_values

LARGEST: Final = 5 << 20
_SECONDS = 20
_MEGABYTES = 900
_MOST_TAGS = 500
_MOST_PROBLEMS = 30
_TAG = re.compile(r"\{\{(?P<said>.*?)\}\}|\{%(?P<does>.*?)%\}|\{#.*?#\}")
_HALF = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}|\{\s+[{%]|[}%]\s+\}")
_SINGLE = re.compile(r"\{\s*([\w\s]{2,40}?)\s*\}")
_NAME = re.compile(r"[A-Za-z_]\w*", re.ASCII)
_DOES = re.compile(
    r"(?P<whole>p(?=\s))?\s*(?:(?P<if>if)\s+(?:not\s+)?(?P<asked>\S+)|for\s+(?P<one>\S+)\s+in\s+(?P<list>\S+)"
    r"|(?P<else>else)|(?P<endif>endif)|(?P<endfor>endfor))\s*"
)
_PARTS = {
    "body": "Thân văn bản", "header": "Đầu trang", "footer": "Chân trang", "footnote": "Chú thích cuối trang",
}  # fmt: skip
_FAULTS = {
    "no_word": "Tệp không phải là tệp Word (.docx) đọc được. Mở bằng Word, lưu lại dạng .docx rồi chọn lại.",
    "large": "Tệp quá lớn khi mở ra. Bỏ bớt ảnh rồi chọn lại.",
    "macro": "Tệp có macro. Lưu lại dạng .docx (không phải .docm) rồi chọn lại.",
    "embedded": "Tệp có đối tượng nhúng (bảng tính, hình OLE…). Bỏ đối tượng đó hoặc dán thành hình.",
    "link": "Tệp có liên kết ra ngoài: {detail}. Bỏ liên kết (nhấn chuột phải, Bỏ siêu kết nối).",
    "fetches": "Tệp có trường {detail} của Word, trường này tự lấy nội dung từ nơi khác. Bỏ trường đó.",
    "broken": "Các thẻ trong tệp không khớp nhau. Xoá thẻ, gõ lại liền một mạch.",
    "not_allowed": "Tệp có thẻ hệ thống không dùng. Chỉ dùng các thẻ ở trang “Các trường của mẫu”.",
}
_NOTES = {
    "changes": "Tệp còn bật theo dõi thay đổi: văn bản tạo ra cũng còn. Chấp nhận hết thay đổi trong Word.",
    "comments": "Tệp còn ghi chú bên lề: văn bản tạo ra cũng còn.",
}
_NO_FIELD = "Tệp chưa có trường nào, lần nào tạo ra cũng như nhau. Thêm trường, ví dụ {{ trich_yeu }}."
_USUAL = ("trich_yeu", "noi_dung", "nguoi_ky")


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong, in a sentence, with the place in words and the line where it stands."""

    sentence: str
    where: str = ""
    excerpt: str = ""


@dataclass(frozen=True, slots=True)
class Checked:
    """What a template file is: the fields it uses in their order, what forbids its use, what to know."""

    fields: tuple[str, ...]
    problems: tuple[Problem, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Tag:
    """A tag in its paragraph. `alone`: nothing else stands there."""

    text: str
    said: str | None
    does: str | None
    where: str
    excerpt: str
    paragraph: int
    around: int
    alone: bool

    def wrong(self, sentence: str) -> Problem:
        return Problem(sentence, self.where, self.excerpt)


def check(path: Path) -> Checked:
    """Look a template over, in a limited child, and fill it once with sample values."""
    if path.stat().st_size > LARGEST:
        return Checked((), (Problem("Tệp mẫu phải nhỏ hơn 5 MB. Bỏ bớt ảnh rồi chọn lại."),), ())
    try:
        answer = isolated(word_child.look, str(path.absolute()), seconds=_SECONDS, megabytes=_MEGABYTES)
    except ChildFailed:
        return Checked((), (Problem(_FAULTS["no_word"]),), ())
    assert isinstance(answer, dict)
    checked = judge(answer)
    if checked.problems:
        return checked
    try:
        filled(path, sample_values())
    except UnusableTemplate as refusal:
        return replace(checked, problems=(Problem(refusal.sentence),))
    return checked


def judge(answer: Mapping[str, Json]) -> Checked:
    """What the child saw in a file (`word_child.look`), judged tag by tag."""
    tags, problems = _tags(answer["paragraphs"])
    problems += _judged(tags)
    places = [_where(row) for row in _rows(answer["paragraphs"])]
    problems.sort(key=lambda one: places.index(one.where) if one.where else len(places))
    if not problems:
        faults = dict.fromkeys((str(code), str(detail)) for code, detail in _pairs(answer["faults"]))
        problems = [Problem(_FAULTS[code].format(detail=detail)) for code, detail in faults]
        problems += _unseen(answer)
    used = tuple(dict.fromkeys(name for tag in tags for name in _named(tag) if name in NAMES))
    if not problems and not used:
        problems = [Problem(_NO_FIELD)]
    return Checked(used, tuple(problems[:_MOST_PROBLEMS]), _notes(answer, used))


def filled(path: Path, values: Mapping[str, Value], *, title: str = "", author: str = "") -> bytes:
    """The Word file that the template makes of these values. Raises `UnusableTemplate`."""
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", suffix=".json") as given:
        json.dump({"values": dict(values), "title": title, "author": author}, given)
        given.flush()
        try:
            made = isolated(
                word_child.fill, str(path.absolute()), given.name, seconds=_SECONDS, megabytes=_MEGABYTES
            )
        except ChildFailed as failure:
            raise UnusableTemplate(
                "Chưa tạo được tệp Word từ mẫu này. Mở mẫu bằng Word, lưu lại rồi tải lên thành bản mới."
            ) from failure
    assert isinstance(made, bytes)
    return made


def _tags(found: Json) -> tuple[list[_Tag], list[Problem]]:
    """Every whole tag with its place, and the halves of tags that are left over."""
    tags: list[_Tag] = []
    problems: list[Problem] = []
    for at, row in enumerate(_rows(found)):
        text, where = str(row["text"]), _where(row)
        rest = _TAG.sub(" ", text)
        half = _HALF.search(rest)
        if half is not None:
            problems.append(
                Problem(f"Thẻ chưa đủ dấu ngoặc, chỗ “{half[0]}”. Viết đủ hai đầu: {{{{ trich_yeu }}}}.",
                        where, _excerpt(rest if len(text) > 200 else text))
            )  # fmt: skip
        else:
            problems += _single(rest, where, text)
        for one in _TAG.finditer(text):
            tags.append(
                _Tag(one[0], one["said"], one["does"], where, _excerpt(text, one.start()), at,
                     int(str(row["around"])), alone=text.strip() == one[0])
            )  # fmt: skip
    if len(tags) > _MOST_TAGS:
        problems.append(Problem(f"Tệp có hơn {_MOST_TAGS} thẻ. Bỏ bớt thẻ rồi chọn lại."))
    return tags, problems


def _single(rest: str, where: str, text: str) -> Iterator[Problem]:
    """A known field in one pair of braces instead of two."""
    for one in _SINGLE.finditer(rest):
        known = nearest(one[1])
        if known is not None:
            yield Problem(
                f"“{one[0]}” chỉ có một dấu ngoặc mỗi bên. Viết {{{{ {known.name} }}}}.",
                where,
                _excerpt(text),
            )


def _judged(tags: list[_Tag]) -> list[Problem]:
    """Each tag by itself, and whether what is opened is closed in the right place."""
    problems: list[Problem] = []
    opened: list[tuple[str, _Tag, str, bool]] = []
    for tag in tags:
        bound = {one for _, _, one, _ in opened if one}
        if tag.said is not None:
            problems += _field(tag, tag.said.strip(), bound)
        elif tag.does is not None:
            problems += _statement(tag, bound, opened)
    for what, tag, _, _ in opened:
        problems.append(tag.wrong(f"Thẻ {tag.text} chưa có thẻ đóng {{% end{what} %}} đi sau."))
    return problems


def _field(tag: _Tag, name: str, bound: set[str]) -> Iterator[Problem]:
    if name in bound:
        return
    known = NAMES.get(name)
    if known is None:
        if not name:
            yield tag.wrong("Thẻ {{ }} để trống. Ghi tên trường vào giữa, ví dụ {{ trich_yeu }}.")
        else:
            yield tag.wrong(_unknown(name))
    elif known.many:
        yield tag.wrong(
            f"“{name}” là danh sách, phải đi từng dòng: {known.typed}, {{{{ ten }}}}, {{%p endfor %}},"
            " mỗi thẻ một đoạn."
        )


def _statement(tag: _Tag, bound: set[str], opened: list[tuple[str, _Tag, str, bool]]) -> Iterator[Problem]:
    said = _DOES.fullmatch(tag.does or "")
    if said is None:
        yield tag.wrong(
            f"Thẻ {tag.text} hệ thống không dùng. Chỉ có: if, if not, else, endif, for … in …, endfor."
        )
        return
    whole = said["whole"] is not None
    if whole and not tag.alone:
        yield tag.wrong(f"Thẻ {tag.text} phải đứng một mình trong đoạn. Chữ khác để sang đoạn khác.")
    if said["if"]:
        if said["asked"] not in bound and said["asked"] not in NAMES:
            yield tag.wrong(_unknown(said["asked"]))
        opened.append(("if", tag, "", whole))
    elif said["list"]:
        known = NAMES.get(said["list"])
        if known is None:
            yield tag.wrong(_unknown(said["list"]))
        elif not known.many:
            yield tag.wrong(f"“{known.name}” không phải là danh sách, viết {known.typed} là đủ.")
        if not _NAME.fullmatch(said["one"]) or said["one"] in NAMES:
            yield tag.wrong(f"Trong {tag.text}, đặt tên khác cho “{said['one']}”, ví dụ ten.")
        opened.append(("for", tag, said["one"], whole))
    else:
        yield from _closed(tag, said, opened, whole=whole)


def _closed(
    tag: _Tag, said: re.Match[str], opened: list[tuple[str, _Tag, str, bool]], *, whole: bool
) -> Iterator[Problem]:
    wanted = "for" if said["endfor"] else "if"
    if not opened or opened[-1][0] != wanted:
        yield tag.wrong(f"Thẻ {tag.text} không có thẻ mở “{wanted}” đi trước.")
        return
    _, first, _, first_whole = opened[-1]
    if whole != first_whole:
        yield tag.wrong(f"Thẻ {tag.text} và {first.text} phải cùng có chữ p, hoặc cùng không có.")
    elif not whole and tag.paragraph != first.paragraph:
        yield tag.wrong(
            f"Thẻ {first.text} và {tag.text} nằm ở hai đoạn. Thêm chữ p vào cả hai và để mỗi thẻ một đoạn:"
            f" {{%p {(first.does or '').strip()} %}}."
        )
    elif whole and tag.around != first.around:
        yield tag.wrong(f"Thẻ {first.text} và {tag.text} phải cùng nằm trong một ô, hoặc cùng ngoài bảng.")
    if not said["else"]:
        opened.pop()


def _unknown(name: str) -> str:
    known = nearest(name)
    meant = f" Có phải là {{{{ {known.name} }}}} ({_first(known.meaning)})?" if known else ""
    return f"Không có trường “{name}”.{meant}"


def _first(meaning: str) -> str:
    text = re.split(r"[;,]", meaning)[0]
    return text[:1].lower() + text[1:]


def _named(tag: _Tag) -> Iterator[str]:
    if tag.said is not None:
        yield tag.said.strip()
    elif tag.does is not None and (said := _DOES.fullmatch(tag.does)):
        yield from (name for name in (said["asked"], said["list"]) if name)


def _unseen(answer: Mapping[str, Json]) -> Iterator[Problem]:
    """What the engine would see and the paragraphs do not show: a tag in the name of a picture."""
    asked, gone_through = set(map(str, _list(answer["names"]))), set(map(str, _list(answer["lists"])))
    for name in sorted((asked | gone_through) - set(NAMES)):
        yield Problem(_unknown(name), "Chữ thay thế của hình, hoặc chỗ không nhìn thấy")
    for name in sorted(gone_through):
        if name in NAMES and not NAMES[name].many:
            yield Problem(f"“{name}” không phải là danh sách.")


def _notes(answer: Mapping[str, Json], used: tuple[str, ...]) -> tuple[str, ...]:
    notes = [_NOTES[str(mark)] for mark in _list(answer["marks"])]
    missing = [f"{{{{ {name} }}}}" for name in _USUAL if name not in used]
    if "cac_doan" in used:
        missing = [one for one in missing if "noi_dung" not in one]
    if used and missing:
        notes.append(f"Mẫu chưa có {', '.join(missing)}: phần đó của văn bản sẽ không được in.")
    return tuple(notes)


def _where(row: Mapping[str, Json]) -> str:
    part = _PARTS[str(row["part"])]
    table = f", bảng {row['table']}" if row["table"] else ""
    return f"{part}{table}, đoạn {row['place']}"


def _excerpt(text: str, near: int = 0) -> str:
    """Up to a line of the paragraph, around a place."""
    if len(text) <= 160:
        return text.strip()
    start = max(0, near - 60)
    return f"{'…' if start else ''}{text[start : start + 150].strip()}…"


def _rows(found: Json) -> list[dict[str, Json]]:
    return [row for row in _list(found) if isinstance(row, dict)]


def _list(found: Json) -> list[Json]:
    assert isinstance(found, list)
    return found


def _pairs(found: Json) -> list[list[Json]]:
    return [_list(one) for one in _list(found)]
