"""A small regency in full operation, made through services, for the browser to walk through.

One regency with two districts of two villages, four offices, an officer for each role, a year
of cases, three deliberations and a draft, promises in every state, published evidence and the
questions that follow from it. Everything is invented.
"""

from __future__ import annotations

import io
import secrets
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from contextlib import AbstractContextManager
from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from cryptography.hazmat.primitives.asymmetric import ec
from django.conf import settings
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone
from fido2.cose import ES256
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData
from PIL import Image
from tests.browser import network
from tests.browser.claims import make_claims
from tests.browser.data_rights import use_rights
from tests.factories.deliberation import make_mandate, two_camps
from tests.factories.people import (
    PASSWORD,
    actor_for,
    make_citizen,
    make_office,
    make_officer,
    sign_in,
)
from tests.factories.voice import gps_exif, make_region, make_submission, photo_file

from pendopo.engines.policy import Request, values_of
from pendopo.foundation.governance import selectors as policies
from pendopo.foundation.governance import services as policy_services
from pendopo.foundation.ledger import sealing
from pendopo.foundation.ledger.delivery import deliver_due
from pendopo.foundation.people.models import Account, Office, Position
from pendopo.foundation.people.types import ANONYMOUS, SYSTEM, Actor, Contact, ReadPurpose, Role
from pendopo.foundation.release.services import mandates, registers
from pendopo.journey.accountability import services as accountability
from pendopo.journey.cases import search
from pendopo.journey.cases import services as cases
from pendopo.journey.cases.amending import Amendment
from pendopo.journey.cases.escalation.raising import escalate
from pendopo.journey.cases.history import Action, CaseHistory, Step, import_histories
from pendopo.journey.cases.law import law_in_force
from pendopo.journey.cases.models import (
    CalendarRule,
    Case,
    ClockPolicy,
    Escalation,
    Responsibility,
    RuleChange,
)
from pendopo.journey.cases.opendata.services import make_edition
from pendopo.journey.cases.types import CaseClass, CloseReason, Outcome
from pendopo.journey.cases.workspace import handling
from pendopo.journey.cases.workspace.asking import ask_office
from pendopo.journey.cases.workspace.field import Shot, keep_field_photo
from pendopo.journey.commitments import services as commitments
from pendopo.journey.commitments.models import Commitment
from pendopo.journey.commitments.types import (
    ChangeReason,
    CommitmentDraft,
    CommitmentStory,
    Done,
    MilestoneDraft,
    Proof,
    Report,
)
from pendopo.journey.deliberation import loading, mapping, voting
from pendopo.journey.deliberation import services as deliberations
from pendopo.journey.deliberation.types import (
    Answer,
    Mandate,
    ResponseOutcome,
    State,
    StatementIn,
    Visitor,
)
from pendopo.journey.evidence.services import refresh_evidence
from pendopo.journey.procedures import selectors as procedures
from pendopo.journey.procedures.services import save_draft
from pendopo.journey.voice import photos
from pendopo.journey.voice.models import Topic
from pendopo.journey.voice.services import receive_voice
from pendopo.journey.voice.types import Kind, Place
from pendopo.kernel.calendars import office_calendar
from pendopo.kernel.ids import new_id
from pendopo.kernel.models import ClosedDay
from pendopo.kernel.time import local
from pendopo.portal.law_loader import load_law

