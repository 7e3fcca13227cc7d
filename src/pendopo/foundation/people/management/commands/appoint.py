"""``pendopo appoint``: gives an officer a position; how the first one comes in."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email

from pendopo.foundation.people.appointing import appoint_officer
from pendopo.foundation.people.types import Role
from pendopo.kernel.errors import BadInput


class Command(BaseCommand):
    help = "Memberi petugas jabatan; akun dan perangkat daerah dibuat bila belum ada."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the officer, the office and the roles."""
        parser.add_argument("email", help="surel dinas, dipakai untuk masuk")
        parser.add_argument("--name", default="", help="nama petugas, bila baru")
        parser.add_argument(
            "--office", required=True, help="kode perangkat daerah, mis. diskominfo"
        )
        parser.add_argument("--office-name", default="", help="nama perangkat daerah, bila baru")
        parser.add_argument(
            "--role", action="append", required=True, choices=[role.value for role in Role]
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Appoint, and print a new officer's first password once."""
        try:
            validate_email(options["email"])
            done = appoint_officer(
                email=options["email"].lower(),
                name=options["name"],
                office_code=options["office"],
                office_name=options["office_name"],
                roles=[Role(role) for role in options["role"]],
                at=datetime.now(UTC),
            )
        except ValidationError:
            raise CommandError("Alamat surel ini tidak dapat dibaca.") from None
        except BadInput as error:
            raise CommandError(error.message) from None
        self.stdout.write(f"{done.account.email} bertugas di {done.office.name}.")
        if done.password:
            self.stdout.write(
                f"Kata sandi pertama (hanya ditampilkan sekali): {done.password}\n"
                "Masuk di /petugas/masuk/, lalu pasang kode kedua dan ganti kata sandi."
            )
