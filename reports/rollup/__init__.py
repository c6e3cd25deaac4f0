"""Counts by day, exact at any moment: kept ones, or the facts where those are not true."""