REGENCY = "99.01"
VILLAGES = ("99.01.01.2001", "99.01.01.2002", "99.01.02.2001", "99.01.02.2002")
OFFICES = {
    "setda": "Sekretariat Daerah",
    "dishub": "Dinas Perhubungan",
    "dpupr": "Dinas Pekerjaan Umum dan Penataan Ruang",
    "inspektorat": "Inspektorat Daerah",
}
# Role → the office of its officer.
OFFICERS = {
    Role.VERIFIER: "setda",
    Role.OFFICER: "dishub",
    Role.HEAD: "dishub",
    Role.INSPECTOR: "inspektorat",
    Role.REGENT: "setda",
    Role.ADMIN: "setda",
    Role.PPID: "setda",
    Role.PPID_SUPERIOR: "setda",
    Role.DPO: "setda",
    Role.CLARIFIER: "setda",
}
# A head who was asked, without a second factor yet, and one who signs in with a passkey.
HEAD_OF_ROADS, NEWCOMER, KEYHOLDER = "head_of_roads", "newcomer", "keyholder"
ANSWER = (
    "Lampu di Jalan Melati RT 03 diganti regu UPT Penerangan Jalan hari Kamis pukul 10.00, "
    "tiga titik dari depan pasar sampai balai desa."
)
N_CASES = 75
YEAR = timedelta(days=365)


@dataclass
class World:
    """What tests call things by: accounts by role, and the parts of addresses by name."""

    url: str
    at: datetime
    offices: dict[str, Office] = field(default_factory=dict)
    accounts: dict[str, Account] = field(default_factory=dict)
    known: dict[str, str] = field(default_factory=dict)
    signed_in: dict[str, str] = field(default_factory=dict)

    def again(self) -> World:
        """Return the world as it was built, where nobody is signed in yet."""
        return replace(self, known=dict(self.known), signed_in={})

    def actor(self, who: str) -> Actor:
        """Return the actor behind an account."""
        return actor_for(self.accounts[who], self.at)

    def cookies(self, who: str) -> list[dict[str, str]]:
        """Return the cookies of a browser in which an account is signed in.

        Staff have also given their password once more, as the pages on safety ask.
        """
        if who not in self.signed_in:
            client = sign_in(Client(), self.accounts[who])
            if self.accounts[who].email:
                client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
            self.signed_in[who] = client.cookies[settings.SESSION_COOKIE_NAME].value
        name = settings.SESSION_COOKIE_NAME
        return [{"name": name, "value": self.signed_in[who], "url": self.url}]


def settings_of(folder: Path) -> AbstractContextManager[None]:
    """Return the settings under which the world is built and lives; its evidence lies in a folder."""
    return override_settings(
        PENDOPO_GOVERNMENT="Kabupaten Contoh",
        PENDOPO_REGION=REGENCY,
        EVIDENCE_ROOT=folder,
        # A slow machine may send a code after its half minute.
        MFA_TOTP_TOLERANCE=2,
        ACCOUNT_REAUTHENTICATION_TIMEOUT=3_600,
    )


def build(url: str, *, at: datetime) -> World:
    """Build everything as it stands at ``at``."""
    load_law()
    world = World(url, at)
    _make_places()
    _make_offices(world)
    _make_topics(world)
    _make_people(world)
    _import_cases(world)
    _make_live_cases(world)
    _raise_late_case(world)
    _work_together(world)
    _make_deliberations(world)
    _make_commitments(world)
    _make_closure(world)
    _draft_procedure(world)
    _draft_policy(world)
    _keep_registers(world)
    make_claims(world)
    network.watch(world)
    refresh_evidence(at=at)
    search.enter_missing()
    make_edition(at=at)
    _ask_offices(world)
    use_rights(world)
    deliver_due(at=at)
    sealing.seal_all(at=at)
    return world


def _draft_procedure(world: World) -> None:
    """Change a shipped procedure without deciding it, so that a difference can be seen."""
    raw = procedures.running("surat-domisili").version.definition
    changed = raw | {"title": {"id": "Surat keterangan tempat tinggal"}}
    save_draft(raw=changed, by=world.actor(Role.ADMIN), at=world.at)


