"""The sentences of the command line: each key with its English and its Russian words."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

SENTENCES: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        # --- help ---------------------------------------------------------------------------------------------------
        "about": (
            (
                "Keeps a social partnership as a dated ledger under a law that can be read: tells its story, says what "
                "is missing and why something is refused."
            ),
            (
                "Ведёт социальное партнёрство как датированную книгу записей по правилам, которые можно прочитать: "
                "рассказывает его историю, говорит, чего не хватает и почему отказано."
            ),
        ),
        "about-run": (
            (
                "Tells the story of a programme: its stages, what was recorded, what was refused and why, waivers, "
                "suspensions, late paperwork, and where it stands."
            ),
            (
                "Рассказывает историю программы: этапы, что записано, в чём и почему отказано, исключения, "
                "приостановки, бумаги, внесённые с опозданием, и в каком она состоянии."
            ),
        ),
        "about-missing": (
            "Lists what stands before the next stage, grouped by who owes it, with the nearest mend of each.",
            "Перечисляет, чего не хватает для перехода на следующий этап: за кем это и как исправить.",
        ),
        "about-ledger": (
            "Shows the entries of a programme as a table, or as lines of canonical JSON.",
            "Показывает записи книги программы таблицей или строками канонического JSON.",
        ),
        "about-graph": (
            (
                "Tells who is tied to whom, who holds the partnership together and what breaks when somebody leaves; "
                "draws it, or writes it for other tools."
            ),
            (
                "Рассказывает, кто с кем связан, на ком держится партнёрство и что нарушится, если кто-то уйдёт; "
                "рисует это или записывает для других программ."
            ),
        ),
        "about-ties": (
            (
                "Puts the ties of a survey (CSV, XLSX) before the law: writes what is accepted as lines for the "
                "programme file, and says what was refused and why."
            ),
            (
                "Проверяет связи из опроса (CSV, XLSX) по правилам: принятые выводит строками для файла программы, о "
                "непринятых говорит почему."
            ),
        ),
        "about-templates": (
            "Shows the laws that a programme can be kept under.",
            "Показывает шаблоны: правила, по которым ведётся программа.",
        ),
        "about-templates-list": (
            "Lists the templates that come with the library.",
            "Перечисляет шаблоны, которые поставляются с библиотекой.",
        ),
        "about-templates-show": (
            "Shows a template: stages, gates, and each rule with its origin, its dates and its place.",
            "Показывает шаблон: этапы, условия перехода и каждое требование с источником, сроками и местом в файле.",
        ),
        "usage": ("usage: ", "вызов: "),
        "commands": ("commands", "команды"),
        "arguments": ("arguments", "аргументы"),
        "options": ("options", "параметры"),
        "epilogue": (
            (
                "Exit codes: 0 fine; 1 the law says no; 2 the input cannot be used. "
                "Language: --lang, else PARTNERSHIP_LANG, else the locale. NO_COLOR is respected."
            ),
            (
                "Коды завершения: 0 — всё в порядке; 1 — правила не допускают; 2 — входные данные непригодны. "
                "Язык: --lang, иначе PARTNERSHIP_LANG, иначе язык системы. NO_COLOR учитывается."
            ),
        ),
        "help-help": ("show this help and exit", "показать эту справку"),
        "help-version": ("show the version and exit", "показать версию"),
        "help-lang": ("language: en or ru", "язык: en или ru"),
        "help-color": ("colour: auto, always or never", "цвет: auto, always или never"),
        "help-json": ("write JSON (docs/json.md describes it)", "вывести JSON (описан в docs/json.md)"),
        "help-file": (
            "a programme file (.yaml) or a ledger (.jsonl)",
            "файл программы (.yaml) или книга записей (.jsonl)",
        ),
        "help-vault": (
            "a file with names and contacts of people, kept outside the ledger",
            "файл с именами и контактами людей, который хранится отдельно от книги",
        ),
        "help-template": (
            (
                "the template that a ledger (.jsonl) was kept under, if it does not come with the library; each, if it "
                "was changed on the way"
            ),
            (
                "шаблон, по которому велась книга (.jsonl), если он не поставляется с библиотекой; если его меняли, — "
                "каждый"
            ),
        ),
        "help-head": (
            "the head of a ledger (.jsonl), or its number of entries, as `ledger` told it: whether any are missing",
            "отметка книги (.jsonl) или число её записей, как их вывела команда ledger: проверит, все ли на месте",
        ),
        "help-strict-time": (
            "lines dated or written down after today are faults, and not plans",
            "строки с датой или моментом внесения после сегодняшнего дня считать ошибками, а не планами",
        ),
        "help-until": ("tell the story up to this day", "рассказать историю по этот день включительно"),
        "help-all": ("each entry on a line, each reason in full", "каждую запись отдельно, каждую причину полностью"),
        "help-on": (
            "the day to look at; the last day of the file when left out",
            "на какой день; если не указан — последний день файла",
        ),
        "help-to": (
            "the stage to reach; the next one when left out",
            "до какого этапа; если не указан — до следующего",
        ),
        "help-as-known": (
            "only what was written down by the end of this day, or by this moment",
            "только то, что было внесено по этот день включительно или к этому моменту",
        ),
        "help-true-until": (
            "only what is true from this day or earlier",
            "только то, что случилось не позже этого дня",
        ),
        "help-output": (
            "write a picture or a file for another tool; its form follows from the ending of its name; - is the output",
            "записать рисунок или файл для другой программы; вид определяется по окончанию имени; - означает вывод",
        ),
        "help-as": ("the form of the file, where its name does not say it", "вид файла, если он не ясен из имени"),
        "help-show": (
            "what to look at; partners and the ties between them when left out",
            "что показать; если не указано — партнёров и связи между ними",
        ),
        "help-ties": (
            "ties that people have lived (when left out), or those on paper too",
            "только связи на деле (если не указано) или также связи на бумаге",
        ),
        "help-without": (
            "tell what would be if this partner left; may be given several times",
            "рассказать, что будет, если этот партнёр уйдёт; можно указать несколько раз",
        ),
        "help-table": (
            "a table of who is tied to whom, as from PARTNER or Kumu",
            "таблица о том, кто с кем связан, например из PARTNER или Kumu",
        ),
        "help-tied-on": (
            "the day of ties that say none; the last day of the file when left out",
            "день связей, для которых он не указан; по умолчанию — последний день файла",
        ),
        "help-type": (
            "the kind of ties that say none; the template's first when left out",
            "вид связей, для которых он не указан; по умолчанию — первый в шаблоне",
        ),
        "help-scale": (
            "the scale of the survey, as 1-4; 1-5 when left out",
            "шкала опроса, например 1-4; по умолчанию 1-5",
        ),
        "help-directed": (
            "a tie that says no direction is a directed one",
            "связь без указания направления считать направленной",
        ),
        "help-answers": (
            "write the table back (.csv, .xlsx) with a column of what was refused",
            "записать таблицу обратно (.csv, .xlsx) с колонкой о том, что не принято",
        ),
        "help-name": (
            "a template that comes with the library, or the path of your own",
            "шаблон из библиотеки или путь к собственному",
        ),
        # --- complaints ---------------------------------------------------------------------------------------------
        "error": ("partnership: {what}", "partnership: {what}"),
        "see-help": ("see: {command} --help", "справка: {command} --help"),
        "no-such-argument": ("unknown argument: {what}{hint}", "неизвестный аргумент: {what}{hint}"),
        "did-you-mean": ("; did you mean '{near}'?", "; возможно, имелось в виду «{near}»?"),
        "argument-needed": ("missing: {what}", "не указано: {what}"),
        "value-needed": ("{option} is not followed by a value", "после {option} нужно значение"),
        "no-value": ("{option} takes no value", "{option} не принимает значения"),
        "no-such-command": (
            "unknown command {what}; expected one of: {choices}{hint}",
            "неизвестная команда {what}; ожидается одна из: {choices}{hint}",
        ),
        "not-a-choice": (
            "{option}: {what} is not one of: {choices}{hint}",
            "{option}: {what} не входит в перечень: {choices}{hint}",
        ),
        "not-a-day": (
            "{option}: {what} is not a date; expected one such as 2009-05-31",
            "{option}: {what} — не дата; ожидается дата вида 2009-05-31",
        ),
        "not-a-moment": (
            "{option}: {what} is not a moment; expected a date, or a moment such as 2009-05-31T12:00:00Z",
            "{option}: {what} — не момент времени; ожидается дата или момент вида 2009-05-31T12:00:00Z",
        ),
        "not-a-scale": (
            "{option}: {what} is not a scale; expected one such as 1-4",
            "{option}: {what} — не шкала; ожидается, например, 1-4",
        ),
        "not-an-answer": (
            "{file}: the table can be written back as .csv or .xlsx",
            "{file}: таблицу можно записать обратно как .csv или .xlsx",
        ),
        "folder": (
            "{file}: this is a folder; name a file in it",
            "{file}: это папка; укажите файл в ней",
        ),
        "pipe": (
            "{file}: this is a pipe or a device, not a file; save what it gives as a file and name that",
            "{file}: это канал или устройство, а не файл; сохраните данные в файл и укажите его",
        ),
        "no-file": ("{file}: there is no such file", "{file}: такого файла нет"),
        "not-allowed": ("{file}: you may not read this file", "{file}: нет права на чтение этого файла"),
        "unreadable": ("{file}: cannot be read ({why})", "{file}: не читается ({why})"),
        "bad-path": ("{file}: no file can have this name", "{file}: у файла не может быть такого имени"),
        "empty": (
            "{file}:1:1: the file is empty; expected a programme file or a ledger",
            "{file}:1:1: файл пуст; ожидается файл программы или книга записей",
        ),
        "before-start": (
            "{option} {day}: the programme begins on {start}; name that day or a later one",
            "{option} {day}: программа начинается {start}; укажите этот день или более поздний",
        ),
        "no-such-stage": (
            "--to: the template has no stage {what}; its stages are: {choices}{hint}",
            "--to: в шаблоне нет этапа {what}; его этапы: {choices}{hint}",
        ),
        "nothing-known": (
            "{option} {moment}: nothing was written down by then; the first entry is of {first}",
            "{option} {moment}: к этому времени ничего не внесено; первая запись сделана {first}",
        ),
        "no-such-partner": (
            "--without: no partner {what} takes part on that day{hint}",
            "--without: на этот день в программе нет партнёра {what}{hint}",
        ),
        "no-such-ending": (
            "{file}: a file of this name has no known form; expected an ending of: {choices}, or --as{hint}",
            "{file}: вид файла по этому имени не ясен; ожидается одно из окончаний: {choices} — или --as{hint}",
        ),
        "form-without-output": (
            "--as says in which form to write; -o FILE says where",
            "--as задаёт вид файла; -o ФАЙЛ указывает, куда его записать",
        ),
        "without-is-told": (
            "--without is told in words and writes no file; leave -o out",
            "--without отвечает словами и файла не пишет; уберите -o",
        ),
        "growth-is-drawn": (
            "--show growth is a picture; write it as .svg or .html",
            "--show growth — это рисунок; запишите его как .svg или .html",
        ),
        "not-written": ("{file}: cannot be written ({why})", "{file}: не записывается ({why})"),
        "cannot-write": ("the output cannot be written ({why})", "вывод не записывается ({why})"),
        "our-fault": (
            (
                "this is a fault of the library, not of your files: {what}; please report it "
                "(PARTNERSHIP_TRACEBACK=1 shows where)"
            ),
            (
                "это ошибка библиотеки, а не ваших файлов: {what}; сообщите о ней, пожалуйста "
                "(PARTNERSHIP_TRACEBACK=1 покажет место)"
            ),
        ),
        "head-of-lines": (
            "--head is about ledgers (.jsonl); {file} is a programme file",
            "--head относится к книгам (.jsonl), а {file} — файл программы",
        ),
        "in-the-future": (
            "{option} {day} has not come yet (today is {today}): so it would be if nothing more were written down",
            "{option} {day}: этот день ещё не наступил (сегодня {today}); так будет, если больше ничего не внесут",
        ),
        "ahead": (
            "{file} tells of days to come, the last of them {day} (today is {today}); --strict-time makes them faults",
            "в {file} есть дни, которые ещё не наступили, до {day} (сегодня {today}); --strict-time сочтёт их ошибками",
        ),
        # --- the story ----------------------------------------------------------------------------------------------
        "under": (
            "Programme {id}; template {template} {version}; region {region}; begins on {start}",
            "Программа {id}; шаблон {template} {version}; регион {region}; начало {start}",
        ),
        "basis-mixed": (
            (
                "The deck gives no dates, so every day here is assumed. {deck} of {all} rest on the deck, {assumed} on "
                "nothing but an assumption."
            ),
            (
                "В презентации нет дат, поэтому все дни здесь условны. Из {all} на презентацию опираются {deck}, "
                "только на допущение — {assumed}."
            ),
        ),
        "basis-other": ("What the others rest on: {list}.", "На чём основаны остальные: {list}."),
        "basis-list": ("What the entries rest on: {list}.", "На чём основаны записи: {list}."),
        "basis-none": ("not said", "не указано"),
        "from-day": ("from {day}", "с {day}"),
        "amended": ("changes", "изменения"),
        "again": ("{what} once more, for the same reasons", "{what} — ещё раз, по тем же причинам"),
        "refused": ("refused", "отказано"),
        "and-more": ("and {more} more", "и ещё {more}"),
        "reasons-more": ("... and {more} (--all shows them)", "... и ещё {more} (все — с --all)"),
        "lacking": ("not so for: {who}", "не выполнено: {who}"),
        "measured": ("{have} instead of {need}", "{have} вместо {need}"),
        "mend": ("mend: {mend}", "как исправить: {mend}"),
        "not-marked": (
            "the law turned this line away; the file does not say so",
            "по правилам эта строка не проходит, а в файле это не отмечено",
        ),
        "accepted": ("let pass", "пропущено"),
        "let-pass": (
            "the file calls this line refused; the law lets it pass",
            "в файле эта строка помечена как отклонённая, а правила её допускают",
        ),
        "other-reason": (
            "refused, but not for what the file expects",
            "отказано, но не по той причине, что указана в файле",
        ),
        "mistaken": ("error in the file", "ошибка в файле"),
        "late": ("written late", "с опозданием"),
        "late-one": ("{what}, true from {day}", "{what}, действует с {day}"),
        "waived": ("waiver", "исключение"),
        "waived-what": (
            "{requirement} {title}{subject}, until {until}, by {by}: {reason}",
            "{requirement} {title}{subject}, до {until}, решение: {by}. {reason}",
        ),
        "waived-for": (" for {subject}", " для {subject}"),
        "ended": ("ended", "прекращено"),
        "with-reason": ("{what}: {reason}", "{what}: {reason}"),
        "suspended": ("suspended", "приостановлена"),
        "still-suspended": ("still suspended", "по-прежнему"),
        "resumed": ("resumed", "возобновлена"),
        "not-suspended": ("not suspended after all", "приостановки не было"),
        "as-is-known": ("as is known since {day}: {what}", "как стало известно {day}: {what}"),
        "by-hand": ("by a decision: {reason}", "решением: {reason}"),
        "no-longer": ("all that must hold does again", "постоянные условия снова выполняются"),
        "no-longer-late": (
            "as is known since {day}, all that must hold did",
            "как стало известно {day}, постоянные условия выполнялись",
        ),
        "lasted": ("after {days}", "спустя {days}"),
        "law-changed": ("new law", "новые правила"),
        "law-version": ("template {template} {version}: {reason}", "шаблон {template} {version}: {reason}"),
        "withdrawn": ("withdrawn", "отозвано"),
        "withdrawn-what": ("entry {entry}: {reason}", "запись {entry}: {reason}"),
        "closed": ("closed", "завершена"),
        "completed": ("completed: {reason}", "выполнена: {reason}"),
        "cancelled": ("cancelled: {reason}", "прекращена досрочно: {reason}"),
        "advance-to": ("to go on to the stage: {stage}", "переход на этап: {stage}"),
        "advance-on": ("to go on to the next stage", "переход на следующий этап"),
        "to-waive": ("to waive {requirement}", "исключение из требования {requirement}"),
        "to-end": ("to end: {what}", "прекращение: {what}"),
        "to-amend": ("to change: {what}", "изменение: {what}"),
        "to-suspend": ("to suspend the programme", "приостановка программы"),
        "to-resume": ("to resume the programme", "возобновление программы"),
        "to-migrate": ("to move to another law", "переход на новые правила"),
        "to-withdraw": ("to withdraw entry {entry}", "отзыв записи {entry}"),
        "to-close": ("to close the programme", "завершение программы"),
        "record": ("{kind} {id}", "{kind} {id}"),
        # --- where it stands ----------------------------------------------------------------------------------------
        "standing": ("Where it stands on {day}", "Состояние на {day}"),
        "stage-label": ("stage", "этап"),
        "stage-since": ("{stage}, since {day}", "{stage}, с {day}"),
        "suspended-label": ("suspended", "приостановка"),
        "suspended-no": ("no", "нет"),
        "suspended-yes": ("since {day}: {why}", "с {day}: {why}"),
        "next-label": ("next", "дальше"),
        "next-ready": (
            "{stage}: nothing stands in the way",
            "{stage}: препятствий нет",
        ),
        "next-missing": ("{stage}: {list}", "{stage}: {list}"),
        "next-or": (" or ", " или "),
        "more-reasons": ("... and {more}", "... и ещё {more}"),
        "final": ("this is the last stage", "это последний этап"),
        "final-ready": (
            "this is the last stage; all that is asked of it holds",
            "это последний этап; всё, что на нём требуется, выполнено",
        ),
        "next-bill": (
            "partnership missing {file} gives the whole bill",
            "полный перечень: partnership missing {file}",
        ),
        "closed-label": ("closed", "завершение"),
        "closed-on": ("on {day}, {outcome}", "{day}, {outcome}"),
        "unsupported-label": ("unsupported", "без опоры"),
        "unsupported-none": (
            "no entry has lost what it rested on",
            "ни одна запись не потеряла основания",
        ),
        "unsupported-some": (
            "{entries} on anything:",
            "{entries}:",
        ),
        "unsupported-one": ("entry {seq} of {day}, {what}: {why}", "запись {seq} от {day}, {what}: {why}"),
        "waivers-label": ("waivers", "исключения"),
        "basis-label": ("basis", "основание"),
        # --- the bill -----------------------------------------------------------------------------------------------
        "bill": (
            "What {programme} lacks on {day}, before the stage: {stage}",
            "Чего не хватает программе {programme} на {day} для перехода на этап: {stage}",
        ),
        "bill-final": (
            "What {programme} lacks on {day}, at its last stage",
            "Чего не хватает программе {programme} на {day}, на последнем этапе",
        ),
        "bill-now": ("Stage now: {stage}.", "Сейчас этап: {stage}."),
        "bill-suspended": ("The programme is suspended since {day}.", "Программа приостановлена с {day}."),
        "bill-closed": (
            "{programme} was closed on {day}; nothing is owed.",
            "{programme} завершена {day}; долгов нет.",
        ),
        "bill-nothing": ("Nothing is missing.", "Всё, что требуется, есть."),
        "bill-count": ("Not met: {list}.", "Не выполнено: {list}."),
        "owed-by-nobody": ("Nobody is named", "Ответственный не назван"),
        "any-of-sector": ("{name} (the whole sector)", "{name} (сектор в целом)"),
        "any-of-role": ("{name} (nobody holds the role)", "{name} (роль никому не поручена)"),
        "rule": ("rule: {place}; {source}", "правило: {place}; {source}"),
        # --- the ledger ---------------------------------------------------------------------------------------------
        "col-seq": ("no.", "№"),
        "col-date": ("date", "дата"),
        "col-recorded": ("written", "внесено"),
        "col-basis": ("basis", "основание"),
        "col-what": ("what", "что"),
        "col-detail": ("detail", "подробности"),
        "entry-started": ("start", "начало"),
        "entry-recorded": ("record", "запись"),
        "entry-amended": ("change", "изменение"),
        "entry-ended": ("end", "прекращение"),
        "entry-advanced": ("stage", "этап"),
        "entry-waived": ("waiver", "исключение"),
        "entry-suspended": ("suspension", "приостановка"),
        "entry-resumed": ("resumption", "возобновление"),
        "entry-migrated": ("new law", "новые правила"),
        "entry-withdrawn": ("withdrawal", "отзыв"),
        "entry-closed": ("close", "завершение"),
        "head": ("{entries}; head: {head}", "{entries}; отметка: {head}"),
        "sets": ("{field}: {value}", "{field}: {value}"),
        "unsets": ("{field}: removed", "{field}: убрано"),
        # --- the graph ----------------------------------------------------------------------------------------------
        "ties-of": ("Who is tied to whom in {programme} on {day}", "Кто с кем связан в программе {programme} на {day}"),
        "show-everybody": ("Who is tied to whom and to what", "Кто с кем и с чем связан"),
        "show-outcomes": ("Who wants and who produces what", "Кто в чём заинтересован и кто что обеспечивает"),
        "show-functions": ("Who answers for what", "Кто за что отвечает"),
        "show-sectors": ("Ties between sectors", "Связи между секторами"),
        "ties-on": ("Who is tied to whom on {day}", "Кто с кем связан на {day}"),
        "ties-more": (
            "partnership graph {file} -o ties.svg draws it; --without PARTNER tells what would be if a partner left",
            "partnership graph {file} -o ties.svg запишет рисунок; --without ПАРТНЁР скажет, что будет, если он уйдёт",
        ),
        "written": ("{file} written, {size} KB", "записан файл {file}, {size} КБ"),
        # --- templates ----------------------------------------------------------------------------------------------
        "template-counts": (
            "{requirements}: {gates} of gates, {guards} of acts, {levels} of scales. By origin: {origins}.",
            (
                "{requirements}: для этапов — {gates}, перед действиями — {guards}, для уровней — {levels}. "
                "По источнику: {origins}."
            ),
        ),
        "recomputed-none": (
            "Every rule is kept up to date as entries come; none is recomputed when asked.",
            "Каждое требование отслеживается по мере внесения записей; ни одно не пересчитывается заново при запросе.",
        ),
        "recomputed-some": ("Recomputed when asked: {list}.", "Пересчитываются заново при запросе: {list}."),
        "recomputed-mark": ("recomputed when asked", "пересчитывается при запросе"),
        "parameters": ("Parameters", "Параметры"),
        "parameter-range": ("{default} ({low} to {high})", "{default} (от {low} до {high})"),
        "parameter-choices": ("{default} (one of: {choices})", "{default} (одно из: {choices})"),
        "open-end": ("any", "любого"),
        "stages": ("Stages", "Этапы"),
        "stage-next": ("then: {stages}", "далее: {stages}"),
        "stage-back": ("back to: {stages}", "возврат: {stages}"),
        "stage-final": ("the last one", "последний"),
        "gate-entry": ("Before entering", "Перед входом"),
        "gate-exit": ("Before leaving", "Перед выходом"),
        "gate-invariant": ("All the time, or the programme is suspended", "Постоянно, иначе программа приостановлена"),
        "gate-cadence": ("At intervals", "Периодически"),
        "guards": ("Before an act", "Перед действием"),
        "act-record": ("to record: {kind}", "запись: {kind}"),
        "act-end": ("to end: {kind}", "прекращение: {kind}"),
        "act-any-advance": ("to go on to any other stage", "переход на любой другой этап"),
        "act-advance": ("to go on to: {stage}", "переход: {stage}"),
        "levels": ("Levels of scales", "Уровни шкал"),
        "while-suspended": ("Refused while the programme is suspended", "Недоступно, пока программа приостановлена"),
        "in-force-from": ("from {day}", "с {day}"),
        "in-force-to": ("until {day}", "до {day}"),
        "before-effective": ("advice before", "до этого — совет"),
        "waivable": ("may be waived by {roles}{term}", "исключение может разрешить: {roles}{term}"),
        "waivable-term": (", for {term} at most", ", не более чем на {term}"),
        "owed": ("owed by {who}", "за кем: {who}"),
        "template-shows": (
            "partnership templates show NAME tells all of it",
            "подробно: partnership templates show ИМЯ",
        ),
    }
)
"""Each sentence by its key, in English and in Russian."""

COUNTED: Final[Mapping[str, tuple[tuple[str, str], tuple[str, str, str]]]] = MappingProxyType(
    {
        "entries": (("entry", "entries"), ("запись", "записи", "записей")),
        "of-entries": (("entry", "entries"), ("записи", "записей", "записей")),
        "unsupported": (
            ("entry no longer rests", "entries no longer rest"),
            ("запись потеряла основание", "записи потеряли основание", "записей потеряли основание"),
        ),
        "otherwise": (
            (
                "line of the file went otherwise than the file says",
                "lines of the file went otherwise than the file says",
            ),
            (
                "строка файла прошла не так, как в нём сказано",
                "строки файла прошли не так, как в нём сказано",
                "строк файла прошли не так, как в нём сказано",
            ),
        ),
        "reasons": (("reason", "reasons"), ("причина", "причины", "причин")),
        "more": (("more", "more"), ("прочее", "прочих", "прочих")),
        "days": (("day", "days"), ("день", "дня", "дней")),
        "requirements": (("requirement", "requirements"), ("требование", "требования", "требований")),
        "blocks": (
            ("requirement blocks", "requirements block"),
            ("требование препятствует", "требования препятствуют", "требований препятствуют"),
        ),
        "warns": (("warning", "warnings"), ("предупреждение", "предупреждения", "предупреждений")),
        "advises": (("piece of advice", "pieces of advice"), ("рекомендация", "рекомендации", "рекомендаций")),
        "stages": (("stage", "stages"), ("этап", "этапа", "этапов")),
    }
)
"""What can be counted: one and many in English; 1, 2-4 and 5 in Russian."""
