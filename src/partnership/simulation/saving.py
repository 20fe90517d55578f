"""A study as a file: what was run, under which law and region, and what came of it."""

from __future__ import annotations

import json
import zipfile
import zlib
from io import BytesIO
from pathlib import Path
from typing import Any, Final

import numpy as np
from pydantic import ValidationError

from partnership.errors import Fault, InputError
from partnership.messages import message
from partnership.programme.files import read_bytes
from partnership.simulation.loading import Region, region_of
from partnership.simulation.outcomes import Failure, Outcomes
from partnership.simulation.simulating import ArmPlan
from partnership.simulation.study import Study
from partnership.template import Template
from partnership.values import Text

STUDY_FORMAT: Final = 1
_HEAD: Final = "study.json"
_MOMENT: Final = (1980, 1, 1, 0, 0, 0)
"""A file of a zip has a time; it is always the same, so that equal studies are equal bytes."""

_DAMAGED: Final = (
    zipfile.BadZipFile,
    zlib.error,
    KeyError,
    ValueError,
    TypeError,
    EOFError,
    OSError,
    RuntimeError,
    ValidationError,
)
"""What reading a zip, JSON, arrays or YAML raises where bytes are not what they were."""

_HINT: Final = message("save the study anew with this version of the library")


class StudyError(InputError):
    """A file of a study cannot be used."""


def save_study(study: Study, path: str | Path) -> None:
    """Write a study: a zip of a JSON document and arrays as numpy writes them. A file is never half written."""
    target = Path(path)
    beside = target.with_name(target.name + ".part")
    beside.write_bytes(study_bytes(study))
    beside.replace(target)


def study_bytes(study: Study) -> bytes:
    """Return a study as the bytes of its file.

    Raises:
        InputError: if it is a forecast, which stands on a ledger of its own.
    """
    if study.driven is not None:
        raise InputError(
            Fault(None, message("a forecast is not kept"), hint=message("keep the ledger, and forecast again"))
        )
    head = {
        "format": STUDY_FORMAT,
        "template": {"id": study.template.id, "version": study.template.version, "digest": study.template.digest},
        "region": {"file": study.region.file, "text": study.region.text.decode(), "digest": study.region.digest},
        "practice": {"file": study.region.practice.file, "text": study.region.practice.text.decode()},
        "seed": study.seed,
        "upto": study.upto,
        "why_exact": None if study.why_exact is None else study.why_exact.model_dump(mode="json"),
        "interrupted": study.interrupted,
        "arms": {
            name: {"engine": plan.engine, "levers": dict(plan.levers), "leave": dict(plan.leave)}
            for name, plan in study.arms.items()
        },
        "outcomes": {
            name: {
                "last": {stage: list(rules) for stage, rules in each.last.items()},
                "stages": list(each.entered),
                "still": {stage: list(rules) for stage, rules in each.still.items()},
                "failures": [[one.replication, one.kind, one.why.model_dump(mode="json")] for one in each.failures],
            }
            for name, each in study.outcomes.items()
        },
    }
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as file:
        _put(file, _HEAD, json.dumps(head, ensure_ascii=False, sort_keys=True, indent=1).encode())
        for name, each in study.outcomes.items():
            for key, array in _arrays(each):
                one = BytesIO()
                np.save(one, array, allow_pickle=False)
                _put(file, f"{name}/{key}.npy", one.getvalue())
    return stream.getvalue()


def _put(file: zipfile.ZipFile, name: str, data: bytes) -> None:
    info = zipfile.ZipInfo(name, _MOMENT)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.create_system = 3
    file.writestr(info, data)


def _arrays(outcomes: Outcomes) -> list[tuple[str, Any]]:
    return [
        ("replications", outcomes.replications),
        ("counts", outcomes.counts),
        ("ended", outcomes.ended),
        *((f"entered/{stage}", steps) for stage, steps in outcomes.entered.items()),
        *((f"held_by/{stage}", rules) for stage, rules in outcomes.held_by.items()),
        *((f"alone/{stage}", steps) for stage, steps in outcomes.alone.items()),
        *((f"still/{stage}/{rule}", runs) for stage, rules in outcomes.still.items() for rule, runs in rules.items()),
    ]


def load_study(path: str | Path, template: Template) -> Study:
    """Read a study again; its law is given, and has to be the one under which it was run.

    Raises:
        StudyError: if the file is damaged, was written by another version, or was run under another law.
    """
    data = read_bytes(Path(path), StudyError)
    try:
        with zipfile.ZipFile(BytesIO(data)) as file:
            head = json.loads(file.read(_HEAD))
            if head.get("format") != STUDY_FORMAT:
                words = message(
                    "{path}: the study has the format {format}", path=str(path), format=str(head.get("format"))
                )
                raise StudyError(Fault(None, words, message("the format {format}", format=STUDY_FORMAT), _HINT))
            return _study(head, file, template, str(path))
    except _DAMAGED as trouble:
        if isinstance(trouble, InputError):
            raise
        words = message("{path}: the study is damaged or cut short", path=str(path))
        raise StudyError(Fault(None, words, hint=message("restore it from a complete copy, or run it anew"))) from None


def _study(head: dict[str, Any], file: zipfile.ZipFile, template: Template, path: str) -> Study:
    kept = head["template"]
    if kept["digest"] != template.digest:
        words = message(
            "{path}: the study was run under {id} {version}, whose rules are others",
            path=path,
            id=kept["id"],
            version=kept["version"],
        )
        raise StudyError(Fault(None, words, hint=message("give the template under which it was run")))
    texts = head["region"]["text"].encode(), head["practice"]["text"].encode()
    region = region_of(texts[0], head["region"]["file"], texts[1], head["practice"]["file"])
    if region.digest != head["region"]["digest"]:
        words = message("{path}: the study was run with versions of the law whose files are others now", path=path)
        raise StudyError(Fault(None, words, hint=message("give back the files that the region names, or run it anew")))
    seed = int(head["seed"])
    plans = {
        name: ArmPlan(template, region, seed, arm["engine"], arm["levers"], arm["leave"])
        for name, arm in head["arms"].items()
    }
    outcomes = {name: _outcomes(name, each, file) for name, each in head["outcomes"].items()}
    return Study(
        template, region, seed, plans, outcomes, int(head["upto"]), _why(head["why_exact"]), bool(head["interrupted"])
    )  # fmt: skip


def _why(said: Any) -> Text | None:
    return None if said is None else Text.model_validate(said)


def _outcomes(name: str, head: dict[str, Any], file: zipfile.ZipFile) -> Outcomes:
    def array(key: str) -> Any:
        return np.load(BytesIO(file.read(f"{name}/{key}.npy")), allow_pickle=False)

    last = {stage: tuple(rules) for stage, rules in head["last"].items()}
    return Outcomes(
        array("replications"),
        {stage: array(f"entered/{stage}") for stage in head["stages"]},
        last,
        {stage: array(f"held_by/{stage}") for stage in last},
        {stage: array(f"alone/{stage}") for stage in last},
        array("counts"),
        array("ended"),
        tuple(Failure(number, kind, Text.model_validate(why)) for number, kind, why in head["failures"]),
        {stage: {rule: array(f"still/{stage}/{rule}") for rule in rules} for stage, rules in head["still"].items()},
    )


__all__ = ["Region", "StudyError", "load_study", "save_study", "study_bytes"]
