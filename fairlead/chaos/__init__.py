"""A region under attack: seeded faults and load on the real thing, and a verdict from its databases."""
