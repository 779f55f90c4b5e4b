"""A filter of the list as it is kept with an export, and back."""

from dataclasses import asdict

from hoiso.members.register.public import MemberFilter, question

_PLAIN = ("view", "branch_id", "group_id", "core", "age_from", "age_to")


def written(wanted: MemberFilter, *, typed_box: str) -> dict[str, object]:
    """What is kept; `typed_box` is what was searched, sealed."""
    kept = {name: value for name, value in asdict(wanted).items() if name in _PLAIN}
    return {**kept, "typed": typed_box}


def read(kept: dict[str, object], *, typed: str) -> MemberFilter:
    """The filter again; `typed` is what was searched, opened."""
    plain = {name: kept[name] for name in _PLAIN if name in kept}
    return MemberFilter(**plain, asked=question(typed) if typed else None)  # type: ignore[arg-type]
