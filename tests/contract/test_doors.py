"""Every field with free words says by which door it goes out to everyone, or why it does not.

A new field fails here until it stands in one of the two tables. Those that hold the words of
citizens are covered on their way out as well, whatever the gate said.
"""

from django.apps import apps
from django.db import models

from pendopo.foundation.governance.guarding import Door
from pendopo.kernel.fields import EncryptedTextField

SHORTEST = 150
COVERED = "covered whenever it is shown to everyone"
LAW = "words of law or of a rule, changed by decree"
INNER = "read by officers, or by the one person it is for"
NAMES = "what an office, an institution or a position is called"
OWN = "covered, or refused, by its own room before it is stored"
MADE = "put together by the program, or never shown to everyone"
WORDS = {
    "cases.Case.public_text": Door.CASE_TEXT,
    "cases.Case.title": Door.CASE_TEXT,
    "cases.Message.text": Door.ANSWER,
    "cases.Message.proof": Door.ANSWER,
    "deliberation.Deliberation.question": Door.RESPONSE,
    "deliberation.Deliberation.background": Door.RESPONSE,
    "deliberation.Deliberation.is_open_for": Door.RESPONSE,
    "deliberation.Deliberation.is_closed_for": Door.RESPONSE,
    "deliberation.OfficialResponse.decision": Door.RESPONSE,
    "deliberation.OfficialResponse.reasons": Door.RESPONSE,
    "deliberation.ResponseItem.reason": Door.RESPONSE,
    "deliberation.Statement.text": Door.STATEMENT,
    "commitments.Commitment.title": Door.COMMITMENT,
    "commitments.Commitment.problem": Door.COMMITMENT,
    "commitments.Commitment.expected_result": Door.COMMITMENT,
    "commitments.Commitment.position_title": Door.COMMITMENT,
    "commitments.Commitment.source_text": Door.COMMITMENT,
    "commitments.Milestone.text": Door.COMMITMENT,
    "commitments.Milestone.evidence_required": Door.COMMITMENT,
    "commitments.Milestone.proof_text": Door.COMMITMENT,
    "commitments.Progress.text": Door.COMMITMENT,
    "commitments.Progress.proof_text": Door.COMMITMENT,
    "commitments.Change.text": Door.COMMITMENT,
    "commitments.Assessment.interests": Door.COMMITMENT,
    "commitments.Assessment.text": Door.COMMITMENT,
    "accountability.Reply.text": Door.REPLY,
    "release.Release.title": Door.RELEASE,
    "release.Release.text": Door.RELEASE,
    "release.Release.withdrawal_reason": Door.RELEASE,
    "clarification.Verdict.quote": Door.RELEASE,
    "clarification.Verdict.explanation": Door.RELEASE,
}
NO_DOOR = {
    "clarification.Claim.headline": OWN,
    "clarification.Wording.text": OWN,
    "clarification.Sighting.link": OWN,
    "clarification.Claim.aside_note": INNER,
    "clarification.Wave.note": INNER,
    "clarification.Verdict.keep_reason": INNER,
    "clarification.ClaimClock.legal_basis": LAW,
    "clarification.PriorityRule.explanation": LAW,
    "clarification.PriorityRule.legal_basis": LAW,
    "clarification.PriorityRule.source": LAW,
    "exchange.RemoteCase.site": MADE,
    "voice.Voice.title": COVERED,
    "voice.Voice.text": COVERED,
    "voice.Voice.place_note": COVERED,
    "cases.FieldPhoto.note": COVERED,
    "exchange.RemoteUpdate.words": COVERED,
    "cases.SearchEntry.public_words": COVERED,
    "cases.OfficeQuestion.text": INNER,
    "cases.OfficeQuestion.answer": INNER,
    "cases.Rating.reason": INNER,
    "cases.ReadyText.text": INNER,
    "cases.SearchEntry.staff_words": INNER,
    "deliberation.Statement.note": INNER,
    "governance.KeptData.reason": INNER,
    "governance.LegalHold.reason": INNER,
    "release.Release.keep_reason": INNER,
    "release.ReleaseTemplate.title": INNER,
    "release.ReleaseTemplate.text": INNER,
    "cases.CalendarRule.legal_basis": LAW,
    "cases.CalendarRule.source": LAW,
    "cases.ClockPolicy.explanation": LAW,
    "cases.ClockPolicy.legal_basis": LAW,
    "cases.ClockPolicy.source": LAW,
    "cases.EscalationRule.explanation": LAW,
    "cases.EscalationRule.legal_basis": LAW,
    "cases.EscalationRule.source": LAW,
    "cases.RuleChange.by_function": LAW,
    "cases.RuleChange.legal_basis": LAW,
    "cases.RuleChange.summary": LAW,
    "commitments.Commitment.legal_basis": LAW,
    "governance.BreachNotice.legal_basis": LAW,
    "governance.DataRequest.legal_basis": LAW,
    "governance.LegalHold.legal_basis": LAW,
    "governance.MonitoringMeasure.dpia": LAW,
    "governance.MonitoringMeasure.legal_basis": LAW,
    "governance.MonitoringMeasure.purpose": LAW,
    "governance.MonitoringMeasure.title": LAW,
    "governance.MonitoringMeasure.who_may_open": LAW,
    "governance.NetworkSite.legal_basis": LAW,
    "governance.NetworkSite.source": LAW,
    "governance.PolicyVersion.title": LAW,
    "governance.PolicyVersion.title_en": LAW,
    "governance.RetentionRun.legal_basis": LAW,
    "kernel.ClosedDay.legal_basis": LAW,
    "kernel.ClosedDay.source": LAW,
    "kernel.RuleNumber.explanation": LAW,
    "kernel.RuleNumber.legal_basis": LAW,
    "kernel.RuleNumber.source": LAW,
    "procedures.ProcedureVersion.summary": LAW,
    "procedures.ProcedureVersion.summary_en": LAW,
    "procedures.ProcedureVersion.title": LAW,
    "procedures.ProcedureVersion.title_en": LAW,
    "procedures.ProcedureVersion.search_text": LAW,
    "accountability.Reply.position_title": NAMES,
    "commitments.Change.position_title": NAMES,
    "commitments.Progress.position_title": NAMES,
    "deliberation.OfficialResponse.signed_title": NAMES,
    "commitments.Assessment.organisation": NAMES,
    "people.FormerName.name": NAMES,
    "people.Office.name": NAMES,
    "people.Organisation.name": NAMES,
    "cases.Follow.site": MADE,
    "cases.MapSpot.key": MADE,
    "evidence.IndicatorRun.folder": MADE,
    "governance.KeptData.kinds": MADE,
    "governance.NetworkSite.domain": MADE,
    "kernel.SharedValue.value": MADE,
    "ledger.Delivery.error": MADE,
    "ledger.Duty.last_error": MADE,
    "people.Account.email": MADE,
    "release.Release.archive": MADE,
}


def free_words():
    """Return the fields in which somebody may write what they like."""
    return {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        if model.__module__.startswith("pendopo.")
        for field in model._meta.get_fields()
        if isinstance(field, models.TextField | models.CharField)
        and not isinstance(field, models.URLField | models.SlugField | EncryptedTextField)
        and not field.choices
        and (field.max_length is None or field.max_length >= SHORTEST)
    }


def test_every_field_with_free_words_has_a_door_or_a_reason():
    assert free_words() - set(WORDS) == set(NO_DOOR)
    assert set(WORDS) <= free_words()
