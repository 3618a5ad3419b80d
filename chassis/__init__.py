"""What every service drives on: delivery, HTTP, tokens, time and telemetry. Not one word of the domain."""
