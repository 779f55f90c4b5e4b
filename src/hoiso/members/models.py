"""Every table of the members part, so that Django knows them."""

from hoiso.members.tables.household import Household, HouseholdPerson
from hoiso.members.tables.imports import MemberList, MemberListForm, MemberListRow
from hoiso.members.tables.lives import BranchOrder, MemberTrace, MemberTransfer
from hoiso.members.tables.member import Member, MemberField, MemberFile, MemberWord
from hoiso.members.tables.membership import CoreSpan, Honour, MemberEvent, MemberPost, MemberSpan
from hoiso.members.tables.sensitive import CountedFact, MemberBasis, Pseudonym, SealedFact

__all__ = [
    "BranchOrder",
    "CoreSpan",
    "CountedFact",
    "Honour",
    "Household",
    "HouseholdPerson",
    "Member",
    "MemberBasis",
    "MemberEvent",
    "MemberField",
    "MemberFile",
    "MemberList",
    "MemberListForm",
    "MemberListRow",
    "MemberPost",
    "MemberSpan",
    "MemberTrace",
    "MemberTransfer",
    "MemberWord",
    "Pseudonym",
    "SealedFact",
]
