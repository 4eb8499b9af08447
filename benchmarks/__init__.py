"""Measurements of speed and memory, as ratios between things measured in one run."""
