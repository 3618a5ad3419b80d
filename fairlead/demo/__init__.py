"""The story of one region, played on files in the real layouts, each step checked."""
