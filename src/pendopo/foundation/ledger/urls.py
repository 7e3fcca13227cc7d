"""Addresses of the record's pages."""

from django.urls import path, register_converter

from pendopo.foundation.ledger import views


class HeightConverter:
    """A block's height: digits that fit the column."""

    regex = "[0-9]{1,12}"

    def to_python(self, value: str) -> int:
        """Return the height."""
        return int(value)

    def to_url(self, value: int) -> str:
        """Return the height's text."""
        return str(value)


register_converter(HeightConverter, "height")

app_name = "ledger"
urlpatterns = [
    path("catatan/", views.record, name="record"),
    path("catatan/kunci.pem", views.key, name="key"),
    path("catatan/periksa/", views.verify, name="verify"),
    path("catatan/<height:height>.json", views.block, name="block"),
]
