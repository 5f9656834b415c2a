"""Figures that stand as they were on a day, whatever is learnt, synced or corrected afterwards."""
