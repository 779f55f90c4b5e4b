"""Face of taking over old registers."""

from hoiso.documents.takeover.actions.planning import (
    Wish,
    begin,
    change_plan,
    check,
    drop,
    plan_of,
    start,
    stop,
)
from hoiso.documents.takeover.actions.running import carry_on, match_waiting
from hoiso.documents.takeover.actions.scans import bring_scans, match_again, take_scan
from hoiso.documents.takeover.columns import fields_of, missing
from hoiso.documents.takeover.commands import Report, take_over_files
from hoiso.documents.takeover.outputs import faults_sheet
from hoiso.documents.takeover.queries import (
    NEWEST,
    ORDERS,
    all_faults,
    faults,
    first_lines,
    samples,
    scan_counts,
    scans,
    take_over,
    take_overs,
)

__all__ = [
    "NEWEST",
    "ORDERS",
    "Report",
    "Wish",
    "all_faults",
    "begin",
    "bring_scans",
    "carry_on",
    "change_plan",
    "check",
    "drop",
    "faults",
    "faults_sheet",
    "fields_of",
    "first_lines",
    "match_again",
    "match_waiting",
    "missing",
    "plan_of",
    "samples",
    "scan_counts",
    "scans",
    "start",
    "stop",
    "take_over",
    "take_over_files",
    "take_overs",
    "take_scan",
]
