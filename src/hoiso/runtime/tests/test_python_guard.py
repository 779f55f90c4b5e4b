"""An old Python is told so in words, not by a traceback."""

import ast
import sys
from pathlib import Path

from hoiso.runtime import python_guard


def test_a_new_enough_python_passes():
    assert python_guard.guard((3, 11, 0)) is None
    assert python_guard.guard(sys.version_info) is None


def test_an_old_python_is_named_with_its_cure():
    sentence = python_guard.guard((3, 9, 2))
    assert sentence.startswith("Máy này có Python 3.9; Hội Số cần Python 3.11 trở lên.")
    assert "apt install python3" in sentence


def test_the_guard_itself_is_read_by_old_pythons():
    source = Path(python_guard.__file__).read_text(encoding="utf-8")
    tree = ast.parse(source, feature_version=(3, 4))
    used = {type(node).__name__ for node in ast.walk(tree)}
    assert used.isdisjoint({"JoinedStr", "AnnAssign", "NamedExpr", "Match", "AsyncFunctionDef"})
