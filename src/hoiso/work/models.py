"""Tables of work, by what they are for."""

from hoiso.work.tables.calendar import FeedKey, WeekEntry
from hoiso.work.tables.figures import FigureRequest, FigureSheet, FigureStep, FigureVersion
from hoiso.work.tables.procedures import Procedure, ProcedureRun, ProcedureTask
from hoiso.work.tables.tasks import Evidence, Helper, Milestone, Repeat, Step, Task

__all__ = [
    "Evidence",
    "FeedKey",
    "FigureRequest",
    "FigureSheet",
    "FigureStep",
    "FigureVersion",
    "Helper",
    "Milestone",
    "Procedure",
    "ProcedureRun",
    "ProcedureTask",
    "Repeat",
    "Step",
    "Task",
    "WeekEntry",
]
