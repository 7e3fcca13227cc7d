"""The regency's data hangs together."""

import re
from collections import Counter

import pytest

from pendopo.portal.demo.regency import KINDS

SECTION = {
    "complaint": ("titles", "problems", "effects", "requests"),
    "aspiration": ("titles", "ideas", "reasons"),
    "question": ("titles", "questions"),
}


def test_districts_and_villages_have_codes_of_their_own(regency):
    codes = [place.code for place in (*regency.districts, *regency.villages)]
    assert len(regency.districts) == 12
    assert len(regency.villages) == 120
    assert len(set(codes)) == len(codes)
    assert len({village.name for village in regency.villages}) == 120


def test_a_code_tells_the_district_and_the_kind(regency):
    districts = {district.code for district in regency.districts}
    digit = {"desa": "2", "kelurahan": "1"}
    for village in regency.villages:
        assert re.fullmatch(r"33\.69\.\d{2}\.[12]\d{3}", village.code)
        assert village.district_code in districts
        assert village.code[9] == digit[village.kind]
        assert re.fullmatch(r"\d{5}", village.postal_code)


def test_every_village_lies_inside_the_bounds_and_away_from_java(regency):
    bounds = regency.bounds
    assert bounds["north"] < -6.3
    assert bounds["south"] > -6.7  # the coast begins near 6.8 degrees south
    for village in regency.villages:
        assert bounds["south"] < village.latitude < bounds["north"]
        assert bounds["west"] < village.longitude < bounds["east"]


def test_every_topic_has_an_office_with_staff_in_every_village(regency):
    staffed = {person.office for person in regency.officers if "officer" in person.roles}
    for topic in regency.topics:
        for village in regency.villages:
            assert regency.office_of(topic, village) in staffed


def test_offices_form_a_tree_under_the_secretariat(regency):
    parents = {office.code: office.parent for office in regency.offices}
    assert [code for code, parent in parents.items() if parent is None] == ["setda"]
    assert {parent for parent in parents.values() if parent} <= parents.keys()
    assert regency.coordinator in parents


def test_every_role_of_casework_is_held_by_an_invented_person(regency):
    held = Counter(role for person in regency.officers for role in person.roles)
    needed = {"verifier", "officer", "head", "frontdesk", "inspector", "regent", "ppid"}
    assert needed <= held.keys()
    assert len({person.key for person in regency.officers}) == len(regency.officers) >= 60
    assert all(person.email.endswith("@wanasari.example") for person in regency.officers)
    offices = {office.code for office in regency.offices}
    assert {person.office for person in regency.officers} <= offices


def test_every_topic_has_words_for_all_its_kinds_and_outcomes(regency):
    assert regency.texts.keys() == {topic.code for topic in regency.topics}
    for topic in regency.topics:
        assert topic.branch in regency.branches
        assert len(topic.season) == 12
        words = regency.texts[topic.code]
        assert words["answers"].keys() == {"done", "planned", "explained", "refused"}
        for letter in topic.kinds:
            kind = KINDS[letter][0]
            assert all(words[kind][section] for section in SECTION[kind])


def test_episodes_name_known_topics_and_districts(regency):
    topics = {topic.code for topic in regency.topics}
    districts = {district.code for district in regency.districts}
    for episode in regency.episodes:
        assert episode.topic in topics
        assert set(episode.districts) <= districts


def test_a_topic_of_the_district_office_goes_to_the_district_of_the_place(regency):
    topic = next(topic for topic in regency.topics if topic.office == "kecamatan")
    village = next(v for v in regency.villages if v.district_code == "33.69.09")
    assert regency.office_of(topic, village) == "kec09"


@pytest.mark.parametrize("name", ["coordinator", "zone"])
def test_the_regency_names_what_the_loader_needs(regency, name):
    assert getattr(regency, name) == {"coordinator": "diskominfo", "zone": "Asia/Jakarta"}[name]


def test_every_topic_has_an_english_name(regency):
    codes = {*regency.branches, *(topic.code for topic in regency.topics)}

    assert set(regency.english) == codes
    assert all(regency.english.values())
