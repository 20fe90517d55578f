"""Ties that people have told in a survey: read from a table, to be put before the one door."""
