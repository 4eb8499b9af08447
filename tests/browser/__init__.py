"""Pages in Debian's Chromium: what a reader does with them, and what they cost."""
