"""Downloads checked by hash, from the registries that this machine is configured for.

Standard library only.
"""

import base64
import configparser
import hashlib
import html
import io
import json
import os
import re
import tarfile
import urllib.error
import urllib.request
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urljoin, urlsplit, urlunsplit

from hoiso.runtime import default_registries, phrases
from hoiso.runtime.errors import StartRefused

SIMPLE_JSON = "application/vnd.pypi.simple.v1+json"
TIMEOUT = 60.0  # seconds without a byte


def python_index() -> str:
    """The configured Python index: uv's variables, pip's variable and files, else pip's own."""
    for name in ("UV_DEFAULT_INDEX", "UV_INDEX_URL", "PIP_INDEX_URL"):
        if os.environ.get(name):
            return os.environ[name].rstrip("/")
    named = os.environ.get("PIP_CONFIG_FILE")
    home = Path.home()
    usual = [home / ".config/pip/pip.conf", home / ".pip/pip.conf", Path("/etc/pip.conf")]
    files = [Path(named)] if named else usual
    for file in files:
        parser = configparser.RawConfigParser()
        parser.read(file, encoding="utf-8")
        for section in ("install", "global"):
            if parser.has_option(section, "index-url"):
                return parser.get(section, "index-url").strip().rstrip("/")
    return default_registries.python_index()


def npm_registry(checkout: Path) -> tuple[str, str | None]:
    """The configured npm registry and its token, if the configuration has one for it."""
    found: dict[str, str] = {}
    for file in (checkout / ".npmrc", Path.home() / ".npmrc", Path("/etc/npmrc")):
        if file.is_file():
            for line in file.read_text(encoding="utf-8").splitlines():
                key, sign, value = line.partition("=")
                if sign:
                    found.setdefault(key.strip(), os.path.expandvars(value.strip()))
    named = os.environ.get("npm_config_registry") or os.environ.get("NPM_CONFIG_REGISTRY")  # noqa: SIM112
    registry = (named or found.get("registry") or default_registries.npm_registry()).rstrip("/")
    return registry, found.get(f"{registry.partition(':')[2]}/:_authToken")


def get(url: str, *, what: str, setting: str, accept: str | None = None, token: str | None = None) -> bytes:
    """The bytes at `url`; a name and password in it become a header. Refuses with a sentence on failure."""
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"}:
        raise StartRefused(phrases.download_failed(what, f"địa chỉ {parts.scheme}:", setting))
    bare = urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))
    request = urllib.request.Request(bare)  # noqa: S310 - the scheme is checked above
    if accept:
        request.add_header("Accept", accept)
    if parts.username:
        pair = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
        request.add_header("Authorization", "Basic " + base64.b64encode(pair.encode()).decode())
    elif token:
        request.add_header("Authorization", f"Bearer {token}")
    last = ""
    for _attempt in range(3):
        try:
            with urllib.request.urlopen(request, timeout=TIMEOUT) as answer:  # noqa: S310 - as above
                return bytes(answer.read())
        except urllib.error.HTTPError as error:
            last = f"máy chủ trả lời {error.code}"
            if error.code < 500:
                break
        except (urllib.error.URLError, TimeoutError, ConnectionError) as error:
            last = str(getattr(error, "reason", error))
    raise StartRefused(phrases.download_failed(what, last, setting))


def wheel(project: str, filename: str, sha256: str) -> bytes:
    """A wheel from the Python index, found by its file name and checked."""
    index, setting = python_index(), "UV_INDEX_URL"
    page = f"{index}/{project}/"
    listing = get(page, what=project, setting=setting, accept=f"{SIMPLE_JSON}, text/html;q=0.5")
    address = _link(listing.decode("utf-8"), filename, page)
    if address is None:
        raise StartRefused(phrases.not_in_index(filename, index))
    content = get(_with_login(address, page), what=filename, setting=setting)
    if hashlib.sha256(content).hexdigest() != sha256:
        raise StartRefused(phrases.wrong_hash(filename))
    return content


def _link(listing: str, filename: str, page: str) -> str | None:
    if listing.lstrip().startswith("{"):
        links = {file["filename"]: file["url"] for file in json.loads(listing)["files"]}
    else:
        found = re.findall(r"<a\s[^>]*href=[\"']([^\"']+)[\"'][^>]*>\s*([^<]+?)\s*</a>", listing)
        links = {html.unescape(name): html.unescape(link).partition("#")[0] for link, name in found}
    return urljoin(page, links[filename]) if filename in links else None


def _with_login(address: str, page: str) -> str:
    """Files of the same host get the page's name and password."""
    login, at, host = urlsplit(page).netloc.rpartition("@")
    parts = urlsplit(address)
    if at and parts.netloc == host:
        return urlunsplit(parts._replace(netloc=f"{login}@{host}"))
    return address


def npm_package(name: str, version: str, integrity: str, *, checkout: Path, into: Path) -> None:
    """Unpack an npm package, checked by its sha512 integrity, so that `into` holds its files."""
    registry, token = npm_registry(checkout)
    url = f"{registry}/{name}/-/{name.rpartition('/')[2]}-{version}.tgz"
    content = get(url, what=name, setting="npm_config_registry", token=token)
    kind, _, expected = integrity.partition("-")
    if kind != "sha512" or base64.b64encode(hashlib.sha512(content).digest()).decode() != expected:
        raise StartRefused(phrases.wrong_hash(name))
    unpack(content, into)


def unpack(content: bytes, into: Path) -> None:
    """Unpack a gzipped tar without its first folder; only plain files, and only below `into`."""
    with tarfile.open(fileobj=io.BytesIO(content), mode="r:gz") as archive:
        for member in archive:
            path = PurePosixPath(*PurePosixPath(member.name).parts[1:])
            if path.is_absolute() or ".." in path.parts:
                raise StartRefused(phrases.archive_unsafe(member.name))
            source = archive.extractfile(member) if member.isfile() else None
            if source is None:
                continue
            target = into / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(source.read())
            target.chmod(0o755 if member.mode & 0o100 else 0o644)
