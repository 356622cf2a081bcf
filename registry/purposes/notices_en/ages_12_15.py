"""What a young person of 12 to 15 reads before being asked."""

from __future__ import annotations

from typing import Final

from registry.purposes import codes
from registry.purposes.words import Words, notices

LIMITS: Final = (
    "If you may be in danger, a worker may have to tell someone. "
    "The same goes for any other child. We tell you first when that is safe."
)

AGES_12_15: Final = notices(
    codes.CHILD_12_15,
    "en",
    LIMITS,
    {
        codes.STORE_DETAILS: Words(
            title="May we keep your details?",
            what=(
                "Your guardian told us about you and your family. "
                "That is names, ages, looks, places and things only your family knows. "
                "It may say where you are, and what you need to stay well. "
                "Faith and roots are in it only if your guardian chose to tell us. "
                "All of it is locked with a key of its own."
            ),
            who=(
                "Your guardian can see it. It is never on a public page. "
                "Caseworkers may see it only with the yes to the next question."
            ),
            how_long="We keep it for 12 months, or up to 24 months. We ask before that ends.",
            if_no=(
                "If you do not want this, say so. We stop, and a second worker hears you. "
                "From the age of 15 your no is final. "
                "Your no can come now or on any later day."
            ),
        ),
        codes.SHOW_CASEWORKERS: Words(
            title="May caseworkers open your file?",
            what=(
                "A caseworker opens your file when there is work to do on it. "
                "They may read your details, notes and papers they were shown. "
                "Each look needs a reason. We write down each look."
            ),
            who="Only caseworkers we have checked. You can ask us who has looked.",
            how_long="They may do so for 12 months, or up to 24 months. We ask before that ends.",
            if_no=(
                "If you say no, we stop. No one can work with your file until we have talked. "
                "A second worker hears you. You can say no on any later day, too."
            ),
        ),
        codes.STORE_PHOTO: Words(
            title="May we keep a photo of you?",
            what=(
                "We keep your photo locked. "
                "We take out hidden facts, like where it was taken. "
                "Caseworkers may set it beside a photo from a person who looks for a child. "
                "No machine compares faces. People look. A photo alone never decides."
            ),
            who=(
                "Your guardian, and caseworkers we have checked. "
                "A person who looks for a child is never shown your photo."
            ),
            how_long="We keep it for 12 months. Then we ask again.",
            if_no=(
                "If you say no, we wipe the photo. All the rest goes on as before. "
                "You can say no on any later day, too."
            ),
        ),
        codes.SEARCH_FOUND: Words(
            title="May we check your file when a child is found?",
            what=(
                "An agency may have you in its care one day and look for your family. "
                "We then check which files may fit, by names, ages and places. "
                "A computer says which file to read first. It decides nothing. "
                "No machine compares faces. People look, and people decide."
            ),
            who="Only caseworkers we have checked.",
            how_long="We may do so for 12 months. Then we ask again.",
            if_no=(
                "If you say no, we do not check your file. All the rest goes on as before. "
                "You can say no on any later day, too."
            ),
        ),
        codes.SEARCH_RELATIVE: Words(
            title="May we check your file when family looks for you?",
            what=(
                "You are apart from some of your family. One of them may look for you. "
                "We then check which files may fit, by names, ages and places. "
                "A computer says which file to read first. It decides nothing. "
                "No machine compares faces. People look, and people decide."
            ),
            who=(
                "Only caseworkers we have checked. "
                "The person who looks sees nothing. We do not tell them there is a file."
            ),
            how_long="We may do so for 12 months. Then we ask again.",
            if_no=(
                "If you say no, we do not check your file. All the rest goes on as before. "
                "You can say no on any later day, too."
            ),
        ),
        codes.KEEP_IF_SILENT: Words(
            title="May we keep your file if no one can answer?",
            what=(
                "Your guardian may not be able to answer us for a long time. "
                "Then we lock your file away and do not keep your photo. "
                "We check the file only when a child is found."
            ),
            who="Two caseworkers must open it together. One of them alone cannot.",
            how_long="We keep it for 24 months, or up to 36 months. Then we wipe it.",
            if_no=(
                "If you say no, your file is shut when the first yes runs out. "
                "All the rest goes on as before. You can say no on any later day, too."
            ),
        ),
        codes.SHARE_PARTNER: Words(
            title="May we share with this agency?",
            what=(
                "We send this agency the parts of your file that this page names. "
                "We send no more than that. We ask each time, and for each agency. "
                "Your faith and your roots are not sent."
            ),
            who="Only the agency that this page names.",
            how_long="We may do so for 6 months, or up to 12 months. Then we stop.",
            if_no=(
                "If you say no, we send nothing. All the rest goes on as before. "
                "You can say no on any later day, too. "
                "We promise to stop, and to tell the agency. "
                "It may still hold what it has."
            ),
        ),
        codes.CONTACT_ME: Words(
            title="May we call or write to you?",
            what=(
                "We call, text or write when we need to ask you a thing. "
                "We can pass on a letter, too. "
                "You choose the ways and the hours that are safe for you."
            ),
            who="Only workers we have checked use your number or address.",
            how_long="We may do so for 12 months, or up to 24 months. Then we ask again.",
            if_no=(
                "If you say no, we do not call or write on our own. "
                "You can still sign in or come to us. All the rest goes on as before."
            ),
        ),
        codes.REVEAL_MATCH: Words(
            title="May we tell the other side about you?",
            what=(
                "Someone looks for a child. Caseworkers think it may be you. "
                "With your yes we tell them what this page names, and no more. "
                "They must say yes as well. "
                "You can ask us who they are, and you can ask us to wait."
            ),
            who="Only the people that this page names.",
            how_long=(
                "Your yes lasts 30 days. It can be up to 60 days. "
                "We cannot take back what was told."
            ),
            if_no=(
                "If you say no, we tell them nothing. "
                "We do not say who said no, or why. "
                "You can take back your yes until they are told."
            ),
        ),
        codes.RETAIN_AFTER: Words(
            title="May we keep a part of your file once you are home?",
            what=(
                "When you are with your family, we close your file. "
                "With your yes we keep a small part: your name, your age, how to reach you. "
                "It helps us if you need us again."
            ),
            who="A caseworker we have checked, if you ask for help or a visit is due.",
            how_long="We keep it for 3 months, or up to 12 months. Then we wipe it.",
            if_no=(
                "If you say no, we keep no part of it for this. "
                "We must keep one sealed file for 12 months or more. "
                "It says how people decided. You can say no on any later day, too."
            ),
        ),
        codes.STATISTICS: Words(
            title="May we count you in our figures?",
            what=(
                "We count children by age, place and year. "
                "The figures hold no names and no photos. A count below 5 is not shown."
            ),
            who="Anyone may see the figures. No one can tell you from them.",
            how_long="We may do so for 24 months. Then we ask again.",
            if_no=(
                "If you say no, we leave you out of the count. "
                "All the rest goes on as before. You can say no on any later day, too."
            ),
        ),
    },
)
