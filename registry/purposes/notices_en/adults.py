"""What a guardian reads before a yes or a no."""

from __future__ import annotations

from typing import Final

from registry.purposes import codes
from registry.purposes.words import Words, notices

LIMITS: Final = (
    "If a child may be in danger, a worker may have to tell someone. "
    "We tell you first when that is safe."
)

ADULTS: Final = notices(
    codes.ADULT,
    "en",
    LIMITS,
    {
        codes.STORE_DETAILS: Words(
            title="May we keep your child’s details?",
            what=(
                "We keep what you tell us about your child and your family. "
                "That is names, ages, looks, places and how to reach you. "
                "It is also the things only your family knows. "
                "Health, faith and roots are in it only if you choose to tell us. "
                "All of it is locked with a key of its own."
            ),
            who=(
                "You can see it and change it. It is never on a public page. "
                "Caseworkers may see it only if you also say yes to the next question. "
                "A page shows you each time someone has looked."
            ),
            how_long=(
                "Your yes lasts 12 months. You can make it up to 24 months. "
                "We ask you again before it ends. "
                "If we hear nothing, no one can open the file."
            ),
            if_no=(
                "If you say no, we cannot keep a file. "
                "What you typed is wiped within 30 days. "
                "You can still look for a child with us. You can still ask us for help. "
                "You can take back your yes on any day. All the rest then stops too."
            ),
        ),
        codes.SHOW_CASEWORKERS: Words(
            title="May caseworkers open the file?",
            what=(
                "A caseworker opens the file when there is work to do on it. "
                "They may read the details and the things only your family knows. "
                "They may read how to reach you, papers they were shown, and notes. "
                "Each look needs a reason. We write down each look."
            ),
            who=(
                "Only caseworkers we have checked. "
                "You can tell us which people and agencies must stay out. "
                "A page shows you each time someone has looked."
            ),
            how_long=(
                "Your yes lasts 12 months. You can make it up to 24 months. "
                "We ask you again before it ends."
            ),
            if_no=(
                "If you say no, no one could work with the file. So we cannot keep one. "
                "What you typed is wiped within 30 days. "
                "You can take back your yes on any day. The file is then shut."
            ),
        ),
        codes.STORE_PHOTO: Words(
            title="May we keep a photo of your child?",
            what=(
                "We keep the photos you give us, locked. "
                "We take out hidden facts, like where the photo was taken. "
                "Caseworkers may set it beside a photo from a person who looks for a child. "
                "No machine compares faces. People look. "
                "A photo alone never decides."
            ),
            who=(
                "You, and caseworkers we have checked. We write down each look. "
                "A person who looks for a child is never shown your photo."
            ),
            how_long=(
                "Your yes lasts 12 months. Then we ask you again. "
                "A worker must see your papers in the first 30 days. "
                "After that we hide the photo until the papers are seen."
            ),
            if_no=(
                "If you say no, we wipe the photo. All the rest goes on as before. "
                "Words can help as much as a photo. "
                "Each guardian with a say must say yes. "
                "You can take back your yes on any day."
            ),
        ),
        codes.SEARCH_FOUND: Words(
            title="May we check the file when a child is found?",
            what=(
                "An agency may have a child in its care and look for the family. "
                "We then check which files may fit, by names, ages and places. "
                "A computer says which file to read first. It decides nothing. "
                "No machine compares faces. People look, and people decide. "
                "This may help. It is not a promise."
            ),
            who=(
                "Caseworkers we have checked may read the file if it may fit. "
                "The person who has the child with them never sees it."
            ),
            how_long="Your yes lasts 12 months. Then we ask you again.",
            if_no=(
                "If you say no, we still keep the file. "
                "We do not check it when a child is found. All the rest goes on as before. "
                "You can take back your yes on any day."
            ),
        ),
        codes.SEARCH_RELATIVE: Words(
            title="May we check the file when family looks for a child?",
            what=(
                "A person may tell us that they look for a child. "
                "We then check which files may fit, by names, ages and places. "
                "We do this only while the file says your child is apart from family. "
                "A computer says which file to read first. It decides nothing. "
                "No machine compares faces. People look, and people decide."
            ),
            who=(
                "Caseworkers we have checked may read the file if it may fit. "
                "The person who looks sees nothing. We do not tell them there is a file."
            ),
            how_long=(
                "Your yes lasts 12 months. Then we ask you again. "
                "Your yes starts once a worker has seen your papers."
            ),
            if_no=(
                "If you say no, we still keep the file. "
                "We do not check it when family looks. All the rest goes on as before. "
                "Each guardian with a say must say yes. "
                "You can take back your yes on any day."
            ),
        ),
        codes.KEEP_IF_SILENT: Words(
            title="May we keep the file if you cannot answer?",
            what=(
                "Some families cannot answer us for a long time. "
                "Your yes may run out while we hear nothing from you. "
                "Then we lock the file away and do not keep the photo. "
                "We check the file only when a child is found. "
                "When you are back, you can open it again."
            ),
            who=(
                "Two caseworkers must open it together and give a reason. "
                "One of them alone cannot open it."
            ),
            how_long=(
                "Your yes lasts 24 months. You can make it up to 36 months. "
                "Then we wipe the file. "
                "Your yes starts once a worker has seen your papers."
            ),
            if_no=(
                "If you say no, the file is shut when your first yes runs out. "
                "All the rest goes on as before. "
                "Each guardian with a say must say yes. "
                "You can take back your yes on any day."
            ),
        ),
        codes.SHARE_PARTNER: Words(
            title="May we share with this agency?",
            what=(
                "We send this agency the parts of the file that this page names. "
                "We send no more than that. "
                "We ask you each time, and for each agency. "
                "Your faith and your roots are not sent. "
                "Nor are the things only your family knows."
            ),
            who="Only the agency that this page names. It may use it only for this work.",
            how_long=(
                "Your yes lasts 6 months. You can make it up to 12 months. "
                "Then we stop. Your yes starts once a worker has seen your papers."
            ),
            if_no=(
                "If you say no, we send nothing. All the rest goes on as before. "
                "Each guardian with a say must say yes. "
                "You can take back your yes on any day. "
                "We promise to stop, and to tell the agency that you said stop. "
                "The agency may still hold what it has."
            ),
        ),
        codes.CONTACT_ME: Words(
            title="May we call or write to you?",
            what=(
                "We call, text or write when the file needs you. "
                "We can pass on a letter, too. "
                "You choose the ways and the hours that are safe for you. "
                "Our messages never name your child and never give news."
            ),
            who=(
                "Only workers we have checked use your number or address. "
                "We give them to no one else without a new yes from you."
            ),
            how_long=(
                "Your yes lasts 12 months. You can make it up to 24 months. "
                "We ask you again before it ends."
            ),
            if_no=(
                "If you say no, we do not call or write on our own. "
                "You can sign in here to see what is new. "
                "We still send what you ask for, like a code. "
                "All the rest goes on as before. You can take back your yes on any day."
            ),
        ),
        codes.REVEAL_MATCH: Words(
            title="May we tell the other side?",
            what=(
                "Caseworkers have looked at two sides with care. "
                "They think that you may be one family. "
                "With your yes we tell the other side what this page names. "
                "We do so only if the other side says yes as well. "
                "We ask your child too, from the age of 6."
            ),
            who="Only the people that this page names.",
            how_long=(
                "Your yes lasts 30 days. You can make it up to 60 days. "
                "A worker must have seen papers from both sides. "
                "We cannot take back what was told."
            ),
            if_no=(
                "If you say no, we tell the other side nothing. "
                "We do not say who said no, or why. All the rest goes on as before. "
                "Each guardian with a say must say yes. "
                "You can take back your yes until the other side is told."
            ),
        ),
        codes.RETAIN_AFTER: Words(
            title="May we keep a part of the file once you are together?",
            what=(
                "When your family is together again, we close the file. "
                "With your yes we keep a small part. "
                "That is your child’s name and age, and how to reach you. "
                "It helps us if you need us again."
            ),
            who="A caseworker we have checked, if you ask for help or a visit is due.",
            how_long=(
                "You choose 3 months, 6 months or 12 months. "
                "If you do not choose, it is 3 months. Then we wipe it."
            ),
            if_no=(
                "If you say no, we keep no part of it for this. "
                "We must keep one sealed file for 12 months or more. "
                "It says how people decided. "
                "Each guardian with a say must say yes. "
                "You can take back your yes on any day."
            ),
        ),
        codes.STATISTICS: Words(
            title="May we count your child in our figures?",
            what=(
                "We count children by age, place and year. "
                "The figures hold no names and no photos. "
                "A count below 5 is not shown."
            ),
            who="Anyone may see the figures. No one can tell your child from them.",
            how_long="Your yes lasts 24 months. Then we ask you again.",
            if_no=(
                "If you say no, we leave your child out of the count. "
                "All the rest goes on as before. You can take back your yes on any day."
            ),
        ),
    },
)
