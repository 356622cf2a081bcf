"""Tests that guard the house itself: sizes, names, floors, templates, the wheel, secrets."""