def _draft_policy(world: World) -> None:
    """Change one rule of the shipped policy without deciding it, and let rules be asked."""
    raw = deepcopy(policies.newest("nasional").definition)
    raw["rules"][3]["explanation"]["id"] = "Informasi internal belum boleh keluar."
    policy_services.save_draft(raw=raw, by=world.actor(Role.ADMIN), at=world.at)
    told = values_of(raw["ordinary"]) | {"account": "personal", "network": "office"}
    for working_time in ("work", "rest", "work"):
        policy_services.decide(
            request=Request("share", facts=told | {"working_time": working_time}),
            calendar=office_calendar(at=world.at),
            at=world.at - timedelta(days=1),
        )


def _keep_registers(world: World) -> None:
    """Name topics, a speaker with a stand-in, and an official account with its operator."""
    told = {"by": world.actor(Role.PPID), "at": world.at}
    topics = [
        mandates.assign_topic(
            code=code, name=name, name_en=name_en, office=world.offices["dishub"], **told
        )
        for code, name, name_en in (
            ("angkutan", "Angkutan umum", "Public transport"),
            ("lampu-jalan", "Lampu jalan", "Street lights"),
        )
    ]
    head = Position.objects.get(office=world.offices["dishub"], role=Role.HEAD.value)
    officer = Position.objects.get(office=world.offices["dishub"], role=Role.OFFICER.value)
    today = local(world.at, settings.PENDOPO_ZONE).date()
    words = mandates.MandateWords(head, topics, "800/11/SETDA/2026", today, stand_in=officer)
    mandates.give_mandate(words=words, **told)
    roads = Position.objects.get(person_id=world.accounts[HEAD_OF_ROADS].person_id)
    mandates.give_mandate(
        words=mandates.MandateWords(roads, topics[1:], "800/12/SETDA/2026", today), **told
    )
    account = registers.register_account(
        words=registers.AccountWords(
            "instagram",
            "@dishub.contoh",
            "https://instagram.example/dishub.contoh",
            world.offices["dishub"],
            officer,
            "pulih@contoh.go.id",
        ),
        **told,
    )
    registers.appoint_operator(account_id=account.id, position=officer, since=today, **told)
    world.known["release.account"] = str(account.id)


def _make_places() -> None:
    make_region("99", "Provinsi Contoh", 1)
    make_region(REGENCY, "Kabupaten Contoh", 2, "99")
    for district, name in (("99.01.01", "Contoharjo"), ("99.01.02", "Contohmulyo")):
        make_region(district, name, 3, REGENCY)
    for code, name in zip(
        VILLAGES, ("Sumberejo", "Karanganyar", "Wonosari", "Tegalrejo"), strict=True
    ):
        make_region(code, name, 4, code[:8])


def _make_offices(world: World) -> None:
    world.offices = {code: make_office(code, name=name) for code, name in OFFICES.items()}


def _make_topics(world: World) -> None:
    roads = Topic.objects.create(code="roads", label="Jalan dan lampu")
    Topic.objects.create(code="roads.light", label="Lampu jalan", parent=roads)
    Topic.objects.create(code="roads.hole", label="Jalan rusak", parent=roads)
    Topic.objects.create(code="other", label="Lainnya")
    for topic, office in (("roads.light", "dishub"), ("roads.hole", "dpupr"), ("other", "setda")):
        Responsibility.objects.create(
            topic_id=topic, office=world.offices[office], valid_from=(world.at - 3 * YEAR).date()
        )


def _make_people(world: World) -> None:
    since = world.at - 2 * YEAR
    for role, office in OFFICERS.items():
        world.accounts[role.value] = make_officer(
            role, world.offices[office], at=since, email=f"{role.value}@contoh.go.id"
        )
    head, roads = Role.HEAD, world.offices["dpupr"]
    world.accounts[HEAD_OF_ROADS] = make_officer(head, roads, at=since)
    world.accounts[NEWCOMER] = make_officer(
        Role.OFFICER, roads, at=since, second_factor=False, email="baru@contoh.go.id"
    )
    world.accounts[KEYHOLDER] = keyholder = make_officer(Role.OFFICER, roads, at=since)
    key = Authenticator.objects.create(
        user=keyholder,
        type=Authenticator.Type.WEBAUTHN,
        data={"name": "Laptop kantor", "credential": passkey()},
    )
    RecoveryCodes.activate(keyholder)
    world.known["passkey"] = str(key.pk)
    world.accounts["citizen"] = make_citizen("081234567890", at=world.at, name="Warga Contoh")


