"""The verbs of consents: see where each yes stands, take back, wipe, undo, prove."""

from registry.consents.operations.looking import LooksPage, view_looks
from registry.consents.operations.receipts import draw_up, view_receipt
from registry.consents.operations.saying import say_later
from registry.consents.operations.standing import PurposeLine, view_consents, view_one
from registry.consents.operations.taking_back import take_back_one
from registry.consents.operations.wiping import ErasureView, undo, view_erasure, wipe

__all__ = [
    "ErasureView",
    "LooksPage",
    "PurposeLine",
    "draw_up",
    "say_later",
    "take_back_one",
    "undo",
    "view_consents",
    "view_erasure",
    "view_looks",
    "view_one",
    "view_receipt",
    "wipe",
]
