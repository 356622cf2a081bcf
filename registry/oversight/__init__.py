"""Today at the desk, and the trail for auditors."""
