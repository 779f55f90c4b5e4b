import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoiso.core.files.names import LONGEST_NAME, safe_file_name, with_extension


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("Kế hoạch 12.pdf", "Kế hoạch 12.pdf"),
        ("../../x", "x"),
        ("..\\..\\windows\\x.pdf", "x.pdf"),
        ("/etc/passwd", "passwd"),
        ("a\x00b\x1bc\n.pdf", "abc.pdf"),
        ("bao cao\u202efdp.exe", "bao caofdp.exe"),
        ("\u2066x\u2069\u200b.pdf", "x.pdf"),
        ("CON.pdf", "_CON.pdf"),
        ("lpt1", "_lpt1"),
        ("ten.pdf. . ", "ten.pdf"),
        (".htaccess", "htaccess"),
        ("", "tệp không tên"),
        ("...", "tệp không tên"),
        ("\u202e", "tệp không tên"),
        ('a<b>:"|?*.pdf', "a-b------.pdf"),
        (unicodedata.normalize("NFD", "Nghị quyết số 12.pdf"), "Nghị quyết số 12.pdf"),
        ("a  \t b\u00a0c.pdf", "a b c.pdf"),
        ("mặt cười \U0001f600.pdf", "mặt cười \U0001f600.pdf"),
    ],
)
def test_names_are_made_harmless(name, safe):
    assert safe_file_name(name) == safe


def test_long_names_keep_their_extension():
    safe = safe_file_name("ế" * 400 + ".pdf")
    assert safe.endswith("ế.pdf")
    assert len(safe) <= LONGEST_NAME
    assert len(safe.encode()) <= 240


@given(st.text())
def test_every_name_becomes_safe_and_stays_so(name):
    safe = safe_file_name(name)
    assert safe
    assert "/" not in safe
    assert "\\" not in safe
    assert not [letter for letter in safe if unicodedata.category(letter)[0] == "C"]
    assert len(safe) <= LONGEST_NAME
    assert safe_file_name(safe) == safe


def test_an_extension_is_put_in_place_or_added():
    assert with_extension("quét.png", ".pdf", replacing=True) == "quét.pdf"
    assert with_extension("Tháng 12.2026", ".pdf", replacing=False) == "Tháng 12.2026.pdf"
