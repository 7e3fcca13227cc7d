"""Presidio with patterns equal to ours on a blank Indonesian model, and lokal-id as it comes."""

import re

from pendopo.engines.privacy.shipped import FOLDER
from pendopo.engines.privacy.validators import luhn

BIRTH = r"(?:0[1-9]|[12]\d|3[01]|4[1-9]|[56]\d|7[01])(?:0[1-9]|1[0-2])\d{2}"
# Kind, pattern, score by itself; the words of data/privacy stand as context and add 0.35.
PATTERNS = (
    ("nik", rf"\b[1-9]\d{{5}}{BIRTH}\d{{4}}\b", 0.5),
    ("nik", r"\b[1-9]\d(?:[ .-]?\d){14}\b", 0.2),
    ("kk", r"\b[1-9]\d{5}(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])\d{6}\b", 0.3),
    ("npwp", r"\b\d{2}\.\d{3}\.\d{3}\.\d-\d{3}\.\d{3}\b", 0.8),
    ("npwp", r"\b\d{15,16}\b", 0.2),
    ("nip", r"\b(?:19|20)\d{6} ?(?:19|20)\d{4} ?[12] ?\d{3}\b", 0.9),
    ("phone", r"(?<![\w-])(?:\+62|62|0)[ -]?8\d{2}[ -]?\d{3,4}[ -]?\d{3,5}\b", 0.6),
    ("phone", r"\(0\d{2,3}\) ?\d{5,8}\b", 0.3),
    ("email", r"\b[A-Za-z0-9._%+-]{1,64}(?:@| \[at\] )[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+){1,4}\b", 0.9),
    ("plate", r"(?-i:\b[A-Z]{1,2} [1-9]\d{0,3} [A-Z]{1,3}\b)", 0.2),
    ("plate", r"(?-i:\b[A-Z]{1,2} [1-9]\d{3} [A-Z]{1,3}\b)", 0.5),
    ("passport", r"(?-i:\b[A-Z]{1,2}\d{6,7}\b)", 0.2),
    ("sim", r"\b\d{12,16}\b", 0.2),
    ("bpjs", r"\b(?:0\d{12}|\d{11})\b", 0.2),
    ("account", r"\b\d{8,16}\b", 0.2),
    ("card", r"\b\d{4}(?: \d{4}){3}\b", 0.6),
    ("nisn", r"\b(?:99\d|0[0-2]\d)\d{7}\b", 0.2),
    ("medical_record", r"\b(?:\d{6,8}|\d{2}-\d{2}-\d{2})\b", 0.2),
    ("civil_deed", r"\b\d{4}-[A-Z]{2}-\d{8}-\d{4}\b", 0.9),
    ("coordinates", r"-?\d{1,2}\.\d{4,}, ?\d{2,3}\.\d{4,}", 0.8),
    ("address", r"\b(?:Jl|Jalan|Gg)\.? [A-Z]\w*(?: [A-Z]\w*)* No\. ?\d+(?:,? (?:RT \d+/RW \d+|Kel\. \w+))?", 0.6),
    ("secret", r"(?-i:AKIA[0-9A-Z]{16}|ghp_[A-Za-z0-9]{36}|eyJ[\w-]{8,}\.[\w-]{8,})", 0.9),
    ("secret", r"(?<=password: )\S{6,}|(?<=pwd: )\S{6,}|(?<= = )\S{6,}", 0.6),
)  # fmt: skip
DENIED = ("health", "crime", "violence", "belief", "finance")
BESIDE = ["bapak", "ibu", "saudara", "pasien", "warga", "anak", "siswa", "siswi", "tn", "istri"]
LEAST = 0.5
CHUNK = 2_000
LOKAL = {
    "NIK": "nik", "KK": "kk", "NPWP": "npwp", "PASSPORT": "passport", "SIM": "sim", "NIP": "nip", "BPJS": "bpjs",
    "NISN": "nisn", "AKTA": "civil_deed", "PHONE": "phone", "EMAIL": "email", "BANK_ACCOUNT": "account", "CARD": "card",
    "PLATE": "plate", "GEO": "coordinates", "ADDRESS": "address", "RELIGION": "belief", "HEALTH": "health",
    "FINANCIAL": "finance", "CRIMINAL_RECORD": "crime",
}  # fmt: skip


