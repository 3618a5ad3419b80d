"""The services: strangers to one another, who speak through contracts only."""
