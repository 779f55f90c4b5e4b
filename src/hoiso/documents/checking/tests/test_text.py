"""The checker on the text: order and numbers, grounds and laws, days, spelling."""

from datetime import date

import pytest

from hoiso.documents.checking.checker import check
from hoiso.documents.checking.findings import Finding, fixed
from hoiso.documents.checking.laws import law, laws
from hoiso.documents.checking.spelling_rules import slips, turned
from hoiso.documents.checking.tests.drafts import CALENDAR, CLEAN, found, said
from hoiso.documents.layouts.content_templates import content_templates
from hoiso.documents.layouts.kinds import kind


def speaking(rule: str, **changes: object) -> list[Finding]:
    return [finding for finding in found(**changes) if finding.rule == rule]


def corrected(rule: str, text: str, **changes: object) -> str:
    """The text after the corrections of that rule, one press after another."""
    for _ in range(10):
        finding = next((each for each in speaking(rule, body=text, **changes) if each.fix), None)
        if finding is None or finding.fix is None:
            break
        text = fixed({"body": text, "subject": ""}, finding.fix)["body"]
    return text


DECISION = (
    "BAN THƯỜNG VỤ\nCăn cứ Điều lệ Hội;\nQUYẾT ĐỊNH:\nĐiều 1. Thành lập tổ.\nĐiều 2. Quyết định có hiệu lực."
)


@pytest.mark.parametrize(
    ("rule", "typed", "right"),
    [
        ("ground-mark", "Căn cứ Điều lệ Hội,\nCăn cứ Quy chế làm việc;\nNội dung.",
         "Căn cứ Điều lệ Hội;\nCăn cứ Quy chế làm việc;\nNội dung."),
        ("ground-mark", "Căn cứ Điều lệ Hội;\nCăn cứ Quy chế làm việc\nNội dung.",
         "Căn cứ Điều lệ Hội;\nCăn cứ Quy chế làm việc.\nNội dung."),
        ("number-run", "Điều 1. Một.\nĐiều 3. Hai.", "Điều 1. Một.\nĐiều 2. Hai."),
        ("number-run", "I. MỘT\nIII. HAI", "I. MỘT\nII. HAI"),
        ("number-run", "1. Một.\n2. Hai.\n4. Ba.", "1. Một.\n2. Hai.\n3. Ba."),
        ("number-run", "a) Một;\nb) Hai;\nc) Ba;\nd) Bốn;\ne) Năm.",
         "a) Một;\nb) Hai;\nc) Ba;\nd) Bốn;\nđ) Năm."),
        ("end-mark", "Một./.\nHai.", "Một.\nHai."),
        ("typed-component", "Độc lập - Tự do - Hạnh phúc\nHai.", "\nHai."),
    ],
)  # fmt: skip
def test_order_and_numbers_are_corrected(rule: str, typed: str, right: str) -> None:
    assert corrected(rule, typed) == right


def test_numbers_begin_anew_under_each_heading() -> None:
    text = "I. MỘT\n1. A.\na) x;\nb) y.\n2. B.\nII. HAI\n1. C.\na) z.\nChương II\nI. BA\n1. D."
    assert speaking("number-run", body=text) == []


def test_a_decision_has_grounds_its_word_and_articles_in_this_order() -> None:
    changes = {"kind": kind("decision"), "notation": "QĐ-HPN"}
    assert said(body=DECISION, **changes) == []
    assert "decision-grounds" in said(body="QUYẾT ĐỊNH:\nĐiều 1. A.", **changes)
    assert "decision-word" in said(body="Căn cứ Điều lệ;\nĐiều 1. A.", **changes)
    assert "decision-articles" in said(body="Căn cứ Điều lệ;\nQUYẾT ĐỊNH:\nA.", **changes)
    assert "decision-order" in said(body="QUYẾT ĐỊNH:\nCăn cứ Điều lệ;\nĐiều 1. A.", **changes)
    assert "decision-order" in said(body="Căn cứ Điều lệ;\nĐiều 1. A.\nQUYẾT ĐỊNH:", **changes)


# ---- grounds and laws


