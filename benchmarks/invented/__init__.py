"""An invented API of any size, the same each time: as a reference in reST with samples, and as an OpenAPI document."""
