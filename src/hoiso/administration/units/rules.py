"""Who keeps units, codes, the calendar and settings."""

from hoiso.access.public import Actor, Right, administered_units, require_administration, require_any


def require_keeper(by: Actor) -> None:
    """Units, codes and the calendar are kept by the province's administrator."""
    require_any(by, Right.ADMINISTER_PROVINCE)


def may_keep(by: Actor) -> bool:
    """Whether the pages offer what only the keeper may do."""
    return by.holds(Right.ADMINISTER_PROVINCE)


def require_setting(by: Actor, unit_id: int | None) -> None:
    """The whole installation's settings by the keeper; a unit's by whoever administers the unit."""
    if unit_id is None:
        require_keeper(by)
    else:
        require_administration(by, over=unit_id, administered=administered_units())
