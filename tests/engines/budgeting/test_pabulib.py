"""Pabulib files: read, written back unchanged, and refused with the line."""

import pytest

from pendopo.engines.budgeting import BadFile, parse_pabulib, read_pabulib, write_pabulib

FILE = """META
key;value
description;"Kampung; hijau"
budget;1000,50
vote_type;{kind}
PROJECTS
project_id;cost;name;category
p1;500;Taman;hijau,anak
p2;600.5;"Jalan ""lama"" kita";jalan
VOTES
voter_id;age;vote;points
1;20;p1,p2;2,1
2;30;p2;3
3;40;;
"""


def test_a_file_is_read_and_written_back_with_everything_in_it():
    file = parse_pabulib(FILE.format(kind="approval"))

    assert parse_pabulib(write_pabulib(file)) == file
    assert file.meta["description"] == "Kampung; hijau"
    assert file.projects[1]["name"] == 'Jalan "lama" kita'


def test_money_with_decimals_is_counted_in_hundredths():
    election = parse_pabulib(FILE.format(kind="approval")).election()

    assert election.budget == 100_050
    assert [project.cost for project in election.projects] == [50_000, 60_050]
    assert (election.voters, election.votes, election.points) == (3, (1, 2), (1, 2))


def test_points_are_read_for_cumulative_ballots():
    election = parse_pabulib(FILE.format(kind="cumulative")).election()

    assert (election.votes, election.points) == ((1, 2), (2, 4))


def test_the_result_is_written_as_a_column():
    file = parse_pabulib(FILE.format(kind="approval")).with_selection(["p2"])

    assert [row["selected"] for row in file.projects] == ["0", "1"]
    assert parse_pabulib(write_pabulib(file)) == file


@pytest.mark.parametrize(
    ("before", "after", "reason"),
    [
        ("approval", "ordinal", "Jenis suara “ordinal” tidak didukung"),
        ("budget;1000,50\n", "", "Bagian META tidak menyebut budget."),
        ("VOTES", "SUARA", "Baris 10: 1 isian untuk 4 kolom."),
        (";cost;", ";biaya;", "Baris 7: Bagian PROJECTS tidak punya kolom cost."),
        ("600.5", "enam", "Nilai uang “enam” tidak dapat dibaca."),
        ("p1,p2", "p1,p1", "menyebut satu usulan dua kali."),
        ("2;30;p2;3", "2;30;p2", "Baris 13: 3 isian untuk 4 kolom."),
    ],
)
def test_what_cannot_be_read_is_named(before, after, reason):
    text = FILE.format(kind="approval").replace(before, after)
    with pytest.raises(BadFile) as refused:
        parse_pabulib(text).election()

    assert reason in str(refused.value)


def test_a_cell_without_end_is_refused():
    text = FILE.format(kind="approval").replace("Taman", "T" * 140_000)
    with pytest.raises(BadFile, match="Baris 8: Bukan tabel yang sah"):
        parse_pabulib(text)


def test_a_file_without_votes_is_refused():
    text = FILE.format(kind="approval")
    with pytest.raises(BadFile, match="Bagian VOTES tidak ada"):
        parse_pabulib(text[: text.index("VOTES")])


def test_points_that_do_not_match_the_projects_are_refused():
    text = FILE.format(kind="scoring").replace("2;30;p2;3", "2;30;p2;3,4")
    with pytest.raises(BadFile, match="Nilai “3,4” tidak cocok"):
        parse_pabulib(text).election()


def test_a_file_that_is_not_text_is_refused(tmp_path):
    (tmp_path / "x.pb").write_bytes(b"META\n\xff")
    with pytest.raises(BadFile, match="UTF-8"):
        read_pabulib(tmp_path / "x.pb")
