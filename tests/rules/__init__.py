"""Cases of the rules: a folder for each rule, a file for each case.

A case holds files under ``== name`` lines. ``== name (latin-1)`` writes another encoding, ``== name/`` makes a folder,
``== name -> target`` a symbolic link. ``== expected`` lists all that the build reports: its warnings, then what is mere
information. ``== shown`` lists what must stand on the page in spite of that, one text a line.

The rule of the folder is among what is expected, but for a case whose name begins with ``quiet_``: it is close to one
that breaks the rule, and does not.

Files that a case leaves out come from ``default/reading`` for the rules that reading breaks, and from
``default/comparing``, where all rules run, for the others.
"""
