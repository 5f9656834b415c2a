"""`manage.py serve`: an address that cannot be had is told at once and in words."""

import socket

import pytest
from django.core.management import CommandError, call_command

from portal.server import CannotListen, listen


@pytest.fixture
def untouched(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing may be prepared before the address is had."""

    def prepare(command: object) -> None:
        raise AssertionError("prepared without an address")

    monkeypatch.setattr("portal.management.commands.serve.Command.prepare_content", prepare)


def test_a_free_address_is_taken() -> None:
    with listen("127.0.0.1", 0) as listener, socket.create_connection(listener.getsockname(), timeout=5):
        assert listener.getsockname()[1] > 0


@pytest.mark.usefixtures("untouched")
def test_a_port_in_use_is_told_with_what_to_do() -> None:
    with listen("127.0.0.1", 0) as other:
        port = str(other.getsockname()[1])
        with pytest.raises(CommandError) as refusal:
            call_command("serve", host="127.0.0.1", port=port)
    assert port in str(refusal.value)
    assert "make run PORT=8001" in str(refusal.value)


@pytest.mark.usefixtures("untouched")
@pytest.mark.parametrize("port", ["eighty", "-1", "65536", "80 "])
def test_a_port_that_is_none_is_told(port: str) -> None:
    with pytest.raises(CommandError, match=port.strip()):
        call_command("serve", host="127.0.0.1", port=port)


@pytest.mark.parametrize("host", ["192.0.2.1", "nowhere.invalid"])
def test_an_address_of_another_machine_is_told(host: str) -> None:
    with pytest.raises(CannotListen, match=host):
        listen(host, 0)
