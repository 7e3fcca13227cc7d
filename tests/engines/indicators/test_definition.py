from __future__ import annotations

from datetime import date

import pytest
import yaml
from tests.engines.indicators.examples import DEFINITION, FILE

from pendopo.engines.indicators import (
    DefinitionInvalid,
    Exclusion,
    LegalBasis,
    SourceFact,
    load_definition,
)

SHIPPED = yaml.safe_load(FILE.read_text())


def written(tmp_path, content):
    path = tmp_path / "one.yaml"
    path.write_text(content if isinstance(content, str) else yaml.safe_dump(content))
    return path


def test_shipped_definition_is_read_whole():
    assert (DEFINITION.code, DEFINITION.version) == ("answered_within_limit", 1)
    assert DEFINITION.name_id == "Dijawab dalam batas waktu"
    assert DEFINITION.name_en == "Answered within the legal limit"
    assert [one.code for one in DEFINITION.exclusions] == [
        "archived",
        "not_ours",
        "withdrawn",
        "merged",
    ]
    assert DEFINITION.exclusions[2] == Exclusion(
        "withdrawn", "Pelapor menarik kasusnya sendiri sebelum jatuh tempo."
    )
    assert SourceFact("ClockStopped", 1) in DEFINITION.source_facts
    assert DEFINITION.legal_basis[1] == LegalBasis(
        "Undang-Undang Nomor 25 Tahun 2009", "Pasal 36 dan 37", "verified"
    )
    assert DEFINITION.next_review == date(2027, 6, 30)
    assert DEFINITION.direction == "higher_better"


def test_digest_follows_content_and_not_layout(tmp_path):
    turned = dict(reversed(SHIPPED.items()))
    assert load_definition(written(tmp_path, turned)).digest == DEFINITION.digest
    changed = SHIPPED | {"version": 2}
    assert load_definition(written(tmp_path, changed)).digest != DEFINITION.digest


@pytest.mark.parametrize("field", list(SHIPPED))
def test_missing_field_is_named(tmp_path, field):
    content = {key: value for key, value in SHIPPED.items() if key != field}

    with pytest.raises(DefinitionInvalid, match=rf"^one\.yaml: {field} must be given"):
        load_definition(written(tmp_path, content))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"direction": "up"}, "direction must be one of higher_better, lower_better, neither"),
        ({"confidence": "sure"}, "confidence must be one of unconfirmed, verified, got 'sure'"),
        ({"method": "other"}, "method must be one of answered_within_limit"),
        ({"period": "week"}, "period must be one of month_of_final_due_date"),
        ({"uncertainty": None}, "uncertainty must be one of none, sampling, superpopulation"),
        ({"version": True}, "version must be a whole number from 1, got True"),
        ({"code": "Has Space"}, "code must be 3 to 61 signs"),
        ({"unit": " "}, "unit must be a text that is not empty"),
        ({"next_review": "soon"}, "next_review must be a day written YYYY-MM-DD"),
        ({"names": "x"}, "names must be a mapping of id, en"),
        ({"names": {"id": "x"}}, r"names\.en must be given"),
        ({"exclusions": []}, "exclusions must be a list with at least one item"),
        (
            {"exclusions": [{"code": "lost", "reason": "r"}]},
            r"exclusions\[0\]\.code must be one of archived, merged, not_ours, withdrawn",
        ),
        (
            {"exclusions": [{"code": "merged", "reason": "r"}] * 2},
            r"exclusions\[1\]\.code must be a code not given before",
        ),
        ({"source_facts": [{"name": "A"}]}, r"source_facts\[0\]\.version must be given"),
        (
            {"legal_basis": [{"instrument": "UU", "article": 1, "confidence": "verified"}]},
            r"legal_basis\[0\]\.article must be a text",
        ),
        ({"colour": "red"}, r"\(file\) must be only code, .*got 'colour'"),
    ],
)
def test_wrong_value_names_file_field_and_allowed_set(tmp_path, change, message):
    with pytest.raises(DefinitionInvalid, match=rf"^one\.yaml: {message}"):
        load_definition(written(tmp_path, SHIPPED | change))


@pytest.mark.parametrize("text", ["", "- a", "a: [", "!!python/object:os.system {}"])
def test_file_that_is_no_mapping_is_refused(tmp_path, text):
    with pytest.raises(DefinitionInvalid, match=r"^one\.yaml: "):
        load_definition(written(tmp_path, text))
