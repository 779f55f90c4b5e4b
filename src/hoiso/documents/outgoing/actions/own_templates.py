"""A unit's own Word templates: taken in after a check, changed, retired; and the files they make."""

import shutil
import tempfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from django.db import transaction

from hoiso.access.public import Actor, Right, require
from hoiso.audit import public as audit
from hoiso.core.errors import DomainError, NotThere
from hoiso.core.files.kinds import Kind
from hoiso.documents import filing, secrecy
from hoiso.documents.filing import Filed
from hoiso.documents.outgoing import rules, word_templates
from hoiso.documents.outgoing.actions.files import Upload
from hoiso.documents.outgoing.actions.versions import latest_version
from hoiso.documents.outgoing.content import from_json
from hoiso.documents.outgoing.errors import UnusableTemplate
from hoiso.documents.outgoing.kinds import KIND_CHOICES
from hoiso.documents.outgoing.word_fields import values_of
from hoiso.documents.outgoing.word_templates import Checked
from hoiso.documents.tables.document import Document
from hoiso.documents.tables.own_template import OwnTemplate, OwnTemplateVersion
from hoiso.reading.proposals import propose
from hoiso.reading.text import text_of

_MOST = 200
_NOT_THERE = "Không có mẫu này, hoặc mẫu của đơn vị khác."


@dataclass(frozen=True, slots=True)
class WordFile:
    """A Word file that a template made of a document."""

    name: str
    content: bytes


@transaction.atomic
def keep_template(
    *, by: Actor, unit_id: int, name: str, kind: str, upload: Upload, at: datetime
) -> OwnTemplate:
    """Take a Word file in as a template of the unit.

    Raises `UnusableTemplate` with every problem and its place, `FileRefused`, `SecretRefused`.
    """
    require(by, Right.KEEP_TEMPLATES, at=unit_id, anew=True)
    name = _free_name(name, kind, unit_id)
    if OwnTemplate.objects.filter(unit_id=unit_id, retired_at=None).count() >= _MOST:
        raise DomainError(f"Đơn vị đã có {_MOST} mẫu. Thôi dùng bớt mẫu cũ rồi thêm mẫu mới.")
    filed, checked = _taken_in(upload, at)
    template = OwnTemplate.objects.create(
        unit_id=unit_id, name=name, kind=kind, made_by=by.officer_id, made_by_name=by.full_name, changed_at=at
    )
    _keep_version(by, template, filed, checked, note="", at=at)
    _record("template_kept", by, template, at)
    return template


@transaction.atomic
def change_template(
    *,
    by: Actor,
    template_id: int,
    number: int,
    name: str,
    kind: str,
    at: datetime,
    upload: Upload | None = None,
    note: str = "",
) -> OwnTemplate:
    """Name or kind anew, and with a file a new version; `number` is the version that the page showed.

    Raises as `keep_template`, and when somebody changed it meanwhile.
    """
    template = _locked(template_id)
    require(by, Right.KEEP_TEMPLATES, at=template.unit_id)
    if template.retired_at is not None:
        raise DomainError("Mẫu đã thôi dùng. Bấm “Dùng lại” trước khi sửa.")
    if template.number != number:
        raise DomainError(
            f"Mẫu vừa có bản {template.number} do người khác đưa lên. Xem bản đó, rồi lưu lại nếu vẫn cần."
        )
    template.name, template.kind = _free_name(name, kind, template.unit_id, but=template.pk), kind
    if upload is not None:
        filed, checked = _taken_in(upload, at)
        template.number += 1
        _keep_version(by, template, filed, checked, note=note, at=at)
    template.changed_at = at
    template.save(update_fields=["name", "kind", "number", "changed_at"])
    _record("template_changed", by, template, at)
    return template


@transaction.atomic
def retire_template(*, by: Actor, template_id: int, at: datetime) -> OwnTemplate:
    """Offer it no more. What was made of it stays; a second press changes nothing."""
    template = _locked(template_id)
    require(by, Right.KEEP_TEMPLATES, at=template.unit_id)
    if template.retired_at is None:
        template.retired_at, template.retired_by_name = at, by.full_name
        template.save(update_fields=["retired_at", "retired_by_name"])
        _record("template_retired", by, template, at)
    return template


