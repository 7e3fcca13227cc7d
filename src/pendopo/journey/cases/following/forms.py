"""Where news is to be sent."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class FollowForm(forms.Form):
    """An e-mail address."""

    address = forms.EmailField(
        label=_("Alamat surel"),
        help_text=_("Kami mengirim tautan konfirmasi lebih dahulu. Alamat Anda disimpan tersandi."),
        max_length=254,
        widget=forms.EmailInput({"autocomplete": "email"}),
        error_messages={
            "required": _("Tulis alamat surel Anda."),
            "invalid": _("Alamat surel ini tidak dapat dibaca. Contoh: nama@contoh.id"),
        },
    )
