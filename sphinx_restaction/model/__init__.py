"""The reference as frozen values, in OpenAPI's words: no input or output, no Sphinx."""
