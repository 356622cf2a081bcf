"""No log, no view, at every address: where the trail takes no entry, no word and no photo comes."""

from __future__ import annotations

import sqlite3

from tests.crawl.conftest import Made, Open
from tests.crawl.crawling import FULL, Seen, addresses, crawl, signed_in
from tests.crawl.newcomers import AGENCY_WORDS

SHUT = "CREATE TRIGGER shut BEFORE INSERT ON trail_entries BEGIN SELECT RAISE(ABORT, 'shut'); END"


def test_nothing_personal_is_served_where_no_entry_can_be_written(
    made: Made, copied: Open, before: dict[str, Seen]
) -> None:
    people = {email: signed_in(copied.app, email) for email in before}
    rogue = sqlite3.connect(str(copied.floors.engine.url.database))
    rogue.execute(SHUT)
    rogue.close()
    for email, client in people.items():
        every = addresses(copied.app, copied.floors, email) if FULL else before[email].kinds_at
        seen = crawl(client, every, made.sown, on=FULL).kinds_at
        # What an agency is called is no secret, and no look.
        personal = {page: kinds for page, kinds in seen.items() if kinds - {AGENCY_WORDS}}
        assert personal == {}, email
