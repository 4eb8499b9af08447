"""How many faults the checks find: samples and rows that are clean are broken, one thing at a time."""
