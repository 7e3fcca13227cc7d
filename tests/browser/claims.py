"""Claims in the small regency: one just told, one asked, one answered."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from pendopo.foundation.ledger.delivery import deliver_due
from pendopo.foundation.people.types import ANONYMOUS, Role
from pendopo.foundation.release.models import PublicTopic
from pendopo.foundation.release.services import publishing, releases
from pendopo.journey.clarification import services
from pendopo.journey.clarification.models import Claim
from pendopo.journey.clarification.types import (
    Harm,
    SeenOn,
    Source,
    Told,
    TriageWords,
    VerdictKind,
    VerdictWords,
)

if TYPE_CHECKING:
    from tests.browser.world import World

ANSWERED = "Mulai bulan depan semua lampu jalan desa dipadamkan karena tagihan tidak dibayar."
_ASKED = "Bus sekolah gratis dihentikan dan setiap pelajar harus membayar lima ribu rupiah."
_NEW = "Terminal ditutup selamanya dan pedagangnya diusir tanpa ganti rugi."


def make_claims(world: World) -> None:
    """Tell three rumours through the services, and answer one."""
    world.known["claim.new"] = _tell(_NEW, world).number
    world.known["claim.asked"] = _ask(_ASKED, "angkutan", "Bus sekolah tidak gratis lagi", world)
    number = _ask(ANSWERED, "lampu-jalan", "Semua lampu jalan desa dipadamkan", world)
    world.known["claim.answered"] = number
    _answer(number, world)


def _tell(text, world):
    rumour = Told(uuid.uuid4(), text, SeenOn.WHATSAPP)
    return services.receive_claim(rumour, by=ANONYMOUS, at=world.at)


def _ask(text, topic, headline, world):
    received = _tell(text, world)
    words = TriageWords(headline, Harm.SERVICE, PublicTopic.objects.get(code=topic))
    services.triage(
        claim_id=received.claim_id, words=words, by=world.actor(Role.CLARIFIER.value), at=world.at
    )
    return received.number


def _answer(number, world):
    claim, officer = Claim.objects.get(number=number), world.actor(Role.OFFICER.value)
    words = VerdictWords(
        VerdictKind.FALSE,
        "Semua lampu jalan desa dipadamkan mulai bulan depan.",
        "Tagihan lampu jalan lunas sampai akhir tahun; tidak ada pemadaman.",
        (Source("document", "Bukti bayar rekening lampu jalan", "https://dishub.example/bukti"),),
    )
    told = {"by": officer, "at": world.at}
    services.state_verdict(claim_id=claim.id, words=words, **told)
    release = services.propose(claim_id=claim.id, **told)
    head = world.actor(Role.HEAD.value)
    releases.approve(release_id=release.id, kind="fact_owner", by=head, at=world.at)
    publishing.publish_due(at=world.at)
    deliver_due(at=world.at)
