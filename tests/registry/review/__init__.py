"""The review: its rules, its operations, its pages."""
