"""A fingerprint of the votes that went into a result."""

import hashlib
import json

from pendopo.engines.opinion.ballots import Ballots


def digest(ballots: Ballots) -> str:
    """Give the SHA-256 of the canonical votes as ``sha256:`` and 64 hex digits.

    Hashed are, in this order: the JSON list of person ids and of statement ids
    (UTF-8, one newline after each), row pointers as little-endian int64, statement
    places as little-endian int32, votes as int8. Equal votes in any order of arrival
    have equal fingerprints.
    """
    whole = hashlib.sha256()
    for names in (ballots.person_ids, ballots.statement_ids):
        whole.update(json.dumps(names, ensure_ascii=False).encode() + b"\n")
    whole.update(ballots.indptr.astype("<i8").tobytes())
    whole.update(ballots.indices.astype("<i4").tobytes())
    whole.update(ballots.values.tobytes())
    return f"sha256:{whole.hexdigest()}"
