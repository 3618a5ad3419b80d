"""A whole region on one machine: PostgreSQL, Kafka, caught mail, traces, and the supervisor that keeps them alive."""
