"""The address a limit is kept for cannot be chosen by the visitor."""

import pytest
from django.test import RequestFactory

from pendopo.kernel.http import client_address


def asked(forwarded=None):
    headers = {"HTTP_X_FORWARDED_FOR": forwarded} if forwarded else {}
    return RequestFactory().get("/", REMOTE_ADDR="10.0.0.1", **headers)


@pytest.mark.parametrize(
    ("n_proxies", "forwarded", "expected"),
    [
        (0, "203.0.113.9", "10.0.0.1"),
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "1.2.3.4, 203.0.113.9", "203.0.113.9"),
        (2, "1.2.3.4, 203.0.113.9, 10.0.0.2", "203.0.113.9"),
        (2, "203.0.113.9", "10.0.0.1"),
        (1, None, "10.0.0.1"),
    ],
)
def test_only_what_our_own_proxies_wrote_is_believed(settings, n_proxies, forwarded, expected):
    settings.PENDOPO_TRUSTED_PROXIES = n_proxies

    assert client_address(asked(forwarded)) == expected
