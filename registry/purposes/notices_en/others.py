"""What a claimant reads, and what we tell a person somebody else has told us about."""

from __future__ import annotations

from typing import Final

from registry.purposes import codes
from registry.purposes.notices_en import adults, ages_6_11, ages_12_15
from registry.purposes.words import Words, notices

CLAIMANTS: Final = notices(
    codes.CLAIMANT,
    "en",
    adults.LIMITS,
    {
        codes.CLAIM_HANDLING: Words(
            title="What we do with what you tell us",
            what=(
                "You tell us about the child you look for, and about yourself. "
                "We keep it locked, with your photos and a note of your papers. "
                "We check which files may fit, by names, ages and places. "
                "A computer says which file to read first. It decides nothing. "
                "No machine compares faces. People look, and people decide. "
                "This may help. It is not a promise."
            ),
            who=(
                "Only caseworkers we have checked. They may have to ask you more. "
                "We do not show you files, and we do not say if there is one. "
                "That is how we keep all children safe, and yours too."
            ),
            how_long=(
                "We keep your claim while we work on it. That is 24 months at the most. "
                "We must keep one sealed file for 12 months or more. "
                "It says how people decided."
            ),
            if_no=(
                "You do not have to make a claim. You can leave most questions out. "
                "You can take back your claim on any day. "
                "No one can read it from then on, and we wipe it."
            ),
        ),
    },
)

RELATIVES: Final = notices(
    codes.RELATIVE,
    "en",
    adults.LIMITS,
    {
        codes.DESCRIBED_RELATIVE: Words(
            title="If someone has told us about you",
            what=(
                "A family may tell us about a child and the people close to that child. "
                "You may be one of them. "
                "We then keep your name, your age and who you are to the child. "
                "We may also keep where you live and how to reach you. "
                "We ask only for what helps."
            ),
            who=(
                "The person who told us, and caseworkers we have checked. "
                "It is never on a public page."
            ),
            how_long=(
                "As long as the file you are part of, and no longer. "
                "That is 24 months at the most, or more after a new yes."
            ),
            if_no=(
                "You can ask us to leave you out, or to put right what is wrong. "
                "We look into each such wish with care. "
                "We do not say if there is a file, as that could harm a child."
            ),
        ),
    },
)

YOUNG_CLAIMANTS: Final = (
    *notices(
        codes.CHILD_6_11,
        "en",
        ages_6_11.LIMITS,
        {
            codes.CLAIM_HANDLING: Words(
                title="You look for your family",
                what=(
                    "You tell us about you and your family. We keep it locked. "
                    "We then look for your family. A computer helps us with the words. "
                    "No machine compares faces. People look. "
                    "This may help. It is not a promise."
                ),
                who="Only workers we have checked.",
                how_long="We keep it while we look. That is 2 years at the most.",
                if_no=(
                    "You do not have to tell us. You can leave things out. "
                    "You can ask us to stop on any day. Then we wipe it."
                ),
            ),
        },
    ),
    *notices(
        codes.CHILD_12_15,
        "en",
        ages_12_15.LIMITS,
        {
            codes.CLAIM_HANDLING: Words(
                title="What we do with what you tell us",
                what=(
                    "You tell us about you and the family you look for. We keep it locked. "
                    "We check which files may fit, by names, ages and places. "
                    "A computer says which file to read first. It decides nothing. "
                    "No machine compares faces. People look, and people decide. "
                    "This may help. It is not a promise."
                ),
                who=(
                    "Only caseworkers we have checked. "
                    "We do not show you files, and we do not say if there is one. "
                    "That is how we keep all children safe, and you too."
                ),
                how_long=(
                    "We keep your claim while we work on it. That is 24 months at the most. "
                    "We must keep one sealed file for 12 months or more. "
                    "It says how people decided."
                ),
                if_no=(
                    "You do not have to make a claim. You can leave most questions out. "
                    "You can take back your claim on any day. "
                    "No one can read it from then on, and we wipe it."
                ),
            ),
        },
    ),
)

OTHERS: Final = (*CLAIMANTS, *YOUNG_CLAIMANTS, *RELATIVES)
