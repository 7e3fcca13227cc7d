"""Invented values of every kind and things that look like them, drawn by seeded chance."""

import itertools
import random
import string
from pathlib import Path

import yaml

from pendopo.engines.privacy.shipped import shipped_rules

NAMES = Path(__file__).parents[2] / "data" / "demo" / "names.yaml"
PHONES = (
    "0811",
    "0812",
    "0813",
    "0821",
    "0852",
    "0857",
    "0859",
    "0878",
    "0881",
    "0895",
    "0838",
    "0819",
)
PLATES = ("AB", "B", "D", "H", "L", "N", "AD", "AA", "K", "W", "DK", "BE", "KT", "DD", "Z", "S")
ROADS = (
    "Mawar",
    "Melati",
    "Kenanga",
    "Diponegoro",
    "Ahmad Yani",
    "Pemuda",
    "Sawo",
    "Merdeka Timur",
    "Flamboyan",
    "Kartini",
)
VILLAGES = (
    "Sukamaju",
    "Wanasari",
    "Karangrejo",
    "Tegalsari",
    "Banyuurip",
    "Sidomulyo",
    "Margahayu",
)
ILLNESSES = (
    "HIV",
    "TBC",
    "kusta",
    "hepatitis",
    "kanker",
    "gagal ginjal",
    "skizofrenia",
    "epilepsi",
    "stroke",
)


