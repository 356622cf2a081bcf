"""Second factors: what a person shows beside the password, and the codes for when it is lost."""
