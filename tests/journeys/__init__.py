"""Journeys: the main job told as a story, on every kind of browser."""
