"""What the benchmark of the preview consists of: edits, a browser that notes when they show, and the servers."""
