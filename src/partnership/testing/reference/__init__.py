"""The reference: a second, slow and obvious evaluator of the law, to hold laws, stores and engines against.

It shares no code with the engine, and none with the rooms that read and expand templates. It is given a template's file
as the plain tree that its author wrote, and the entries of a ledger, and finds every answer by reading all of them
again. Nothing is kept from one question to the next; there is no index. What it says is what the sentences of the
language say. A word that it does not know is an error, never a silence.
"""

from partnership.testing.reference.counting import Answer as Answer
from partnership.testing.reference.evaluator import ReferenceEvaluator as ReferenceEvaluator
from partnership.testing.reference.law import PlainTree as PlainTree
