"""One pilot: its commands, its law as data, and the same law written by hand."""

from benchmarks.lifecycle.book import Book, Refusal, Refused
from benchmarks.lifecycle.story import START, Step, story

__all__ = ["START", "Book", "Refusal", "Refused", "Step", "story"]
