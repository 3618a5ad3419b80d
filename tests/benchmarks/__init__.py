"""Figures, as ratios to the raw clients in the same run: `make bench`. Never part of the tests."""
