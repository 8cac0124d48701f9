"""Process reward models: the probability that a solution is still correct after each of its steps (2305.20050)."""
