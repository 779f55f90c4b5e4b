"""What becomes of every row that names a member when two members are made one.

A test walks all tables: a new reference to `Member` that is not named here fails it, and no merge is done.
"""

from enum import Enum
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db.models import ForeignKey

from hoiso.members.models import Member

if TYPE_CHECKING:
    _Key = ForeignKey[Any, Any]
else:
    _Key = ForeignKey


class Fate(Enum):
    """`MOVE`: to the survivor, or taken out where it may not stand beside a row of hers; `LEAN`: to the
    survivor, or left where it may not; `TAKE`: taken out, and written anew by the merge itself; `STAY`:
    remains with the row that is no more."""

    MOVE = "move"
    LEAN = "lean"
    TAKE = "take"
    STAY = "stay"


COVERED = {
    "members.Member.merged_into": Fate.MOVE,  # who was merged into her leads to the survivor, too
    "members.MemberSpan.member": Fate.TAKE,  # `actions._history` writes what the survivor's lack
    "members.MemberEvent.member": Fate.MOVE,
    "members.MemberPost.member": Fate.MOVE,
    "members.CoreSpan.member": Fate.MOVE,
    "members.Honour.member": Fate.MOVE,
    "members.MemberFile.member": Fate.MOVE,
    "members.HouseholdPerson.member": Fate.MOVE,
    "members.SealedFact.member": Fate.MOVE,
    "members.MemberBasis.member": Fate.MOVE,
    "members.MemberTransfer.member": Fate.MOVE,
    "members.FeeExemption.member": Fate.MOVE,
    "members.FeeMovement.member": Fate.LEAN,  # money that moved is never taken out
    "members.Pseudonym.member": Fate.STAY,  # her counted facts end, or are copied: `actions._counted`
    "members.MemberPair.first": Fate.STAY,  # `actions._answered`
    "members.MemberPair.second": Fate.STAY,
    "members.MemberMerge.kept": Fate.MOVE,
    "members.MemberMerge.gone": Fate.STAY,  # who she was is what the row tells
}


def references() -> dict[str, _Key]:
    """Every foreign key to `Member`, by "part.Table.field"."""
    return {
        f"{model._meta.label}.{field.name}": field
        for model in apps.get_models()
        for field in model._meta.local_fields
        if isinstance(field, ForeignKey) and field.related_model is Member
    }


def relations() -> list[tuple[str, str, str, str]]:
    """Table, column, key and fate of every reference that does not stay."""
    found = []
    for name, field in references().items():
        fate = COVERED[name]
        if fate is not Fate.STAY:
            meta = field.model._meta
            assert meta.pk is not None
            found.append((meta.db_table, field.column, str(meta.pk.column), fate.value))
    return found
