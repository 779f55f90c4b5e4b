"""Face of what is decided of members' data."""

from hoiso.members.privacy.actions import decide_field
from hoiso.members.privacy.queries import FieldLine, field_decisions, field_lines

__all__ = ["FieldLine", "decide_field", "field_decisions", "field_lines"]
