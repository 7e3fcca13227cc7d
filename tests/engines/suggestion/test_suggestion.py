import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pendopo.engines.suggestion import (
    Model,
    ModelUnreadable,
    NotEnough,
    load_model,
    save_model,
    suggest,
    train,
)
from pendopo.engines.suggestion.__main__ import main
from pendopo.engines.suggestion.model import softmax

PARTS = {
    "road": ("lubang", "aspal", "jalan rusak", "tambal", "bergelombang"),
    "light": ("lampu", "padam", "gelap", "tiang", "penerangan"),
    "waste": ("sampah", "menumpuk", "bau", "truk", "pembuangan"),
}
PLACES = "melati kenanga pasar sekolah balai desa simpang masjid".split()


def texts_and_labels(n_each=60, seed=1):
    chance = np.random.default_rng(seed)
    rows = [
        (f"{' '.join(chance.choice(words, 2))} dekat {chance.choice(PLACES)}", label)
        for label, words in PARTS.items()
        for _ in range(n_each)
    ]
    chance.shuffle(rows)
    return [str(text) for text, _label in rows], [str(label) for _text, label in rows]


@pytest.fixture(scope="module")
def model():
    return train(*texts_and_labels())


# Two labels, three words, by hand.
TINY = Model(
    labels=("a", "b"),
    vocabulary=("lampu", "lubang", "mati"),
    rarity=np.array([3, 1, 4], dtype=np.float32),
    weights=np.array([[1, 0, 0.5], [-1, 2, 0.5]], dtype=np.float32),
    offsets=np.array([0, 0.2], dtype=np.float32),
    temperature=1.0,
    sure_from=0.6,
    n_texts=10,
)


def test_suggest_by_hand():
    found = suggest(TINY, "Lampu mati, lampu mati!")
    # Weights 3 and 4 of length 1: 0.6 and 0.8. a: 0.6 + 0.4 = 1.0; b: -0.6 + 0.4 + 0.2 = 0.0.
    share = 1 / (1 + np.exp(-1.0))
    assert [guess.label for guess in found.guesses] == ["a", "b"]
    assert found.guesses[0].share == pytest.approx(share)
    # "mati" weighs the same for both, so it decided nothing.
    assert [guess.words for guess in found.guesses] == [("lampu",), ()]
    assert found.is_sure


def test_temperature_flattens_the_shares():
    found = suggest(replace(TINY, temperature=10.0), "lampu mati")
    assert found.guesses[0].share == pytest.approx(1 / (1 + np.exp(-0.1)))
    assert not found.is_sure


def test_unknown_words_suggest_nothing():
    found = suggest(TINY, "kebakaran hutan")
    assert (found.guesses, found.is_sure) == ((), False)


def test_trained_model_knows_the_topics_and_says_why(model):
    found = suggest(model, "Lampu padam di dekat masjid")
    assert found.guesses[0].label == "light"
    assert {"lampu", "padam"} <= set(found.guesses[0].words)
    assert found.is_sure


def test_a_text_without_a_telling_word_leaves_it_unsure(model):
    assert not suggest(model, "dekat balai desa").is_sure


def test_shares_of_unseen_texts_are_calibrated(model):
    texts, labels = texts_and_labels(n_each=100, seed=2)
    found = [suggest(model, text).guesses[0] for text in texts]
    right = np.mean([guess.label == label for guess, label in zip(found, labels, strict=True)])
    assert np.mean([guess.share for guess in found]) == pytest.approx(right, abs=0.05)


def test_equal_input_gives_an_equal_model(model):
    again = train(*texts_and_labels())
    assert again.labels == model.labels
    np.testing.assert_array_equal(again.weights, model.weights)


def test_two_labels_train_too():
    texts, labels = texts_and_labels()
    some = [i for i, label in enumerate(labels) if label != "waste"]
    two = train([texts[i] for i in some], [labels[i] for i in some])
    assert two.labels == ("light", "road")
    assert suggest(two, "lubang di jalan rusak").guesses[0].label == "road"


def test_rare_labels_are_left_out():
    texts, labels = texts_and_labels()
    assert "odd" not in train([*texts, "aneh sekali"], [*labels, "odd"]).labels


def test_too_few_texts_are_refused():
    with pytest.raises(NotEnough, match="need 100 texts"):
        train(["lampu mati"] * 20, ["light"] * 20)
    with pytest.raises(NotEnough, match="two labels"):
        train(["lampu mati"] * 200, ["light"] * 200)
    with pytest.raises(ValueError, match="as many labels"):
        train(["lampu"], [])


def test_saved_model_says_the_same(model, tmp_path):
    file = tmp_path / "models" / "topic.npz"
    assert save_model(model, file) == file.stat().st_size
    assert suggest(load_model(file), "aspal bergelombang") == suggest(model, "aspal bergelombang")
    assert [path.name for path in file.parent.iterdir()] == ["topic.npz"]


def test_foreign_files_are_refused(tmp_path):
    odd, other = tmp_path / "odd.npz", tmp_path / "other.npz"
    odd.write_bytes(b"PK\x03\x04 broken")
    np.savez(other, numbers=np.zeros(3))
    for file in (odd, other):
        with pytest.raises(ModelUnreadable):
            load_model(file)


def test_pickled_arrays_are_never_opened(tmp_path):
    file = tmp_path / "evil.npz"
    np.savez(file, version=np.array([object()], dtype=object))
    with pytest.raises(ModelUnreadable):
        load_model(file)


def test_suggesting_needs_no_scikit_learn(model, tmp_path):
    file = tmp_path / "topic.npz"
    save_model(model, file)
    code = (
        "import sys, pathlib; from pendopo.engines.suggestion import load_model, suggest;"
        f"print(suggest(load_model(pathlib.Path({str(file)!r})), 'lampu padam').guesses[0].label,"
        "'sklearn' in sys.modules)"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.split() == ["light", "False"]


@given(st.lists(st.floats(-50, 50), min_size=1, max_size=8))
def test_softmax_gives_shares_in_the_order_of_the_scores(scores):
    shares = softmax(np.array(scores))
    assert shares.sum() == pytest.approx(1)
    assert shares[int(np.argmax(scores))] == shares.max()


def test_command_trains_and_suggests(tmp_path, capsys):
    file, kept = tmp_path / "texts.csv", tmp_path / "model.npz"
    rows = zip(*texts_and_labels(), strict=True)
    file.write_text("text,label\n" + "\n".join(f"{text},{label}" for text, label in rows))
    assert main([str(kept), "--train", str(file), "--text", "lampu padam"]) == 0
    assert "light" in capsys.readouterr().out.splitlines()[1]
    assert main([str(tmp_path / "none.npz"), "--text", "lampu"]) == 2
