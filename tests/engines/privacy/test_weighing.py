import pytest

from pendopo.engines.privacy import LEVELS, Tally, weigh


def verdict(scanner, rules, text):
    return weigh(text, scanner.scan(text), rules)


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("Rapat hari Senin", "clear"),
        ("Kepala Dinas Contoh, NIP 199001012015011999", "clear"),
        ("Hubungi 081200000000", "warn"),
        ("NIK 3276060101909998", "warn"),
        ("Bapak Budi, NIK 3276060101909998", "hold"),
        ("NISN 0099999990", "hold"),
        (" ".join(f"08120000000{i}" for i in range(4)), "warn"),
        (" ".join(f"08120000000{i}" for i in range(5)), "hold"),
        (" ".join(f"0812000000{i}" for i in range(10, 59)), "hold"),
        (" ".join(f"0812000000{i}" for i in range(10, 60)), "block"),
        # The same number fifty times is one number.
        ("081200000000 " * 25 + "+62 812-0000-0000 " * 25, "warn"),
    ],
)
def test_one_number_is_no_leak_and_fifty_are(scanner, rules, text, level):
    assert verdict(scanner, rules, text).level == level


def test_the_verdict_names_every_threshold_that_was_reached(scanner, rules):
    text = " ".join(f"Bapak Budi NIK 32760601019099{i}" for i in range(10, 60))
    assert verdict(scanner, rules, text).codes == ("any", "exposed", "several", "bulk")


def test_a_tally_keeps_no_more_than_it_needs(scanner, rules):
    tally = Tally(rules)
    for i in range(1_000):
        text = f"0812{i:08}"
        for each in scanner.scan(text):
            tally.add(each, text.encode())
    assert max(len(seen) for seen in tally._distinct.values()) == 50


def test_levels_rise(rules):
    assert {each.level for each in rules.thresholds} <= set(LEVELS)
    assert LEVELS == ("clear", "warn", "hold", "block")
