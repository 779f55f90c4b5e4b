"""Kind, subject and addressees."""

import re

from hoiso.core.folding import fold
from hoiso.reading.fields import Field, Proposal, proposal
from hoiso.reading.head_rules import head_of, is_title, symbol_line
from hoiso.reading.lines import Line, Side
from hoiso.reading.text import PageText
from hoiso.reading.vocabulary import KIND_CODES, LETTER, is_capitals, is_ornament, title_kind

_ABOUT = re.compile(r"^\s*(?:V\s*/\s*v|v/v|V/V)\s*[:.]?\s*")
_ABOUT_IN_WORDS = re.compile(r"^\s*Về việc\b", re.IGNORECASE)
_ADDRESSED = re.compile(r"^\s*[-–]?\s*(?P<verb>Kính\s+(?:gửi|trình|mời))\s*:?\s*(?P<rest>.*)$", re.IGNORECASE)
_BULLET = re.compile(r"^\s*[-–+•*]\s*")
_BODY_STARTS = re.compile(
    r"^(?:can cu|kinh (?:gui|trinh|moi)|hom nay|phan |chuong |dieu \d|muc |(?:i|ii|a|1)[.)] |ngay \d"
    r"|\(kem|\(ban hanh|\(tai lieu|\(du thao|[-+] )"
)
# A first sentence begins so, and so may a subject: the line below decides.
_MAYBE_BODY = re.compile(r"^(?:thuc hien|nham |theo |xet |de |trong |sau khi|tiep tuc|ban thuong vu )")
_MOST_SUBJECT_LINES = 8
_CENTRED = 5.0  # points
_LOOSE, _ALIKE = 1.8, 0.35  # in heights of the letters
_NARROW = 0.75  # of the lines of the text
_MOST_ADDRESSEES = 40


def read_kind_and_subject(page: PageText) -> list[Proposal]:
    """The kind by its title, else by its code or V/v; the subject below either."""
    head = head_of(page)
    code_kind = _kind_by_code(head)
    place = _title_place(page)
    if place is not None:
        title = page.lines[place]
        kind, added = title_kind(title.text) or ("", "")
        sure = 0.97 if code_kind == kind else 0.75 if added else 0.88
        read = [proposal(Field.KIND, kind, sure, page, [title])]
        lines = _below_title(page.lines, place)
        if added and not lines:
            read.append(proposal(Field.SUBJECT, added, 0.55, page, [title]))
        if lines:
            read.append(proposal(Field.SUBJECT, _subject(lines), 0.9 if title.bold else 0.75, page, lines))
        return read
    return _letter(page, head, code_kind)


def _letter(page: PageText, head: list[Line], code_kind: str | None) -> list[Proposal]:
    """Công văn: no title, V/v below the number."""
    read = []
    lines = _about_lines(head)
    found = symbol_line(head)
    addressed = any(_ADDRESSED.match(line.text) for line in page.lines)
    # A kind has its title; V/v without one is a letter, whatever office or notation "PC" may be.
    if found and ((lines and addressed) or ((lines or addressed) and code_kind in (None, LETTER))):
        sure = 0.92 if lines and code_kind in (None, LETTER) else 0.7
        read.append(proposal(Field.KIND, LETTER, sure, page, [found[0]]))
    elif found and code_kind:
        read.append(proposal(Field.KIND, code_kind, 0.6, page, [found[0]]))
    if lines:
        read.append(proposal(Field.SUBJECT, _subject(lines), 0.9, page, lines))
    return read


def _kind_by_code(head: list[Line]) -> str | None:
    """The kind that the notation begins with: QĐ-UBND, 2020/NĐ-CP, HD/VPTW."""
    found = symbol_line(head)
    return KIND_CODES.get(found[1].code) if found else None


def _title_place(page: PageText) -> int | None:
    for place, line in enumerate(page.lines[:40]):
        if is_title(line):
            return place
        if _ADDRESSED.match(line.text) and place > 3:
            # A title may stand above the addressee, not below it.
            return None
    return None


