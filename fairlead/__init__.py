"""The command line, and the embedded region."""

__version__ = "0.1.0"
