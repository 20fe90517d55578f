"""Figures of a network, each with its definition, its source and a sentence about what it says here."""
