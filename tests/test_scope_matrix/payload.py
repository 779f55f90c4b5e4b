"""A filled form for every address at once: each view takes the fields it knows and leaves the rest.

The fields carry the ids of one place, so that a form on one's own thing can also be filled with
what belongs to others.
"""

from datetime import date, timedelta

from tests.test_scope_matrix.things import Things

Form = dict[str, object]
_SAYING = (
    "text", "reason", "result", "note", "subject", "body", "title", "name", "ten", "content", "wording",
    "description", "new_name", "duplicate_reason", "full_name", "issuer",
)  # fmt: skip


def filled(things: Things, *, today: date) -> Form:
    """Every field of every form of the site that names or says something; ids of the place."""
    ids = {name: str(value) for name, value in things.ids.items()}
    soon, officer = _words(today + timedelta(days=12)), ids["officer"]
    documents = [ids[name] for name in ("fresh", "proposed", "given", "written", "issued")]
    people = {
        "to_officer": officer, "lead": officer, "coordinate": [officer], "informed": [officer],
        "reviewer": officer, "readers": [officer], "officer": officer, "officer_ma": officer,
        "holder": officer, "post": ids["post"], "nguoi": officer,
    }  # fmt: skip
    chosen = {
        "van-ban": ids["given"], "dossier": ids["dossier"], "folders": [ids["folder"]],
        "answers": ids["given"], "tra_loi": ids["given"], "finishes": documents, "thay-doi": [ids["change"]],
        "reserved": ids["number"], "recipient": ids["recipient"], "nhom": ids["group"], "others": "release",
        "answer": ids["issued"], "thu-tu": [ids["draft_file"]], "bo": [ids["draft_file"]], "xong": "1",
    }  # fmt: skip
    units = {
        "unit": things.unit.title, "unit_ma": ids["unit"], "don_vi": things.unit.title,
        "don_vi_ma": ids["unit"], "don_vi_nhom": [f"u:{ids['unit']}"], "parent_ma": ids["unit"],
        "issuer_ma": ids["unit"], "box": f"u:{ids['unit']}", "them": ids["unit"], "main_heir_ma": ids["unit"],
    }  # fmt: skip
    words = dict.fromkeys(_SAYING, "Đã xem xét")
    days = dict.fromkeys(("due_on", "on", "last_day", "since", "valid_from", "closed_on", "sent_on"), soon)
    rest = {
        "version": "1", "restricted": "1", "retention": "10", "year": str(today.year), "code": "99.XX",
        "kind": "based_on", "quan-he": "based_on", "viec": "dong-y", "sure": "on", "copies": "1",
        "next_number": "900", "role": "specialist", "symbol": "1/KH-BTV", "issued_on": "01/09/2026",
        "arrived_on": _words(today), "page_amount": "1", "urgency": "0", "form_of_address": "chị",
        "percent": "50", "every": "month", "day": "5", "ahead": "3",
        "chon": [*documents, ids["task"], ids["proposal"]],
    }  # fmt: skip
    return {**words, **days, **units, **chosen, **people, **rest}


def _words(day: date) -> str:
    return f"{day:%d/%m/%Y}"
