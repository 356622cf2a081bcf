"""Every field of a receipt stands in the table, and every mandatory field in the receipt."""

import dataclasses
import typing
from collections.abc import Iterator
from pathlib import Path

import consent
from consent import dpv
from consent.receipts import NoticeCopy, ProvenLeaf, Receipt, read
from consent.shape import plain
from tests.consent import papers

OPENED = {"Party", "NoticeCopy", "PurposeState", "Event", "Expression", "ProvenLeaf"}


def fields(shape: type, before: str = "") -> Iterator[str]:
    """Every field of a shape, and of the shapes inside it."""
    hints = typing.get_type_hints(shape)
    for field in dataclasses.fields(shape):
        hint = hints[field.name]
        (inner, *_) = typing.get_args(hint) or (hint,)
        if getattr(inner, "__name__", "") in OPENED:
            yield from fields(inner, f"{before}{field.name}.")
        else:
            yield before + field.name


def test_the_table_names_the_fields_of_the_code() -> None:
    assert [each.here for each in dpv.FIELDS] == list(dict.fromkeys(fields(Receipt)))


def test_every_mandatory_field_is_in_a_receipt() -> None:
    named = {name for each in dpv.FIELDS if each.is_mandatory for name in each.iso.split(", ")}
    assert named == dpv.MANDATORY


def test_no_mandatory_field_is_empty() -> None:
    receipt = read(papers.receipt_of(papers.spoken()))
    document = plain(receipt)
    for each in (field for field in dpv.FIELDS if field.is_mandatory):
        found = [document]
        for part in each.here.split("."):
            found = [
                item[part]
                for value in found
                for item in (value if isinstance(value, list) else [value])
                if isinstance(item, dict)
            ]
        assert found
        # A no has no end and nothing it covers.
        assert all(found) or each.iso in {"retention_period", "validity_duration"}, each.here


def test_the_readme_holds_the_table() -> None:
    readme = (Path(consent.__file__).parent / "README.md").read_text("utf-8")
    assert dpv.as_table() in readme


def test_what_is_kantaras_is_named_once_at_least() -> None:
    """The fields that the Consent Receipt 1.1 asks of every receipt, as far as a house has them."""
    named = {each.kantara for each in dpv.FIELDS}
    assert {
        *("version", "jurisdiction", "consentTimestamp", "collectionMethod", "consentReceiptID"),
        *("language", "piiPrincipalId", "piiControllers", "policyUrl", "purpose", "piiCategory"),
        *("consentType", "termination", "thirdPartyName"),
    } <= named
    assert {NoticeCopy.__name__, ProvenLeaf.__name__} <= OPENED
