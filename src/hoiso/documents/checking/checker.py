"""The checker of form for a draft: all rules, and the correction of one finding."""

from hoiso.documents.checking.body_rules import body_findings
from hoiso.documents.checking.component_rules import component_findings
from hoiso.documents.checking.date_rules import date_findings
from hoiso.documents.checking.findings import Finding, Written, ordered
from hoiso.documents.checking.laws import ground_findings
from hoiso.documents.checking.spelling_rules import spelling_findings
from hoiso.units.working_days import Calendar


def check(written: Written, calendar: Calendar) -> tuple[Finding, ...]:
    """What the rules find in a draft, what is wrong first. Nothing is changed and nothing refused."""
    return ordered(
        [
            *component_findings(written),
            *body_findings(written),
            *ground_findings(written),
            *date_findings(written, calendar),
            *spelling_findings(written),
        ]
    )
