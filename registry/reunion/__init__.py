"""After "move": safety, custody, the child's voice, verification, contact, reunion."""
