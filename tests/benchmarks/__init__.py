"""Tests of the measurements: what they claim to do to a reference is done."""
