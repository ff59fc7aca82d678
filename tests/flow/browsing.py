"""A plain browser: it reads pages and presses what they offer, filling in only fields that are there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urljoin

import lxml.html
from django.test import Client


class Browser:
    """Somebody at a browser without scripts. `place` is where he is, `text` what he reads there."""

    def __init__(self, client: Client) -> None:
        self.client, self.place, self.text = client, "/", ""
        self._page: Any = None

    def go(self, place: str) -> str:
        """Open a page; returns what it says."""
        return self._take(self.client.get(urljoin(self.place, place), follow=True))

    def follow(self, words: str) -> str:
        """Follow the first link with these words in the page."""
        return self.go(self._first(f"//a[contains(normalize-space(.), '{words}')]", words).get("href"))

    def press(
        self, words: str, typed: Mapping[str, object] | None = None, *, beside: str = "", status: int = 200
    ) -> str:
        """Press the first button with these words, if need be in the form that holds the value `beside`."""
        within = f"[ancestor::form//input[@value='{beside}']]" if beside else ""
        button = self._first(f"//button[contains(normalize-space(.), '{words}')]{within}", words)
        assert button.get("disabled") is None, words
        form = self._form_of(button)
        data = _filled(form, typed or {})
        if button.get("name"):
            data[button.get("name")] = [button.get("value") or ""]
        place = urljoin(self.place, button.get("formaction") or form.get("action") or self.place)
        send = self.client.post if form.method == "POST" else self.client.get
        if form.method == "GET":
            place = place.split("?")[0]
        return self._take(send(place, data, follow=True), status)

    def link(self, part: str) -> str:
        """Where the first link with this part in its address leads."""
        return str(self._first(f"//a[contains(@href, '{part}')]", part).get("href"))

    def offers(self, words: str) -> bool:
        """Whether there is a button with these words."""
        return bool(self._page.xpath(f"//button[contains(normalize-space(.), '{words}')]"))

    def download(self, place: str) -> bytes:
        answer = self.client.get(place)
        assert answer.status_code == 200, place
        return b"".join(answer)  # type: ignore[arg-type]

    def value(self, name: str) -> str:
        """What stands in the field of this name."""
        field = self._first(f"//*[@name='{name}']", name)
        return (field.text if field.tag == "textarea" else field.get("value")) or ""

    def option(self, name: str, words: str) -> str:
        """The value of the option with these words in the field of this name."""
        found = self._first(f"//*[@name='{name}']//option[contains(normalize-space(.), '{words}')]", words)
        return str(found.get("value"))

    def options(self, name: str) -> list[str]:
        """The values of all boxes of this name."""
        return [str(one.get("value")) for one in self._page.xpath(f"//input[@name='{name}']")]

    def listed(self) -> list[str]:
        """What the rows of the page's lists say."""
        return [" ".join(one.text_content().split()) for one in self._page.xpath("//main//li")]

    def field(self, label: str) -> str:
        """The name of the field with this label."""
        found = self._first(f"//label[contains(normalize-space(.), '{label}')][@for]", label)
        return str(self._first(f"//*[@id='{found.get('for')}']", label).get("name"))

    def _take(self, answer: Any, status: int = 200) -> str:
        assert answer.status_code == status, (answer.request["PATH_INFO"], answer.status_code)
        self.place = answer.request["PATH_INFO"]
        if query := answer.request.get("QUERY_STRING"):
            self.place += f"?{query}"
        self._page = lxml.html.fromstring(answer.content.decode())
        for unseen in self._page.xpath("//template | //script"):
            unseen.drop_tree()
        shown = self._page.xpath("//main") or [self._page]
        self.text = " ".join(shown[0].text_content().split())
        return self.text

    def _first(self, path: str, words: str) -> Any:
        found = self._page.xpath(path)
        assert found, (words, self.place, self.text)
        return found[0]

    def _form_of(self, button: Any) -> Any:
        if button.get("form"):
            return self._first(f"//form[@id='{button.get('form')}']", "form")
        return next(button.iterancestors("form"))


def _filled(form: Any, typed: Mapping[str, object]) -> dict[str, list[object]]:
    data: dict[str, list[object]] = {}
    for name, value in form.form_values():
        data.setdefault(name, []).append(value)
    for name, given in typed.items():
        assert name in form.inputs, (name, sorted(form.inputs.keys()))
        data[name] = list(given) if isinstance(given, list) else [given]
    return data
