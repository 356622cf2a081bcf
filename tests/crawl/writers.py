"""What families and agencies write: every page of a record and of each kind of claim."""

from __future__ import annotations

import io
import re
import uuid
from typing import Final

from flask import Flask
from PIL import Image

from registry.children.forms.described import FORMS
from registry.children.models import Child
from registry.claims.models import Claim
from registry.claims.parts import pages
from registry.claims.rules import Kind
from registry.purposes import SEARCH_FOUND, offered_later
from registry.work import Floors
from tests.cast import AMINA, HANA, OMAR, YUSUF
from tests.crawl.sowing import Seeds, Sower
from tests.making.accounts import sign_in

DESCRIPTION: Final = tuple(FORMS)
"""The pages of groups that describe a child."""


class Writers:
    """Families and agencies at their browsers: records, claims, photos."""

    def __init__(self, app: Flask, floors: Floors) -> None:
        self._app = app
        self._floors = floors
        self._seeds = Seeds()
        self._people: dict[str, Sower] = {}

    def who(self, email: str) -> Sower:
        """Somebody signed in at a browser of their own."""
        if email not in self._people:
            person = Sower(self._app.test_client(), self._seeds)
            sign_in(person.client, email)
            self._people[email] = person
        return self._people[email]

    @property
    def _today(self) -> str:
        return self._floors.clock().date().isoformat()

    def _reference(self, kind: type[Child | Claim], row_id: str) -> str:
        """What a record or claim is called by those who do not know its id."""
        with self._floors.reading() as session:
            row = session.get_one(kind, uuid.UUID(row_id))
            assert isinstance(row, Child | Claim)
            return row.reference

    def _record(self, email: str, owner: str, *, apart: str = "apart") -> str:
        guardian = self.who(email)
        guardian.sow("/children/new", f"{owner} details")
        record = guardian.path.rpartition("/")[0]
        guardian.sow(f"{record}/safety", f"{owner} safety", anyone="yes")
        for name in DESCRIPTION:
            guardian.sow(f"{record}/description/{name}", f"{owner} details", age="6")
        guardian.sow(f"{record}/whereabouts", f"{owner} details", apart=apart)
        for name in ("marks", "family"):
            guardian.sow(f"{record}/{name}", f"{owner} details")
        for name in ("health", "sensitive"):
            guardian.sow(f"{record}/{name}", f"{owner} {name}")
        guardian.sow(f"{record}/family-facts", f"{owner} withheld")
        guardian.sow(f"{record}/photos", f"{owner} photo", photo=self._photo(owner))
        guardian.sow(f"{record}/relationship", f"{owner} details")
        guardian.sow(f"{record}/safety", f"{owner} safety", anyone="yes")
        return record.rpartition("/")[2]

    def _agree(self, email: str, child: str) -> None:
        """Yes to everything asked at first, and to what is asked later."""
        guardian = self.who(email)
        guardian.goto(f"/children/{child}/permission")
        while "/permission/" in guardian.path:
            guardian.press("Yes")
        guardian.press("Give permission")
        self._say_yes(email, child, SEARCH_FOUND, *offered_later())

    def _say_yes(self, email: str, child: str, *purposes: str) -> None:
        """Yes to each of these, on its own page."""
        guardian = self.who(email)
        for purpose in purposes:
            guardian.goto(f"/children/{child}/consents/{purpose}")
            guardian.press("Yes")

    def _photo(self, owner: str) -> bytes:
        """A photo whose camera wrote a canary beside the pixels."""
        file, notes = io.BytesIO(), Image.Exif()
        notes[0x010E] = self._seeds.word(f"{owner} camera", "description")
        notes[0x9286] = self._seeds.word(f"{owner} camera", "comment")
        Image.new("RGB", (64, 64), (90, 60, 30)).save(
            file, "JPEG", exif=notes, comment=self._seeds.word(f"{owner} camera", "jpeg").encode()
        )
        return file.getvalue()

    def _claim_pages(self, email: str, door: str, claim: str, kind: Kind, owner: str) -> None:
        who = self.who(email)
        classes = {
            "claimant": "contact",
            "papers": "evidence",
            "safety": "safety",
            "withheld": "withheld",
            "location": "location",
        }
        for page in pages(kind):
            place = "lists" if page.name in {"marks", "family"} else "pages"
            sown = f"{owner} {classes.get(page.name, 'details')}"
            if page.name == "photos":
                who.sow(f"{door}/{claim}/photos", sown, photo=self._photo(owner))
            else:
                # What one claimant would rather say, a coordinator writes down.
                anyone = "not_assessed" if owner == "claim" else "yes"
                who.sow(f"{door}/{claim}/{place}/{page.name}", sown, age="6", anyone=anyone)

    def _relative(self) -> str:
        yusuf = self.who(YUSUF)
        yusuf.goto("/claims/new")
        claim = self._begun(yusuf, "/claims/new")
        self._claim_pages(YUSUF, "/claims", claim, Kind.RELATIVE, "claim")
        for page in ("photos", "answers"):
            yusuf.goto(f"/claims/{claim}/{page}")
        yusuf.sow(f"/claims/{claim}/notice", "nothing")
        return claim

    def _separated(self) -> str:
        amina = self.who(AMINA)
        amina.sow("/claims/apart", "nothing")
        claim = amina.path.split("/")[2]
        self._claim_pages(AMINA, "/claims", claim, Kind.SEPARATED, "separated")
        amina.sow(f"/claims/{claim}/notice", "nothing")
        return claim

    def _found(self) -> str:
        hana, omar = self.who(HANA), self.who(OMAR)
        claim = self._begun(hana, "/desk/found/new")
        self._claim_pages(HANA, "/desk/found", claim, Kind.FOUND, "found")
        hana.goto(f"/desk/found/{claim}")
        hana.goto(f"/desk/found/{claim}/answers")
        hana.client.post(f"/desk/found/{claim}/sending")
        omar.goto(f"/desk/found/{claim}/countersignature")
        omar.client.post(f"/desk/found/{claim}/countersignature")
        return claim

    @staticmethod
    def _begun(who: Sower, path: str) -> str:
        place = who.client.post(path).location
        found = re.search(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", place)
        assert found is not None, place
        return found.group(0)
