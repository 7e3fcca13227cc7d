"""Words for the stories: templates of the topic, filled and put into a person's style."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from pendopo.portal.demo.dice import Dice
from pendopo.portal.demo.matches import SECTIONS, Matches
from pendopo.portal.demo.regency import Regency, Topic, Village

EVERYDAY_CHANNELS = frozenset({"whatsapp", "sms"})
Slots = dict[str, object]
# A title stops before the words that tell since when.
_DURATION = re.compile(r",? ?\{(duration|hours)\}.*$|,? padahal.*$")
_HANDS = ((0, 2), (1, 2), (0, 1))


@dataclass(frozen=True, slots=True)
class AnswerDraft:
    """What an answer is about, before its words."""

    kind: str
    theme: int
    slots: Slots
    outcome: str
    done: date
    promised: date
    late: bool
    again: bool


class Writer:
    """Writes titles, bodies and replies in believable everyday Indonesian."""

    def __init__(self, regency: Regency, dice: Dice) -> None:
        self._dice = dice
        self._texts, self._matches = regency.texts, Matches(regency.texts)
        self.phrases = regency.phrases
        self._districts = {item.code: item.name for item in regency.districts}
        self._offices = {item.code: item.short for item in regency.offices}
        short: Mapping[str, str] = self.phrases["abbreviations"]
        wrong: Mapping[str, str] = self.phrases["typos"]
        words = sorted(short)
        # Three people who shorten different words; the last one shortens nearly all.
        self._hands = [_replacer({w: short[w] for w in words[i::step]}) for i, step in _HANDS]
        self._slip = _replacer(wrong)

    def slots(self, topic: Topic, village: Village, channel: str) -> Slots:
        """Draw the particulars of one story: the thing, the spot, a number, a duration."""
        dice, phrases = self._dice, self.phrases
        slots: Slots = {
            "object": dice.pick(self._texts[topic.code]["objects"]),
            "place": self._place(village, channel),
            "street": dice.pick(phrases["streets"]),
            "landmark": dice.pick(phrases["landmarks"]),
            "hamlet": dice.pick(phrases["hamlets"]),
            "side": dice.pick(phrases["sides"]),
            "rt": f"{int(dice.between(1, 9)):02d}",
            "rw": f"{int(dice.between(1, 7)):02d}",
            "hour": f"{int(dice.between(6, 21)):02d}.00",
        }
        self._fresh(slots)
        slots["spot"] = self.fill(dice.pick(phrases["spots"]), slots)
        return slots

    def theme(self, topic: Topic, kind: str) -> int:
        """Choose which of the topic's sentences the citizen writes."""
        return int(self._dice.roll() * len(self._texts[topic.code][kind][SECTIONS[kind]]))

    def title(self, topic: Topic, kind: str, theme: int, slots: Slots) -> str:
        """Return a title that fits the sentence, at most 120 characters."""
        template = self._texts[topic.code][kind][SECTIONS[kind]][theme]
        if kind == "complaint" and self._dice.chance(0.4):
            text = self.fill(_DURATION.sub("", template), slots)
            return _upper(_shortened(text, 90))
        pool = self._matches.titles(topic.code, kind, theme)
        text = self.fill(self._dice.pick(pool), slots)
        if str(slots["place"]) not in text and not text.endswith("?") and self._dice.chance(0.35):
            text = f"{text}, {slots['place']}"
        return _upper(_shortened(text, 120))

    def body(self, topic: Topic, kind: str, theme: int, slots: Slots, channel: str) -> str:
        """Return what the citizen writes, in the style of the channel."""
        dice = self._dice
        everyday = channel in EVERYDAY_CHANNELS and dice.chance(0.8)
        texts = self._texts[topic.code][kind]
        ending = "?" if kind == "question" else "."
        parts = [_sentence(self.fill(texts[SECTIONS[kind]][theme], slots), ending)]
        if kind == "complaint":
            parts += self._complaint(texts, slots, brief=channel == "sms")
        elif kind == "aspiration":
            parts.append(self._line(texts["reasons"], slots))
        style = "everyday" if everyday else "formal"
        text = " ".join(parts)
        if channel != "sms" and dice.chance(0.6):
            text = f"{dice.pick(self.phrases['greetings'][style])} {text}"
        if dice.chance(0.45):
            text = f"{text} {dice.pick(self.phrases['closings'][style])}"
        return self._by_hand(text) if everyday else text

    def _complaint(
        self, texts: Mapping[str, Sequence[str]], slots: Slots, *, brief: bool
    ) -> list[str]:
        dice, parts = self._dice, []
        if not brief or dice.chance(0.4):
            parts.append(self._line(texts["effects"], slots))
        if not brief and dice.chance(0.35):
            parts.append(self._line(self.phrases["feelings"], slots))
        if dice.chance(0.85):
            parts.append(self._line(texts["requests"], slots))
        return parts

    def answer(self, topic: Topic, office: str, draft: AnswerDraft) -> str:
        """Return an official answer that says what was done, when, or why not."""
        dice, phrases = self._dice, self.phrases["answers"]
        slots = self._dated(draft)
        slots["office"] = self._offices[office]
        pool = self._matches.answers(topic.code, draft.kind, draft.theme, draft.outcome)
        if draft.again:
            pool = phrases[f"second_{draft.outcome}"]
        elif not pool or (draft.kind == "complaint" and dice.chance(0.15)):
            general = draft.kind == "aspiration" or dice.chance(0.4)
            own = self._texts[topic.code]["answers"][draft.outcome]
            pool = phrases["general"][draft.kind][draft.outcome] if general else own
        parts = [dice.pick(phrases["openings"]), self._line(pool, slots)]
        if draft.late and dice.chance(0.5):
            parts.insert(0, dice.pick(phrases["late"]))
        if dice.chance(0.7):
            parts.append(self._line(phrases["closings"], slots))
        return " ".join(parts)

    def proof(self, draft: AnswerDraft) -> str:
        """Return what shows that the work was done."""
        return self._line(self.phrases["proofs"], self._dated(draft)).rstrip(".")

    def ask(self, topic: Topic, slots: Slots) -> tuple[str, bool]:
        """Return a question of the office, and whether it asks for the place."""
        general = self._dice.chance(0.25)
        pool = self.phrases["ask"]["generic"] if general else self._texts[topic.code].get("ask")
        opening = self._dice.pick(self.phrases["ask"]["openings"])
        return f"{opening} {self._line(pool, slots)}", general

    def phrase(self, name: str, slots: Slots) -> str:
        """Return one filled sentence of a shared list, for example ``replies``."""
        pool: Any = self.phrases
        for part in name.split("."):
            pool = pool[part]
        return self._line(pool, slots)

    def transfer(self, office: str, slots: Slots) -> str:
        """Return the reason for passing a case to another office."""
        return self.phrase("transfers", slots | {"office": self._offices[office]})

    def fill(self, template: str, slots: Slots) -> str:
        """Return the template with its slots filled."""
        return template.format_map(slots) if "{" in template else template

    def _fresh(self, slots: Slots) -> None:
        """Draw a new small number and new durations, so that two sentences may differ."""
        dice = self._dice
        slots["n"] = 2 + int(dice.roll() * dice.roll() * 8)
        slots["duration"] = self.fill(dice.pick(self.phrases["durations"]), slots)
        slots["hours"] = self.fill(dice.pick(self.phrases["hours"]), slots)

    def _line(self, pool: Sequence[str], slots: Slots) -> str:
        template = self._dice.pick(pool)
        if "{n}" in template or "{duration}" in template:
            slots = dict(slots)
            self._fresh(slots)
        return _sentence(self.fill(template, slots))

    def _place(self, village: Village, channel: str) -> str:
        roll = self._dice.roll()
        if channel in EVERYDAY_CHANNELS and roll < 0.5:
            short = "Kel." if village.kind == "kelurahan" else "Ds."
            return f"{short} {village.name}" if roll < 0.25 else village.name
        name = f"{village.kind.capitalize()} {village.name}"
        if roll < 0.8:
            return name
        return f"{name}, Kecamatan {self._districts[village.district_code]}"

    def _by_hand(self, text: str) -> str:
        """Return the text as typed on a phone: shortened words, seldom a slip."""
        dice = self._dice
        if dice.chance(0.5):
            text = dice.pick(self._hands)(text)
        if dice.chance(0.3):
            text = text.lower()
        return self._slip(text) if dice.chance(0.04) else text

    def _dated(self, draft: AnswerDraft) -> Slots:
        months = self.phrases["months"]
        return draft.slots | {
            "done_date": _written(draft.done, months),
            "date": _written(draft.promised, months),
        }


def _replacer(words: Mapping[str, str]) -> Any:
    pattern = re.compile(rf"\b({'|'.join(words)})\b")
    return lambda text: pattern.sub(lambda found: words[found[0]], text)


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def _shortened(text: str, most: int) -> str:
    """Cut a text after a whole word."""
    return text if len(text) <= most else text[:most].rpartition(" ")[0].rstrip(",")


def _sentence(text: str, ending: str = ".") -> str:
    text = _upper(text)
    return text if text[-1] in ".?!," else text + ending


def _written(day: date, months: Sequence[str]) -> str:
    return f"{day.day} {months[day.month - 1]} {day.year}"
