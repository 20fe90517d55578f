"""The fast engine: many replications at once, people counted instead of told apart.

It follows the same model with the same chance as the exact engine: work takes the same time in the same replication,
and people, who are exchangeable, are drawn as numbers. What of the law looks at people is learned from the law itself,
on a history that the exact engine has driven: how many rows of a rule belong to each person, by the state that he or
she is in. A rule for which people in one state count differently looks at more than a state can hold, and is refused by
name.
"""

from partnership.simulation.fast.batch import Batch as Batch
from partnership.simulation.fast.engine import Fast as Fast
from partnership.simulation.fast.people_rules import CannotCarry as CannotCarry
