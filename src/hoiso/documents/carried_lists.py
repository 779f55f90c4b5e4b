"""What a unit keeps for its own writing goes on at the unit that takes over: groups, chains, templates.

Recipient groups, usual chains of reviewers and Word templates keep their names; one whose name the
heir has given already takes the name of the unit that it comes from along.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db.models import Exists, OuterRef

from hoiso.audit import public as audit
from hoiso.documents.tables.document import Message
from hoiso.documents.tables.incoming import ClosedCode
from hoiso.documents.tables.outgoing import RecipientGroup, RecipientGroupMember, ReviewChain
from hoiso.documents.tables.own_template import OwnTemplate
from hoiso.units.passing import Passing

_GROUP_NAME, _CHAIN_NAME, _TEMPLATE_NAME = (
    model._meta.get_field("name").max_length or 0 for model in (RecipientGroup, ReviewChain, OwnTemplate)
)


def carry_lists(passings: Sequence[Passing], *, at: datetime, actor_id: int | None) -> None:
    """Put groups, chains, templates and codes that wait for a decision under the heirs.

    A group of whichever unit names the heir where it named the unit that ends. Units are taken in
    the order of their ids, so that the same names come out of every run. A second call finds
    nothing left. Runs in the caller's transaction, under the system's scope.
    """
    moving = sorted((one for one in passings if one.moves), key=lambda one: one.before_id)
    carried = 0
    for one in moving:
        assert one.after_id is not None
        _carry_codes(one.before_id, one.after_id)
        carried += _carry_groups(one, one.after_id)
        carried += _carry_chains(one, one.after_id)
        carried += _carry_templates(one, one.after_id)
        _carry_members(one.before_id, one.after_id)
    if carried:
        audit.record(
            "lists_passed_on", "unit", None, at=at, actor_id=actor_id, unit_id=None,
            carried=carried, units=[one.before_id for one in moving],
        )  # fmt: skip


def own_name(name: str, origin: str, taken: Iterable[str], *, longest: int) -> str:
    """The name, told apart from those taken by the unit it comes from, and by a number if need be.

    At most `longest` characters; what is cut is the name, not what tells it apart. Case does not count.
    """
    used = {one.casefold() for one in taken}
    shown, place = name, 1
    while shown.casefold() in used:
        place += 1
        end = f" ({origin})" if place == 2 else f" ({origin}, {place - 1})"
        end = end if len(end) < longest - 1 else f" ({place - 1})"
        shown = name[: longest - len(end)].rstrip() + end
    return shown


def _carry_codes(before: int, heir: int) -> None:
    """Closed codes that nobody has decided about, each with its message.

    A message that the heir has got as well is there already: the code then waits on that one.
    """
    waiting = ClosedCode.objects.select_for_update(of=("self",)).filter(
        unit_id=before, state=ClosedCode.State.WAITING
    )
    for code in waiting.select_related("message").order_by("id"):
        same = Message.objects.filter(unit_id=heir, stored_id=code.message.stored_id).first()
        if same is None:
            Message.objects.filter(pk=code.message_id).update(unit_id=heir)
        else:
            code.message = same
        code.unit_id = heir
        code.save(update_fields=["unit", "message"])


def _carry_groups(one: Passing, heir: int) -> int:
    names = list(RecipientGroup.objects.filter(unit_id=heir).values_list("name", flat=True))
    groups = list(RecipientGroup.objects.select_for_update().filter(unit_id=one.before_id).order_by("id"))
    for group in groups:
        group.unit_id = heir
        group.name = own_name(group.name, one.before_title, names, longest=_GROUP_NAME)
        names.append(group.name)
        group.save(update_fields=["unit", "name"])
    return len(groups)


def _carry_members(before: int, heir: int) -> None:
    """The heir stands in groups in the place of the unit that ends: once, and not in one of its own."""
    there = RecipientGroupMember.objects.filter(group_id=OuterRef("group_id"), unit_id=heir)
    ended = RecipientGroupMember.objects.filter(unit_id=before)
    ended.filter(group__unit_id=heir).delete()
    ended.filter(Exists(there)).delete()
    ended.update(unit_id=heir)


def _carry_chains(one: Passing, heir: int) -> int:
    """A chain that stands ready for a kind is only chosen where the heir has one for it already."""
    kept = list(ReviewChain.objects.filter(unit_id=heir).values_list("name", "kind"))
    names, kinds = [name for name, _ in kept], {kind for _, kind in kept}
    chains = list(ReviewChain.objects.select_for_update().filter(unit_id=one.before_id).order_by("id"))
    for chain in chains:
        chain.unit_id = heir
        chain.name = own_name(chain.name, one.before_title, names, longest=_CHAIN_NAME)
        chain.kind = "" if chain.kind in kinds else chain.kind
        names.append(chain.name)
        kinds.add(chain.kind)
        chain.save(update_fields=["unit", "name", "kind"])
    return len(chains)


def _carry_templates(one: Passing, heir: int) -> int:
    """With their versions; one that was retired keeps its name, since nothing is chosen by it."""
    in_use = OwnTemplate.objects.filter(unit_id=heir, retired_at=None)
    names = list(in_use.values_list("name", flat=True))
    templates = list(OwnTemplate.objects.select_for_update().filter(unit_id=one.before_id).order_by("id"))
    for template in templates:
        template.unit_id = heir
        if template.retired_at is None:
            template.name = own_name(template.name, one.before_title, names, longest=_TEMPLATE_NAME)
            names.append(template.name)
        template.save(update_fields=["unit", "name"])
    return len(templates)
