"""Reward models: one number for a response, learnt from rankings (rm_bt) or from soft preferences (rm_soft)."""
