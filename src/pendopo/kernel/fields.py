"""Columns that hold sealed text; the database never sees the content."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models

from pendopo.kernel import crypto

if TYPE_CHECKING:
    _Text = models.TextField[str, str]
else:
    _Text = models.TextField


class EncryptedTextField(_Text):
    """Text sealed with the installation's field keys; empty stays empty.

    It cannot be filtered on: equal texts have different tokens. Search goes
    through a blind index in a column of its own.
    """

    def get_prep_value(self, value: Any) -> Any:
        """Seal the text on its way to the database."""
        text = super().get_prep_value(value)
        return crypto.encrypt(text) if text else text

    def from_db_value(
        self, value: str | None, expression: object, connection: object
    ) -> str | None:
        """Open the text on its way out."""
        return crypto.decrypt(value) if value else value

    def get_lookup(self, lookup_name: str) -> Any:
        """Refuse every comparison but the test for NULL."""
        if lookup_name != "isnull":
            message = f"{self.name} is encrypted; search by its blind index"
            raise TypeError(message)
        return super().get_lookup(lookup_name)