def _below_title(lines: tuple[Line, ...], place: int) -> list[Line]:
    title = lines[place]
    taken: list[Line] = []
    text_wide = max(map(_wide, lines))
    for line in lines[place + 1 : place + 1 + _MOST_SUBJECT_LINES]:
        apart = taken and line.gap and not (_set_alike(line, taken[-1]) and _wide(line) < _NARROW * text_wide)
        if is_ornament(line.text) or apart or (taken and _other_weight(line, taken[0])):
            break
        if _begins_body(lines, line) and not (line.bold and title.bold):
            break
        if (
            _other_weight(line, title)
            and title.bold
            and not _ABOUT.match(line.text)
            and not _ABOUT_IN_WORDS.match(line.text)
        ):
            break
        if taken and is_capitals(line.text) and not is_capitals(taken[0].text):
            break  # who decides, in capitals: BAN THƯỜNG VỤ HỘI …
        taken.append(line)
    return taken


def _other_weight(line: Line, first: Line) -> bool:
    """Whether one is bold and the other is not; how thick recognised letters are is only guessed."""
    return line.bold != first.bold and (line.sure == 1 or not _centred_alike(line, first))


def _centred_alike(line: Line, first: Line) -> bool:
    if line.box is None or first.box is None:
        return False
    return abs((line.box[0] + line.box[2]) - (first.box[0] + first.box[2])) / 2 < _CENTRED


def _begins_body(lines: tuple[Line, ...], line: Line) -> bool:
    folded = fold(line.text)
    if _BODY_STARTS.match(folded):
        return True
    if not _MAYBE_BODY.match(folded):
        return False
    following = next((other for place, other in enumerate(lines) if place and lines[place - 1] is line), None)
    ends_there = following is not None and (following.gap or bool(_BODY_STARTS.match(fold(following.text))))
    return not ends_there or line.text.rstrip().endswith((".", ":", ";", ","))


def _about_lines(head: list[Line]) -> list[Line]:
    """V/v and what continues it in the same column."""
    for place, line in enumerate(head):
        if _ABOUT.match(line.text) or (_ABOUT_IN_WORDS.match(line.text) and line.side is not Side.WHOLE):
            taken = [line]
            for other in head[place + 1 :]:
                if other.side is not line.side:
                    continue
                if is_capitals(other.text) or (other.gap and not _set_alike(other, taken[-1])):
                    break
                taken.append(other)
            return taken[:_MOST_SUBJECT_LINES]
    return []


def _wide(line: Line) -> float:
    return line.box[2] - line.box[0] if line.box else 0.0


def _set_alike(line: Line, above: Line) -> bool:
    """Whether a line that stands apart goes on all the same: centred below, in no larger letters."""
    if line.box is None or above.box is None or not _centred_alike(line, above):
        return False
    high, before = line.box[3] - line.box[1], above.box[3] - above.box[1]
    return line.box[1] - above.box[3] < _LOOSE * before and abs(high - before) < _ALIKE * before


def _subject(lines: list[Line]) -> str:
    text = _ABOUT.sub("", " ".join(line.text.strip() for line in lines))
    return re.sub(r"\s+", " ", text).strip(" .;-–")


def read_addressees(page: PageText) -> list[Proposal]:
    """Who the document is addressed to, after "Kính gửi", "Kính trình" or "Kính mời"."""
    for place, line in enumerate(page.lines):
        if shape := _ADDRESSED.match(line.text):
            return _addressees(page, place, shape["rest"])
        if line.text.rstrip().endswith(":") and place > 40:
            break
    return []


def _addressees(page: PageText, place: int, rest: str) -> list[Proposal]:
    items = [rest] if rest.strip() else []
    taken = [page.lines[place]]
    listed = bool(rest and _BULLET.match(rest))
    for line in page.lines[place + 1 : place + 1 + _MOST_ADDRESSEES]:
        if _BULLET.match(line.text) and (not items or listed):
            listed = True
            items.append(line.text)
        elif not items:
            items.append(line.text)
        elif _continues(items[-1], line, page.lines[place], listed=listed):
            items[-1] = f"{items[-1]} {line.text}"
        else:
            break
        taken.append(line)
        if items[-1].rstrip().endswith("."):
            break
    names = [name for item in items if (name := _BULLET.sub("", item).strip(" ;.,:"))]
    if not names:
        return []
    return [proposal(Field.ADDRESSEES, "; ".join(names), 0.9, page, taken)]


def _continues(last: str, line: Line, first: Line, *, listed: bool) -> bool:
    if last.rstrip().endswith((";", ".")) or line.gap or _BULLET.match(line.text):
        return False
    if listed:
        return True
    # One addressee broken over lines stands clear of the left edge of "Kính gửi".
    return line.box is not None and first.box is not None and line.box[0] > first.box[0] + 20
