"""The command line, and the embedded region."""
