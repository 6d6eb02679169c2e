"""Every no has a stable id, and a title that people understand."""

import re

from domain.refusals import Refusal
from tests.architecture.house import layers
from tests.architecture.registries import refusals


def every_class(cls: type[Refusal] = Refusal) -> set[type[Refusal]]:
    """Every refusal that is shipped; tests may have some of their own."""
    found = {cls, *(child for direct in cls.__subclasses__() for child in every_class(direct))}
    return {each for each in found if each.__module__.partition(".")[0] in layers()}


def test_every_refusal_names_its_rule() -> None:
    refusals()
    nameless = {cls.__name__ for cls in every_class() - {Refusal} if not cls.rule and not cls.__subclasses__()}
    assert nameless == set()


def test_rules_are_named_alike() -> None:
    assert [rule for rule in refusals() if not re.fullmatch(r"[a-z-]+\.[a-z0-9]+(-[a-z0-9]+)*", rule)] == []


def test_a_rule_has_a_title_of_one_line() -> None:
    """The title is a sentence, the rest of the docstring explains."""
    untitled = {
        rule: refusal.__doc__
        for rule, refusal in refusals().items()
        if not re.match(r"[A-Z“`].{8,110}\.(\n|$)", refusal.__doc__ or "")
    }
    assert untitled == {}
