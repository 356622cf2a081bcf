"""The page `docs/controls.md`: what the house limits, keeps, seals and speaks to.

Every number on it is read from the code, and every list is held to the code's own. After a change:
`python -m tests.house.controls > docs/controls.md`.
"""
