"""The only code that opens input files and takes their text apart. Faults go to a `Report`, never into exceptions."""
