"""What OWASP ASVS 5.0.0 asks of this house, and the test that proves each line of it.

`requirements.csv` has the 345 requirements in our own words; `register/` has a file for each
chapter that says how each line stands. `docs/asvs.md` is rendered from both.
"""
