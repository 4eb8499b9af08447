"""Cases of bad input: a folder for each rule, a file for each case.

A case holds files under ``== name`` lines. ``== name (latin-1)`` writes another encoding, ``== name/`` makes a folder,
``== name -> target`` a symbolic link. ``== expected`` lists the warnings of the build, and ``== shown`` what must stand
on the page in spite of them, one text a line. Files that a case leaves out come from ``default``.
"""