class Lokal:
    """The detector of lokal-id with everything on."""

    name = "lokal-id"
    kinds = frozenset(LOKAL.values())

    def __init__(self):
        from lokal import detect_pii  # noqa: PLC0415 -- a peer, only where it is measured

        self._detect = detect_pii

    def find(self, text):
        found = self._detect(text)
        return [(each.start, each.end, LOKAL[each.type]) for each in found if each.type in LOKAL]


class Presidio:
    """Presidio's analyzer; of findings that overlap the one with the best score stays."""

    name = "Presidio"

    def __init__(self):
        import spacy  # noqa: PLC0415
        from presidio_analyzer import AnalyzerEngine, RecognizerRegistry  # noqa: PLC0415
        from presidio_analyzer.nlp_engine import SpacyNlpEngine  # noqa: PLC0415

        engine = SpacyNlpEngine(models=[{"lang_code": "id", "model_name": "blank"}])
        engine.nlp = {"id": _blank(spacy)}
        registry = RecognizerRegistry(supported_languages=["id"])
        registry.recognizers = []
        for recognizer in _recognizers():
            registry.add_recognizer(recognizer)
        self.kinds = frozenset(each.supported_entities[0] for each in registry.recognizers)
        self._analyzer = AnalyzerEngine(
            registry=registry, nlp_engine=engine, supported_languages=["id"]
        )

    def find(self, text):
        found = []
        for start in range(0, len(text), CHUNK):
            part = text[start : start + CHUNK]
            found += [
                (each.score, each.start + start, each.end + start, each.entity_type)
                for each in self._analyzer.analyze(part, language="id", score_threshold=LEAST)
            ]
        return _best(found)


def _blank(spacy):
    """A blank pipeline whose lemmas are the words, since context is compared by lemma."""
    from spacy.language import Language  # noqa: PLC0415

    if not Language.has_factory("word_is_lemma"):

        @Language.component("word_is_lemma")
        def word_is_lemma(document):
            for token in document:
                token.lemma_ = token.lower_
            return document

    pipeline = spacy.blank("id")
    pipeline.add_pipe("word_is_lemma")
    return pipeline


def _recognizers():
    import yaml  # noqa: PLC0415
    from presidio_analyzer import Pattern, PatternRecognizer  # noqa: PLC0415

    kinds = yaml.safe_load((FOLDER / "kinds.yaml").read_text(encoding="utf-8"))["kinds"]
    words = yaml.safe_load((FOLDER / "words.yaml").read_text(encoding="utf-8"))["words"]
    labels = {
        row["code"]: sorted({w for one in row["labels"] for w in one.split()}) for row in kinds
    }

    class Checked(PatternRecognizer):
        """A recognizer of numbers with a check digit."""

        def validate_result(self, pattern_text):
            digits = re.sub(r"\D", "", pattern_text).encode()
            is_right = luhn(digits) if len(digits) == 16 else luhn(digits[:9])
            return None if is_right else False

    for kind in dict.fromkeys(kind for kind, _pattern, _score in PATTERNS):
        make = Checked if kind == "card" else PatternRecognizer
        patterns = [Pattern(kind, text, score) for each, text, score in PATTERNS if each == kind]
        yield make(kind, patterns=patterns, context=labels[kind] or None, supported_language="id")
    for role in DENIED:
        kind = "child_case" if role == "violence" else role
        pattern = r"\b(?:" + "|".join(map(re.escape, words[role])) + r")\b"
        yield PatternRecognizer(
            kind, patterns=[Pattern(kind, pattern, 0.3)], context=BESIDE, supported_language="id"
        )


def _best(found):
    kept = []
    for score, start, end, kind in sorted(found, key=lambda each: (-each[0], each[1] - each[2])):
        if all(end <= a or start >= b for _score, a, b, _kind in kept):
            kept.append((score, start, end, kind))
    return sorted((start, end, kind) for _score, start, end, kind in kept)


def present(names):
    """The peers that are installed, and the names of those that are not."""
    found, missing = [], []
    for peer in (Presidio, Lokal):
        try:
            found.append(peer())
        except ImportError:
            missing.append(peer.name)
    return [peer for peer in found if peer.name in names], missing
