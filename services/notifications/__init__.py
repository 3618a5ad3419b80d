"""Who is told of what happened, through which channel, when, and why somebody was not."""
