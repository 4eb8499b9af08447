"""Tests that build documents."""
