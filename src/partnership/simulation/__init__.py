"""Simulation of regions."""
