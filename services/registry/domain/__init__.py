"""The registry's decisions: pure, without a database, a clock or a file."""
