"""What is found, in which order, and what the page says about it."""

from datetime import date, timedelta

import pytest

from hoiso.access.models import Officer, Role
from hoiso.documents.models import Document, SearchEntry, SearchWord
from hoiso.documents.search.public import Asked, counted_facets, find, index, proposed_spelling
from hoiso.documents.search.tests.conftest import counted
from hoiso.units.models import Unit
from tests.factories.documents import a_registered
from tests.factories.people import acting, an_officer
from tests.roles import owner

pytestmark = pytest.mark.django_db


def _registered(clerk: Officer, unit: Unit, subject: str, **fields: object) -> Document:
    document = a_registered(clerk, unit, subject=subject, **fields)  # type: ignore[arg-type]
    index(document.pk)
    return document


def _ids(words: str, **asked: object) -> list[int]:
    return [hit.id for hit in find(Asked(words=words, **asked)).rows]  # type: ignore[arg-type]


def _say_counts(unit: Unit, documents: int) -> None:
    """Counts of words that may be wrong: they choose the way of a search, never what it finds."""
    spelt = {"": "", "kế": "ke", "hoạch": "hoach", "năm": "nam", "quý": "quy"}
    words = spelt | {folded: folded for folded in spelt.values()}
    with owner():
        SearchWord.objects.all().delete()
        SearchWord.objects.bulk_create(
            SearchWord(unit=unit, word=word, folded=folded, documents=documents)
            for word, folded in words.items()
        )


def test_words_without_accents_find_all_spellings(clerk: Officer, unit: Unit) -> None:
    one = _registered(clerk, unit, "Kế hoạch tổ chức Đại hội")
    two = _registered(clerk, unit, "Kè hoách đầu tư")
    assert _ids("ke hoach") == [two.pk, one.pk]


def test_words_with_the_accents_typed_come_first(clerk: Officer, unit: Unit) -> None:
    exact = _registered(clerk, unit, "Nghiệm thu công trình", arrived_on=date(2026, 1, 5))
    other = _registered(clerk, unit, "Nghiêm thù lao", arrived_on=date(2026, 5, 5))
    page = find(Asked(words="nghiệm thu "))
    assert [(hit.id, hit.exact) for hit in page.rows] == [(exact.pk, True), (other.pk, False)]
    assert _ids("nghiem thu") == [other.pk, exact.pk]


def test_old_and_new_place_of_the_tone_and_decomposed_letters_are_one(clerk: Officer, unit: Unit) -> None:
    document = _registered(clerk, unit, "Hòa giải ở cơ sở, chữ ký số")
    for typed in ("hoà giải", "hòa giải", "ho\u0300a giải", "HOÀ GIẢI", "chu\u031b\u0303 ky\u0301"):
        page = find(Asked(words=typed))
        assert [(hit.id, hit.exact) for hit in page.rows] == [(document.pk, True)], typed


def test_a_phrase_stands_together_and_stays_in_one_field(clerk: Officer, unit: Unit) -> None:
    together = _registered(clerk, unit, "Đề án bình đẳng giới", issuer="Sở Nội vụ")
    _registered(clerk, unit, "Giới thiệu bình chọn, đẳng cấp")
    _registered(clerk, unit, "Về chuyến đi của Sở", issuer="Nội vụ tỉnh")
    assert _ids('"bình đẳng giới"') == [together.pk]
    assert _ids('"sở nội vụ"') == [together.pk]
    assert len(_ids("bình đẳng giới")) == 2


def test_the_last_word_may_go_on_and_all_words_must_be_there(clerk: Officer, unit: Unit) -> None:
    document = _registered(clerk, unit, "Phòng, chống bạo lực gia đình")
    assert _ids("bạo lực gia đì") == [document.pk]
    assert _ids("gia đì bạo") == []
    assert _ids("bạo lực trẻ em") == []


def test_issuer_signer_holder_number_and_timeline_are_found(clerk: Officer, unit: Unit) -> None:
    document = _registered(
        clerk, unit, "Giấy mời họp", issuer="Ban Dân vận", signer="Lê Kim Phượng", symbol="118/KH-BTV"
    )
    for words in (
        "dân vận",
        "phượng",
        "Trần Thị Thu",
        "118/KH-BTV",
        "118/kh-btv",
        "kh-btv",
        "đăng ký vào sổ",
    ):
        assert _ids(words) == [document.pk], words


def test_text_of_files_is_found_with_its_passage(clerk: Officer, unit: Unit) -> None:
    document = _registered(clerk, unit, "Công văn số một")
    text = "Mở đầu. " * 200 + "Xem phụ lục về máy sấy lúa Thạnh Hoá, kèm dự toán. " + "Kết thúc. " * 200
    SearchEntry.objects.filter(pk=document.pk).update(text=text)
    index(document.pk)
    (hit,) = find(Asked(words="máy sấy lúa")).rows
    assert [piece.text for piece in hit.passage if piece.marked] == ["máy", "sấy", "lúa"]
    assert len("".join(piece.text for piece in hit.passage)) < 330
    (in_subject,) = find(Asked(words="công văn")).rows
    assert in_subject.passage == ()
    assert [piece.text for piece in in_subject.subject_pieces if piece.marked] == ["Công", "văn"]


