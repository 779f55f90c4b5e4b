"""A thousand Vietnamese documents of one to three pages as PDFs: the same bytes in every run.

Fifty are those of the known questions, the others follow `bench.data`: few subjects come again and again.
"""

import csv
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import typst

from bench.questions import FOLDER as KNOWN
from bench.questions import Known, questions
from hoiso.documents.layouts.characters import FONT_FOLDER
from hoiso.documents.layouts.typesetting import TAGGED

SEED = 20260906
COMMON = "hiệp"  # a word that stands in every paper
ASKED = {"accents": 5, "plain": 5, "phrase": 3, "number": 4, "typo": 3}
_TEMPLATE = Path(__file__).parents[1] / "floors" / "page.typ"
_EDITION = "1"  # of the texts below: a changed one is made into a folder of its own

_KINDS = (
    ("Kế hoạch", "KH-BTV"), ("Báo cáo", "BC-BTV"), ("Thông báo", "TB-BTV"), ("Công văn", "CV-BTV"),
    ("Hướng dẫn", "HD-BTV"), ("Giấy mời", "GM-BTV"), ("Tờ trình", "TTr-BTV"), ("Chương trình", "CTr-BTV"),
)  # fmt: skip
_ACTS = (
    "triển khai",
    "tổ chức",
    "phối hợp thực hiện",
    "tổng kết",
    "sơ kết",
    "đẩy mạnh",
    "tăng cường",
    "kiểm tra",
)
_MATTERS = (
    "phong trào phụ nữ tích cực học tập", "công tác bình đẳng giới", "hoạt động hỗ trợ phụ nữ khởi nghiệp",
    "tháng hành động vì bình đẳng giới", "công tác phát triển hội viên nòng cốt", "chương trình mẹ đỡ đầu",
    "mô hình tiết kiệm và tín dụng", "đại hội đại biểu phụ nữ các cấp", "phòng, chống bạo lực gia đình",
    "tập huấn nghiệp vụ công tác Hội", "vệ sinh an toàn thực phẩm",
)  # fmt: skip
_WHERE = ("trên địa bàn tỉnh", "tại các xã biên giới", "ở cơ sở", "cho hội viên có hoàn cảnh khó khăn")
_ISSUERS = (
    "UBND tỉnh",
    "Sở Nội vụ",
    "Sở Tài chính",
    "Ban Dân vận Tỉnh uỷ",
    "Hội LHPN tỉnh",
    "Hội LHPN xã Mỹ Yên",
)
_SIGNERS = ("Nguyễn Thị Hồng", "Trần Thị Thanh", "Lê Thị Kim Phượng", "Phạm Văn Minh", "Võ Thị Lệ")
_SENTENCES = (
    "Tuyên truyền sâu rộng trong cán bộ, hội viên về mục đích, ý nghĩa của hoạt động.",
    "Rà soát, lập danh sách và gửi về Văn phòng trước ngày hai mươi lăm hằng tháng.",
    "Phân công cán bộ phụ trách, bố trí kinh phí và kiểm tra thường xuyên.",
    "Tổ chức hội nghị, ghi biên bản và chụp ảnh tư liệu đầy đủ.",
    "Kết quả được tổng hợp vào báo cáo quý, gửi kèm bảng số liệu của từng chi hội.",
    "Mọi vướng mắc xin trao đổi với Ban Tổ chức để kịp thời tháo gỡ.",
    "Chú ý hội viên ở ấp xa, hội viên cao tuổi và lao động nữ trong các khu công nghiệp.",
    "Khen thưởng kịp thời tập thể, cá nhân làm tốt; nhắc nhở nơi chậm triển khai.",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """One document before it is set; `key` is that of a known document, else empty."""

    name: str
    symbol: str
    day: date
    issuer: str
    signer: str
    subject: str
    body: tuple[str, ...]
    key: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """What is typed, of which kind, and the name of the file that is meant."""

    kind: str
    typed: str
    wanted: str


def papers(number: int) -> tuple[Paper, ...]:
    """The first `number` of a fixed sequence, at least the fifty known ones, spread among the others."""
    known = list(_known())
    if number < len(known):
        raise ValueError(f"at least {len(known)} documents")
    chance = random.Random(SEED)  # noqa: S311 - the same papers in every run
    places = set(random.Random(SEED + 1).sample(range(number), len(known)))  # noqa: S311
    return tuple(
        _known_paper(known.pop(0), place, chance) if place in places else _paper(place, chance)
        for place in range(number)
    )


def asked(of: Sequence[Paper]) -> tuple[Question, ...]:
    """Twenty of the frozen half of the known questions: the first of each kind of `ASKED`."""
    left, named = dict(ASKED), {paper.key: paper.name for paper in of if paper.key}

    def chosen(one: Known) -> bool:
        if not one.frozen or not left.get(one.kind):
            return False
        left[one.kind] -= 1
        return True

    return tuple(Question(one.kind, one.typed, named[one.wanted]) for one in questions() if chosen(one))


def pdfs(of: Sequence[Paper], *, cache: Path) -> list[Path]:
    """Their PDFs, in order; set once and kept below `cache`."""
    folder = cache / f"peer-{_EDITION}-{SEED}-{len(of)}"
    folder.mkdir(parents=True, exist_ok=True)
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONT_FOLDER)]
    )
    compiler = typst.Compiler(
        str(_TEMPLATE), root=str(_TEMPLATE.parent), font_paths=fonts, ignore_system_fonts=True
    )
    made = []
    for paper in of:
        path = folder / paper.name
        if not path.is_file():
            kept = path.with_suffix(".part")
            content = compiler.compile(
                format="pdf", sys_inputs={"words": _words(paper)}, pdf_standards=list(TAGGED), pdf_tags=True,
                timestamp=0,
            )  # fmt: skip
            assert isinstance(content, bytes)
            kept.write_bytes(content)
            kept.rename(path)
        made.append(path)
    return made


