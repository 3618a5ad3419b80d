"""What operators and people who try Fairlead type: one module per kind of question."""
