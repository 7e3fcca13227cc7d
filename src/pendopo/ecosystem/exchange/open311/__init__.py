"""GeoReport v2: the documents, how they are written and read, what a caller may ask or post."""

from pendopo.ecosystem.exchange.open311.asking import Form, listing, span_of_updates
from pendopo.ecosystem.exchange.open311.documents import (
    accepted_document,
    definition_document,
    discovery_document,
    error_document,
    requests_document,
    services_document,
    token_document,
    update_taken_document,
    updates_document,
)
from pendopo.ecosystem.exchange.open311.faults import PostRefused
from pendopo.ecosystem.exchange.open311.posting import read_post, read_update
from pendopo.ecosystem.exchange.open311.reading import Unreadable, read_json, read_xml
from pendopo.ecosystem.exchange.open311.writing import CONTENT_TYPES, Document, write

__all__ = [
    "CONTENT_TYPES",
    "Document",
    "Form",
    "PostRefused",
    "Unreadable",
    "accepted_document",
    "definition_document",
    "discovery_document",
    "error_document",
    "listing",
    "read_json",
    "read_post",
    "read_update",
    "read_xml",
    "requests_document",
    "services_document",
    "span_of_updates",
    "token_document",
    "update_taken_document",
    "updates_document",
    "write",
]
