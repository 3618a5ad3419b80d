"""Opportunities to lead: what a trust offers its residents, who asked for it, who answered, and who took part."""