def test_filters_narrow_and_stand_alone(clerk: Officer, unit: Unit) -> None:
    old = _registered(
        clerk, unit, "Kế hoạch năm", arrived_on=date(2026, 2, 3), issued_on=date(2026, 2, 1),
        due_on=date(2026, 2, 20), urgency=1, kind="KH", issuer="UBND tỉnh",
    )  # fmt: skip
    new = _registered(clerk, unit, "Kế hoạch quý", arrived_on=date(2026, 6, 3), issuer="Sở Y tế")
    everything: dict[str, tuple[dict[str, object], list[int]]] = {
        "days": ({"day_to": date(2026, 3, 1)}, [old.pk]),
        "later": ({"day_from": date(2026, 3, 1)}, [new.pk]),
        "due": ({"due_from": date(2026, 2, 20), "due_to": date(2026, 2, 20)}, [old.pk]),
        "urgency": ({"urgency": 1}, [old.pk]),
        "kind": ({"kind": "KH"}, [old.pk]),
        "issuer": ({"issuer": "y te"}, [new.pk]),
        "book": ({"book_id": old.book_id}, [new.pk, old.pk]),
        "state": ({"state": "done"}, []),
        "direction": ({"direction": "in"}, [new.pk, old.pk]),
        "unit": ({"unit_id": unit.pk}, [new.pk, old.pk]),
    }
    for name, (asked, expected) in everything.items():
        assert _ids("kế hoạch", **asked) == expected, name
        assert _ids("", **asked) == expected, name