@pytest.mark.parametrize(
    ("typed", "by", "right"),
    [
        ("Căn cứ Quy định số 66-QĐ/TW ngày 06 tháng 02 năm 2017 của Ban Bí thư;", "Quy định 399-QĐ/TW",
         "Căn cứ Quy định số 399-QĐ/TW ngày 09 tháng 01 năm 2026 của Ban Bí thư;"),
        ("Căn cứ Hướng dẫn số 36-HD/VPTW ngày 03/4/2018 của Văn phòng Trung ương Đảng;",
         "Hướng dẫn 05-HD/VPTW",
         "Căn cứ Hướng dẫn số 05-HD/VPTW ngày 27/05/2026 của Văn phòng Trung ương Đảng;"),
        ("Căn cứ Nghị định số 13/2023/NĐ-CP ngày 17 tháng 4 năm 2023 của Chính phủ;",
         "Nghị định 356/2025/NĐ-CP",
         "Căn cứ Nghị định số 356/2025/NĐ-CP ngày 31 tháng 12 năm 2025 của Chính phủ;"),
        ("Căn cứ Nghị định số 110/2004/NĐ-CP ngày 08 tháng 4 năm 2004 của Chính phủ;",
         "Nghị định 30/2020/NĐ-CP",
         "Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ;"),
    ],
)  # fmt: skip
def test_a_replaced_ground_names_what_replaced_it(typed: str, by: str, right: str) -> None:
    text = f"{typed}\nCăn cứ Điều lệ Hội.\nNội dung."
    (finding,) = speaking("law-replaced", body=text)
    assert f"đã được thay thế bởi {by}" in finding.sentence
    assert finding.line == 0
    assert corrected("law-replaced", text).splitlines()[0] == right


def test_validity_is_judged_on_the_documents_day() -> None:
    text = "Căn cứ Quy định số 66-QĐ/TW ngày 06 tháng 02 năm 2017 của Ban Bí thư;\nCăn cứ Điều lệ."
    assert speaking("law-replaced", body=text, day=date(2026, 1, 8)) == []
    assert speaking("law-ending", body=text, day=date(2026, 1, 8))[0].sentence.endswith("09/01/2026.")
    assert speaking("law-replaced", body=text, day=date(2026, 1, 9))
    new = text.replace("66-QĐ/TW", "399-QĐ/TW")
    assert speaking("law-not-yet", body=new, day=date(2026, 1, 8))
    assert speaking("law-not-yet", body=new, day=date(2026, 1, 9)) == []


def test_what_comes_from_knowledge_says_so_and_another_kind_of_text_is_not_put_in() -> None:
    (known,) = speaking("law-replaced", body="Thực hiện Nghị định số 09/2010/NĐ-CP ngày 08/02/2010.")
    assert "đối chiếu lại" in known.sentence
    (read,) = speaking("law-replaced", body="Thực hiện Nghị định số 130/2018/NĐ-CP ngày 27/09/2018.")
    assert "đối chiếu lại" not in read.sentence
    (unknown,) = speaking("law-replaced", body="Thực hiện Thông tư số 41/2017/TT-BTTTT ngày 19/12/2017.")
    assert unknown.fix is None
    assert "59/2026/TT-BKHCN" in unknown.sentence


def test_an_amended_law_is_told_and_a_law_in_force_is_not() -> None:
    assert speaking("law-amended", body="Căn cứ Quyết định số 20/2020/QĐ-TTg ngày 22/07/2020;")
    text = "Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư;\nA."
    assert [rule for rule in said(body=text) if rule.startswith("law")] == []


def test_a_ground_is_complete_and_its_symbol_is_spelt_right() -> None:
    assert speaking("ground-undated", body="Căn cứ Kế hoạch số 12/KH-BTV của Ban Thường vụ;\nA.")
    assert corrected("ground-without-so", "Căn cứ Kế hoạch 12/KH-BTV ngày 12/01/2026;\nA.") == (
        "Căn cứ Kế hoạch số 12/KH-BTV ngày 12/01/2026;\nA."
    )
    assert corrected("law-symbol", "Theo Nghị định số 30/2020/ND-CP ngày 05/3/2020.") == (
        "Theo Nghị định số 30/2020/NĐ-CP ngày 05/3/2020."
    )


def test_every_law_of_the_table_has_a_source_and_days_in_order() -> None:
    assert len(laws()) > 25
    for each in laws().values():
        assert each.source in ("ND30", "HD05", "REV", "repo", "K"), each
        assert bool(each.replaced_by) == bool(each.ended), each
        if each.valid_from and each.ended:
            assert each.valid_from < each.ended
        successor = law(each.replaced_by) if each.replaced_by else None
        if successor and successor.valid_from:
            assert successor.valid_from == each.ended, each


# ---- days


