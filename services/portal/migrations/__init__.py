"""None: the portal keeps no tables of its own, and its database only those of the delivery core."""
