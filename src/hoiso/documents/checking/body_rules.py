"""Rules on the text itself: the order of its parts and the run of its numbers."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from hoiso.core.folding import fold
from hoiso.documents.checking.findings import Finding, Fix, Weight, Written

_ARTICLE = re.compile(r"Điều (\d+)([a-zđ]?)\.")
_ROMAN = re.compile(r"([IVXL]+)\.\s")
_CLAUSE = re.compile(r"(\d+)\.\s")
_POINT = re.compile(r"([a-zđ])\)\s?")
_CHAPTER = re.compile(r"(Phần|Chương) ([IVXLC]+)[.:]?$")
_GROUND = re.compile(r"(?:Căn cứ|Theo đề nghị|Xét đề nghị)\s")
_DECIDES = re.compile(r"QUYẾT (?:ĐỊNH|NGHỊ)\s*:?$")
_ALPHABET = "abcdđeghiklmnopqrstuvxy"
_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_ROMANS = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_DECIDING = ("decision", "resolution")


def body_findings(written: Written) -> Iterator[Finding]:
    """All findings on the parts and numbers of the text."""
    if not written.body.strip():
        yield Finding("body-missing", "Văn bản chưa có nội dung.", field="body")
        return
    yield from _grounds(written)
    yield from _deciding(written)
    yield from _numbers(written)
    yield from _end(written)


def _grounds(written: Written) -> Iterator[Finding]:
    """Grounds stand before everything else, each closed by a semicolon, the last by a full stop."""
    lines = written.body_lines()
    grounds = [place for place, (_, line) in enumerate(lines) if _GROUND.match(line)]
    first_run: list[int] = []
    for place in grounds:
        if not first_run or place == first_run[-1] + 1:
            first_run.append(place)
    for place in first_run:
        at, line = lines[place]
        last = place == first_run[-1]
        if line.rstrip().endswith((";", ".") if last else ";") or line.rstrip().endswith(":"):
            continue
        if last and len(first_run) == 1 and len(line) > 160:
            continue  # a whole sentence that begins with "Căn cứ"
        bare = re.sub(r"[\s,.;]+$", "", line)
        mark = "." if last else ";"
        word = "dấu chấm" if last else "dấu chấm phẩy"
        yield Finding(
            "ground-mark", f"Dòng căn cứ này phải kết thúc bằng {word}.", field="body", line=at,
            excerpt=line[-60:], fix=Fix("body", line, bare + mark, line=at),
        )  # fmt: skip


def _deciding(written: Written) -> Iterator[Finding]:
    """A decision names its grounds, then the word, then its articles."""
    if written.kind.key not in _DECIDING:
        return
    lines = [line for _, line in written.body_lines()]
    grounds = [at for at, line in enumerate(lines) if _GROUND.match(line)]
    words = [at for at, line in enumerate(lines) if _DECIDES.match(line.strip())]
    articles = [at for at, line in enumerate(lines) if _ARTICLE.match(line)]
    name = written.kind.name
    if not grounds:
        yield Finding("decision-grounds", f"Phần đầu của {name} phải nêu căn cứ ban hành.", field="body")
    if not words and not written.party:
        wanted = "QUYẾT ĐỊNH:" if written.kind.key == "decision" else "QUYẾT NGHỊ:"
        yield Finding(
            "decision-word", f"Sau các căn cứ phải có dòng “{wanted}”.", field="body", weight=Weight.LOOK
        )
    if not articles:
        yield Finding(
            "decision-articles", f"Nội dung {name} chia thành các điều: “Điều 1.”, “Điều 2.”.", field="body",
            weight=Weight.LOOK,
        )  # fmt: skip
    if grounds and words and grounds[0] > words[0]:
        yield Finding("decision-order", f"Căn cứ phải đứng trước dòng “{lines[words[0]]}”.", field="body")
    if words and articles and articles[0] < words[0]:
        yield Finding(
            "decision-order", f"Các điều phải đứng sau dòng “{lines[words[0]].strip()}”.", field="body"
        )


@dataclass(slots=True)
class _Run:
    """Where the numbers of a text stand: the last article, Roman heading, clause and point."""

    article: int = 0
    roman: int = 0
    clause: int = 0
    point: int = 0


def _numbers(written: Written) -> Iterator[Finding]:
    """Articles run through the whole text; clauses begin anew under a heading, points under a clause."""
    run = _Run()
    for at, line in written.body_lines():
        for pattern, step in _STEPS:
            if found := pattern.match(line.strip()):
                wrong = step(run, found)
                if wrong is not None:
                    before, after, said = wrong
                    yield _out_of_order(at, line, before, after, said)
                break


_Wrong = tuple[str, str, str]


def _chapter(run: _Run, found: re.Match[str]) -> _Wrong | None:
    run.roman = run.clause = run.point = 0
    return None


def _article(run: _Run, found: re.Match[str]) -> _Wrong | None:
    number, last = int(found[1]), run.article
    run.article, run.clause, run.point = number, 0, 0
    if last and number != last + 1 and not found[2]:
        return found[0], f"Điều {last + 1}.", f"Sau Điều {last} phải là Điều {last + 1}"
    return None


def _heading(run: _Run, found: re.Match[str]) -> _Wrong | None:
    number, last = _roman_value(found[1]), run.roman
    run.roman, run.clause, run.point = number, 0, 0
    if last and number not in (last + 1, 1):
        right = _roman(last + 1)
        return f"{found[1]}.", f"{right}.", f"Sau mục {_roman(last)} phải là mục {right}"
    return None


def _clause(run: _Run, found: re.Match[str]) -> _Wrong | None:
    number, last = int(found[1]), run.clause
    run.clause, run.point = number, 0
    if last and number not in (last + 1, 1):
        return f"{number}.", f"{last + 1}.", f"Sau khoản {last} phải là khoản {last + 1}"
    return None


def _point(run: _Run, found: re.Match[str]) -> _Wrong | None:
    place, last = _ALPHABET.find(found[1]) + 1, run.point
    if not last or place in (last + 1, 1) or last == len(_ALPHABET):
        run.point = place
        return None
    run.point = last + 1  # what follows is measured by the letter that should stand here
    right = _ALPHABET[last]
    said = f"Sau điểm {_ALPHABET[last - 1]} phải là điểm {right} (thứ tự a, b, c, d, đ, e, g, h)"
    return f"{found[1]})", f"{right})", said


_STEPS: tuple[tuple[re.Pattern[str], Callable[[_Run, re.Match[str]], _Wrong | None]], ...] = (
    (_CHAPTER, _chapter), (_ARTICLE, _article), (_ROMAN, _heading), (_CLAUSE, _clause), (_POINT, _point),
)  # fmt: skip


def _out_of_order(at: int, line: str, before: str, after: str, said: str) -> Finding:
    return Finding(
        "number-run", f"{said}.", field="body", line=at, excerpt=line[:60],
        fix=Fix("body", before, after, line=at),
    )  # fmt: skip


def _end(written: Written) -> Iterator[Finding]:
    """The mark that ends a document stands at its end alone."""
    lines = written.body_lines()
    for at, line in lines[:-1]:
        if line.rstrip().endswith("./."):
            yield Finding(
                "end-mark", "Dấu “./.” chỉ đặt ở cuối văn bản.", field="body", line=at, excerpt=line[-60:],
                fix=Fix("body", "./.", ".", line=at),
            )  # fmt: skip
    for at, line in lines:
        folded = fold(line)
        if folded.startswith(("noi nhan:", "kinh gui:")):
            yield Finding(
                "typed-component",
                "Không gõ “Nơi nhận”, “Kính gửi” trong nội dung: chọn ở trang Nơi nhận, hệ thống tự đặt.",
                field="body", line=at, excerpt=line[:60],
            )  # fmt: skip
        elif folded.startswith(("cong hoa xa hoi chu nghia", "doc lap - tu do")):
            yield Finding(
                "typed-component", "Không gõ Quốc hiệu, Tiêu ngữ trong nội dung: thể thức đã tự đặt.",
                field="body", line=at, excerpt=line[:60], fix=Fix("body", line, "", line=at),
            )  # fmt: skip


def _roman_value(text: str) -> int:
    total = 0
    for letter, after in zip(text, [*text[1:], ""], strict=True):
        value = _VALUES[letter]
        total += -value if after and _VALUES[after] > value else value
    return total


def _roman(number: int) -> str:
    text = ""
    for value, letters in _ROMANS:
        while number >= value:
            text, number = text + letters, number - value
    return text
