"""References of OpenStack, fetched from PyPI and built by this extension and by os-api-ref."""
