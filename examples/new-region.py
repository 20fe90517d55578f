# %% [markdown]
# # A new region in fifteen minutes
# Will the programme reach its main stage there, when, and what holds it up? The region is **invented**: a way of asking, not an answer.
#
# **Новый регион за пятнадцать минут.** Дойдёт ли программа до основного этапа, когда, и что её задерживает? Регион **вымышленный**: это пример вопросов, а не ответ.

# %%
import textwrap

import matplotlib.pyplot as plt

import partnership as pt
from partnership.simulation import arms_told, chance_told, sensitivity, sensitivity_told, worst_told, worst_worlds
from partnership.simulation.plots import plot_arms, plot_fan, plot_held_up, plot_reaching, plot_sensitivity

LANG = "en"  # "ru": всё, что печатает библиотека, и все рисунки — по-русски
RUNS = 1000
SAMPLES = 8  # worlds for the question which uncertainty matters: a power of two, times the uncertain figures
WORLD_RUNS = 64
TWO_YEARS = 730


def say(*sentences):
    for sentence in sentences:
        for line in sentence.in_language(LANG).splitlines():
            print(textwrap.fill(line, 100, subsequent_indent="  "))


# %% [markdown]
# ## The law, and what is known of the region
# The law is the one of the Smolensk pilot. The file of the region says who there is, and on what each figure rests.
#
# **Правила и то, что известно о регионе.** Правила те же, что в смоленском пилоте. В файле региона — кто в нём есть и на чём основано каждое число.

# %%
law = pt.load_template("volunteers")
region = pt.load_region("kaluga")
for partner in region.shape.partners:
    print("-", partner.name.in_language(LANG), f"x {partner.count}" if partner.count > 1 else "")

# %% [markdown]
# ## What comes of it
# Every run is a programme whose entries the law has decided; what is told first matters most.
#
# **Что получается.** Каждый прогон — программа, все записи которой прошли проверку правилами.

# %%
study = pt.simulate(law, region, replications=RUNS, seed=7)
print("\n".join(textwrap.fill(line, 100, subsequent_indent="  ") for line in study.text(LANG).splitlines()))

# %% [markdown]
# ## Within two years?
#
# **Успеют ли за два года?**

# %%
say(chance_told(study, "main", TWO_YEARS))
plot_reaching(study, lang=LANG)
plt.show()

# %% [markdown]
# ## What holds it up
# Which rule was the last before a stage ended, and for how many days it was the only thing missing; in grey what is not met where the stage has not ended.
#
# **Что задерживает.** Какое правило оставалось последним перед концом этапа и сколько дней не хватало только его; серым — что не выполнено там, где этап не закончился.

# %%
for stage in ("resourcing", "immersion", "main"):
    plot_held_up(study, stage, lang=LANG)
    plt.show()

# %% [markdown]
# ## Pupils reached
#
# **Сколько воспитанников охвачено**

# %%
plot_fan(study, "pupils_reached", lang=LANG)
plt.show()

# %% [markdown]
# ## Which lever helps most
# Each arm sets one thing otherwise and meets the same chance in the same run: what differs is the lever, not luck.
#
# **Что помогает больше всего.** В каждом варианте иначе только одно, а случай тот же: разница — от рычага, а не от везения.

# %%
arms = {
    "half as many sign up again": {"sign_up": 0.015},
    "half as many trained again": {"training_places": 18},
    "a larger office": {"workers.office": 6},
    "more questions settled at once": {"workers.group": 3},
}
levers = pt.simulate(law, region, replications=RUNS // 2, seed=7, arms=arms)
say(*arms_told(levers, "pupils_reached"))
say(*arms_told(levers, "main"))
plot_arms(levers, "pupils_reached", lang=LANG)
plt.show()
plot_arms(levers, "main", lang=LANG)
plt.show()

# %% [markdown]
# ## Which uncertainty matters
# All uncertain figures are varied together. The one at the top is worth asking about before anything else: **none of them is measured.**
#
# **Какая неопределённость важнее.** Неточные числа меняются все вместе. Верхнее стоит уточнить прежде всего: **ни одно из них не измерено.**

# %%
for what, within in (("main", TWO_YEARS), ("pupils_reached", None)):
    found = sensitivity(study, what, samples=SAMPLES, replications=WORLD_RUNS, within_days=within)
    say(*sensitivity_told(study, found))
    plot_sensitivity(study, found, lang=LANG)
    plt.show()

# %% [markdown]
# ## Where it fails
#
# **Где не получается**

# %%
say(*worst_told(study, worst_worlds(study, "main", within_days=TWO_YEARS), "main", TWO_YEARS))
say(*worst_told(study, worst_worlds(study, "main"), "main"))

# %% [markdown]
# ## One run, entry by entry
# A run is a programme like any other: the law takes its ledger up again, and it can be reported, drawn and searched.
#
# **Один прогон, запись за записью.** Прогон — такая же программа, как настоящая: её книгу записей принимают правила, по ней можно строить отчёты.

# %%
history = study.history(3).programme
say(law.stage(history.stage).title)
print(len(history.entries), pt.Programme.from_entries(law, history.entries).digest() == history.digest())