def test_pages_go_on_and_back_without_gap_or_repeat(clerk: Officer, unit: Unit) -> None:
    for number in range(60):
        word = "nghiệm" if number % 2 else "nghiêm"
        _registered(
            clerk, unit, f"Việc {word} {number}", arrived_on=date(2026, 1, 1) + timedelta(number // 3)
        )
    seen: list[int] = []
    cursors = [""]
    for _ in range(3):
        page = find(Asked(words="nghiệm"), cursor=cursors[-1])
        assert (page.total, page.first) == (60, len(seen) + 1)
        seen += [hit.id for hit in page.rows]
        cursors.append(page.next)
    assert cursors[-1] == ""
    assert len(set(seen)) == 60
    exact = [hit.exact for cursor in cursors[:3] for hit in find(Asked(words="nghiệm"), cursor=cursor).rows]
    assert exact == [True] * 30 + [False] * 30
    second = find(Asked(words="nghiệm"), cursor=cursors[1])
    assert [hit.id for hit in find(Asked(words="nghiệm"), cursor=second.previous).rows] == seen[:25]
    assert [hit.id for hit in find(Asked(words="nghiệm"), cursor="made-up").rows] == seen[:25]


def test_every_way_of_searching_finds_the_same(clerk: Officer, unit: Unit) -> None:
    specialist = an_officer(Role.SPECIALIST, unit)
    for number in range(40):
        document = _registered(clerk, unit, f"Kế hoạch {'quý' if number % 3 else 'năm'} {number}")
        if number % 5 == 0:
            acting(clerk)
            document.readers.create(
                unit=unit, officer_id=specialist.pk, officer_name="B", why="lead", since=document.created_at
            )
    questions = ("kế hoạch", "ke hoach", "quý", '"kế hoạch năm"', "hoạch năm", "")
    for counts in (None, 40, 40_000):
        if counts is not None:
            _say_counts(unit, counts)
        for officer, share in ((clerk, 1), (specialist, 5)):
            acting(officer)
            for words in questions:
                page = find(Asked(words=words, direction="in"))
                visible = Document.objects.filter(unit=unit)
                if "năm" in words:
                    visible = visible.filter(subject__contains="năm")
                if "quý" in words:
                    visible = visible.filter(subject__contains="quý")
                newest = list(visible.order_by("-arrived_on", "-id").values_list("pk", flat=True))
                assert [hit.id for hit in page.rows] == newest[:25], (counts, share, words)
                assert page.total == len(newest), (counts, share, words)


def test_where_few_match_those_with_the_words_in_their_subject_come_first(clerk: Officer, unit: Unit) -> None:
    subject = _registered(clerk, unit, "Máy sấy lúa", arrived_on=date(2026, 1, 1))
    text = _registered(clerk, unit, "Công văn", arrived_on=date(2026, 6, 1))
    SearchEntry.objects.filter(pk=text.pk).update(text="có nói đến một máy, để sấy nhiều lúa")
    index(text.pk)
    assert _ids("máy sấy lúa") == [subject.pk, text.pk]
    assert _ids("máy sấy lúa", best=True) == [subject.pk, text.pk]
    with owner():  # where many match, the newest come first
        SearchWord.objects.bulk_create(
            SearchWord(unit=unit, word=word, folded=word, documents=5_000)
            for word in ("", "may", "say", "lua")
        )
    acting(clerk)
    assert _ids("máy sấy lúa") == [text.pk, subject.pk]


def test_pages_of_few_go_on_from_one_order_into_the_next(clerk: Officer, unit: Unit) -> None:
    expected = []
    for number in range(9):
        subject, signer = (("Lục bình", "A"), ("Đan giỏ", "Lục Bình"), ("Lúc bỉnh", "B"))[number % 3]
        document = _registered(
            clerk, unit, subject, signer=signer, arrived_on=date(2026, 1, 1) + timedelta(number)
        )
        expected.append((number % 3, -number, document.pk))
    page = find(Asked(words="lục bình"), size=2)
    seen = [hit.id for hit in page.rows]
    while page.next:
        page = find(Asked(words="lục bình"), cursor=page.next, size=2)
        seen += [hit.id for hit in page.rows]
    assert seen == [pk for _, _, pk in sorted(expected)]


@pytest.mark.parametrize("words", ["1310/TTr-BTV", "1310 TTr BTV", "1310 ttr btv", "ttr-btv 1310"])
def test_a_symbol_is_found_however_its_parts_are_joined(clerk: Officer, unit: Unit, words: str) -> None:
    document = _registered(clerk, unit, "Mua máy chiếu", symbol="1310/TTr-BTV", arrived_on=date(2025, 9, 1))
    SearchEntry.objects.filter(
        pk=_registered(clerk, unit, "Nhắc lại 1310 hộ", arrived_on=date(2026, 1, 1)).pk
    ).update(text="theo TTr của BTV")
    assert _ids(words)[0] == document.pk


def test_a_misspelt_word_is_proposed_when_nothing_is_found(clerk: Officer, unit: Unit) -> None:
    _registered(clerk, unit, "Kế hoạch khởi nghiệp")
    counted(unit)
    acting(clerk)
    for typed, meant in (
        ("kế hoajch khởi", "kế hoạch khởi"),  # a key of Telex
        ("kees hoajch", "kế hoạch"),
        ("kế hoạch khời nghiêp zzzz", ""),  # accents are no slip; a word that is nowhere stays unknown
        ("kế hoạhc nghiệp", "kế hoạch nghiệp"),
        ("kế hoạch khwởi", "kế hoạch khởi"),
        ("zzzzzz", ""),
    ):
        assert proposed_spelling(Asked(words=typed)) == meant, typed


def test_a_slip_that_is_another_word_is_mended_too(clerk: Officer, unit: Unit) -> None:
    meant = _registered(clerk, unit, "Quy chế quản lý quỹ")
    _registered(clerk, unit, "Quảng cáo rao vặt")
    counted(unit)
    acting(clerk)
    spelling = proposed_spelling(Asked(words="quy chế quảng lý quỹ"))
    assert _ids(spelling) == [meant.pk]


def test_hits_are_counted_by_kind_issuer_year_and_state(clerk: Officer, unit: Unit) -> None:
    for kind, issuer, day in (
        ("KH", "UBND tỉnh", date(2025, 9, 1)), ("KH", "UBND tỉnh", date(2026, 3, 1)),
        ("BC", "Sở Y tế", date(2026, 4, 1)),
    ):  # fmt: skip
        _registered(clerk, unit, "Bình đẳng giới", kind=kind, issuer=issuer, issued_on=day, arrived_on=day)
    _registered(clerk, unit, "Việc khác", kind="KH", issuer="Sở Nội vụ")
    counted_by = {
        facet.label: [(choice.label, choice.documents) for choice in facet.choices]
        for facet in counted_facets(Asked(words="binh dang gioi"))[1]
    }
    assert counted_by == {
        "Loại văn bản": [("Kế hoạch", 2), ("Báo cáo", 1)],
        "Cơ quan ban hành": [("UBND tỉnh", 2), ("Sở Y tế", 1)],
        "Năm": [("2026", 2), ("2025", 1)],
    }  # all are in one state, which narrows nothing
    assert counted_facets(Asked(words="binh dang gioi", kind="BC"))[1] == ()


@pytest.mark.parametrize(
    "typed", ["'", "\\", "a & | ! <-> b", "~:x", "(((", '"', '""', "%_", "😀", "\u202e", "x" * 5000]
)
def test_nothing_that_is_typed_breaks_the_search(clerk: Officer, unit: Unit, typed: str) -> None:
    acting(clerk)
    assert find(Asked(words=typed)).rows == ()


def test_an_entry_follows_a_change_and_indexing_again_changes_nothing(clerk: Officer, unit: Unit) -> None:
    document = _registered(clerk, unit, "Tên cũ")
    Document.objects.filter(pk=document.pk).update(subject="Tên mới hẳn", arrived_on=date(2026, 3, 3))
    index(document.pk)
    index(document.pk)
    (hit,) = find(Asked(words="mới hẳn")).rows
    assert (hit.id, hit.day) == (document.pk, date(2026, 3, 3))
    assert _ids("cũ") == []
