"""Every table of the members part, so that Django knows them."""

from hoiso.members.tables.counting import (
    BranchCount,
    MemberReport,
    Tally,
    TallyDay,
    TallyMark,
    WomenCount,
)
from hoiso.members.tables.duplicates import MemberMerge, MemberPair
from hoiso.members.tables.exports import MemberExport
from hoiso.members.tables.fees import BranchEntry, FeeExemption, FeeMovement, FeeRate, FeeSplit
from hoiso.members.tables.household import Household, HouseholdPerson
from hoiso.members.tables.imports import MemberList, MemberListForm, MemberListRow
from hoiso.members.tables.lives import BranchOrder, MemberTrace, MemberTransfer
from hoiso.members.tables.member import Member, MemberField, MemberFile, MemberWord
from hoiso.members.tables.membership import CoreSpan, Honour, MemberEvent, MemberPost, MemberSpan
from hoiso.members.tables.sensitive import CountedFact, MemberBasis, Pseudonym, SealedFact

__all__ = [
    "BranchCount",
    "BranchEntry",
    "BranchOrder",
    "CoreSpan",
    "CountedFact",
    "FeeExemption",
    "FeeMovement",
    "FeeRate",
    "FeeSplit",
    "Honour",
    "Household",
    "HouseholdPerson",
    "Member",
    "MemberBasis",
    "MemberEvent",
    "MemberExport",
    "MemberField",
    "MemberFile",
    "MemberList",
    "MemberListForm",
    "MemberListRow",
    "MemberMerge",
    "MemberPair",
    "MemberPost",
    "MemberReport",
    "MemberSpan",
    "MemberTrace",
    "MemberTransfer",
    "MemberWord",
    "Pseudonym",
    "SealedFact",
    "Tally",
    "TallyDay",
    "TallyMark",
    "WomenCount",
]
