"""What a person has to say about the lists of the code: one line each, and none may be left out."""

from __future__ import annotations

from typing import Final

WAYS: Final = {
    "accounts.start_session": (
        "the password, then a factor if there is one",
        "the desk needs both; a family may add a factor",
    ),
    "accounts.answer_factor": (
        "the second step: six digits of an app",
        "only after the first step, for 10 minutes; each code once",
    ),
    "accounts.use_recovery_code": (
        "the second step: a printed code",
        "only after the first step; each code once, told by letter",
    ),
    "accounts.use_link": (
        "a link in a letter, in place of the password",
        "families only; once, for 10 minutes; a factor is still asked for",
    ),
    "accounts.reset_password": (
        "a link in a letter sets a new password",
        "once, for 10 minutes; lets nobody in and takes no factor away",
    ),
    "accounts.send_entry_link": ("asks for such a letter", "says the same for every address"),
}
"""Every form of somebody who is not signed in yet that has to do with signing in."""

KEYS: Final = {
    "badge": "the codes on a badge, HMAC-SHA-256",
    "canary": "which made-up records are wanted, HMAC-SHA-256",
    "card": "the address on the card of a receipt, HMAC-SHA-256",
    "email": "finds an account by its address, HMAC-SHA-256",
    "form-token": "the tokens of forms and the slips of questions, HMAC",
    "limits": "what is counted, without naming whom, HMAC-SHA-256",
    "link": "the digests of tokens in letters, HMAC-SHA-256",
    "receipts": "signs receipts, certificates and checkpoints, Ed25519",
}
"""What each purpose key is for."""

LIBRARIES: Final = {
    "cryptography": "AES-256-GCM and Ed25519",
    "argon2": "argon2id, for passwords and printed codes",
    "pyotp": "codes of an app: HMAC-SHA-1 by RFC 4226, where no collision helps anybody",
    "pyrage": "backups: age (X25519, ChaCha20-Poly1305)",
    "hashlib": "SHA-256, SHA-384 and SHA-512",
    "hmac": "HMAC with these, and comparing at one pace",
    "secrets": "chance, from the operating system",
}
"""Where cryptography comes from. Nothing else is used."""

OUTWARD: Final = {
    "registry/outbox/senders.py": (
        "the mail server of `KINFOLD_SMTP_URL`",
        "TLS with a certificate that is looked at; plain only on this machine",
    ),
}
"""What leaves the house."""

LOGGED: Final = {
    "broken": "a page broke: a number, the name of the page, the kind of error",
    "unavailable": "a page had to wait: the name of the page, the kind of what failed",
    "worker": "a job broke: the kind of error",
    "letter broken": "a letter could not be written: the kind of error",
    "mail refused": "a letter was not taken: the kind of error",
    "trail broken": "the trail does not agree with itself",
    "anchor refused": "a checkpoint could not be put outside: the kind of error",
}
"""Every line of the log."""

RISKY: Final = {
    "pillow": "reads pictures of strangers; only in a process of its own without files or network",
    "cryptography": "all that is sealed",
    "argon2-cffi": "all passwords",
    "pyrage": "all backups",
    "zxing-cpp": "reads a receipt off a picture, in the offline verifier alone",
    "werkzeug": "reads every request",
    "waitress": "reads every connection",
    "jinja2": "writes every page",
}
"""Components that read what strangers send, or on which much rests."""

DANGEROUS: Final = {
    "registry/storage/decode.py": "takes pictures apart; memory, time, files and network are cut",
    "registry/storage/backup/parcel.py": "makes an archive, of our own files alone",
    "registry/storage/backup/unpacking.py": "unpacks an archive; only the plain files of a backup",
    "registry/storage/picture.py": "starts a process, from a constant list of words",
    "registry/web/swatch.py": "makes markup, from its own tables",
}
"""Where the code does what could be dangerous, and what holds it."""
