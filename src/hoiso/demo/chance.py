"""The one source of chance: the same seed lays out the same year."""

from random import Random

SEED = 2026


def chance_of(what: str, *, seed: int = SEED) -> Random:
    """A run of chance for one purpose, so that a change in one place leaves the others as they were."""
    return Random(f"{seed} {what}")  # noqa: S311 - invented data, not secrets
