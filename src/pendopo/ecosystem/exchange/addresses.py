"""Which network addresses lie in the public internet, whatever they are wrapped in."""

from __future__ import annotations

import ipaddress
import socket

from pendopo.ecosystem.exchange.errors import RemoteError

_Address = ipaddress.IPv4Address | ipaddress.IPv6Address
# RFC 6052: an IPv4 address in its last 32 bits.
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
# RFC 4380: a tunnel to wherever its sender says.
_TEREDO = ipaddress.ip_network("2001::/32")


def is_public(text: str) -> bool:
    """Return whether an address leads to one host of the public internet.

    >>> [is_public(one) for one in ("8.8.8.8", "10.0.0.1", "::ffff:127.0.0.1", "224.0.0.1")]
    [True, False, False, False]
    """
    try:
        address = _unwrapped(ipaddress.ip_address(text))
    except ValueError:
        return False
    is_one_host = not (address.is_multicast or address.is_reserved or address.is_unspecified)
    return is_one_host and address.is_global


def _unwrapped(address: _Address) -> _Address:
    if isinstance(address, ipaddress.IPv4Address):
        return address
    if address in _TEREDO:
        return ipaddress.IPv6Address(0)
    inner = address.ipv4_mapped or address.sixtofour
    if inner is None and address in _NAT64:
        inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return inner or address


def public_address(host: str, port: int) -> str:
    """Return the address behind a name or a written address.

    Raises
    ------
    RemoteError
        Unknown, or one of its addresses is not public: which one would be called is chance.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise RemoteError("unknown_host") from error
    addresses = [str(one[4][0]) for one in found]
    if not addresses or not all(map(is_public, addresses)):
        raise RemoteError("private_address", is_final=True)
    return addresses[0]


def written_address(host: str) -> str:
    """Return the address if the host is written as one, else nothing."""
    try:
        return str(ipaddress.ip_address(host))
    except ValueError:
        return ""
