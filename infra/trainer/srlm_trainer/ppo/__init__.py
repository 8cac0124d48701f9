"""Proximal policy optimisation against a reward model (2203.02155, section 3.5; 1707.06347).

TRL has no PPO any more, so this is a loop of our own, in four parts: sample responses (`sampling`), judge every token
of them (`episodes`, `advantages`), take a clipped step (`losses`, `update`), repeat with checkpoints (`loop`).
"""
