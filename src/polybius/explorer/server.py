"""The server: which address it has, whom it answers, how it ends."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable

from polybius.errors import UsageError
from polybius.explorer.app import make_app
from polybius.explorer.explorer import Explorer
from polybius.explorer.guard import LOOPBACK

# What is said for: at every address that this machine has.
_EVERYWHERE = ("0.0.0.0", "::", "")


def run(explorer: Explorer, host: str, port: int, opened: Callable[[str], None]) -> None:
    """Serve until interrupted; `opened` is told the address once it can be asked.

    Raises UsageError where the address cannot be had.
    """
    import uvicorn

    listening = _bound(host, port)
    shown, number = host, listening.getsockname()[1]
    everywhere = host in _EVERYWHERE
    if everywhere:
        shown = "localhost"
    app = make_app(explorer, hosts_of(host), addresses=everywhere)
    explorer.start()
    config = uvicorn.Config(app, log_level="warning", server_header=False, timeout_keep_alive=30)
    opened(f"http://{f'[{shown}]' if ':' in shown else shown}:{number}/")
    try:
        uvicorn.Server(config).run(sockets=[listening])
    except KeyboardInterrupt:
        pass
    finally:
        listening.close()


def hosts_of(host: str) -> tuple[str, ...]:
    """The names a server may be asked by: this machine's own, and where it is open to others,
    the address it listens at and its names in the network."""
    if _is_loopback(host):
        return LOOPBACK
    name = socket.gethostname().lower()
    if host in _EVERYWHERE:
        return (*LOOPBACK, name, f"{name}.local", socket.getfqdn().lower())
    return (*LOOPBACK, host.lower(), name)


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def _bound(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        listening.listen()  # who asks before all is ready, waits
    except (OSError, OverflowError) as error:
        listening.close()
        why = getattr(error, "strerror", None) or str(error)
        raise UsageError(
            f"{host}:{port} cannot be listened at: {why}; --port 0 takes any that is free"
        ) from None
    return listening
