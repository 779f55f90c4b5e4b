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
from hoiso.documents.intake.mail_import import read_state as mail_import_state
from hoiso.documents.intake.photographs import begin_with_photographs
from hoiso.documents.intake.queries import StackRow, StackShown, stack_file, stack_shown, stacks, unit_title

__all__ = [
    "StackRow",
    "StackShown",
    "arrange",
    "begin_with_photographs",
    "drop_stack",
    "mail_import_state",
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
