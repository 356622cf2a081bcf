"""What a child of 6 to 11 is read, or reads, before being asked."""

from __future__ import annotations

from typing import Final

from registry.purposes import codes
from registry.purposes.words import Words, notices

LIMITS: Final = (
    "If a child may be in danger, we may have to tell someone. We try to tell you first."
)

AGES_6_11: Final = notices(
    codes.CHILD_6_11,
    "en",
    LIMITS,
    {
        codes.STORE_DETAILS: Words(
            title="May we keep what we know about you?",
            what=(
                "The grown-up who cares for you told us about you. "
                "We know your name, your age and how you look. We know who your family is. "
                "We may know where you are and if you need a doctor. "
                "We keep all this locked."
            ),
            who="The grown-up who cares for you can see it. It is not for all to see.",
            how_long="We keep it for 1 year. Then we ask again.",
            if_no=(
                "You can say no. Then we stop, and one more worker comes to hear you. "
                "No one will be cross with you."
            ),
        ),
        codes.SHOW_CASEWORKERS: Words(
            title="May our workers read about you?",
            what=(
                "Our workers read about you when they have a job to do for you. "
                "Each time, we write down who has looked."
            ),
            who="Only workers we have checked.",
            how_long="They may read it for 1 year. Then we ask again.",
            if_no=(
                "You can say no. Then we stop, and one more worker comes to hear you. "
                "No one will be cross with you."
            ),
        ),
        codes.STORE_PHOTO: Words(
            title="May we keep a photo of you?",
            what=(
                "We keep your photo locked. "
                "Our workers may look at it next to one more photo. "
                "No machine compares faces. People look."
            ),
            who="Only workers we have checked, and the grown-up who cares for you.",
            how_long="We keep it for 1 year. Then we ask again.",
            if_no="If you say no, we wipe the photo. All the rest stays the same.",
        ),
        codes.SEARCH_FOUND: Words(
            title="May we look in your file when a child is found?",
            what=(
                "One day you may be away from your family. "
                "The people who find you may ask us who your family is. "
                "We then look for your name, your age and your home. "
                "A computer helps us with the words. "
                "No machine compares faces. People look."
            ),
            who="Only workers we have checked.",
            how_long="We may do this for 1 year. Then we ask again.",
            if_no=(
                "You can say no. We write down your no. "
                "A worker then talks with you and the grown-up who cares for you."
            ),
        ),
        codes.SEARCH_RELATIVE: Words(
            title="May we look in your file when family looks for you?",
            what=(
                "You are apart from some of your family. One of them may ask us to look for you. "
                "We then look for your name, your age and your home. "
                "A computer helps us with the words. "
                "No machine compares faces. People look."
            ),
            who="Only workers we have checked. We do not tell the one who asks that you are here.",
            how_long="We may do this for 1 year. Then we ask again.",
            if_no=(
                "You can say no. We write down your no. "
                "A worker then talks with you and the grown-up who cares for you."
            ),
        ),
        codes.KEEP_IF_SILENT: Words(
            title="May we keep your file if we hear no word?",
            what=(
                "The grown-up who cares for you may not be able to call us. "
                "Then we lock your file away. We do not keep your photo. "
                "We look in the file only when a child is found."
            ),
            who="Two workers must open it as a pair. One alone cannot.",
            how_long="We keep it for 2 years. Then we wipe it.",
            if_no=(
                "You can say no. We write down your no. "
                "A worker then talks with you and the grown-up who cares for you."
            ),
        ),
        codes.SHARE_PARTNER: Words(
            title="May we tell one more group about you?",
            what=(
                "This page names a group that helps children. "
                "We tell them only what this page says. We ask you each time."
            ),
            who="Only the group that this page names.",
            how_long="We may do this for 6 months. Then we stop.",
            if_no=(
                "If you say no, we tell them nothing. All the rest stays the same. "
                "You may say yes now and no later. Then we stop, and we tell them to stop. "
                "They may still have what we sent."
            ),
        ),
        codes.CONTACT_ME: Words(
            title="May we call or write to you?",
            what=(
                "We call or write when we need to ask you a thing. "
                "We can pass on a letter, too. You say when it is safe."
            ),
            who="Only workers we have checked use your number.",
            how_long="We may do this for 1 year. Then we ask again.",
            if_no=(
                "If you say no, we do not call or write. "
                "You can still come to us. All the rest stays the same."
            ),
        ),
        codes.REVEAL_MATCH: Words(
            title="May we tell them about you?",
            what=(
                "Someone looks for a child. Our workers think it may be you. "
                "We tell them only what this page says. "
                "You can ask us who they are, and you can ask us to wait."
            ),
            who="Only the people that this page names.",
            how_long="Your yes counts for 30 days. Once they know, we cannot take it back.",
            if_no=(
                "If you say no, we tell them nothing. We do not say who said no. "
                "No one will be cross with you."
            ),
        ),
        codes.RETAIN_AFTER: Words(
            title="May we keep a bit of your file when you are home?",
            what=(
                "When you are with your family, we close your file. "
                "We would like to keep a bit of it: your name and your age. "
                "It helps us if you need us again."
            ),
            who="A worker we have checked, if you need help.",
            how_long="We keep it for 3 months. It can be 1 year at the most. Then we wipe it.",
            if_no=(
                "If you say no, we do not keep that bit. "
                "We must keep one sealed paper. It says how people made up their minds."
            ),
        ),
        codes.STATISTICS: Words(
            title="May we count you?",
            what="We count how many children we help. We count you, but we do not say your name.",
            who="Anyone may see how many. They cannot see you.",
            how_long="We may do this for 2 years. Then we ask again.",
            if_no=(
                "You can say no. We write down your no. "
                "A worker then talks with you and the grown-up who cares for you."
            ),
        ),
    },
)
