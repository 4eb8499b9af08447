"""From findings to edits: a file for each fixer, and the engine that applies what they propose and checks again."""