@transaction.atomic
def bring_template_back(*, by: Actor, template_id: int, at: datetime) -> OwnTemplate:
    """Offer a retired one again."""
    template = _locked(template_id)
    require(by, Right.KEEP_TEMPLATES, at=template.unit_id)
    if template.retired_at is not None:
        _free_name(template.name, template.kind, template.unit_id, but=template.pk)
        template.retired_at, template.retired_by_name = None, ""
        template.save(update_fields=["retired_at", "retired_by_name"])
        _record("template_back", by, template, at)
    return template


def word_file(*, by: Actor, document_id: int, template_id: int, at: datetime) -> WordFile:
    """A document's newest text in the template's newest version. Raises `NotThere`, `UnusableTemplate`."""
    document = Document.objects.filter(pk=document_id).first()
    if document is None:
        raise NotThere("Không có văn bản này, hoặc đồng chí không được giao xem.")
    rules.require_draft_of(by, document)
    version = (
        OwnTemplateVersion.objects.select_related("stored", "template")
        .filter(template_id=template_id, template__unit_id=document.unit_id, template__retired_at=None)
        .order_by("-number")
        .first()
    )
    if version is None:
        raise NotThere(_NOT_THERE)
    content = from_json(latest_version(document).content)
    made = word_templates.filled(
        filing.store().path(version.stored.sha256),
        values_of(content, number=document.code_number or None, day=document.issued_on),
        title=content.subject,
        author=" ".join(content.issuer_lines),
    )
    audit.record(
        "word_made", "document", document.pk,
        at=at, actor_id=by.officer_id, unit_id=document.unit_id, template=template_id, version=version.number,
    )  # fmt: skip
    stem = document.symbol.replace("/", "_") or f"du-thao-{document.pk}"
    return WordFile(f"{stem}.docx", made)


def _taken_in(upload: Upload, at: datetime) -> tuple[Filed, Checked]:
    """Checked before it enters the store, so that nothing refused is kept."""
    with tempfile.NamedTemporaryFile(suffix=".docx") as kept:
        shutil.copyfileobj(_read_anew(upload.stream), kept)
        kept.flush()
        path = Path(kept.name)
        checked = word_templates.check(path)
        if checked.problems:
            raise UnusableTemplate(
                "Tệp chưa dùng làm mẫu được, xem từng chỗ ở dưới. Sửa trong Word rồi chọn lại tệp.",
                field="file", problems=checked.problems,
            )  # fmt: skip
        secrecy.require_no_mark(propose(text_of(path, Kind.DOCX)))
    return filing.take_in(_read_anew(upload.stream), upload.name, at=at), checked


def _read_anew(stream: BinaryIO) -> BinaryIO:
    stream.seek(0)
    return stream


def _keep_version(
    by: Actor, template: OwnTemplate, filed: Filed, checked: Checked, *, note: str, at: datetime
) -> None:
    OwnTemplateVersion.objects.create(
        template=template, number=template.number, stored=filed.stored, file_name=filed.name,
        fields=list(checked.fields), notes=list(checked.notes), note=note, by_id=by.officer_id,
        by_name=by.full_name, at=at,
    )  # fmt: skip


def _free_name(name: str, kind: str, unit_id: int, *, but: int = 0) -> str:
    if kind not in dict(KIND_CHOICES):
        raise DomainError("Chọn loại văn bản trong danh sách", field="kind")
    same = OwnTemplate.objects.filter(unit_id=unit_id, name__iexact=name, retired_at=None).exclude(pk=but)
    if same.exists():
        raise DomainError(
            f"Đơn vị đã có mẫu “{name}”. Đặt tên khác, hoặc thêm bản mới cho mẫu đó.", field="name"
        )
    return name


def _locked(template_id: int) -> OwnTemplate:
    template = OwnTemplate.objects.select_for_update().filter(pk=template_id).first()
    if template is None:
        raise NotThere(_NOT_THERE)
    return template


def _record(action: str, by: Actor, template: OwnTemplate, at: datetime) -> None:
    audit.record(
        action, "own_template", template.pk,
        at=at, actor_id=by.officer_id, unit_id=template.unit_id, version=template.number,
    )  # fmt: skip
