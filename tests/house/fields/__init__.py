"""The page `docs/fields.md`: what may be in every field of every form, and the rules beside it.

It is rendered from the forms and the rules themselves. After a change:
`python -m tests.house.fields > docs/fields.md`.
"""