def _known() -> Iterator[dict[str, str]]:
    with (KNOWN / "documents.tsv").open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)


def _known_paper(row: dict[str, str], place: int, chance: random.Random) -> Paper:
    return Paper(
        key=row["key"], name=_name(place), symbol=row["symbol"], day=date.fromisoformat(row["day"]),
        issuer=row["issuer"], signer=row["signer"], subject=row["subject"],
        body=(row["text"], *_body(row["subject"], chance)),
    )  # fmt: skip


def _paper(place: int, chance: random.Random) -> Paper:
    kind, notation = chance.choice(_KINDS)
    matter = f"{chance.choice(_ACTS)} {chance.choice(_MATTERS)} {chance.choice(_WHERE)}"
    subject = f"{kind} {matter} năm {2015 + place % 11}, đợt {place % 37 + 1}"
    return Paper(
        name=_name(place), symbol=f"{place + 5000}/{notation}", subject=subject,
        day=date(2025, 12, 30) - timedelta(days=chance.randrange(3600)),
        issuer=chance.choice(_ISSUERS), signer=chance.choice(_SIGNERS), body=_body(subject, chance),
    )  # fmt: skip


def _body(subject: str, chance: random.Random) -> tuple[str, ...]:
    """Paragraphs for one page, two or three."""
    points = (
        f"{at}. {' '.join(chance.sample(_SENTENCES, 4))} (việc thứ {chance.randrange(100, 1000)})"
        for at in range(1, chance.choice((3, 9, 22)) + 1)
    )
    return (
        *points,
        f"Đề nghị các đơn vị thực hiện nội dung “{subject}” và báo cáo về Hội Liên hiệp Phụ nữ tỉnh.",
    )


def _name(place: int) -> str:
    return f"{place + 1:04}.pdf"


def _words(paper: Paper) -> str:
    """What the page's template takes."""
    return json.dumps(
        {
            "parent": "TỈNH TÂY NINH",
            "issuer": paper.issuer.upper(),
            "symbol": paper.symbol,
            "dated": f"Tây Ninh, ngày {paper.day:%d} tháng {paper.day.month} năm {paper.day.year}",
            "subject": paper.subject,
            "addressee": "Hội Liên hiệp Phụ nữ các xã, phường",
            "body": paper.body,
            "recipients": ["Như trên;", "Lưu: VT."],
            "authority": "TM. CƠ QUAN",
            "position": "THỦ TRƯỞNG",
            "signer": paper.signer,
        }
    )
