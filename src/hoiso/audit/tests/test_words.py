"""Every act that the code writes into the trail is told in words, and so is what it was done to."""

import ast
from collections.abc import Iterator
from pathlib import Path

import hoiso
from hoiso.audit.phrases import ACTIONS, SUBJECTS

SOURCE = Path(hoiso.__path__[0])
RECORDS = {"audit.record", "record"}  # action, subject
NOTES = {"timeline.note", "note"}  # by, document, action
STEPS = {"course.note"}  # by, task, kind: the act is work_<kind>
FIGURES = {"course.note_request", "course.note_sheets"}  # by, what, kind: the act is figures_<kind>
OF_A_DOSSIER = "documents/keeping/actions/"  # its `record` takes the dossier itself
# Their `note` and `record` take by, the thing, kind: the act is petition_<kind>, member_<kind>.
BY_KIND = {
    "documents/petitions/": "petition",
    "members/duplicates/": "member",
    "members/lives/": "member",
    "members/register/": "member",
    "members/standing/": "member",
}
# `note` and its like themselves: their callers are looked at.
PASSED_ON = {
    "documents/timeline.py",
    "documents/petitions/actions/course.py",
    "members/lives/actions/writing.py",
    "members/register/actions/noting.py",
    "work/tasks/course.py",
    "work/figures/course.py",
}


def _modules() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted(SOURCE.rglob("*.py")):
        if "tests" not in path.parts and "migrations" not in path.parts:
            yield path.relative_to(SOURCE).as_posix(), ast.parse(path.read_text("utf-8"))


def _words(given: ast.expr, around: ast.FunctionDef, module: ast.Module) -> set[str]:
    """What an argument may be: itself, either side of a choice, or what the function's callers give."""
    if isinstance(given, ast.Constant) and isinstance(given.value, str):
        return {given.value}
    if isinstance(given, ast.IfExp):
        return _words(given.body, around, module) | _words(given.orelse, around, module)
    if ast.unparse(given).startswith(("MemberEvent.Kind.", "_Kind.")):  # MemberEvent.Kind.LEFT is "left"
        return {ast.unparse(given).rpartition(".")[2].lower()}
    if isinstance(given, ast.Name):
        return _given_by_callers(given.id, around, module)
    return set()


def _given_by_callers(name: str, around: ast.FunctionDef, module: ast.Module) -> set[str]:
    places = [argument.arg for argument in (*around.args.posonlyargs, *around.args.args)]
    found: set[str] = set()
    for caller in (node for node in ast.walk(module) if isinstance(node, ast.FunctionDef)):
        for call in _calls(caller):
            if ast.unparse(call.func) != around.name:
                continue
            by_name = [word.value for word in call.keywords if word.arg == name]
            by_place = call.args[places.index(name) :][:1] if name in places else []
            for value in (*by_name, *by_place):
                found |= _words(value, caller, module)
    return found


def _calls(function: ast.FunctionDef) -> Iterator[ast.Call]:
    return (node for node in ast.walk(function) if isinstance(node, ast.Call))


def _written() -> Iterator[tuple[str, set[str], set[str]]]:
    """Place, acts and subjects of each call that writes into the trail."""
    for path, module in _modules():
        for function in (node for node in ast.walk(module) if isinstance(node, ast.FunctionDef)):
            for call in _calls(function):
                place, callee = f"{path}:{call.lineno}", ast.unparse(call.func)
                thing = next((name for folder, name in BY_KIND.items() if path.startswith(folder)), "")
                if callee in {"note", "record"} and thing and path not in PASSED_ON:
                    kinds = _words(call.args[2], function, module)
                    yield place, {f"{thing}_{kind}" for kind in kinds}, {thing}
                elif callee in RECORDS and path not in PASSED_ON:
                    acts, subjects = (_words(given, function, module) for given in call.args[:2])
                    if callee == "record" and path.startswith(OF_A_DOSSIER):
                        subjects = {"dossier"}
                    yield place, acts, subjects
                elif callee in STEPS:
                    yield place, {f"work_{kind}" for kind in _words(call.args[2], function, module)}, {"work"}
                elif callee in FIGURES:
                    kinds = _words(call.args[2], function, module)
                    yield place, {f"figures_{kind}" for kind in kinds}, {"figures", "figures_sheet"}
                elif callee in NOTES:
                    yield place, _words(call.args[2], function, module), {"document"}


# Acts whose code another module gives, or that are named by the state they lead to.
FROM_ELSEWHERE = {
    "documents/petitions/actions/deciding.py": {
        "petition_refused",
        "petition_forwarded",
        "petition_filed",
        "petition_done",
    },
    "documents/sheet/actions.py": {"view", "print"},
    "members/branches/ordering.py": {"member_branch_merge", "member_branch_split"},
    "members/lives/actions/transferring.py": {"member_transfer_refused", "member_transfer_withdrawn"},
    "members/counting/actions/reports.py": set(),
    "documents/files/actions.py": {"read_file", "view_page", "download"},
}


def test_every_act_and_every_subject_has_words() -> None:
    written = list(_written())
    assert len(written) > 80
    assert {act for _, acts, _ in written for act in acts} - set(ACTIONS) == set()
    assert {subject for _, _, subjects in written for subject in subjects} - set(SUBJECTS) == set()


def test_no_act_escapes_this_look() -> None:
    unseen = {place for place, acts, subjects in _written() if not acts or not subjects}
    assert {place.split(":")[0] for place in unseen} == set(FROM_ELSEWHERE)
    assert set().union(*FROM_ELSEWHERE.values()) <= set(ACTIONS)
