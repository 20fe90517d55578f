"""The rules of pilot.yaml in words, each with its place in that file; book.py says by hand when they are met."""

from dataclasses import dataclass
from typing import Literal

from benchmarks.lifecycle.reasons import Moment, Place, Rule, Text

Of = Literal["partner", "sector", "assignment", "volunteer", "placement", "visit", "decision"]


@dataclass(frozen=True, slots=True)
class Gate:
    """A rule of a gate: of whom it is asked, what is said of those who lack it, and of nobody.

    As long as nothing at all is recorded that could be evidence, nothing is known about anybody.
    """

    rule: Rule
    of: Of
    what: Text
    nobody: Text
    evidence: str | None = None
    no_evidence: Text | None = None


_COLUMNS: dict[Moment, int] = {"exit": 11, "invariant": 11, "guard": 5}


def _rule(moment: Moment, stage: str | None, line: int, id_: str, title: Text, remedy: Text) -> Rule:
    return Rule(id_, title, remedy, moment, stage, Place("pilot.yaml", line, _COLUMNS[moment]))


def _nothing(en: str, ru: str) -> Text:
    return Text(f"nothing is recorded about {en}", f"нет сведений: {ru}")


NO_PARTNERS = _nothing("partners", "партнёры")
NO_COORDINATORS = _nothing("coordinators", "координаторы")
NO_VOLUNTEERS = _nothing("volunteers", "добровольцы")
NO_PLACEMENTS = _nothing("placements", "назначения добровольцев на места")
NO_VISITS = _nothing("visits", "выезды")
NO_DECISIONS = _nothing("decisions", "решения")
NO_CONSENTS = _nothing("consents to take part", "согласия на участие")

NO_CERTIFICATE = Text("no certificate of no criminal record", "нет справки об отсутствии судимости")
NO_CONSENT = Text("no consent to take part", "нет согласия на участие")
NOT_BRIEFED = Text("not briefed", "инструктаж не пройден")
NOT_OPEN = Text("not open", "место не открыто")
NO_TRAINING = Text("no training", "нет обучения")

RECORD_CERTIFICATE = Text("record the certificate", "внесите справку")
RECORD_TRAINING = Text("record the training", "внесите обучение")
ASK_FOR_CONSENT = Text("ask for consent and record who gave it", "попросите согласие и внесите, кто его дал")
BRIEF = Text("brief the person and record it", "проведите инструктаж и внесите его")
DECIDE = Text("put it to the vote and record the decision", "вынесите вопрос на голосование и внесите решение")


def _decision(stage: str, line: int, id_: str, title: Text) -> Gate:
    what = Text("no decision", "нет решения")
    return Gate(_rule("exit", stage, line, id_, title, DECIDE), "decision", what, NO_DECISIONS)


def _volunteers(
    line: int,
    id_: str,
    title: Text,
    what: Text,
    remedy: Text,
    evidence: str | None = None,
    no_evidence: Text | None = None,
) -> Gate:
    rule = _rule("exit", "immersion", line, id_, title, remedy)
    return Gate(rule, "volunteer", what, NO_VOLUNTEERS, evidence, no_evidence)


