"""The directives of reference sources, one a file; each has os-api-ref's name and takes what os-api-ref takes."""
