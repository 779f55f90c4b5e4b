"""Whatever setting the code asks for stands in the registry, so that it has words and a page."""

import ast
from collections.abc import Iterator
from pathlib import Path

import hoiso
from hoiso.units import settings_registry
from hoiso.units.settings_registry import REGISTRY

SOURCE = Path(hoiso.__path__[0])
OWN = SOURCE / "units"  # keeps settings as such; everybody else asks for one by its key
ASKING = {"setting", "settings_of"}
KEPT_BY_PAGE = {"administration/units/views/settings.py"}  # any setting of the registry, by its address


def _modules() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted(SOURCE.rglob("*.py")):
        if "tests" not in path.parts and "migrations" not in path.parts and OWN not in path.parents:
            yield path.relative_to(SOURCE).as_posix(), ast.parse(path.read_text("utf-8"))


def _constants(module: ast.Module) -> dict[str, ast.expr]:
    return {
        target.id: node.value
        for node in module.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }


def _keys(asked: ast.expr, constants: dict[str, ast.expr]) -> list[str]:
    """The keys that an argument names: words, or a constant of the module that holds them."""
    if isinstance(asked, ast.Name):
        return _keys(constants[asked.id], constants)
    if isinstance(asked, ast.Tuple | ast.List | ast.Set):
        return [key for one in asked.elts for key in _keys(one, constants)]
    return [ast.literal_eval(asked)]


def _asked(module: ast.Module) -> Iterator[str]:
    constants = _constants(module)
    for node in ast.walk(module):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ASKING:
            yield from _keys(node.args[1], constants)


def test_every_setting_that_the_code_reads_stands_in_the_registry() -> None:
    asked = {(path, key) for path, module in _modules() if path not in KEPT_BY_PAGE for key in _asked(module)}
    assert {key for _, key in asked} >= {"layout", "series", "second_step_roles", "secret_register_line"}
    assert {(path, key) for path, key in asked if key not in REGISTRY} == set()


def test_nobody_reads_settings_past_the_registry() -> None:
    """The table by its model or its name: what is read so, no page could set."""
    past = {path for path, module in _modules() for node in ast.walk(module) if _reads_table(node)}
    assert past == set()


def _reads_table(node: ast.AST) -> bool:
    if isinstance(node, ast.Attribute):
        return node.attr == "objects" and ast.unparse(node.value) == "OfficeSetting"
    return isinstance(node, ast.Constant) and "units_officesetting" in str(node.value)


def test_no_key_stands_twice() -> None:
    assert len(settings_registry._ALL) == len(REGISTRY)
