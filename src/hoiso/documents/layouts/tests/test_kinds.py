from collections import Counter

import pytest

from hoiso.documents.layouts.kinds import KINDS, KindGroup, kind, kinds_of_code


def test_the_decree_knows_29_kinds_of_which_two_have_no_code() -> None:
    decree = [each for each in KINDS if each.group is KindGroup.ADMINISTRATIVE]
    assert len(decree) == 29
    assert [each.name for each in decree if each.code is None] == ["công văn", "thư công"]


def test_codes_are_those_of_annex_three() -> None:
    codes = [each.code for each in KINDS if each.group is KindGroup.ADMINISTRATIVE and each.code]
    assert " ".join(codes) == (
        "NQ QĐ CT QC QyĐ TC TB HD CTr KH PA ĐA DA BC BB TTr HĐ CĐ BGN BTT GUQ GM GGT GNP PG PC PB"
    )
    assert [each.code for each in KINDS if each.group is KindGroup.COPY] == ["SY", "TrS", "SL"]


def test_no_key_and_no_code_of_the_decree_is_given_twice() -> None:
    keys = Counter(each.key for each in KINDS)
    codes = Counter(each.code for each in KINDS if each.code)
    assert keys.most_common(1)[0][1] == 1
    assert codes.most_common(1)[0][1] == 1


def test_the_partys_codes_are_those_of_its_guidance() -> None:
    wanted = {"NQ", "QĐ", "KL", "QC", "TB", "BC", "KH", "CTr", "TTr", "CV", "BB", "ĐA", "PA", "HD"}
    assert wanted <= {each.party_code for each in KINDS}


def test_only_the_letter_announces_its_subject_under_the_number() -> None:
    assert [each.key for each in KINDS if each.has_about] == ["letter"]
    assert kind("letter").title is None
    assert kind("plan").title == "KẾ HOẠCH"


def test_a_code_answers_every_kind_it_may_stand_for() -> None:
    assert [each.key for each in kinds_of_code("QĐ")] == ["decision", "rules"]
    assert [each.key for each in kinds_of_code("QyĐ")] == ["rules"]
    assert kinds_of_code("TTR") == ()


def test_an_unknown_key_is_an_error() -> None:
    with pytest.raises(KeyError):
        kind("novel")
