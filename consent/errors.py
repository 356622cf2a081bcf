"""What can go wrong in the consent ledger, as sentences of the trade."""


class ConsentError(Exception):
    """The parent of every error here. It is never raised itself."""

    sentence = "The consent ledger could not do this"

    def __init__(self, what: str = "") -> None:
        """Say what it was about, by code or reference: never by name."""
        super().__init__(f"{self.sentence}: {what}" if what else f"{self.sentence}.")
        self.what = what


class UnknownPurpose(ConsentError):
    """The host declared no such purpose."""

    sentence = "No such purpose"


class UnknownBasis(ConsentError):
    """The host declared no such basis."""

    sentence = "No such basis"


class UnknownNotice(ConsentError):
    """No such text is in use: it was never declared, it is retired, or its words differ."""

    sentence = "No such notice in use"


class UnknownShape(ConsentError):
    """What was read is of a kind, shape or value this version does not know."""

    sentence = "This cannot be read"


class NothingShown(ConsentError):
    """An act must rest on a recorded presentation of that very purpose."""

    sentence = "This was not shown first"


class WiderThanShown(ConsentError):
    """A grant may not be wider than what was shown: classes, recipient or duration."""

    sentence = "This is wider than what was shown"


class NoAuthority(ConsentError):
    """The speaker may not speak for this subject now."""

    sentence = "No valid authority to speak for this subject"


class NotPossible(ConsentError):
    """The act has no meaning in the present state; nothing was written."""

    sentence = "Not possible in the present state"


class TooFewPeople(ConsentError):
    """More, and different, people must do this together."""

    sentence = "More people are needed"


class NotAReference(ConsentError):
    """Facts hold references and codes: no name, no address, no free text."""

    sentence = "Only references and codes may be recorded"


class NotCanonical(ConsentError):
    """The bytes are not canonical JSON, or the value has no canonical form."""

    sentence = "Not canonical JSON"


class BadProof(ConsentError):
    """A proof does not lead to the root it claims, or a place lies outside the tree."""

    sentence = "The proof does not hold"


class BadNote(ConsentError):
    """A checkpoint is not a well-formed note, or its signature does not hold."""

    sentence = "The checkpoint does not hold"


class LedgerBroken(ConsentError):
    """A stored fact no longer agrees with its leaf in the ledger."""

    sentence = "The ledger and its facts disagree"
