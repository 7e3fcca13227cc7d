"""What a visitor may paste into the record's pages."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from pendopo.engines.merkle import ReceiptMalformed
from pendopo.foundation.ledger.receipts import read_pasted


class ReceiptForm(forms.Form):
    """A receipt as a person has it: the JSON file's text or the QR code's text."""

    receipt = forms.CharField(
        label=_("Tanda terima"),
        help_text=_("Tempel isi berkas tanda terima, atau teks dari kode QR (diawali PDP1:)."),
        strip=False,
        widget=forms.Textarea({"rows": 8, "spellcheck": "false", "autocomplete": "off"}),
    )

    def clean_receipt(self) -> object:
        """Return the document that was pasted."""
        try:
            return read_pasted(self.cleaned_data["receipt"])
        except ReceiptMalformed as error:
            raise forms.ValidationError(_(str(error))) from error
