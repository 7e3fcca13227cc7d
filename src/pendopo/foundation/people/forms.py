"""What a person may type into the pages of this room."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from pendopo.foundation.people.sign_in import read_destination
from pendopo.kernel.errors import BadInput


class ContactForm(forms.Form):
    """Where the sign-in code is to be sent."""

    contact = forms.CharField(
        label=_("Surel atau nomor telepon"),
        help_text=_("Misalnya nama@contoh.id atau 0812 3456 7890. Tidak perlu mendaftar dulu."),
        max_length=254,
        widget=forms.TextInput({"autocomplete": "username", "inputmode": "email"}),
    )

    def clean_contact(self) -> str:
        """Return the contact as typed, if a code can be sent there."""
        contact: str = self.cleaned_data["contact"]
        try:
            read_destination(contact)
        except BadInput as error:
            raise forms.ValidationError(error.message) from error
        return contact


class CodeForm(forms.Form):
    """The six digits that were sent."""

    code = forms.CharField(
        label=_("Kode enam angka"),
        max_length=20,
        widget=forms.TextInput({"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )


class EraseForm(forms.Form):
    """The confirmation that cannot be given by accident."""

    confirm = forms.BooleanField(
        label=_("Saya mengerti bahwa penghapusan ini tidak dapat dibatalkan"),
        error_messages={"required": _("Beri tanda centang untuk melanjutkan.")},
    )
