"""Letters and petitions of the demo: one in each state, kept by the provincial clerk but for the last."""

from datetime import timedelta

from hoiso.demo import accounts
from hoiso.demo.days import Year
from hoiso.demo.offices import Offices
from hoiso.documents.petitions.public import Letter, answer_by, keys_of
from hoiso.documents.tables.petition import Petition, PetitionContent, PetitionStep
from hoiso.units.public import office_calendar

_K, _M, _S = Petition.Kind, Petition.Matter, Petition.State
_LETTERS = (
    (_K.COMPLAINT, _M.POLICY, _S.ACCEPTED, 20, "Nguyễn Thị Bông", "Đề nghị xem lại việc không xét vay vốn"),
    (_K.FEEDBACK, _M.VIOLENCE, _S.FORWARDED, 16, "Lê Thị Sen", "Phản ánh việc chồng đánh đập vợ con"),
    (_K.PROPOSAL, _M.OTHER, _S.DONE, 40, "Trần Thị Huệ", "Kiến nghị mở lớp dạy may cho phụ nữ khuyết tật"),
    (_K.DENUNCIATION, _M.STAFF, _S.FILED, 30, "", "Nói về một cán bộ chi hội, không nêu việc cụ thể"),
    (_K.COMPLAINT, _M.LAND, _S.RECEIVED, 12, "Phạm Thị Cúc", "Khiếu nại giấy chứng nhận chỉ đứng tên chồng"),
    (_K.PROPOSAL, _M.FAMILY, _S.RECEIVED, 3, "Võ Thị Đào", "Kiến nghị lập tổ hoà giải ở ấp"),
    (_K.FEEDBACK, _M.POLICY, _S.RECEIVED, 1, "Lý Thị Mai", "Phản ánh chậm chi trả hỗ trợ phụ nữ sinh con"),
)  # fmt: skip


def write_letters(offices: Offices, year: Year) -> None:
    """Store them for the provincial office; names and matters are made up."""
    unit, calendar = offices.province.unit, office_calendar()
    clerk, leader = offices.demo[accounts.CLERK.key], offices.demo[accounts.LEADER.key]
    for number, (kind, matter, state, days, sender, summary) in enumerate(_LETTERS, start=1):
        received = year.today - timedelta(days=days)
        keeper = leader if number == len(_LETTERS) else clerk
        ended = received + timedelta(days=6)
        due = answer_by(kind, received, calendar)
        petition = Petition.objects.create(
            unit=unit, year=received.year, number=number, received_on=received, way=Petition.Way.POST,
            kind=kind, matter=matter, anonymous=not sender, state=state,
            due_on=due if state == _S.RECEIVED
            else ended + timedelta(days=30) if state == _S.ACCEPTED else None,
            accepted_on=ended if state in (_S.ACCEPTED, _S.DONE) else None,
            ended_on=None if state in (_S.RECEIVED, _S.ACCEPTED) else ended,
            forwarded_to="Công an xã" if state == _S.FORWARDED else "",
            outcome=Petition.Outcome.ANSWERED if state == _S.DONE else "",
            keeper_id=keeper.id, keeper_name=keeper.name, registered_by=keeper.id, registered_at=year.now,
        )  # fmt: skip
        letter = Letter(
            received_on=received, way=Petition.Way.POST, kind=kind, matter=matter, summary=summary,
            sender_name=sender, sender_address="Ấp 3" if sender else "",
        )  # fmt: skip
        keys = keys_of(letter)
        PetitionContent.objects.create(
            petition=petition, sender_name=sender, sender_address=letter.sender_address, summary=summary,
            sender_folded=keys.sender, address_folded=keys.address, words=keys.words,
            reason="Thuộc thẩm quyền của cơ quan công an" if state == _S.FORWARDED else "",
            result="Đã đưa vào kế hoạch dạy nghề năm sau" if state == _S.DONE else "",
        )  # fmt: skip
        PetitionStep.objects.create(
            petition=petition, at=year.now - timedelta(days=days), by_id=keeper.id, by_name=keeper.name,
            kind="register", text=f"Vào sổ đơn thư số {petition.number_written}",
        )  # fmt: skip
