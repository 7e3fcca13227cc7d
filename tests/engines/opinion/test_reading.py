"""Reading a table of votes: what is accepted, and what is refused with its line."""

import pytest

from pendopo.engines.opinion import BadTable, BadVote, digest, gather_votes, read_votes

ROWS = [("7", "3", 1, 1726860583813), ("8", "3", -1, 1726864090803), ("8", "12", 0, 5)]


@pytest.fixture
def table(tmp_path):
    """Write a text as a table and give its path."""

    def write(text, encoding="utf-8"):
        path = tmp_path / "votes.csv"
        path.write_bytes(text.encode(encoding))
        return path

    return write


def test_columns_are_found_by_name(table):
    polis = "timestamp,datetime,comment-id,voter-id,vote\n" + "".join(
        f'{t},"Fri, 20 Sep",{s},{p},{v}\n' for p, s, v, t in ROWS
    )
    bare = "VOTE, voter-id,comment-id,timestamp\n" + "".join(
        f"{v},{p}, {s},{t}\n" for p, s, v, t in ROWS
    )

    expected = digest(gather_votes(ROWS))
    assert digest(read_votes(table(polis))) == expected
    assert digest(read_votes(table(bare))) == expected


def test_semicolons_byte_order_mark_windows_lines_and_blank_lines_are_read(table):
    text = "timestamp;comment-id;voter-id;vote\r\n" + "\r\n\r\n".join(
        f"{t};{s};{p};{v}" for p, s, v, t in ROWS
    )

    assert digest(read_votes(table(text, "utf-8-sig"))) == digest(gather_votes(ROWS))


@pytest.mark.parametrize(
    ("row", "column", "value"),
    [
        ("1,1,1,2", "vote", "2"),
        ("1,1,1,setuju", "vote", "setuju"),
        ("1,1,1,", "vote", ""),
        ("1,1,,1", "voter-id", ""),
        ("1, ,1,1", "comment-id", ""),
        ("kemarin,1,1,1", "timestamp", "kemarin"),
        ("1.5,1,1,1", "timestamp", "1.5"),
        ("-,1,1,1", "timestamp", "-"),
        ("9999999999999999999,1,1,1", "timestamp", "9999999999999999999"),
        ("1,1,1", "baris", "1,1,1"),
    ],
)
def test_a_bad_value_is_refused_with_its_line_and_value(table, row, column, value):
    path = table(f"timestamp,comment-id,voter-id,vote\n1,1,1,1\n\n{row}\n")

    with pytest.raises(BadVote, match=f"Baris 4, kolom {column}") as refused:
        read_votes(path)

    assert refused.value.value == value


def test_a_long_value_is_cut_in_the_message(table):
    path = table(f"timestamp,comment-id,voter-id,vote\n1,1,1,{'x' * 500}\n")

    with pytest.raises(BadVote) as refused:
        read_votes(path)

    assert "x" * 40 + "”" in str(refused.value)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "Kolom voter-id, comment-id, vote, timestamp tidak ada; yang ada: tidak satu pun"),
        ("vote,voter-id\n1,1\n", "Kolom comment-id, timestamp tidak ada; yang ada: vote, voter-id"),
    ],
)
def test_a_table_without_its_columns_is_refused(table, text, reason):
    with pytest.raises(BadTable, match=reason):
        read_votes(table(text))


def test_a_file_that_is_not_utf8_is_refused(table):
    path = table("timestamp,comment-id,voter-id,vote\n1,é,1,1\n", "latin-1")

    with pytest.raises(BadTable, match="bukan teks UTF-8"):
        read_votes(path)


def test_a_cell_longer_than_any_id_is_refused(table):
    path = table(f'timestamp,comment-id,voter-id,vote\n1,1,"{"x" * 200_000}",1\n')

    with pytest.raises(BadTable, match="bukan tabel CSV yang sah"):
        read_votes(path)


def test_a_header_alone_gives_ballots_without_votes(table):
    ballots = read_votes(table("timestamp,comment-id,voter-id,vote\n"))

    assert (ballots.n_people, ballots.n_statements, ballots.n_votes) == (0, 0, 0)