GATES = (
    Gate(
        _rule(
            "exit",
            "preparatory",
            52,
            "four-sides",
            Text("All four sides take part", "Участвуют все четыре стороны"),
            Text("win a partner of each of these sides", "привлеките партнёра с каждой из этих сторон"),
        ),
        "sector",
        Text("no partner of this side", "нет партнёра с этой стороны"),
        NO_PARTNERS,
        "partner",
        NO_PARTNERS,
    ),
    Gate(
        _rule(
            "exit",
            "preparatory",
            55,
            "partners-signed",
            Text("Every partner has signed", "Подписали все партнёры"),
            Text("let the partner sign, and record it", "получите подпись партнёра и внесите её"),
        ),
        "partner",
        Text("no signature", "нет подписи"),
        NO_PARTNERS,
    ),
    Gate(
        _rule(
            "exit",
            "preparatory",
            58,
            "coordinators-trained",
            Text("Every coordinator is trained", "Все координаторы обучены"),
            RECORD_TRAINING,
        ),
        "assignment",
        NO_TRAINING,
        NO_COORDINATORS,
    ),
    _decision("preparatory", 63, "begun", Text("The partners have decided to begin", "Партнёры решили начать")),
    _volunteers(
        70,
        "volunteers-cleared",
        Text("Every volunteer is cleared", "Все добровольцы проверены"),
        NO_CERTIFICATE,
        RECORD_CERTIFICATE,
    ),
    _volunteers(
        73,
        "volunteers-consented",
        Text("Every volunteer has consented", "Все добровольцы согласны"),
        NO_CONSENT,
        ASK_FOR_CONSENT,
        "consent",
        NO_CONSENTS,
    ),
    _volunteers(
        76,
        "volunteers-trained",
        Text("Every volunteer is trained", "Все добровольцы обучены"),
        NO_TRAINING,
        RECORD_TRAINING,
    ),
    _volunteers(
        79,
        "volunteers-briefed",
        Text("Every volunteer is briefed", "Все добровольцы проинструктированы"),
        NOT_BRIEFED,
        BRIEF,
    ),
    _volunteers(
        82,
        "volunteers-placed",
        Text("Every volunteer has a place", "У всех добровольцев есть место"),
        Text("no place", "нет места"),
        Text("find a place for the volunteer", "найдите добровольцу место"),
        "placement",
        NO_PLACEMENTS,
    ),
    _volunteers(
        85,
        "volunteers-visited",
        Text("Every volunteer has been on a visit that was talked over", "Все добровольцы были на разобранном выезде"),
        Text("no visit that was talked over", "нет выезда, по которому подведены итоги"),
        Text("go on a visit and talk it over", "проведите выезд и подведите его итоги"),
        "visit",
        NO_VISITS,
    ),
    _decision("immersion", 88, "main-begun", Text("The partners have decided to go on", "Партнёры решили продолжать")),
    Gate(
        _rule(
            "invariant",
            "main",
            95,
            "placed-are-cleared",
            Text("Whoever is placed is cleared", "Все назначенные проверены"),
            RECORD_CERTIFICATE,
        ),
        "placement",
        NO_CERTIFICATE,
        NO_PLACEMENTS,
    ),
    Gate(
        _rule(
            "exit",
            "main",
            101,
            "visits-debriefed",
            Text("Every visit was talked over", "По всем выездам подведены итоги"),
            Text("talk the visit over and record it", "подведите итоги выезда и внесите это"),
        ),
        "visit",
        Text("not talked over", "итоги не подведены"),
        NO_VISITS,
    ),
    _decision("main", 104, "ended", Text("The partners have decided to end", "Партнёры решили завершить")),
)

TRAINED_FIRST = Rule(
    "trained-first",
    Text("Training comes first", "Сначала обучение"),
    RECORD_TRAINING,
    "guard",
    at=Place("pilot.yaml", 43, 13),
)
PLACED_CLEARED = _rule(
    "guard",
    None,
    110,
    "placed-cleared",
    Text("The volunteer's certificate is valid on the day", "Справка добровольца действует в этот день"),
    RECORD_CERTIFICATE,
)
PLACED_CONSENTED = _rule(
    "guard",
    None,
    114,
    "placed-consented",
    Text("The volunteer has consented", "Доброволец согласен"),
    ASK_FOR_CONSENT,
)
PLACED_BRIEFED = _rule(
    "guard",
    None,
    118,
    "placed-briefed",
    Text("The volunteer is briefed", "Доброволец проинструктирован"),
    BRIEF,
)
PLACE_OPEN = _rule(
    "guard",
    None,
    122,
    "place-open",
    Text("The place is open", "Место открыто"),
    Text("choose an open place", "выберите открытое место"),
)
PLACE_HAS_ROOM = _rule(
    "guard",
    None,
    126,
    "place-has-room",
    Text("The place has room", "На месте есть свободные"),
    Text("choose another place", "выберите другое место"),
)
TWO_ADULTS = _rule(
    "guard",
    None,
    130,
    "two-adults",
    Text("Two cleared adults of different households", "Двое проверенных взрослых из разных семей"),
    Text("take a second cleared adult along", "возьмите с собой второго проверенного взрослого"),
)

DUPLICATE_ID = Rule(
    "duplicate_id", Text("this id is taken", "идентификатор занят"), Text("choose another id", "выберите другой")
)
UNKNOWN_ID = Rule("unknown_id", Text("there is no such record", "такой записи нет"), Text("record it first", "внесите"))
UNKNOWN_WORD = Rule(
    "unknown_word",
    Text("there is no such word", "такого слова нет"),
    Text("choose one of the list", "выберите из списка"),
)
SUSPENDED = Rule(
    "suspended",
    Text("the programme is suspended", "программа приостановлена"),
    Text("mend what must hold all the time", "исполните то, что должно соблюдаться всегда"),
)