@pytest.mark.parametrize(
    ("rule", "typed", "right"),
    [
        ("deadline-off", "Báo cáo trước ngày 29/11/2026.", "Báo cáo trước ngày 28/11/2026."),
        (
            "deadline-off",
            "Gửi về trước ngày 27 tháng 11 năm 2026.",
            "Gửi về trước ngày 26 tháng 11 năm 2026.",
        ),
        ("deadline-off", "Hạn chót là ngày 01 tháng 01 năm 2027.", "Hạn chót là ngày 31 tháng 12 năm 2026."),
        ("date-form", "Họp ngày 9 tháng 06 năm 2026.", "Họp ngày 09 tháng 6 năm 2026."),
        ("date-form", "Họp ngày 12 tháng 1 năm 2027.", "Họp ngày 12 tháng 01 năm 2027."),
        ("weekday", "Họp vào thứ Ba, ngày 25/11/2026.", "Họp vào thứ Tư, ngày 25/11/2026."),
        ("weekday", "Họp vào chủ nhật (30/11/2026).", "Họp vào thứ Hai (30/11/2026)."),
    ],
)
def test_days_are_corrected(rule: str, typed: str, right: str) -> None:
    assert corrected(rule, typed) == right


def test_a_weekend_day_that_is_worked_is_no_fault_and_an_event_may_be_on_a_sunday() -> None:
    assert said(body="Báo cáo trước ngày 28/11/2026.") == []
    assert said(body="Ngày hội diễn ra vào Chủ nhật, ngày 29/11/2026.") == []


def test_days_that_are_not_there_or_past_are_told() -> None:
    assert speaking("no-such-day", body="Họp ngày 31/02/2027.")
    assert speaking("deadline-past", body="Báo cáo trước ngày 20/11/2026.")
    assert speaking("answer-off", answer_by=date(2026, 11, 29))[0].sentence.endswith("28/11/2026.")
    assert speaking("issued-off", day=date(2026, 11, 29))


# ---- spelling


@pytest.mark.parametrize(
    ("rule", "typed", "right"),
    [
        ("tone-placement", "Gia đình hoà thuận, khoẻ mạnh, uỷ thác, thoả thuận; hòa giải.",
         "Gia đình hoà thuận, khoẻ mạnh, uỷ thác, thoả thuận; hoà giải."),
        ("tone-placement", "Gia đình hòa thuận, khỏe mạnh; uỷ thác.",
         "Gia đình hòa thuận, khỏe mạnh; ủy thác."),
        ("slip", "Sát nhập và bổ xung.", "Sáp nhập và bổ sung."),
        ("tone-misplaced", "Kính gửi qúy cơ quan gíup đỡ.", "Kính gửi quý cơ quan giúp đỡ."),
        ("space-before", "Một , hai ; ba .", "Một, hai; ba."),
        ("space-after", "Cán bộ,hội viên;phụ nữ.", "Cán bộ, hội viên; phụ nữ."),
        ("twice", "Ý kiến của của hội viên.", "Ý kiến của hội viên."),
        ("name-capitals", "Hội liên hiệp phụ nữ và Ban thường vụ.", "Hội Liên hiệp Phụ nữ và Ban Thường vụ."),
        ("icelandic", "Tổ QÐ.", "Tổ QĐ."),
    ],
)  # fmt: skip
def test_spelling_is_corrected(rule: str, typed: str, right: str) -> None:
    assert corrected(rule, typed) == right


def test_names_keep_the_placement_of_their_owners() -> None:
    assert speaking("tone-placement", body="Bà Thúy và bà Hoà dự; hoà thuận.") == []
    assert turned("quý") is None
    assert (turned("hoà"), turned("hòa"), turned("uỷ")) == ("hòa", "hoà", "ủy")


def test_words_that_only_look_like_slips_are_left() -> None:
    text = "Hội viên giúp gì, giữ gìn, quá trình, quỹ, ngày 3.5 và 1,5 triệu; tỷ lệ 12,5%."
    assert said(body=text) == []


def test_brackets_left_open_are_told() -> None:
    assert speaking("pair-open", body="Hội viên (nòng cốt tham gia.")
    assert speaking("pair-open", body="a) Hội viên (nòng cốt) tham gia.") == []


def test_the_list_of_slips_never_names_what_is_right() -> None:
    assert len(slips()) > 60
    assert not set(slips()) & set(slips().values())


@pytest.mark.parametrize("template", content_templates(), ids=lambda template: template.key)
def test_the_shipped_model_texts_have_no_fault_in_text_and_spelling(template: object) -> None:
    changes = {"body": template.text, "kind": template.kind}  # type: ignore[attr-defined]
    wrong = [
        (each.rule, each.excerpt, each.sentence)
        for each in found(**changes)
        if each.field == "body" and each.rule not in ("pair-open",)
    ]
    assert wrong == []


def test_a_long_text_is_checked_in_a_moment() -> None:
    text = "\n".join(f"{at}. Hội viên tham gia sinh hoạt chi hội đều đặn." for at in range(1, 2_001))
    assert check(CLEAN, CALENDAR) == ()
    assert said(body=text) == []
