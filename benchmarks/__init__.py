"""What the library costs, measured beside what else one could use: `python -m benchmarks`."""
