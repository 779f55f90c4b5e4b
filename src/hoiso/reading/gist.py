"""What a document asks, of whom, and by when: sentences found by rules, with where they stand.

Nothing is made up or shortened by guess: what is shown are the document's own words.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from hoiso.core.folding import fold
from hoiso.reading.mark_rules import days_wanted
from hoiso.reading.vocabulary import begins_organisation, is_capitals

MOST = 12
LONG_PAGES = 2
_MOST_PAGES = 120
_MOST_LETTERS = 12_000  # of a page
_LONGEST = 420
_LONGEST_NAME = 90

_ENDS = re.compile(
    r"(?<=[.;!?])\s+(?=[A-ZĐÀ-Ỹ\d(“\"+-])"
    r"|\n(?=\s*(?:[-–+•]|\d{1,2}(?:\.\d{1,2})*[.)]|[a-zđ]\)|[IVX]{1,4}\.)\s)"
)
_NUMBERING = re.compile(r"^\s*(?:(?:[-–+•*]|\d{1,2}(?:\.\d{1,2})*[.)]|[a-zđ]\)|[IVX]{1,4}[.)])\s*)+")
_ASKED = re.compile(
    r"\b(?:(?:kính |trân trọng |xin )?đề nghị|yêu cầu|giao(?: trách nhiệm| nhiệm vụ)?(?: cho)?|phân công"
    r"|chỉ đạo)\s+",
    re.IGNORECASE,
)
_DUTY = re.compile(r"\b(?:có trách nhiệm|chịu trách nhiệm|chủ trì|là đầu mối)\b", re.IGNORECASE)
_DOING = re.compile(
    r"\b(?:chủ động|tiếp tục|khẩn trương|kịp thời|nghiêm túc|thường xuyên|có trách nhiệm|chủ trì|phối hợp"
    r"|tổ chức|triển khai|thực hiện|báo cáo|gửi|rà soát|tham mưu|xây dựng|chuẩn bị|cử|đăng ký|góp ý"
    r"|hoàn thành|tăng cường|chỉ đạo|cung cấp|nghiên cứu|quan tâm|cho ý kiến|tham gia|lập|nộp|thống kê"
    r"|tổng hợp|phổ biến|tuyên truyền|hướng dẫn|kiểm tra|bố trí|trả lời|xem xét|phản ánh|căn cứ|khảo sát"
    r"|ban hành|theo dõi|đôn đốc|thông báo|đề xuất|lựa chọn|giới thiệu|vận động|quán triệt|tập trung"
    r"|phát động|sao gửi|thành lập)\b",
    re.IGNORECASE,
)
_NOT_ASKED = re.compile(
    r"theo (?:đề nghị|yêu cầu)|xét đề nghị|(?:đáp ứng|căn cứ|trên cơ sở) (?:đề nghị|yêu cầu)"
    r"|yêu cầu (?:của|về|đặt ra)|được giao|đề nghị (?:của|tại|khen thưởng)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Ask:
    """One thing that is asked: `words` as they stand on `page` (from 1); `whom` empty where none is named.

    `by` is the day by which it is wanted, None where the sentence names none that can be reckoned.
    """

    words: str
    whom: str
    by: date | None
    page: int


@dataclass(frozen=True, slots=True)
class _Sentence:
    text: str
    page: int


def gist_of(pages: Sequence[str], *, issued: date | None) -> tuple[Ask, ...]:
    """What is asked on these pages, in the order in which it stands, dated ones kept first when too many.

    `issued` is the document's own day: a day without a year is reckoned from it.
    """
    found: list[Ask] = []
    seen: set[str] = set()
    for one in _sentences(pages):
        ask = _ask(one, issued)
        if ask is None or (key := fold(ask.words)) in seen:
            continue
        seen.add(key)
        found.append(ask)
    if len(found) <= MOST:
        return tuple(found)
    dated = [one for one in found if one.by] + [one for one in found if not one.by]
    kept = {id(one) for one in dated[:MOST]}
    return tuple(one for one in found if id(one) in kept)


def _sentences(pages: Sequence[str]) -> list[_Sentence]:
    """Sentences and points of lists; one that goes over a page's end belongs to the page it begins on."""
    found: list[_Sentence] = []
    for number, page in enumerate(pages[:_MOST_PAGES], start=1):
        for text in _ENDS.split(_body(page[:_MOST_LETTERS])):
            clean = " ".join(text.split())
            if not clean:
                continue
            if found and found[-1].page == number - 1 and clean[0].islower() and _unended(found[-1].text):
                found[-1] = _Sentence(f"{found[-1].text} {clean}", found[-1].page)
            else:
                found.append(_Sentence(clean, number))
    return found


def _body(page: str) -> str:
    """The page without its head lines in capitals, page number and list of recipients."""
    kept = []
    for line in page.splitlines():
        folded = fold(line)
        if folded.startswith("noi nhan"):
            break
        if not line.strip():
            kept.append("")
        elif is_capitals(line) or line.strip().isdigit():
            kept.append(".")  # a heading ends what stands before it
        else:
            kept.append(line)
    return "\n".join(kept)


def _unended(text: str) -> bool:
    return not text.rstrip().endswith((".", ";", ":", "!", "?"))


def _ask(one: _Sentence, issued: date | None) -> Ask | None:
    text = _NUMBERING.sub("", one.text).strip(" .;")
    if len(text) < 15 or text.endswith(":"):
        return None
    day = next(iter(days_wanted(text, issued)), None)
    asked = _ASKED.search(text)
    if asked and _NOT_ASKED.search(text[max(0, asked.start() - 12) : asked.end() + 14]):
        asked = None
    duty = _DUTY.search(text)
    if asked:
        whom = _named(text[asked.end() :])
    elif duty and begins_organisation(text):
        whom = _named(text)
    elif day and _DOING.search(text):
        whom = _named(text) if begins_organisation(text) or text.lower().startswith("các ") else ""
    else:
        return None
    if asked and not (_DOING.search(text, asked.end()) or day):
        return None
    return Ask(_shortened(text), whom, day, one.page)


def _named(text: str) -> str:
    """Who stands before the first word of doing; empty where nobody does."""
    doing = _DOING.search(text)
    name = text[: doing.start()] if doing else ""
    name = name.strip(" ,:–-")
    if not name or len(name) > _LONGEST_NAME or fold(name) in ("ve viec", "viec", "cac"):
        return ""
    return name


def _shortened(text: str) -> str:
    if len(text) <= _LONGEST:
        return text
    return text[:_LONGEST].rsplit(" ", 1)[0] + " …"
