"""The linter's cache is never wrong: whatever happens, a run with it finds what one without it finds."""
