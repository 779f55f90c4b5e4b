"""Where the cluster goes."""

import os
from pathlib import Path

import pytest

from hoiso.runtime import places
from hoiso.runtime.errors import StartRefused
from hoiso.runtime.places import Place, place_of, reachable

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root gives the cluster to another user")


def test_an_open_data_folder_holds_the_cluster(data):
    assert place_of(data) == Place(data)
    assert list(data.iterdir()) == []


def test_a_closed_parent_is_noticed(data):
    inner = data / "home" / "var"
    inner.mkdir(parents=True)
    assert reachable(inner)
    (data / "home").chmod(0o700)
    assert not reachable(inner)


@as_root
def test_under_a_closed_home_the_cluster_goes_elsewhere_and_stays_there(data, monkeypatch):
    monkeypatch.setattr(places, "FAR_FOLDER", data / "far")
    inner = data / "home" / "var"
    inner.mkdir(parents=True)
    (data / "home").chmod(0o700)
    far = place_of(inner)
    assert far.base.parent == data / "far"
    (data / "home").chmod(0o755)
    assert place_of(inner) == far


@as_root
def test_a_cluster_that_became_unreachable_is_not_replaced_by_an_empty_one(data):
    (data / "home" / "pg").mkdir(parents=True)
    os.chown(data / "home" / "pg", 12345, 12345)
    (data / "home").chmod(0o700)
    with pytest.raises(StartRefused, match=r"chmod o\+x"):
        place_of(data / "home")


def test_a_long_name_gets_a_short_socket_folder():
    deep = Place(Path("/srv") / ("rất-dài" * 12))
    assert len(os.fsencode(deep.socket)) <= places.LONGEST_SOCKET_FOLDER
    assert deep.socket != Place(Path("/srv") / ("rất-dài" * 13)).socket
    assert Place(Path("/srv/hoiso")).socket == Path("/srv/hoiso/pg-socket")
