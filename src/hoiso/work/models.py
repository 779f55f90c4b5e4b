"""Tables of work, by what they are for."""

from hoiso.work.tables.calendar import FeedKey, WeekEntry
from hoiso.work.tables.tasks import Evidence, Helper, Milestone, Repeat, Step, Task

__all__ = ["Evidence", "FeedKey", "Helper", "Milestone", "Repeat", "Step", "Task", "WeekEntry"]
