"""The short forms of a case after "move"."""

from registry.reunion.forms.after import ClosingForm, ReunionForm, VisitForm
from registry.reunion.forms.before import ClearanceForm, CustodyForm, HearingForm, PanelForm
from registry.reunion.forms.family import LetterForm, RevealForm
from registry.reunion.forms.meeting import MeetingForm

__all__ = [
    "ClearanceForm",
    "ClosingForm",
    "CustodyForm",
    "HearingForm",
    "LetterForm",
    "MeetingForm",
    "PanelForm",
    "ReunionForm",
    "RevealForm",
    "VisitForm",
]
