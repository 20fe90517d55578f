"""Measurements, each run as a process of its own that prints its figures as JSON."""
