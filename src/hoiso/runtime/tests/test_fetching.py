"""Downloads from registries that stand on this machine."""

import base64
import hashlib
import http.server
import io
import json
import re
import sys
import tarfile
import threading

import pytest

from hoiso.runtime import apt, default_registries, fetching
from hoiso.runtime.errors import StartRefused
from hoiso.runtime.places import CHECKOUT, SOURCE

NAME = "uv-1.0-py3-none-any.whl"
CONTENT = b"a wheel"
SHA = hashlib.sha256(CONTENT).hexdigest()


class Registry(http.server.BaseHTTPRequestHandler):
    """Serves the pages of its server, which also remembers what was asked."""

    def do_GET(self):
        self.server.asked.append((self.path, self.headers.get("Authorization")))
        content = self.server.pages.get(self.path)
        self.send_response(404 if content is None else 200)
        self.end_headers()
        self.wfile.write(content or b"")

    def log_message(self, *_words):
        """Quiet."""


@pytest.fixture
def registry():
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Registry) as server:
        server.pages, server.asked = {}, []
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A person without any configuration."""
    for name in ("UV_DEFAULT_INDEX", "UV_INDEX_URL", "PIP_INDEX_URL", "PIP_CONFIG_FILE"):
        monkeypatch.delenv(name, raising=False)
    for name in ("npm_config_registry", "NPM_CONFIG_REGISTRY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    return tmp_path


def at(registry, login=""):
    return f"http://{login}127.0.0.1:{registry.server_address[1]}"


def test_the_python_index_is_the_configured_one(home, monkeypatch):
    (home / ".config/pip").mkdir(parents=True)
    (home / ".config/pip/pip.conf").write_text("[global]\nindex-url = http://kho.tinh.vn/simple/\n")
    assert fetching.python_index() == "http://kho.tinh.vn/simple"
    monkeypatch.setenv("PIP_INDEX_URL", "http://pip.tinh.vn/simple")
    assert fetching.python_index() == "http://pip.tinh.vn/simple"
    monkeypatch.setenv("UV_INDEX_URL", "http://uv.tinh.vn/simple")
    assert fetching.python_index() == "http://uv.tinh.vn/simple"


@pytest.fixture
def asked_anew():
    """What was learned before is forgotten, and what is learned here too."""
    for question in (default_registries.python_index, default_registries.npm_registry):
        question.cache_clear()
    yield
    for question in (default_registries.python_index, default_registries.npm_registry):
        question.cache_clear()


def a_program(folder, name, script):
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    (folder / name).chmod(0o755)


def test_where_nothing_is_configured_npm_itself_is_asked(home, monkeypatch, asked_anew):
    a_program(home / "bin", "npm", 'test "$*" = "config get registry" && echo http://npm.tinh.vn/')
    monkeypatch.setenv("PATH", f"{home / 'bin'}:/usr/bin:/bin")
    assert fetching.npm_registry(home / "checkout") == ("http://npm.tinh.vn", None)


@pytest.mark.parametrize(
    "definition",
    [
        "define('registry', {\n  default: `http://npm.tinh.vn/`,\n  type: url,\n})",
        "  registry: new Definition('registry', {\n    default: 'http://npm.tinh.vn/',\n",
    ],
)
def test_a_machine_without_npm_reads_what_debians_package_has_built_in(
    home, monkeypatch, asked_anew, definition
):
    held = home / "held/usr/share/nodejs/npm/lib"
    held.mkdir(parents=True)
    (held / "definitions.js").write_text(definition, encoding="utf-8")
    a_program(
        home / "bin", "apt-get", 'case "$*" in *"download npm") touch npm_9_all.deb;; *) exit 100;; esac'
    )
    a_program(home / "bin", "dpkg-deb", f'cp -r "{home}/held/." "$3"')
    for name in ("cp", "touch", "sh"):
        (home / "bin" / name).symlink_to(f"/bin/{name}")
    monkeypatch.setenv("PATH", str(home / "bin"))
    monkeypatch.setattr(default_registries, "TOOLS", home / "tools")
    monkeypatch.setattr(default_registries, "CHECKOUT", home)
    monkeypatch.setattr(apt, "LISTS", home / "held")
    monkeypatch.setattr(apt, "usable", lambda: False)
    assert fetching.npm_registry(home / "checkout") == ("http://npm.tinh.vn", None)
    assert list((home / "tools/debian").iterdir()) == [home / "tools/debian/npm"]


def test_a_machine_that_has_no_way_to_know_says_what_to_set(home, monkeypatch, asked_anew):
    monkeypatch.setenv("PATH", str(home))
    monkeypatch.setattr(default_registries, "TOOLS", home / "tools")
    with pytest.raises(StartRefused, match="đặt npm_config_registry tới kho dùng được"):
        fetching.npm_registry(home / "checkout")
    assert not (home / "tools/debian/npm").exists()


def test_where_nothing_is_configured_pip_itself_is_asked(home, monkeypatch, asked_anew):
    a_program(
        home / "bin", "python",
        'test "$*" = "-m pip download --help" && test -z "$PIP_INDEX_URL" || exit 1\n'
        'printf "  -i, --index-url <url>  The index (default\\n   http://pip.tinh.vn/simple). It"',
    )  # fmt: skip
    monkeypatch.setattr(sys, "executable", str(home / "bin/python"))
    monkeypatch.setattr(default_registries, "TOOLS", home / "tools")
    assert fetching.python_index() == "http://pip.tinh.vn/simple"


def test_no_registry_stands_in_the_code():
    """Where packages come from is the machine's affair; an office's own example address is none."""
    for file in (*SOURCE.glob("hoiso/runtime/*.py"), *CHECKOUT.glob("requirements/*"), CHECKOUT / "Makefile"):
        hosts = re.findall(r"https?://(\w[\w.-]*\.[a-z]{2,})", file.read_text(encoding="utf-8"))
        assert set(hosts) <= {"hoiso.tinh.vn"}, file


def test_the_npm_registry_is_the_configured_one(home, monkeypatch):
    (home / ".npmrc").write_text("registry=http://kho.tinh.vn/npm/\n//kho.tinh.vn/npm/:_authToken=bimat\n")
    assert fetching.npm_registry(home / "checkout") == ("http://kho.tinh.vn/npm", "bimat")
    monkeypatch.setenv("npm_config_registry", "http://khac.tinh.vn")
    assert fetching.npm_registry(home / "checkout") == ("http://khac.tinh.vn", None)


@pytest.mark.parametrize(
    "listing",
    [
        json.dumps({"files": [{"filename": NAME, "url": "../../files/" + NAME}]}),
        f'<html><a href="../../files/{NAME}#sha256={SHA}" data-x="1">\n{NAME}</a></html>',
    ],
)
def test_a_wheel_is_found_in_either_kind_of_listing(registry, home, monkeypatch, listing):
    registry.pages = {"/simple/uv/": listing.encode(), f"/files/{NAME}": CONTENT}
    monkeypatch.setenv("UV_INDEX_URL", at(registry, "an:m%40t@") + "/simple")
    assert fetching.wheel("uv", NAME, SHA) == CONTENT
    login = "Basic " + base64.b64encode(b"an:m@t").decode()
    assert registry.asked == [("/simple/uv/", login), (f"/files/{NAME}", login)]


def test_a_wrong_hash_is_refused(registry, home, monkeypatch):
    listing = json.dumps({"files": [{"filename": NAME, "url": f"/files/{NAME}"}]})
    registry.pages = {"/simple/uv/": listing.encode(), f"/files/{NAME}": b"another"}
    monkeypatch.setenv("UV_INDEX_URL", at(registry) + "/simple")
    with pytest.raises(StartRefused, match="không đúng mã băm đã ghim"):
        fetching.wheel("uv", NAME, SHA)


@pytest.mark.parametrize(
    ("pages", "sentence"),
    [({}, "máy chủ trả lời 404"), ({"/simple/uv/": b'{"files": []}'}, f"không có {NAME}")],
)
def test_what_the_registry_lacks_is_said(registry, home, monkeypatch, pages, sentence):
    registry.pages = pages
    monkeypatch.setenv("UV_INDEX_URL", at(registry) + "/simple")
    with pytest.raises(StartRefused, match=sentence):
        fetching.wheel("uv", NAME, SHA)


def test_no_network_is_said_with_its_cure(home, monkeypatch):
    monkeypatch.setenv("UV_INDEX_URL", "http://127.0.0.1:1/simple")
    with pytest.raises(StartRefused, match="kiểm tra đường mạng, hoặc đặt UV_INDEX_URL tới kho nội bộ"):
        fetching.wheel("uv", NAME, SHA)


def packed(**files):
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode="w:gz") as archive:
        for name, (content, mode) in files.items():
            member = tarfile.TarInfo(name)
            member.size, member.mode = len(content), mode
            archive.addfile(member, io.BytesIO(content))
    return target.getvalue()


def test_an_npm_package_is_checked_and_unpacked(registry, home, monkeypatch):
    content = packed(**{"package/package.json": (b"{}", 0o644), "package/bin/tool": (b"#!", 0o755)})
    registry.pages = {"/@a/b/-/b-1.2.3.tgz": content}
    monkeypatch.setenv("npm_config_registry", at(registry))
    integrity = "sha512-" + base64.b64encode(hashlib.sha512(content).digest()).decode()
    into = home / "node_modules/@a/b"
    fetching.npm_package("@a/b", "1.2.3", integrity, checkout=home, into=into)
    assert (into / "package.json").read_bytes() == b"{}"
    assert (into / "bin/tool").stat().st_mode & 0o777 == 0o755
    with pytest.raises(StartRefused, match="không đúng mã băm"):
        fetching.npm_package("@a/b", "1.2.3", "sha512-AAAA", checkout=home, into=home / "other")
    assert not (home / "other").exists()


def test_an_archive_may_not_write_outside_its_folder(tmp_path):
    with pytest.raises(StartRefused, match="đường dẫn lạ"):
        fetching.unpack(packed(**{"package/../../x": (b"x", 0o644)}), tmp_path / "into")
    assert list(tmp_path.iterdir()) == []
