"""Texts with invented personal data, and a reason to keep it."""

NIK, PHONE = "3276060101909998", "0812 3456 7890"
# An identity number beside its owner's name.
EXPOSED = f"Sudah diserahkan kepada Bapak Sutarno, NIK {NIK}, hari Kamis di kantor UPT."
REASON = "Penerima meminta namanya diumumkan."
