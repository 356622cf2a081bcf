"""The demo: fictional families, drawn portraits, and a room in which its e-mail can be read."""
