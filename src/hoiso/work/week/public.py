"""Face of the weekly calendar."""

from hoiso.work.week.actions import Facts, cancel, conclude, decide, of_week, publish, register

__all__ = ["Facts", "cancel", "conclude", "decide", "of_week", "publish", "register"]