def passkey(host: str = "127.0.0.1") -> dict[str, object]:
    """Return what a browser answers when a passkey is registered, without attestation."""
    identity = secrets.token_bytes(16)
    public = ES256.from_cryptography_key(ec.generate_private_key(ec.SECP256R1()).public_key())
    held = AuthenticatorData.create(
        sha256(host.encode()).digest(),
        AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.UV | AuthenticatorData.FLAG.AT,
        0,
        AttestedCredentialData.create(bytes(16), identity, public),
    )
    said = b'{"type":"webauthn.create","challenge":"Y29udG9o","origin":"http://localhost"}'
    return {
        "type": "public-key",
        "id": _text(identity),
        "rawId": _text(identity),
        "clientExtensionResults": {"credProps": {"rk": True}},
        "response": {
            "clientDataJSON": _text(said),
            "attestationObject": _text(AttestationObject.create("none", held, {})),
        },
    }


def _text(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()


# --- cases ------------------------------------------------------------------------------


def _import_cases(world: World) -> None:
    import_histories(
        (_history(world, number) for number in range(N_CASES)),
        law=law_in_force(at=world.at),
        offices=world.offices,
        at=world.at,
    )


def _place(number: int) -> Place:
    """Return where a case lies; every third with a point, so that there is something on the map."""
    village, note = VILLAGES[number % 4], "Dekat balai desa"
    if number % 3:
        return Place(village, note)
    return Place(village, note, -7.2 - number / 900, 112.7 + number % 7 / 70)


def _history(world: World, number: int) -> CaseHistory:
    """Return a case of some months ago; roads answer late, which raises a question."""
    topic, office = (
        ("roads.light", "dishub"),
        ("roads.hole", "dpupr"),
        ("other", "setda"),
    )[number % 3]
    # All on one day of a month: every day with facts costs the export a file.
    received = world.at - timedelta(days=300 - 30 * (number // 10))
    answered = received + timedelta(days=60 if office == "dpupr" and number % 4 else 6)
    submission = make_submission(
        topic=topic,
        title=f"Laporan contoh ke-{number + 1} tentang jalan kampung",
        place=_place(number),
        contact=Contact(name="Rahasia Sekali") if number % 2 else Contact(),
    )
    done = Outcome.DONE.value if number % 5 else Outcome.EXPLAINED.value
    steps = (
        Step(
            received + timedelta(hours=5),
            Action.VERIFY,
            world.actor(Role.VERIFIER),
            office,
            CaseClass.COMPLAINT.value,
        ),
        Step(answered, Action.ANSWER, SYSTEM, office, done, ANSWER, "Berita acara 12/2026"),
        Step(answered + timedelta(hours=1), Action.CLOSE, ANONYMOUS, "", CloseReason.CITIZEN.value),
    )
    return CaseHistory(submission, received, steps)


def _make_live_cases(world: World) -> None:
    """Make a case in each state in which pages differ."""
    sent, known = {}, world.known
    yesterday = world.at - timedelta(days=1)
    for name in ("received", "assigned", "waiting", "answered", "archived"):
        sent[name] = _receive(world, name, yesterday)
    sent["secret"] = _receive(world, "secret", yesterday, is_secret=True)
    sent["oversight"] = _receive(world, "oversight", yesterday)
    sent["own"] = _receive(world, "own", yesterday, by=world.actor("citizen"), has_photo=True)
    deliver_due(at=world.at)
    for name, voice in sent.items():
        known[f"case.{name}"] = voice.number
    found = {
        name: Case.objects.select_related("office").get(voice_id=voice.voice_id)
        for name, voice in sent.items()
    }
    _move_cases(world, found)


def _work_together(world: World) -> None:
    """Let officers take a case, name a colleague, ask another office and photograph the place."""
    officer, at = world.actor(Role.OFFICER.value), world.at
    case = Case.objects.get(number=world.known["case.assigned"])
    handling.take_case(case_id=case.id, by=officer, at=at)
    handling.add_note(
        case_id=case.id, text="Tiang nomor 14, lihat @petugas.contoh.", by=officer, at=at
    )
    shot = Shot(key=new_id(), source=photo_file(), size=1, note="Sebelum diganti")
    keep_field_photo(case_id=case.id, shot=shot, by=officer, at=at)
    there = _receive(world, "asked", at - timedelta(hours=2))
    deliver_due(at=at)
    asked_about = Case.objects.get(voice_id=there.voice_id)
    roads, verifier = world.offices["dpupr"], world.actor(Role.VERIFIER)
    cases.verify_case(
        case_id=asked_about.id, case_class=CaseClass.COMPLAINT, office=roads, by=verifier, at=at
    )
    question = ask_office(
        case_id=asked_about.id,
        office=world.offices["dishub"],
        text="Apakah tiang di depan pasar milik Dinas Perhubungan?",
        due_on=(at + timedelta(days=3)).date(),
        by=world.actor(HEAD_OF_ROADS),
        at=at,
    )
    world.known["question.open"] = str(question.id)


def _receive(
    world: World,
    name: str,
    at: datetime,
    *,
    by: Actor = ANONYMOUS,
    has_photo: bool = False,
    **more: object,
):
    submission = make_submission(
        title=f"Lampu jalan mati di depan pasar ({name})",
        topic="roads.light",
        kind=Kind.COMPLAINT,
        place=Place(VILLAGES[0], "Seberang balai desa", -7.2575, 112.7521),
        contact=Contact(name="Warga Contoh", phone="081234567890"),
        **more,
    )
    if has_photo:
        file = photo_file(exif=gps_exif())
        photo = photos.keep_photo(
            file, size=file.getbuffer().nbytes, submission_key=submission.key, at=at
        )
        world.known["photo"] = str(photo.id)
    return receive_voice(submission, by=by, at=at)


def _move_cases(world: World, found: Mapping[str, Case]) -> None:
    verifier, officer = world.actor(Role.VERIFIER), world.actor(Role.OFFICER)
    earlier = world.at - timedelta(hours=5)
    for name in ("assigned", "waiting", "answered", "secret", "own"):
        cases.verify_case(
            case_id=found[name].id,
            case_class=CaseClass.COMPLAINT,
            office=world.offices["dishub"],
            by=verifier,
            at=earlier,
        )
    cases.verify_case(
        case_id=found["oversight"].id,
        case_class=CaseClass.COMPLAINT_OVERSIGHT,
        office=world.offices["inspektorat"],
        by=verifier,
        at=earlier,
    )
    cases.ask_reporter(
        case_id=found["waiting"].id, text="Tiang nomor berapa yang mati?", by=officer, at=world.at
    )
    for name in ("answered", "own"):
        cases.answer_case(
            case_id=found[name].id,
            outcome=Outcome.DONE,
            text=ANSWER,
            proof="Berita acara 7/2026",
            by=officer,
            at=world.at,
        )
    cases.open_identity(
        case_id=found["own"].id, purpose=ReadPurpose.HANDLE_CASE, by=officer, at=world.at
    )


def _raise_late_case(world: World) -> None:
    """Make a case of the citizen that nobody answered for two months, and put it before a head."""
    received = world.at - timedelta(days=60)
    sent = _receive(world, "late", received, by=world.actor("citizen"))
    deliver_due(at=received)
    case = Case.objects.get(voice_id=sent.voice_id)
    cases.verify_case(
        case_id=case.id,
        case_class=CaseClass.COMPLAINT,
        office=world.offices["dishub"],
        by=world.actor(Role.VERIFIER),
        at=received + timedelta(hours=3),
    )
    escalate(at=world.at)
    raised = Escalation.objects.filter(case=case, office=world.offices["dishub"], role=Role.HEAD)
    world.known["case.late"], world.known["raised"] = sent.number, str(raised.first().id)


# --- deliberations ------------------------------------------------------------------------


def _make_deliberations(world: World) -> None:
    moderator = world.actor(Role.VERIFIER)
    opened = _draft(world, "pasar-malam", moderator)
    deliberations.open_deliberation(deliberation_id=opened.id, by=moderator, at=world.at)
    for voter in range(6):
        for number in range(1, 7):
            voting.cast_vote(
                deliberation_id=opened.id,
                number=number,
                value=1 if (voter + number) % 3 else -1,
                visitor=Visitor(token=f"peramban-{voter}"),
                at=world.at,
            )
    pending = voting.submit_statement(
        deliberation_id=opened.id,
        text="Pasar malam perlu tempat sampah terpilah di setiap sudut.",
        visitor=Visitor(token="peramban-1"),
        at=world.at,
    )
    closed = _draft(world, "taman-kota", moderator)
    deliberations.open_deliberation(deliberation_id=closed.id, by=moderator, at=world.at)
    deliberations.close_deliberation(deliberation_id=closed.id, by=moderator, at=world.at)
    _draft(world, "jam-angkot", moderator)
    _answer_deliberation(world)
    world.known |= {
        "talk.open": "pasar-malam",
        "talk.closed": "taman-kota",
        "talk.draft": "jam-angkot",
        "talk.answered": "alun-alun",
        "statement.pending": str(pending.number),
    }


def _mandate(world: World, slug: str) -> Mandate:
    return make_mandate(
        slug=slug,
        question=f"Bagaimana {slug.replace('-', ' ')} sebaiknya diatur?",
        office_id=world.offices["dishub"].id,
        opens_at=world.at - timedelta(days=20),
        closes_at=world.at + timedelta(days=30),
    )


def _draft(world: World, slug: str, by: Actor):
    seeds = [f"Gagasan ke-{n} sebaiknya dicoba dulu selama tiga bulan." for n in range(1, 9)]
    return deliberations.draft_deliberation(_mandate(world, slug), seeds=seeds, by=by, at=world.at)


def _answer_deliberation(world: World) -> None:
    then = world.at - timedelta(days=10)
    statements = [
        StatementIn(n, f"Pernyataan ke-{n} tentang penataan alun-alun.") for n in range(1, 13)
    ]
    held = loading.import_deliberation(
        _mandate(world, "alun-alun"),
        statements,
        two_camps(40, at=then),
        state=State.CLOSED,
        by=SYSTEM,
        at=then,
    ).deliberation_id
    mapping.compute_map(deliberation_id=held, at=then, replicates=5)
    response = deliberations.issue_response(
        deliberation_id=held,
        decision="Pasar pagi tetap di alun-alun sampai pukul sembilan.",
        reasons="Kedua kelompok sepakat pada pernyataan pertama; parkir diatur bertahap.",
        answers=[
            Answer((1, 2, 3), ResponseOutcome.ACCEPTED, "Sejalan dengan rencana tata ruang kota."),
            Answer(tuple(range(4, 13)), ResponseOutcome.POSTPONED, "Menunggu hasil uji coba dulu."),
        ],
        by=world.actor(Role.HEAD),
        at=then,
    )
    world.known["response"] = str(response.id)


# --- promises and figures -----------------------------------------------------------------


def _make_closure(world: World) -> None:
    """Let the roads office be flooded on a Sunday: rules have something to show, no limit moves."""
    today = timezone.localdate(world.at)
    day = today - timedelta(days=(today.weekday() + 1) % 7)
    rule = CalendarRule(
        kind="closed",
        reason="penutupan",
        office=world.offices["dpupr"],
        name="Banjir di jalan masuk kantor",
        first=day,
        last=day,
        legal_basis="Keputusan Bupati 9/2026 (contoh)",
        confidence="verified",
        source="Bagian Hukum",
        valid_from=day,
    )
    flood = Amendment(
        RuleChange.Rule.CLOSURE,
        RuleChange.Action.ADDED,
        rule.name,
        rule.legal_basis,
        office=rule.office,
        first=day,
        last=day,
        new_rules=(rule,),
    )
    cases.amend_calendar(amendment=flood, by=world.actor(Role.VERIFIER), at=world.at)
    holiday = ClosedDay.objects.filter(date__year=day.year, kind="libur_nasional").first()
    world.known |= {
        "rule.closure": str(rule.id),
        "rule.day": str(holiday.id),
        "rule.limit": str(ClockPolicy.objects.filter(clock="verify").earliest("id").id),
    }


def _make_commitments(world: World) -> None:
    commitments.load_commitments(
        [
            _story(world, "Memasang lampu di 40 titik jalan desa", due=90),
            _story(world, "Mengecat ulang 12 zebra cross di kota", due=-20),
            _story(world, "Membuka loket uji kir hari Sabtu", due=60, is_kept=True),
            _story(world, "Menambah trayek angkutan sekolah", due=45),
        ],
        at=world.at,
    )
    for name, start in (
        ("running", "Memasang"),
        ("late", "Mengecat"),
        ("kept", "Membuka"),
        ("stopped", "Menambah"),
    ):
        found = Commitment.objects.get(title__startswith=start)
        world.known[f"promise.{name}"] = found.number
    commitments.stop_commitment(
        commitment_id=found.id,
        reason=ChangeReason.BUDGET,
        text="Anggaran angkutan sekolah dialihkan ke perbaikan jembatan yang putus.",
        by=world.actor(Role.HEAD),
        at=world.at,
    )
    commitments.tell_overdue(at=world.at)


def _story(world: World, title: str, *, due: int, is_kept: bool = False) -> CommitmentStory:
    def day(offset: int):
        return (world.at + timedelta(days=offset)).date()

    proof = Proof("Berita acara pemeriksaan 3/2026", "https://contoh.go.id/berita-acara.pdf")
    draft = CommitmentDraft(
        title=title,
        expected_result="Warga dapat memakainya setiap hari tanpa menunggu.",
        office_id=world.offices["dishub"].id,
        position_title="Kepala Dinas Perhubungan",
        starts_on=day(-100),
        due_on=day(due),
        milestones=(
            MilestoneDraft("Survei lapangan selesai", day(-60), "Berita acara"),
            MilestoneDraft("Pekerjaan selesai", day(due), "Foto sebelum dan sesudah"),
        ),
        source_text="Perjanjian kinerja perangkat daerah",
        budget_rupiah=250_000_000,
    )
    made = world.at - timedelta(days=99)
    return CommitmentStory(
        draft,
        made_at=made,
        done=(Done(1, day(-70), proof), *([Done(2, day(-10), proof)] if is_kept else [])),
        reports=(Report(made + timedelta(days=40), 50, "Setengah titik sudah dikerjakan.", proof),),
        fulfilled_at=world.at - timedelta(days=9) if is_kept else None,
    )


def _ask_offices(world: World) -> None:
    """Ask the offices long enough ago for the words to be public, then reply to one."""
    accountability.ask_about_indicators(at=world.at - timedelta(days=30))


def picture(*, with_place: bool = True) -> bytes:
    """Return a photo as a phone takes it, with the place and the device in its EXIF."""
    target = io.BytesIO()
    image = Image.effect_noise((800, 600), 40).convert("RGB")
    image.save(target, "JPEG", exif=gps_exif() if with_place else b"")
    return target.getvalue()
