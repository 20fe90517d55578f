"""Pictures of a network: deterministic SVG, to be read by eye, by keyboard, by a screen reader and on paper."""
