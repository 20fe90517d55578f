"""One pilot: its commands, its law as data, and the same law written by hand."""

from benchmarks.lifecycle.book import Book
from benchmarks.lifecycle.reasons import Language, Refusal, Refused, text_of
from benchmarks.lifecycle.story import START, Step, story

__all__ = ["START", "Book", "Language", "Refusal", "Refused", "Step", "story", "text_of"]
