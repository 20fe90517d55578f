# %% [markdown]
# # What if the bank leaves
# Every partner leaves in turn; the money ends; what stops the programme then, and what helps. The region is **invented**. At the end: a forecast from the ledger of the Smolensk pilot, part of whose dates and figures are assumed.
#
# **Что, если банк уйдёт.** Уходит каждый партнёр по очереди; заканчиваются деньги; что тогда останавливает программу и что помогает. Регион **вымышленный**. В конце — прогноз по книге записей смоленского пилота; часть дат и чисел в нём — допущения.

# %%
import datetime as dt
import tempfile
import textwrap
from pathlib import Path

import matplotlib.pyplot as plt

import partnership as pt
from partnership.simulation import arms_told, chance_told, exits, exits_told, forecast, standing_of_stage, standing_told
from partnership.simulation.plots import plot_exits, plot_held_up, plot_reaching

LANG = "en"  # "ru": всё, что печатает библиотека, и все рисунки — по-русски
RUNS = 20  # partners that leave are carried by the engine that decides every entry: half a second a run
MONTHS = (6, 14)
PARTNERS = None  # all; or a list of ids


def say(*sentences):
    for sentence in sentences:
        for line in sentence.in_language(LANG).splitlines():
            print(textwrap.fill(line, 100, subsequent_indent="  "))


law = pt.load_template("volunteers")
region = pt.load_region("kaluga")

# %% [markdown]
# ## Every partner leaves in turn
# After six months, before the coordinating body is founded, or after fourteen, when people begin to visit children.
#
# **Каждый партнёр уходит по очереди.** Через шесть месяцев, до координирующего органа, или через четырнадцать, когда начинаются выезды к детям.

# %%
study = pt.simulate(law, region, replications=RUNS, seed=7, engine="exact")
say(chance_told(study, "main"))
found = exits(study, "main", MONTHS, partners=PARTNERS)
say(*exits_told(study, found))
plot_exits(study, found, lang=LANG)
plt.show()

# %% [markdown]
# ## The money ends
# First as it is. Then there is no money from the end of June 2027 on, and one programme of two finds other money.
#
# **Деньги заканчиваются.** Сначала — как есть. Затем — с конца июня 2027 года денег нет, и новые находит одна программа из двух.


# %%
def variant(name, practice=region.practice.text, more=b""):
    """Return the region under another practice, or with something more said of it."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "practice.yaml").write_bytes(practice)
        own = region.text.replace(b"\ntemplate: volunteers\n", b"\ntemplate: volunteers\npractice: practice.yaml\n")
        Path(folder, name).write_bytes(own + more)
        return pt.load_region(Path(folder, name))


MONEY = b"funding: {ends: 2027-06-30, goes_on: {value: 0.5, basis: assumed}}\n"
for each in (region, variant("no-money.yaml", more=MONEY)):
    say(chance_told(pt.simulate(law, each, replications=20 * RUNS, seed=7), "main"))

# %% [markdown]
# ## The bank leaves: what helps
# First the bank hands its duties over, as the practice has it; then it leaves without a word. Beside each: more volunteers, or a larger office.
#
# **Банк уходит: что помогает.** Сначала банк передаёт дела, как принято; затем уходит молча. В обоих случаях — ещё и если добровольцев больше или у координатора больше сил.

# %%
before, _, after = region.practice.text.partition(b"leaving:\n")
silent = before + b"leaving:\n  - {end: {partner: $it}}\n\n" + after[after.index(b"tasks:\n") :]
arms = {
    "half as many sign up again": {"sign_up": 0.015},
    "a larger office": {"workers.office": 6},
}
for each in (region, variant("silent.yaml", practice=silent)):
    without = pt.simulate(law, each, replications=RUNS, seed=7, leave={"bank": MONTHS[-1]}, arms=arms)
    say(chance_told(without, "main"), *arms_told(without, "pupils_reached"))
    plot_held_up(without, "coordinating_body", lang=LANG)
    plt.show()

# %% [markdown]
# ## A forecast from a running programme
# The ledger of the pilot is cut on a day, and goes on from there by the figures of the Smolensk region; then the pilot is held against it. Read it up to the main stage only: what ended that stage in the pilot was written in other ways than the practice knows.
#
# **Прогноз по идущей программе.** Журнал пилота обрывается на выбранном дне и продолжается по данным Смоленской области; затем пилот сравнивается с прогнозом. Смотрите только до начала основного этапа: его завершение в пилоте записано иначе, чем умеет модель.

# %%
DAY = dt.date(2009, 9, 28)
pilot = pt.load_programme(
    "smolensk-2009.yaml" if Path("smolensk-2009.yaml").exists() else "examples/smolensk-2009.yaml"
)
entries = [entry for entry in pilot.entries if entry.recorded.date() <= DAY]
today = pt.Programme.from_entries(law, entries)
ahead = forecast(today, pt.load_region("smolensk"), on=DAY, replications=RUNS, seed=7)
print("\n".join(textwrap.fill(line, 100, subsequent_indent="  ") for line in ahead.text(LANG).splitlines()))
# where the pilot, which opened its main stage on 1 March 2010, stands in the forecast of five months before
say(standing_told(ahead, standing_of_stage(ahead, "main", dt.date(2010, 3, 1))))
plot_reaching(ahead, ["main"], lang=LANG)
plt.show()
