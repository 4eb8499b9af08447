"""From blocks to operations: which heading, role, version, action and anchor belongs to what."""
