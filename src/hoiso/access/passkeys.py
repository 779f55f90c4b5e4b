"""Passkeys (WebAuthn): what the browser is asked, and whether its answer holds."""

from collections.abc import Iterable
from dataclasses import dataclass

from webauthn import (
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url, parse_authentication_credential_json
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

_NAME = "Hội Số"


@dataclass(frozen=True, slots=True)
class Site:
    """Where the browser believes to be: host name without port, and origin with scheme and port."""

    host: str
    origin: str

    @property
    def allows_passkeys(self) -> bool:
        """Browsers offer passkeys under HTTPS and on the machine itself."""
        return self.origin.startswith("https://") or self.host == "localhost"


@dataclass(frozen=True, slots=True)
class Question:
    """What the browser is asked (JSON), and the challenge that its answer must carry."""

    options: str
    challenge: str


@dataclass(frozen=True, slots=True)
class NewKey:
    """A passkey as it is kept."""

    credential_id: str
    public_key: bytes
    sign_count: int


def ask_for_new(*, site: Site, officer_id: int, account: str, name: str, known: Iterable[str]) -> Question:
    """Ask the browser for a new passkey, other than those it already has."""
    options = generate_registration_options(
        rp_id=site.host,
        rp_name=_NAME,
        user_id=officer_id.to_bytes(8, "big"),
        user_name=account,
        user_display_name=name,
        exclude_credentials=[PublicKeyCredentialDescriptor(id=base64url_to_bytes(one)) for one in known],
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.PREFERRED,
            user_verification=UserVerificationRequirement.PREFERRED,
        ),
    )
    return Question(options_to_json(options), bytes_to_base64url(options.challenge))


def new_key(answer: str, *, challenge: str, site: Site) -> NewKey | None:
    """The passkey in the browser's answer, or None where the answer does not hold."""
    try:
        made = verify_registration_response(
            credential=answer,
            expected_challenge=base64url_to_bytes(challenge),
            expected_rp_id=site.host,
            expected_origin=site.origin,
        )
    except (WebAuthnException, ValueError):
        return None
    return NewKey(bytes_to_base64url(made.credential_id), made.credential_public_key, made.sign_count)


def ask_for_known(*, site: Site, known: Iterable[str]) -> Question:
    """Ask the browser to prove that it holds one of the officer's passkeys."""
    options = generate_authentication_options(
        rp_id=site.host,
        allow_credentials=[PublicKeyCredentialDescriptor(id=base64url_to_bytes(one)) for one in known],
        user_verification=UserVerificationRequirement.PREFERRED,
    )
    return Question(options_to_json(options), bytes_to_base64url(options.challenge))


def named_key(answer: str) -> str | None:
    """Which passkey the answer claims to be of; None where it cannot be read."""
    try:
        return bytes_to_base64url(parse_authentication_credential_json(answer).raw_id)
    except (WebAuthnException, ValueError):
        return None


def proven_count(
    answer: str, *, challenge: str, site: Site, public_key: bytes, sign_count: int
) -> int | None:
    """The key's new count of uses where the answer holds, or None: also when the count fell back."""
    try:
        proof = verify_authentication_response(
            credential=answer,
            expected_challenge=base64url_to_bytes(challenge),
            expected_rp_id=site.host,
            expected_origin=site.origin,
            credential_public_key=public_key,
            credential_current_sign_count=sign_count,
        )
    except (WebAuthnException, ValueError):
        return None
    return int(proof.new_sign_count)
