"""How well topic and office are suggested from words, beside a majority and a naive Bayes.

    PYTHONPATH=src python benchmarks/bench_suggestion.py [--boston FILE.csv.gz] [--demo]

``--boston``: description → service on Boston's public requests; trained on those before
2017, tested on 2017. ``--demo``: topic and office on the cases of this installation (set
PENDOPO_HOME or DATABASE_URL). Once with the newest fifth held back: the demo's words are
invented from phrases that come again, so this says that the machinery works and nothing about
a real office. And once trained on complaints alone and tested on aspirations and questions,
which are made of other phrases: what carries over to words not seen.
"""

import argparse
import csv
import gzip
import json
import time
from collections import Counter

import numpy as np
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.naive_bayes import MultinomialNB

from pendopo.engines.suggestion import suggest, train
from pendopo.engines.suggestion.features import features_of

MOST_TRAIN, MOST_TEST = 30_000, 4_000
SPLIT_YEAR = "2017"
SEED = 20_261_122
BINS = 10


def main():
    asked = arguments()
    if asked.boston:
        report("boston", *boston(asked.boston))
    if asked.demo:
        for kind, column in (("topic", "topic_id"), ("office", "office__code")):
            told = demo(column)
            report(f"demo {kind}, newest fifth", *newest_fifth(told))
            report(f"demo {kind}, other phrases", *other_phrases(told))


def arguments():
    parser = argparse.ArgumentParser(description="accuracy of the suggestions")
    parser.add_argument("--boston")
    parser.add_argument("--demo", action="store_true")
    return parser.parse_args()


def boston(path):
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        rows = [
            (row["requested_datetime"], row["description"], row["service_name"])
            for row in csv.DictReader(file)
            if row["description"]
        ]
    early = [row[1:] for row in rows if row[0] < SPLIT_YEAR]
    late = [row[1:] for row in rows if row[0] >= SPLIT_YEAR]
    return drawn(early, MOST_TRAIN), drawn(late, MOST_TEST)


def demo(column):
    import django  # noqa: PLC0415 -- only where an installation is asked
    from django.apps import apps  # noqa: PLC0415

    if not apps.ready:
        django.setup()
    from pendopo.journey.cases.models import Case  # noqa: PLC0415

    rows = Case.objects.filter(is_secret=False).exclude(case_class="").exclude(voice__text="")
    rows = rows.exclude(**{column.removesuffix("__code"): None}).order_by("opened_at")
    columns = ("voice__kind", "voice__title", "voice__text", column)
    return [
        (kind, f"{title}\n{text}", label) for kind, title, text, label in rows.values_list(*columns)
    ]


def newest_fifth(told):
    rows = [row[1:] for row in told]
    cut = len(rows) * 4 // 5
    return drawn(rows[:cut], MOST_TRAIN), drawn(rows[cut:], MOST_TEST)


def other_phrases(told):
    complaints = [row[1:] for row in told if row[0] == "complaint"]
    labels = {label for _text, label in complaints}
    others = [row[1:] for row in told if row[0] != "complaint" and row[2] in labels]
    return drawn(complaints, MOST_TRAIN), drawn(others, MOST_TEST)


def drawn(rows, most):
    chance = np.random.default_rng(SEED)
    kept = chance.permutation(len(rows))[:most]
    return [rows[i] for i in kept]


def report(name, known, new):
    texts, labels = zip(*known, strict=True)
    begun = time.perf_counter()
    model = train(texts, labels)
    training = time.perf_counter() - begun
    begun = time.perf_counter()
    found = [suggest(model, text) for text, _label in new]
    each = (time.perf_counter() - begun) / len(new)
    right = [label for _text, label in new]
    print(
        json.dumps(
            {
                "benchmark": f"suggestion, {name}",
                "n_train": len(known),
                "n_test": len(new),
                "n_labels": len(set(labels)),
                **ours(found, right),
                **majority(labels, right),
                **bayes(texts, labels, new),
                "training_seconds": round(training, 1),
                "suggest_milliseconds": round(1e3 * each, 2),
            },
            indent=1,
        )
    )


def ours(found, right):
    ranked = [[guess.label for guess in one.guesses] for one in found]
    share = np.array([one.guesses[0].share if one.guesses else 0.0 for one in found])
    hit = np.array([bool(r) and r[0] == label for r, label in zip(ranked, right, strict=True)])
    sure = np.array([one.is_sure for one in found])
    return {
        "top1": accuracy(ranked, right, 1),
        "top3": accuracy(ranked, right, 3),
        "sure_share": round(float(sure.mean()), 4),
        "top1_when_sure": round(float(hit[sure].mean()), 4) if sure.any() else None,
        "calibration_error": calibration(share, hit),
    }


def accuracy(ranked, right, most):
    hits = [label in guesses[:most] for guesses, label in zip(ranked, right, strict=True)]
    return round(float(np.mean(hits)), 4)


def calibration(share, hit):
    """Give the expected calibration error over ten equal bins."""
    places = np.minimum((share * BINS).astype(int), BINS - 1)
    gaps = [
        abs(share[places == n].mean() - hit[places == n].mean()) * (places == n).mean()
        for n in range(BINS)
        if (places == n).any()
    ]
    return round(float(np.sum(gaps)), 4)


def majority(labels, right):
    common = [label for label, _n in Counter(labels).most_common(3)]
    ranked = [common] * len(right)
    return {
        "majority_top1": accuracy(ranked, right, 1),
        "majority_top3": accuracy(ranked, right, 3),
    }


def bayes(texts, labels, new):
    vectorizer = CountVectorizer(analyzer=features_of, min_df=2, max_features=20_000)
    model = MultinomialNB(alpha=0.1).fit(vectorizer.fit_transform(texts), labels)
    scores = model.predict_log_proba(vectorizer.transform([text for text, _label in new]))
    order = np.argsort(-scores, axis=1)[:, :3]
    ranked = [[model.classes_[place] for place in row] for row in order]
    right = [label for _text, label in new]
    return {
        "naive_bayes_top1": accuracy(ranked, right, 1),
        "naive_bayes_top3": accuracy(ranked, right, 3),
    }


if __name__ == "__main__":
    main()
