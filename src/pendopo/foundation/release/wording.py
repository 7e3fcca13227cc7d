"""What happened, in words for a page."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy

from pendopo.kernel.events import Fact

_WORDS = {
    "AccountRegistered": gettext_lazy("Didaftarkan"),
    "AccountStateSet": gettext_lazy("Keadaan diubah"),
    "SecondFactorAttested": gettext_lazy("Autentikasi dua langkah dinyatakan aktif"),
    "OperatorAppointed": gettext_lazy("Operator ditunjuk"),
    "AccountHandedOver": gettext_lazy("Diserahterimakan"),
}


def shown_fact(fact: Fact) -> tuple[datetime, str]:
    """Return when something happened and what."""
    return fact.at, str(_WORDS[type(fact).__name__])
