"""The checker on kind, notation, place, names, signer and recipients."""

from dataclasses import replace

import pytest

from hoiso.documents.checking.findings import Finding, Fix, fixed
from hoiso.documents.checking.tests.drafts import CLEAN, found, said
from hoiso.documents.layouts.kinds import KINDS, KindGroup, kind
from hoiso.documents.layouts.official_document import Layout


def one(rule: str, **changes: object) -> Finding:
    speaking = [finding for finding in found(**changes) if finding.rule == rule]
    assert len(speaking) == 1, said(**changes)
    return speaking[0]


def corrected(finding: Finding, field: str, before: str) -> str:
    assert finding.fix is not None
    return fixed({field: before}, finding.fix)[field]


def test_a_draft_in_form_gives_no_finding() -> None:
    assert found() == []


@pytest.mark.parametrize(
    ("key", "layout", "notation", "right"),
    [
        ("report", Layout.ND30_UNION, "KH-HPN", "BC-HPN"),
        ("proposal", Layout.ND30_UNION, "TTR-HPN", "TTr-HPN"),
        ("rules", Layout.ND30_UNION, "QĐ-HPN", "QyĐ-HPN"),
        ("letter", Layout.ND30_UNION, "KH-HPN", "CV-HPN"),
        ("decision", Layout.PARTY_05, "KH/CB", "QĐ/CB"),
        ("decision", Layout.PARTY_05, "QĐ-CB", "QĐ/CB"),
        ("plan", Layout.ND30_UNION, "KH/HPN", "KH-HPN"),
        ("plan", Layout.ND30_UNION, "KH – HPN", "KH-HPN"),
        ("decision", Layout.ND30_UNION, "QÐ-BTV", "QĐ-BTV"),
    ],
)
def test_a_notation_that_does_not_fit_is_corrected(
    key: str, layout: Layout, notation: str, right: str
) -> None:
    changes = {"kind": kind(key), "layout": layout, "notation": notation}
    finding = next(each for each in found(**changes) if each.field == "notation")
    assert corrected(finding, "notation", notation) == right
    assert not [each for each in found(**{**changes, "notation": right}) if each.field == "notation"]


@pytest.mark.parametrize(
    "each", [each for each in KINDS if each.group is KindGroup.ADMINISTRATIVE and each.code]
)
def test_every_abbreviation_of_the_decree_fits_its_kind_and_no_other(each: object) -> None:
    own = kind(each.key)  # type: ignore[attr-defined]
    assert "notation-of-kind" not in said(kind=own, notation=f"{own.code}-HPN")
    other = kind("report" if own.key != "report" else "plan")
    assert "notation-of-kind" in said(kind=own, notation=f"{other.code}-HPN")


def test_a_letter_by_unit_of_the_decree_is_no_fault() -> None:
    letter = kind("letter")
    assert "notation-of-kind" not in said(kind=letter, notation="BTV-VP", addressees=("Hội LHPN tỉnh",))


def test_kinds_belong_to_their_layout() -> None:
    assert "kind-not-of-layout" in said(kind=kind("telegram"), layout=Layout.PARTY_05, notation="CĐ/HPN")
    assert "kind-not-of-layout" in said(kind=kind("conclusion"), notation="KL-HPN")


@pytest.mark.parametrize(
    ("rule", "field", "typed", "right"),
    [
        ("subject-closed", "subject", "Tổ chức ngày hội.", "Tổ chức ngày hội"),
        ("place-level", "place", "Xã Cần Giuộc", "Cần Giuộc"),
        ("place-small", "place", "cần Giuộc", "Cần Giuộc"),
        ("issuer-small", "issuer_lines", "Hội LHPN xã Cần Giuộc", "HỘI LHPN XÃ CẦN GIUỘC"),
        ("signer-title", "signer", "ThS. Nguyễn Thị Ánh", "Nguyễn Thị Ánh"),
        ("archive-missing", "archive_line", "", "VT"),
        ("archive-without-vt", "archive_line", "VP", "VT, VP"),
    ],
)
def test_what_stands_around_the_text_is_corrected(rule: str, field: str, typed: str, right: str) -> None:
    assert corrected(one(rule, **{field: typed}), field, typed) == right
    assert rule not in said(**{field: right})


def test_a_letters_subject_begins_without_its_mark() -> None:
    typed = "Về việc báo cáo kết quả"
    letter = {"kind": kind("letter"), "notation": "CV-HPN", "addressees": ("Hội LHPN tỉnh",)}
    assert corrected(one("subject-about", subject=typed, **letter), "subject", typed) == "báo cáo kết quả"


def test_a_place_that_is_a_number_keeps_its_level() -> None:
    assert "place-level" not in said(place="Phường 3")


@pytest.mark.parametrize(
    ("rule", "changes"),
    [
        ("notation-missing", {"notation": ""}),
        ("subject-missing", {"subject": ""}),
        ("subject-capitals", {"subject": "TỔ CHỨC NGÀY HỘI"}),
        ("place-missing", {"place": ""}),
        ("place-dated", {"place": "Cần Giuộc, ngày 5"}),
        ("issuer-missing", {"issuer_lines": ""}),
        ("issuer-twice", {"parent_line": "HỘI LHPN XÃ CẦN GIUỘC"}),
        ("signer-missing", {"signer": ""}),
        ("position-missing", {"position": ""}),
        ("deputy-alone", {"position": "Phó Chủ tịch"}),
        ("recipients-missing", {"recipients": ()}),
        ("recipient-twice", {"recipients": ("Hội LHPN tỉnh", "hội lhpn Tỉnh")}),
        ("addressee-missing", {"kind": kind("proposal"), "notation": "TTr-HPN"}),
        ("body-missing", {"body": ""}),
    ],
)
def test_what_lacks_is_told_in_one_sentence(rule: str, changes: dict[str, object]) -> None:
    sentence = one(rule, **changes).sentence
    assert sentence.endswith(".")
    assert ". " not in sentence


def test_layout_b_wants_no_vt() -> None:
    assert "archive-with-vt" in said(layout=Layout.PARTY_05, notation="KH/HPN")


def test_a_fix_whose_words_are_gone_changes_nothing() -> None:
    values = {"body": "một\nhai"}
    assert fixed(values, Fix("body", "ba", "bốn", line=1)) == values
    assert fixed(values, Fix("body", "ba", "bốn", line=9)) == values


def test_the_same_draft_gives_the_same_keys_in_the_order_of_the_paper() -> None:
    changes = {"place": "", "subject": "", "recipients": (), "notation": ""}
    assert [each.key for each in found(**changes)] == [each.key for each in found(**changes)]
    assert [each.field for each in found(**changes)] == ["subject", "notation", "place", "recipients"]
    assert replace(CLEAN, today=CLEAN.today) == CLEAN
