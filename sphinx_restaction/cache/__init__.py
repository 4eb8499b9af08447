"""What the linter found in its last run on a reference, kept for the next one.

A run notes all that it looks at in the file system (`sources.notes`). Its result is kept with the contents that it is
of (`footprint`, `store`). The next run compares these with what is there now. Where all is the same, and where an edit
is one that no rule can see (`edits`), the result is that of the last run, and neither the reader nor the checks are
loaded. Everything else is read and checked anew, as a whole: findings depend on each other in too many ways for a
part of them to be taken over safely.

Whatever is wrong with a cache, it is as if there were none.
"""
