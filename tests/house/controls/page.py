"""Writes the page: sentences of a person around values and lists of the code."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from datetime import timedelta

import registry.cli  # noqa: F401 - with it every module is there, and so is every limit
from registry import budgets
from registry.accounts import limits, passwords, rules
from registry.accounts.factors import rules as factors
from registry.caseworkers import rules as staff
from registry.children import rules as children
from registry.claims import rules as claims
from registry.outbox import delivery, senders
from registry.storage import decode, picture
from registry.storage.columns import Kind
from registry.storage.database import PRAGMAS
from registry.storage.keys import PURPOSE_KEYS
from registry.trail.events import Event
from registry.web import bodies, proof, sessions, turnstile
from tests.house.controls import told

MEGABYTE = 1024 * 1024


def page() -> str:
    """The whole page."""
    return "\n\n".join(_parts()) + "\n"


def every_limit() -> list[limits.Limit]:
    """Every limit that any module of the house declares."""
    ours = [module for name, module in sys.modules.items() if name.startswith("registry.")]
    found = {
        value for module in ours for value in vars(module).values() if type(value) is limits.Limit
    }
    return sorted(found, key=lambda limit: limit.name)


def _parts() -> Iterator[str]:
    yield "# What the house limits, keeps, seals and speaks to"
    yield (
        "Rendered from the code; after a change: `python -m tests.house.controls >"
        " docs/controls.md`. What it says is what runs."
    )
    yield from _signing_in()
    yield from _limited()
    yield from _pictures()
    yield from _keys()
    yield from _outside()
    yield from _watched()


def _signing_in() -> Iterator[str]:
    yield "## Signing in"
    yield _table(
        ("way", "what it is", "how strong"),
        ((f"`{name}`", *words) for name, words in told.WAYS.items()),
    )
    yield (
        f"A password has at least {rules.SHORTEST_PASSWORD} letters, or"
        f" {rules.SHORTEST_BESIDE_A_FACTOR} at the desk, where a second factor always stands"
        f" beside it; at most {rules.LONGEST_PASSWORD_BYTES} bytes. It is used as it was typed, in"
        " any script, and never has to be changed. Refused are common passwords, a few signs"
        " repeated, the name or address of the person, and little else than one of these words:"
        f" {', '.join(rules._CONTEXT)}. A lost password is set anew by a letter, which takes no"
        " factor away. There are no hints and no secret questions."
    )
    yield (
        "What is tried too often has to wait; the count is kept for each place, so that a stranger"
        " elsewhere locks nobody out, and the right password starts it anew. An unknown address"
        " costs the same time and is counted alike."
    )
    yield (
        f"A session ends when nothing was done for {_long(sessions.FAMILY_IDLE)} (family),"
        f" {_long(sessions.STAFF_IDLE)} (desk) or {_long(sessions.SHARED_IDLE)} (a shared"
        f" telephone), and after {_long(sessions.LONGEST)} whatever was done. Somebody may have"
        " several; each is listed to its owner and can be ended there. A new password ends all"
        " others; so does a reset of factors, and a stop at the desk ends all of that person's."
        f" What matters most asks again for the password or a factor once {_long(proof.FRESH)} have"
        f" passed. An invitation of staff lasts {_long(staff.INVITATION_LASTS)}, a reset of factors"
        f" {_long(staff.RESET_LASTS)}, a link to sign in {_long(rules.ENTRY_LASTS)}, a link that"
        f" confirms an address {_long(rules.LINK_LASTS)}, a code of an app"
        f" {factors.STEP_SECONDS} seconds and {factors.DRIFT} step to either side."
    )


def _limited() -> Iterator[str]:
    yield "## Limits"
    yield _table(
        ("what", "how often", "in"),
        ((each.name, str(each.most), _long(each.window)) for each in every_limit()),
    )
    yield (
        f"One person has at most {claims.OPEN_MOST} open claims, files {claims.FILED_MOST} in"
        f" {_long(claims.FILED_WITHIN)}, and begins {children.DRAFTS_MOST} records at a time. A"
        f" record and a claim have at most {children.PHOTOS_MOST} photos. At the desk one person"
        f" opens {budgets.STOP} different files a day; at {budgets.ALERT} it is said."
    )
    yield _table(
        ("what is costly", "how it is held", "past it"),
        (
            (
                "hashing a password",
                f"{passwords.AT_ONCE} at once, after the limits",
                f"429 after {passwords.PATIENCE_SECONDS} seconds",
            ),
            (
                "taking a picture apart",
                f"2 at once, {decode.MEMORY // MEGABYTE} MB, {decode.CPU_SECONDS} seconds",
                f"a sentence, after {picture._WAIT + picture._SECONDS:g} seconds at most",
            ),
            (
                "any page",
                f"{turnstile.AT_ONCE} at once",
                f"503 with `Retry-After` after {turnstile.LONGEST_WAIT:g} seconds",
            ),
            (
                "any form",
                f"{bodies.BODY_LIMIT // 1024} KB, {bodies.PARTS_LIMIT} parts",
                "413",
            ),
            (
                "connections",
                f"{bodies.SERVER['connection_limit']} at once",
                "wait at the door",
            ),
            (
                "a database that is held by another",
                next(each for each in PRAGMAS if "timeout" in each) + " (milliseconds)",
                "503 with `Retry-After`",
            ),
            (
                "drawing a shortlist, exporting, proving the logs",
                "the worker or a command alone, never a page",
                "the next round",
            ),
        ),
    )


def _pictures() -> Iterator[str]:
    yield "## Files that people send"
    yield (
        "Only photos are taken: JPEG, PNG or WebP, told by their first bytes and by reading them"
        f" whole, whatever their name says. At most {picture.LARGEST // MEGABYTE} MB (the form:"
        f" {bodies.UPLOAD_LIMIT // MEGABYTE} MB), {decode.PIXELS // 1_000_000} megapixels and"
        f" {decode.SIDE} pixels a side, one frame. SVG, archives, documents and moving pictures are"
        " refused with a sentence. Of a photo the pixels alone are kept, redrawn at"
        f" {decode.LARGE} and {decode.SMALL} pixels, sealed under a random name. What is served is"
        " our own JPEG; no file of a stranger ever is, so no scanner for viruses is asked."
    )


def _keys() -> Iterator[str]:
    yield "## Keys and secrets"
    yield _table(
        ("secret", "where", "how long"),
        (
            (
                "the root key, 256 bits",
                "a file of mode 0400, apart from the data",
                "`kinfold keys rotate` once a year; the old version goes after 30 days",
            ),
            (
                "data keys, 256 bits, one a subject",
                "`keys.db`, wrapped by the root key",
                "as long as the subject; destroying it is the erasure",
            ),
            *(
                (f"purpose key `{name}`", "`keys.db`, wrapped by the root key", told.KEYS[name])
                for name in sorted(PURPOSE_KEYS)
            ),
            (
                "the two identities of age that open backups",
                "not on the host; brought for a drill",
                "new ones once a year; parcels of keys go after 30 days",
            ),
            (
                "the password of the mail server",
                "the environment",
                "as its owner says, once a year at least",
            ),
            (
                "tokens in letters and cookies, 192 to 256 bits",
                "their digest in a row",
                "see signing in",
            ),
        ),
    )
    yield _table(("library", "what for"), ((f"`{k}`", v) for k, v in told.LIBRARIES.items()))
    yield (
        "Every envelope names its form, its algorithm and the version of its key, so that all three"
        " can change: a new form is read beside the old one until everything was written anew."
        " Sealing uses 256-bit keys, which stand against quantum computers. Signatures (Ed25519)"
        " and backups (X25519) do not: once the libraries offer ML-DSA, and the hybrid of ML-KEM"
        " that age writes, checkpoints and receipts carry a second signature, and new parcels go to"
        " new recipients. Parcels of keys live for 30 days: little can be kept to be opened later."
    )


def _outside() -> Iterator[str]:
    yield "## What leaves the house"
    yield _table(
        ("where in the code", "to whom", "how"),
        ((f"`{place}`", *words) for place, words in told.OUTWARD.items()),
    )
    yield (
        f"A mail server has {senders.TIMEOUT_SECONDS} seconds for each answer and"
        f" {senders.LONGEST_SECONDS} for a letter; what does not go waits, 2 minutes at first and"
        f" {_long(delivery.LONGEST_PAUSE)} at most, and is given up only when the server refuses it"
        f" for good {delivery.MOST_TRIES} times. No address that a person typed is ever asked for"
        " anything: the house has no client for the web. Pages name no other host. Databases and"
        " photos are files of this machine."
    )
    yield (
        "A browser needs nothing but forms and one cookie: every flow works without scripts and"
        " without storage. With scripts, what is used is in every browser since 2020; nonces,"
        " Trusted Types and Fetch Metadata are honoured where the browser knows them, and tokens of"
        " forms hold where it does not."
    )


def _watched() -> Iterator[str]:
    yield "## Data, logs and parts that could do harm"
    yield _table(
        ("class of a column", "how it is held"),
        ((each.name.lower().replace("_", " "), each.value) for each in Kind),
    )
    yield (
        "What is personal is sealed under the key of its subject, opened only on a ground, shown to"
        " whom the table of authority names, written into the trail at each look, kept as long as"
        " `/privacy` says, and in no log."
    )
    yield (
        f"The trail (`registry.db`) has {len(Event)} kinds of entry: who, what, when in UTC, about"
        " whom, why; references and words of closed lists. Auditors and operators read it; it is"
        " chained, signed each day, anchored outside, and kept as `/privacy` says. The log of the"
        " process goes to its standard output, one line each, for whoever runs the house:"
    )
    yield _table(("line", "what it says"), told.LOGGED.items())
    yield _table(("component", "why it is watched"), ((f"`{k}`", v) for k, v in told.RISKY.items()))
    yield _table(
        ("place", "what could be dangerous, and what holds it"),
        ((f"`{k}`", v) for k, v in told.DANGEROUS.items()),
    )


def _long(span: timedelta) -> str:
    """The length in the largest unit that is whole."""
    seconds = int(span.total_seconds())
    for size, unit in ((86400, "day"), (3600, "hour"), (60, "minute"), (1, "second")):
        if seconds % size == 0:
            count = seconds // size
            return f"{count} {unit}" + ("s" if count != 1 else "")
    raise ValueError(span)


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
