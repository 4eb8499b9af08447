"""Measurements: of speed and memory, as ratios between things measured in one run, and of what the checks are worth."""
