"""Who takes lists out and who approves it, as sentences."""

from hoiso.access.public import Actor, Right
from hoiso.core.errors import NotAllowed
from hoiso.members.exports.errors import OwnRequest
from hoiso.members.models import MemberExport
from hoiso.members.register.public import Place, place_of

NOT_THERE = "Không có danh sách này, hoặc không phải việc của đồng chí."


def require_exporting(by: Actor) -> Place:
    """The place whose members she may take out."""
    return place_of(by, Right.EXPORT_MEMBERS)


def approves(by: Actor, export: MemberExport) -> bool:
    """Whether she may be the second person: a head of the unit that keeps the members, or of the province."""
    if export.asked_by == by.officer_id:
        return False
    return any(
        by.holds(Right.APPROVE_MEMBERS_EXPORT, at=post.unit_id)
        and (post.unit_id == export.commune_id or post.unit_kind == "province")
        for post in by.posts
    )


def require_approving(by: Actor, export: MemberExport) -> None:
    """Refuse who asked for it herself, and who heads neither the unit nor the province's office."""
    if export.asked_by == by.officer_id:
        raise OwnRequest("Danh sách này do đồng chí đề nghị. Người khác phải duyệt.")
    if not approves(by, export):
        raise NotAllowed("Lãnh đạo Hội xã, phường hoặc lãnh đạo Hội tỉnh duyệt danh sách này.")