class Values:
    """Each method named for a slot gives (kind or "", value)."""

    def __init__(self, seed):
        self.chance = random.Random(seed)
        self.districts = sorted(code.decode() for code in shipped_rules().districts)
        names = yaml.safe_load(NAMES.read_text(encoding="utf-8"))
        self.given, self.family = names["given"], names["family"]

    def digits(self, n):
        return "".join(self.chance.choices(string.digits, k=n))

    def pick(self, *values):
        return self.chance.choice(values)

    # Numbers of persons

    def _nik(self, *, woman=True):
        day = self.chance.randint(1, 28) + 40 * (woman and self.chance.random() < 0.5)
        born = f"{day:02}{self.chance.randint(1, 12):02}{self.chance.randint(0, 99):02}"
        return f"{self.chance.choice(self.districts)}{born}{self.chance.randint(1, 9999):04}"

    def nik(self):
        return "nik", self._nik()

    def nik_spaced(self):
        digits = self._nik()
        cut = self.pick((4, 8, 12), (6, 12), (2, 4, 6, 12))
        return "nik", self._grouped(digits, cut, self.pick(" ", ".", "-", " "))

    def nik_wide(self):
        return "nik", self._nik().translate({48 + i: 0xFF10 + i for i in range(10)})

    def kk(self):
        return "kk", self._nik(woman=False)

    def nip(self):
        born = self.chance.randint(1965, 2000)
        day = f"{self.chance.randint(1, 12):02}{self.chance.randint(1, 28):02}"
        started = min(born + self.chance.randint(19, 35), 2026)
        month = self.pick(f"{self.chance.randint(1, 12):02}", "21", "22")
        digits = f"{born}{day}{started}{month}{self.pick(1, 2)}{self.chance.randint(1, 999):03}"
        return "nip", self.pick(digits, self._grouped(digits, (8, 14, 15), " "))

    def _taxpayer(self):
        body = self.digits(8)
        return body + self._check_digit(body) + self.digits(3) + self.pick("000", "001")

    def npwp_dotted(self):
        one = self._taxpayer()
        return "npwp", f"{one[:2]}.{one[2:5]}.{one[5:8]}.{one[8]}-{one[9:12]}.{one[12:]}"

    def npwp(self):
        return "npwp", self.pick("", "0") + self._taxpayer()

    def phone(self):
        number = self.pick(*PHONES) + self.digits(self.pick(7, 8, 8, 8))
        cut = (4, 8)
        return "phone", self.pick(
            number, number, self._grouped(number, cut, "-"), self._grouped(number, cut, " "),
            "+62" + number[1:], "62" + number[1:], "+62 " + self._grouped(number[1:], (3, 7), "-"),
        )  # fmt: skip

    def landline(self):
        return (
            "phone",
            f"({self.pick('021', '022', '024', '0274', '0351', '0411')}) {self.digits(6)}",
        )

    def email(self):
        name = self.chance.choice(self.given).lower()
        address = f"{name}{self.pick('.', '', '_')}{self.chance.choice(self.family).lower()}{self.pick('', '88')}"
        domain = self.pick("contoh.id", "contoh.co.id", "surat-contoh.com")
        return "email", self.pick(
            f"{address}@{domain}", f"{address}@{domain}", f"{address} [at] {domain}"
        )

    def plate(self):
        region, figure = self.pick(*PLATES), self.chance.randint(1, 9999)
        series = "".join(self.chance.choices("BCEFGHJLNPQSTVXYZ", k=self.chance.randint(1, 3)))
        return "plate", f"{region} {figure} {series}"

    def plate_lone(self):
        series = "".join(self.chance.choices("BCEFGHJLNPQSTVXYZ", k=2))
        return "plate", f"{self.pick(*PLATES)} {self.chance.randint(1000, 9999)} {series}"

    def passport(self):
        return "passport", self.pick("A", "B", "C", "E", "X") + self.digits(7)

    def sim(self):
        return "sim", self.pick(self.digits(12), self._nik())

    def bpjs(self):
        return "bpjs", "000" + self.digits(10)

    def kpj(self):
        return "bpjs", str(self.chance.randint(1, 9)) + self.digits(10)

    def account(self):
        return "account", str(self.chance.randint(1, 9)) + self.digits(self.pick(9, 12, 14))

    def card(self):
        body = self.pick("4", "51", "52", "55")
        body += self.digits(15 - len(body))
        return "card", self._grouped(body + self._check_digit(body), (4, 8, 12), " ")

    def nisn(self):
        return "nisn", self.pick("009", "010", "011", "012", "008") + self.digits(7)

    def medical_record(self):
        digits = self.digits(6)
        return "medical_record", self.pick(digits, self._grouped(digits, (2, 4), "-"))

    def civil_deed(self):
        day = f"{self.chance.randint(1, 28):02}{self.chance.randint(1, 12):02}{self.chance.randint(1990, 2025)}"
        region = self.chance.choice(self.districts)[:4]
        return "civil_deed", f"{region}-{self.pick('LT', 'LU', 'KM', 'CR')}-{day}-{self.digits(4)}"

    def coordinates(self):
        south = f"-{self.chance.uniform(5.5, 8.5):.{self.pick(5, 6, 7)}f}"
        return "coordinates", f"{south}{self.pick(', ', ',')}{self.chance.uniform(106, 114):.6f}"

    def address(self):
        parts = [
            f"{self.pick('Jl.', 'Jalan', 'Gg.')} {self.pick(*ROADS)} No. {self.chance.randint(1, 150)}"
        ]
        if self.chance.random() < 0.7:
            parts.append(f"RT {self.chance.randint(1, 12):02}/RW {self.chance.randint(1, 9):02}")
        else:
            parts.append(f"Kel. {self.pick(*VILLAGES)}")
        return "address", self.pick(" ", ", ").join(parts)

    def secret(self):
        letters = string.ascii_letters + string.digits
        return "secret", self.pick(
            "AKIA" + "".join(self.chance.choices(string.ascii_uppercase + string.digits, k=16)),
            "ghp_" + "".join(self.chance.choices(letters, k=36)),
            "eyJ"
            + "".join(self.chance.choices(letters, k=30))
            + ".eyJ"
            + "".join(self.chance.choices(letters, k=40)),
        )

    def password(self):
        return "secret", self.pick("Wanasari", "admin", "kominfo", "Bupati") + self.pick(
            "2026!", "123", "#99", "_2025"
        )

    def illness(self):
        return "health", self.pick(*ILLNESSES)

    def diagnosed(self):
        return "health", "didiagnosis"

    def abuse(self):
        return "child_case", self.pick(
            "pencabulan", "kekerasan fisik", "pelecehan seksual", "penganiayaan"
        )

    def suspect(self):
        return "crime", self.pick("tersangka", "terdakwa", "residivis")

    def faith(self):
        return "belief", "beragama " + self.pick("Islam", "Kristen", "Katolik", "Hindu", "Buddha")

    def debt(self):
        return "finance", self.pick("menunggak", "penerima PKH", "tunggakan")

    # Words around them

    def name(self):
        return "", f"{self.chance.choice(self.given)} {self.chance.choice(self.family)}"

    def village(self):
        return "", self.pick(*VILLAGES)

    def road(self):
        return "", f"{self.pick('Jl.', 'Jalan')} {self.pick(*ROADS)}"

    def date(self):
        day, month, year = (
            self.chance.randint(1, 28),
            self.chance.randint(1, 12),
            self.chance.randint(2019, 2026),
        )
        return "", self.pick(
            f"{day:02}-{month:02}-{year}",
            f"{year}-{month:02}-{day:02} 08:15",
            f"{day}/{month}/{year}",
        )

    # What only looks like them

    def budget_code(self):
        return "", f"5.{self.pick(1, 2, 3)}.02.{self.digits(2)}.01.{self.digits(4)}"

    def sum_of_money(self):
        return "", self.pick("Rp", "Rp ") + f"{self.chance.randint(10**6, 10**12):,}".replace(
            ",", "."
        ) + self.pick("", ",00")

    def letter_number(self):
        return "", f"{self.digits(3)}.{self.digits(1)}/{self.digits(4)}/BKPSDM/2026"

    def sixteen(self):
        return "", str(self.chance.randint(1, 9)) + self.digits(15)

    def barcode(self):
        return "", "899" + self.digits(10)

    def imei(self):
        body = "35" + self.digits(12)
        return "", body + self._check_digit(body)

    def case_number(self):
        return "", f"26-{self.digits(4)}-{self.digits(4)}-{self.digits(1)}"

    def order(self):
        return (
            "",
            f"{self.pick('INV', 'ORD', 'TKT', 'SPK')}-{self.pick('0812', '0857')}{self.digits(8)}",
        )

    def meter(self):
        return "", str(self.chance.randint(1, 9)) + self.digits(11)

    def school(self):
        return "", "20" + self.digits(6)

    def office_phone(self):
        return "", self.pick(*OFFICE_PHONES)

    def office_mailbox(self):
        return "", self.pick("humas@contohkab.go.id", "ppid@contohkab.go.id", "info@example.com")

    def degree(self):
        return "", self.pick("S 1 AKT", "S 2 IP", "B 12 A", "L 300 PU", "E 3 TKJ", "D 3 KEB")

    def milliseconds(self):
        return "", "17" + self.digits(11)

    def version(self):
        return "", f"{self.digits(1)}.{self.digits(2)}.{self.digits(1)}.{self.digits(4)}"

    def isbn(self):
        return "", f"978-602-{self.digits(4)}-{self.digits(2)}-{self.digits(1)}"

    def count(self):
        return "", str(self.chance.randint(2, 400))

    def some_illness(self):
        return "", self.pick(*ILLNESSES)

    def _grouped(self, digits, cuts, sign):
        places = (0, *cuts, len(digits))
        return sign.join(digits[a:b] for a, b in itertools.pairwise(places))

    @staticmethod
    def _check_digit(body):
        total = 0
        for place, sign in enumerate(reversed(body)):
            value = int(sign) * (2 - place % 2)
            total += value - 9 if value > 9 else value
        return str(-total % 10)


# An office lets its own numbers through; they are the only ones that the engine is told.
OFFICE_PHONES = ("(024) 8311234", "(0351) 462911", "081100112233")
