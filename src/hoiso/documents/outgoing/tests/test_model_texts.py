"""Every kind has a model text on the page that begins a draft."""

import pytest
from django.test import Client

from hoiso.core.clock import now, office_date
from hoiso.documents.layouts.content_templates import fill, templates_of
from hoiso.documents.layouts.kinds import KINDS, KindGroup
from hoiso.documents.outgoing import public
from hoiso.units.models import Unit
from tests.factories.outgoing import Office, content_of
from tests.factories.people import a_unit, acting, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    return Office(a_unit("Tỉnh Tây Ninh", kind=Unit.Kind.PROVINCE))


def test_every_kind_is_offered_with_its_model_text_and_begun(office: Office) -> None:
    browser = signed_in(Client(), office.specialist)
    page = browser.get("/van-ban-di/soan/").content.decode()
    known = {"tên cơ quan ban hành": office.unit.title, "năm": str(office_date(now()).year)}
    kinds = [kind for kind in KINDS if kind.group is not KindGroup.COPY]
    for kind in kinds:
        model = templates_of(kind)[0]
        assert f'value="{model.key}"' in page, kind.key
        actor = acting(office.specialist)
        begun = public.begin_draft(by=actor, unit_id=office.unit.pk, at=now(), template=model.key)
        assert content_of(begun).kind == kind.key
        assert content_of(begun).body == fill(model.text, known)
    assert len(kinds) == 30
