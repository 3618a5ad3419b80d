"""Role modelling: hours beside those who lead, offered, booked, and looked back on."""
