"""Certificates for what a doctor took part in: issued by the trust, and verified by anybody who is shown one."""
