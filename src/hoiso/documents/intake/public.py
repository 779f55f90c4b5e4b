"""Face of the stacks of scans."""

from hoiso.documents.intake.actions import (
    arrange,
    drop_stack,
    propose_again,
    refuse_secret_stack,
    say_misread,
    split,
    take_stack,
)
from hoiso.documents.intake.queries import StackRow, StackShown, stack_file, stack_shown, stacks, unit_title

__all__ = [
    "StackRow",
    "StackShown",
    "arrange",
    "drop_stack",
    "propose_again",
    "refuse_secret_stack",
    "say_misread",
    "split",
    "stack_file",
    "stack_shown",
    "stacks",
    "take_stack",
    "unit_title",
]
