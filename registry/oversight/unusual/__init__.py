"""Unusual looks: found by the worker every hour, answered by auditors."""
