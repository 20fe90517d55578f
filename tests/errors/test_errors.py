"""How something is refused."""

from __future__ import annotations

import copy
import pickle

import pytest

from partnership.errors import (
    Fault,
    InputError,
    LedgerError,
    MissingExtra,
    NotLawful,
    NotReady,
    NotWaivable,
    PartnershipError,
    ProgrammeFileError,
    Refused,
    TemplateError,
    UnknownName,
)
from partnership.findings import FilePlace, Finding
from partnership.values import Text


def finding(requirement: str) -> Finding:
    return Finding(code="requirement", requirement=requirement, title=Text.of("A", "А"), remedy=Text.of("b", "б"))


def test_a_fault_says_where_what_expected_and_meant() -> None:
    """One line that an editor can jump to, in either language."""
    fault = Fault(
        FilePlace(file="a.yaml", line=3, column=5),
        Text.of("unknown sector 'busines'", "неизвестный сектор «busines»"),
        Text.of("a sector of the template", "сектор шаблона"),
        Text.of("did you mean 'business'?", "возможно, имелось в виду «business»?"),
    )
    assert (
        str(fault)
        == "a.yaml:3:5: unknown sector 'busines'; expected a sector of the template; did you mean 'business'?"
    )
    assert fault.text("ru").endswith("; ожидается: сектор шаблона; возможно, имелось в виду «business»?")
    assert str(Fault(None, "broken", hint="; try again")) == "broken; try again"


def test_a_fault_cannot_paint_the_terminal() -> None:
    """What an author wrote is shown, and what cannot be seen in it as a code."""
    assert "\x1b" not in str(Fault(FilePlace(file="a\x1b", line=1, column=1), "bad \x1b[31m word"))


def test_an_input_error_lists_every_fault_up_to_a_hundred() -> None:
    """All are in the data."""
    error = InputError(Fault(None, f"fault {n}") for n in range(150))
    lines = str(error).splitlines()
    assert (len(error.faults), len(lines), lines[-1]) == (150, 101, "... and 50 more")
    assert error.text("ru").endswith("... и ещё 50")
    assert len(error.text(limit=None).splitlines()) == 150
    assert str(TemplateError("broken")) == "broken"
    assert pickle.loads(pickle.dumps(error)).faults == error.faults  # noqa: S301 - bytes of our own


def test_all_errors_have_one_parent_and_different_natures() -> None:
    """Input that cannot be used, a name of nothing, and a refusal are never mixed up."""
    for kind in (TemplateError, ProgrammeFileError, LedgerError, MissingExtra):
        assert issubclass(kind, InputError)
        assert issubclass(kind, ValueError)
    for refusal in (NotReady, NotLawful, NotWaivable):
        assert issubclass(refusal, Refused)
        assert not issubclass(refusal, ValueError)
    assert issubclass(UnknownName, LookupError)
    for branch in (InputError, UnknownName, Refused):
        assert issubclass(branch, PartnershipError)


def test_a_missing_package_is_answered_with_the_extra_that_brings_it() -> None:
    """The remedy can be copied."""
    error = MissingExtra("postgres", "psycopg")
    assert str(error) == "the package psycopg is not installed; install it with: pip install 'partnership[postgres]'"
    assert "не установлен" in error.text("ru")
    assert str(pickle.loads(pickle.dumps(error))) == str(error)  # noqa: S301 - bytes of our own


def test_an_unknown_name_is_answered_with_the_nearest() -> None:
    """And says what kind of thing was looked for."""
    error = UnknownName("chiar", ["chair", "secretary"], Text.of("role", "роль"))
    assert str(error) == "unknown: role 'chiar'; did you mean 'chair'?"
    assert error.text("ru") == "неизвестно: роль «chiar»; возможно, имелось в виду «chair»?"
    assert error.nearest == "chair"
    assert str(pickle.loads(pickle.dumps(error))) == str(error)  # noqa: S301 - bytes of our own


def test_a_refusal_lists_every_reason() -> None:
    """Not the first: people want the whole list."""
    refusal = NotReady([finding("P11"), finding("P19")])
    assert [line.split()[0] for line in str(refusal).splitlines() if line.startswith("P")] == ["P11:", "P19:"]
    assert str(refusal).startswith("refused; nothing has changed:")
    assert refusal.text("ru").startswith("отказано; ничего не изменилось:")
    assert repr(refusal) == "NotReady(P11, P19)"


def test_reasons_are_worked_out_when_first_read_and_only_once() -> None:
    """Many refusals are only counted."""
    calls: list[int] = []

    def compute() -> tuple[Finding, ...]:
        calls.append(1)
        return (finding("P11"),)

    with pytest.raises(NotLawful) as raised:
        raise NotLawful(compute)
    assert not calls
    assert raised.value.findings == raised.value.findings == (finding("P11"),)
    assert calls == [1]


def test_a_refusal_can_be_copied_and_sent_to_another_process() -> None:
    """Simulations run in other processes, and their refusals come home."""
    refusal = NotReady(lambda: [finding("P11")])
    for same in (copy.copy(refusal), copy.deepcopy(refusal), pickle.loads(pickle.dumps(refusal))):  # noqa: S301 - bytes of our own
        assert type(same) is NotReady
        assert same.findings == (finding("P11"),)
