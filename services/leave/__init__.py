"""Study and professional leave: asked for, decided step by step, looked at again when placements move."""
