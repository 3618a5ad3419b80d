"""Written feedback on leadership: from the supervisor who saw it, to the doctor who did it."""
