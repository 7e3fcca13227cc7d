"""Reading: what outside systems may know of cases, partners' keys, cases passed on."""

from pendopo.ecosystem.exchange.selectors.keys import all_keys, number_sent_as, partner_key
from pendopo.ecosystem.exchange.selectors.media import kept_photo, outside_photos
from pendopo.ecosystem.exchange.selectors.partners import own_voice, own_voices, register_page
from pendopo.ecosystem.exchange.selectors.passing import (
    active_endpoints,
    endpoint,
    endpoints,
    new_endpoint,
    passed_on,
    remote_of,
)
from pendopo.ecosystem.exchange.selectors.requests import (
    Listing,
    PublicRequest,
    public_request,
    public_requests,
)
from pendopo.ecosystem.exchange.selectors.services import (
    Service,
    procedures_left_out,
    service,
    service_of_procedure,
    services_offered,
    topics_offered,
)
from pendopo.ecosystem.exchange.selectors.updates import PublicUpdate, public_updates

__all__ = [
    "Listing",
    "PublicRequest",
    "PublicUpdate",
    "Service",
    "active_endpoints",
    "all_keys",
    "endpoint",
    "endpoints",
    "kept_photo",
    "new_endpoint",
    "number_sent_as",
    "outside_photos",
    "own_voice",
    "own_voices",
    "partner_key",
    "passed_on",
    "procedures_left_out",
    "public_request",
    "public_requests",
    "public_updates",
    "register_page",
    "remote_of",
    "service",
    "service_of_procedure",
    "services_offered",
    "topics_offered",
]
