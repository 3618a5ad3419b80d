"""Reporting: facts from every topic, made into the region's figures and the journey of an event."""
