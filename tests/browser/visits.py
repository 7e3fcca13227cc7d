"""Every page of the house with who may look at it and what its address is made of.

``test_axe.py`` fails when an address of the house is neither here nor among ``NO_PAGES``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from pendopo.foundation.people.types import Role

VERIFIER, OFFICER, HEAD = Role.VERIFIER.value, Role.OFFICER.value, Role.HEAD.value
INSPECTOR, REGENT, CITIZEN = Role.INSPECTOR.value, Role.REGENT.value, "citizen"
ADMIN = Role.ADMIN.value
INDICATOR = "answered_within_limit"
EVERYDAY_QUESTION = (
    "?act=post&roles=asn&roles=pr_staff&topic_mandate=no&own_office=yes&is_author=no&purpose=duty"
    "&account=official&account_state=registered&object_class=releasable&embargoed=no"
    "&personal_data=none&child_identity=no&legal_process=no&procurement=no&election=no"
    "&has_source=yes&day=2026-11-30&time=10:00&network=outside&place=outside&uniform=no&emergency=no"
)
POSTED, MACHINES, ON_THE_WAY = "takes a form only", "read by machines", "opens during another step"
NO_PAGES = {
    "set_language": POSTED,
    "portal:forget": POSTED,
    "portal:reply": POSTED,
    "portal:accept": POSTED,
    "portal:contest": POSTED,
    "portal:withdraw": POSTED,
    "portal:object": POSTED,
    "portal:dispute": POSTED,
    "portal:commission_letter": "opens after an objection; see test_information.py",
    "portal:commission_file": MACHINES,
    "cases:extend": POSTED,
    "cases:decide_objection": POSTED,
    "cases:accuse": POSTED,
    "cases:moderate": POSTED,
    "cases:progress": POSTED,
    "cases:retire_text": POSTED,
    "portal:rate": POSTED,
    "deliberation:turn": POSTED,
    "commitments:step": POSTED,
    "cases:identity": POSTED,
    "cases:document": POSTED,
    "governance:publish": POSTED,
    "governance:drop": POSTED,
    "governance:end": POSTED,
    "governance:remove_rule": POSTED,
    "release:end_mandate": POSTED,
    "governance:network_decide": POSTED,
    "governance:network_end_range": POSTED,
    "governance:network_end_site": POSTED,
    "governance:network_download": "an archive",
    "governance:monitoring_end": POSTED,
    "governance:monitoring_opened": POSTED,
    "procedures:publish": POSTED,
    "procedures:drop": POSTED,
    "procedures:retire": POSTED,
    "voice:draft_document": MACHINES,
    "cases:verify": POSTED,
    "cases:answer": POSTED,
    "cases:ask": POSTED,
    "cases:close": POSTED,
    "cases:assign": POSTED,
    "cases:archive": POSTED,
    "cases:note": POSTED,
    "cases:handler": POSTED,
    "cases:ask_office": POSTED,
    "cases:topic": POSTED,
    "cases:take": POSTED,
    "cases:bulk": POSTED,
    "cases:bulk_done": "opens after a bulk action",
    "cases:save_filter": POSTED,
    "cases:drop_filter": POSTED,
    "cases:field_photo": "a picture",
    "cases:small_field_photo": "a picture",
    "exchange:outside_photo": "a picture",
    "cases:join": POSTED,
    "cases:feed": MACHINES,
    "cases:case_feed": MACHINES,
    "cases:area_feed": MACHINES,
    "cases:office_feed": MACHINES,
    "cases:map_points": MACHINES,
    "cases:open_data_file": MACHINES,
    "cases:follow_confirm": "opens from a message",
    "portal:health": MACHINES,
    "portal:robots": MACHINES,
    "portal:security": MACHINES,
    "portal:receipt": MACHINES,
    "portal:ombudsman_file": MACHINES,
    "portal:sent_receipt": MACHINES,
    "portal:photo": MACHINES,
    "portal:small_photo": MACHINES,
    "voice:draft_photo": MACHINES,
    "evidence:cells_file": MACHINES,
    "evidence:members_file": MACHINES,
    "deliberation:map_data": MACHINES,
    "ledger:key": MACHINES,
    "ledger:block": MACHINES,
    "people:own_data": MACHINES,
    "exchange:discovery": MACHINES,
    "exchange:services": MACHINES,
    "exchange:service": MACHINES,
    "exchange:requests": MACHINES,
    "exchange:request": MACHINES,
    "exchange:token": MACHINES,
    "exchange:updates": MACHINES,
    "exchange:open311_document": MACHINES,
    "api:api-root": "leads on to exchange:api",
    "api:openapi-json": MACHINES,
    "api:topics": MACHINES,
    "api:offices": MACHINES,
    "api:case_list": MACHINES,
    "api:case": MACHINES,
    "api:performance": MACHINES,
    "api:send": MACHINES,
    "api:sent_voices": MACHINES,
    "api:sent_voice": MACHINES,
    "exchange:revoke": POSTED,
    "exchange:endpoint": "the form of exchange:endpoints, filled in",
    "mfa_download_recovery_codes": MACHINES,
    "mfa_login_webauthn": MACHINES,
    "portal:demo": "stands in a demo alone",
    "portal:sent": ON_THE_WAY,
    "people:citizen_code": ON_THE_WAY,
    "mfa_authenticate": ON_THE_WAY,
    "account_set_password": "for accounts without a password, which nobody gets",
}


@dataclass(frozen=True)
class Visit:
    """A page as somebody sees it; arguments are names in ``World.known``, or themselves."""

    name: str
    who: str = ""
    arguments: tuple[str, ...] = ()
    query: str = ""

    def path(self, known: Mapping[str, str]) -> str:
        """Return the address without its host."""
        words = [known.get(each, each) for each in self.arguments]
        return reverse(self.name, args=words) + self.query.format_map(known)

    def __str__(self) -> str:
        words = (self.name, *self.arguments, self.who or "everyone")
        return "-".join(words) + self.query


def _for(who: str, *names: str) -> tuple[Visit, ...]:
    return tuple(Visit(name, who) for name in names)


VISITS = (
    *_for(
        "",
        "portal:home",
        "portal:about",
        "portal:privacy",
        "portal:style",
        "portal:track",
        "voice:form",
        "procedures:catalogue",
        "governance:rules",
        "governance:ask",
        "release:directory",
        "governance:monitoring",
        "cases:register",
        "evidence:indicators",
        "deliberation:list",
        "commitments:list",
        "accountability:offices",
        "ledger:record",
        "ledger:verify",
        "people:citizen_sign_in",
        "people:erased",
        "account_login",
        "account_inactive",
        "account_reset_password",
        "account_reset_password_done",
        "account_reset_password_from_key_done",
    ),
    Visit("cases:register", query="?text=tidak-ada-yang-begini"),
    Visit("procedures:catalogue", query="?cari=tidak-ada-yang-begini"),
    Visit("governance:ask", query=EVERYDAY_QUESTION),
    Visit("governance:ask", query="?act=share"),
    Visit("procedures:service", "", ("akta-kelahiran",)),
    Visit("procedures:service", "", ("permohonan-informasi",)),
    Visit("voice:apply", "", ("akta-kelahiran",)),
    Visit("voice:apply", "", ("laporan-integritas",)),
    Visit("cases:register", query="?text=lampu&sort=terlama"),
    Visit("cases:map"),
    Visit("cases:open_data"),
    Visit("cases:follow", "", ("laporan", "case.answered")),
    Visit("cases:follow", "", ("perangkat", "dpupr")),
    Visit("cases:follow_stop", "", ("tautan-lama",)),
    Visit("accountability:performance", "", ("dpupr",)),
    Visit("cases:public", "", ("case.answered",)),
    Visit("cases:public", "", ("case.own",)),
    Visit("cases:public", "", ("case.waiting",)),
    Visit("evidence:indicator", "", (INDICATOR,)),
    Visit("evidence:members", "", (INDICATOR,)),
    Visit("deliberation:detail", "", ("talk.open",)),
    Visit("deliberation:detail", "", ("talk.closed",)),
    Visit("deliberation:take_part", "", ("talk.open",)),
    Visit("deliberation:own_answers", "", ("talk.open",)),
    Visit("deliberation:propose", "", ("talk.open",)),
    Visit("deliberation:map", "", ("talk.open",)),
    Visit("deliberation:map", "", ("talk.answered",)),
    Visit("deliberation:response", "", ("talk.answered",)),
    Visit("deliberation:response", "", ("talk.closed",)),
    Visit("commitments:detail", "", ("promise.running",)),
    Visit("commitments:detail", "", ("promise.kept",)),
    Visit("commitments:detail", "", ("promise.late",)),
    Visit("commitments:detail", "", ("promise.stopped",)),
    Visit("accountability:office", "", ("dishub",)),
    Visit("accountability:office", "", ("dpupr",)),
    Visit("account_reset_password_from_key", "", ("1", "set-password")),
    *_for("", "exchange:api"),
    *_for(ADMIN, "exchange:keys", "exchange:endpoints"),
    Visit("exchange:pass_on", OFFICER, ("case.answered",)),
    *_for(CITIZEN, "portal:own", "people:account", "people:reads", "people:erase"),
    Visit("portal:voice", CITIZEN, ("case.own",)),
    *_for(VERIFIER, "cases:texts"),
    *_for(VERIFIER, "portal:staff_home", "cases:queue", "deliberation:desk", "deliberation:draft"),
    *_for(
        VERIFIER,
        "cases:law_rules",
        "cases:law_calendar",
        "cases:law_close_days",
        "cases:law_hours",
        "cases:law_set_hours",
        "cases:law_set_season",
        "cases:law_limits",
        "cases:law_history",
    ),
    Visit("cases:law_end_day", VERIFIER, ("rule.day",)),
    Visit("cases:law_correct_day", VERIFIER, ("rule.day",)),
    Visit("cases:law_end_rule", VERIFIER, ("rule.closure",)),
    Visit("cases:law_correct_rule", VERIFIER, ("rule.closure",)),
    Visit("cases:law_change_limit", VERIFIER, ("rule.limit",)),
    Visit("cases:law_change_number", VERIFIER, ("accountability.reply_days",)),
    Visit("cases:law_calendar", OFFICER),
    Visit("cases:desk", VERIFIER, ("case.received",)),
    Visit("cases:responsibilities", VERIFIER, query="?topic=roads"),
    Visit("cases:twins", VERIFIER, ("case.assigned",)),
    Visit("cases:authority", OFFICER, ("case.assigned",)),
    Visit("cases:desk", VERIFIER, ("case.assigned",)),
    Visit("deliberation:desk_one", VERIFIER, ("talk.open",)),
    Visit("deliberation:desk_one", VERIFIER, ("talk.draft",)),
    Visit("deliberation:moderate", VERIFIER, ("talk.open", "statement.pending")),
    *_for(OFFICER, "portal:staff_home", "cases:queue", "commitments:desk", "account_logout"),
    Visit("cases:queue", OFFICER, query="?queue=answered"),
    Visit("cases:queue", OFFICER, query="?queue=mine"),
    *_for(OFFICER, "cases:mentions", "cases:questions", "cases:visits", "cases:visits_map"),
    Visit("cases:question", OFFICER, ("question.open",)),
    Visit("cases:visit", OFFICER, ("case.assigned",)),
    Visit("cases:print", OFFICER, ("case.answered",)),
    Visit("cases:desk", OFFICER, ("case.assigned",)),
    Visit("cases:desk", OFFICER, ("case.waiting",)),
    Visit("cases:desk", OFFICER, ("case.answered",)),
    Visit("cases:desk", OFFICER, ("case.secret",)),
    Visit("commitments:manage", OFFICER, ("promise.running",)),
    *_for(HEAD, "commitments:make", "accountability:desk"),
    Visit("commitments:make", HEAD, query="?tanggapan={response}"),
    Visit("commitments:manage", HEAD, ("promise.late",)),
    Visit("accountability:reply", HEAD, ("dishub", "commitment", "promise.late")),
    Visit("deliberation:respond", HEAD, ("talk.closed",)),
    Visit("accountability:desk", "head_of_roads"),
    Visit("portal:voice", CITIZEN, ("case.late",)),
    Visit("portal:ombudsman_letter", CITIZEN, ("case.late",)),
    *_for(HEAD, "cases:escalations"),
    Visit("cases:escalation", HEAD, ("raised",)),
    *_for(REGENT, "cases:escalations"),
    *_for(INSPECTOR, "cases:escalations", "cases:breaches"),
    Visit("cases:office_breaches", INSPECTOR, ("dishub",)),
    *_for(ADMIN, "portal:staff_home", "portal:checkup", "procedures:desk", "procedures:new"),
    *_for(ADMIN, "people:offices", "people:office_add"),
    Visit("people:office", ADMIN, ("dpupr",)),
    *_for(ADMIN, "release:speakers", "release:topics", "release:accounts"),
    Visit("release:account", ADMIN, ("release.account",)),
    *_for(ADMIN, "governance:desk", "governance:new", "governance:simulate"),
    Visit("governance:simulate", ADMIN, query=f"{EVERYDAY_QUESTION}&aturan=kabupaten-ketat"),
    Visit("governance:desk_one", ADMIN, ("kabupaten-ketat",)),
    Visit("governance:desk_one", ADMIN, ("nasional",)),
    Visit("governance:effects", ADMIN, ("kabupaten-ketat",)),
    Visit("governance:written", ADMIN, ("nasional",)),
    Visit("governance:new_rule", ADMIN, ("nasional",)),
    Visit("governance:rule", ADMIN, ("nasional", "NAS-04")),
    Visit("governance:version", ADMIN, ("nasional", "2")),
    *_for(ADMIN, "governance:network", "governance:network_sites", "governance:network_log"),
    Visit("governance:network_version", ADMIN, ("1",)),
    Visit("governance:network_report", ADMIN, query="?bulan={network_month}"),
    *_for(ADMIN, "governance:monitoring_desk"),
    Visit("governance:monitoring_one", ADMIN, ("measure",)),
    Visit("procedures:desk_one", ADMIN, ("surat-domisili",)),
    Visit("procedures:desk_one", ADMIN, ("akta-kelahiran",)),
    Visit("procedures:edit", ADMIN, ("surat-domisili",)),
    Visit("procedures:edit", ADMIN, ("surat-domisili",), "?bagian=persyaratan"),
    Visit("procedures:edit", ADMIN, ("surat-domisili",), "?bagian=standar"),
    Visit("procedures:written", ADMIN, ("surat-domisili",)),
    Visit("procedures:preview", ADMIN, ("surat-domisili",)),
    Visit("procedures:version", ADMIN, ("surat-domisili", "1")),
    *_for(INSPECTOR, "cases:queue"),
    Visit("cases:desk", INSPECTOR, ("case.oversight",)),
    *_for(REGENT, "portal:staff_home", "cases:queue", "commitments:desk", "deliberation:desk"),
    Visit("deliberation:desk_one", REGENT, ("talk.closed",)),
    *_for(
        OFFICER,
        "account_change_password",
        "account_reauthenticate",
        "mfa_index",
        "mfa_deactivate_totp",
        "mfa_reauthenticate",
        "mfa_generate_recovery_codes",
        "mfa_add_webauthn",
    ),
    *_for("newcomer", "mfa_activate_totp", "mfa_index"),
    *_for(
        "keyholder",
        "mfa_index",
        "mfa_list_webauthn",
        "mfa_reauthenticate_webauthn",
        "mfa_view_recovery_codes",
    ),
    Visit("mfa_edit_webauthn", "keyholder", ("passkey",)),
    Visit("mfa_remove_webauthn", "keyholder", ("passkey",)),
)


def addresses(patterns: list | None = None, space: str = "") -> Iterator[str]:
    """Yield the name of every address of the house."""
    for each in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(each, URLResolver):
            inner = f"{space}{each.namespace}:" if each.namespace else space
            yield from addresses(each.url_patterns, inner)
        elif isinstance(each, URLPattern):
            yield f"{space}{each.name}"
