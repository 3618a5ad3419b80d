"""The registry: organisations, people, programmes, placements, appointments, and the files they arrive in."""
