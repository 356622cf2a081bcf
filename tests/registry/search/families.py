"""Fictional families, told twice by people who write differently, and strangers in between."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from random import Random

from registry.description import (
    AgeRange,
    BodyPlace,
    Description,
    Family,
    Mark,
    MarkKind,
    Marks,
    Names,
    PartialDate,
    Person,
    PersonName,
    Places,
    Relation,
    Relative,
    Sex,
    Side,
)

TODAY = date(2026, 3, 2)
BOY, GIRL = Sex.MALE, Sex.FEMALE


def told(
    name: str | None,
    *,
    nickname: str | None = None,
    mother: str | None = None,
    father: str | None = None,
    caregiver: str | None = None,
    sex: Sex | None = None,
    born: str | None = None,
    age: tuple[int, int] | None = None,
    languages: Sequence[str] = (),
    origin: str | None = None,
    last: str | None = None,
    marks: Sequence[tuple[MarkKind, BodyPlace, Side | None]] = (),
) -> Description:
    """Tell about a child in a few words."""
    relatives = (
        (Relation.MOTHER, mother, None),
        (Relation.FATHER, father, None),
        (None, caregiver, True),
    )
    return Description(
        names=Names(
            name=PersonName(name) if name else None,
            nickname=PersonName(nickname) if nickname else None,
        ),
        person=Person(
            sex=sex,
            age=AgeRange(*age, stated_on=TODAY) if age else None,
            date_of_birth=PartialDate.parse(born) if born else None,
            languages=tuple(languages),
        ),
        places=Places(location_birth=origin, location_last=last),
        marks=Marks(tuple(Mark(kind, place, side) for kind, place, side in marks)),
        family=Family(
            tuple(
                Relative(relation, PersonName(called), is_caregiver=cares)
                for relation, called, cares in relatives
                if called
            )
        ),
    )


_SCAR, _MOLE, _BIRTHMARK = MarkKind.SCAR, MarkKind.MOLE, MarkKind.BIRTHMARK

# Each pair is one fictional child: as the family registered it, and as somebody else took it down.
PAIRS: tuple[tuple[Description, Description], ...] = (
    (
        told("إدريس يوسف حداد", father="يوسف حداد", sex=BOY, born="2018-03-09", last="حلب"),
        told("Idriss Haddad", father="Youssef", sex=BOY, age=(7, 8), last="Halab"),
    ),
    (
        told("Идрис Алиев", mother="Патимат Алиева", sex=BOY, born="2017", origin="Дербент"),
        told("Idris", mother="Patimat Aliyeva", sex=BOY, age=(7, 9), origin="Derbent"),
    ),
    (
        told("ኢድሪስ ሙሐመድ", mother="ፋጢማ አሊ", sex=BOY, born="2019", last="ሐረር"),
        told("Idris Mohammed", mother="Fatuma Ali", sex=BOY, age=(6, 7), last="Harar"),
    ),
    (
        told("أمينة عبد الرحمن", mother="خديجة", sex=GIRL, born="2016-07-21", last="الموصل"),
        told("Amina Abdulrahman", mother="Khadija", sex=GIRL, born="2016-07-21"),
    ),
    (
        told("Fatima az-Zahra Karimi", father="Rahim Karimi", sex=GIRL, born="2015-11-02"),
        told("فاطمه کریمی", father="رحیم", sex=GIRL, age=(9, 11)),
    ),
    (
        told("علی‌رضا نوری", father="محمد نوری", mother="زهرا", sex=BOY, born="2017-05"),
        told("Alireza Noori", father="Mohammad", sex=BOY, age=(8, 9)),
    ),
    (
        told("Gebremariam Tesfaye", mother="Selamawit", sex=BOY, born="2014", last="Mekelle"),
        told("ገብረ ማርያም ተስፋዬ", mother="ሰላማዊት", sex=BOY, age=(11, 12)),
    ),
    (
        told("ፀሐይ ታደሰ", nickname="ሚሚ", mother="አልማዝ ከበደ", sex=GIRL, age=(6, 6), last="ጎንደር"),
        told("Tsehay", nickname="Mimi", mother="Almaz", sex=GIRL, age=(5, 7), last="Gondar"),
    ),
    (
        told("Олександр Шевченко", mother="Катерина", sex=BOY, born="2016-02-29", last="Маріуполь"),
        told("Oleksandr Shevchenko", mother="Kateryna", sex=BOY, born="2016-02-29"),
    ),
    (
        told("Володимир Коваль", nickname="Вова", father="Сергій Коваль", sex=BOY, born="2018-10"),
        told("Vova", father="Serhii Koval", sex=BOY, age=(7, 7)),
    ),
    (
        told("Женя Морозова", mother="Ольга Морозова", sex=GIRL, born="2019-12-24", last="Херсон"),
        told("Zhenya Morozova", mother="Olga", sex=GIRL, born="2019-12-25", last="Kherson"),
    ),
    (
        told("王小明", mother="李秀英", father="王建国", sex=BOY, born="2017-08-15", last="成都"),
        told("Wang Xiaoming", father="Wang Jianguo", sex=BOY, born="2017", last="Chengdu"),
    ),
    (
        told("张伟", mother="刘芳", sex=BOY, age=(8, 8), origin="石家庄"),
        told("Wei Zhang", mother="Liu Fang", sex=BOY, age=(8, 9), origin="Shijiazhuang"),
    ),
    (
        told(
            "Nguyễn Thị Hương", mother="Trần Thị Lan", sex=GIRL, born="2016-04-03", last="Đà Nẵng"
        ),
        told("Huong Nguyen", mother="Tran Lan", sex=GIRL, age=(9, 10), last="Da Nang"),
    ),
    (
        told("Phạm Văn Đức", father="Phạm Văn Dũng", sex=BOY, born="2018", last="Huế"),
        told("Pham Van Duc", father="Dung Pham", sex=BOY, age=(7, 8), last="Hue"),
    ),
    (
        told("इदरीस अहमद", father="सलीम अहमद", sex=BOY, born="2017-01-17", origin="लखनऊ"),
        told("Idrees Ahmed", father="Salim Ahmad", sex=BOY, born="2017-01-17"),
    ),
    (
        told("लक्ष्मी चौधरी", mother="सीता चौधरी", sex=GIRL, age=(9, 9), last="पटना"),
        told("Laxmi Choudhury", mother="Sita", sex=GIRL, age=(8, 10), last="Patna"),
    ),
    (
        told("राजेश कुमार", father="सुरेश कुमार", sex=BOY, born="2015-09-30"),
        told("Rajesh", father="Suresh Kumar", sex=BOY, born="2015-09-30"),
    ),
    (
        told("Abdullah Omar", mother="Maryam", sex=BOY, born="2018-06-05", last="Raqqa"),
        told("عبد الله عمر", mother="مريم", sex=BOY, born="2018-05-06"),
    ),
    (
        told("Nur al-Din Saleh", father="Saleh", sex=BOY, age=(10, 10), last="Hodeidah"),
        told("نورالدين صالح", father="صالح", sex=BOY, age=(9, 10)),
    ),
    (
        told("Aïcha Diallo", mother="Fatoumata Diallo", sex=GIRL, born="2019", last="Gao"),
        told("Aisha Jallow", mother="Fatoumata", sex=GIRL, age=(6, 7), last="Gao"),
    ),
    (
        told("Mamadou Keïta", father="Ibrahima Keïta", sex=BOY, born="2016", last="Mopti"),
        told("Keita Mamadu", father="Ibrahim", sex=BOY, age=(9, 10)),
    ),
    (
        told("Xadija Warsame", mother="Hodan", sex=GIRL, age=(7, 7), last="Baydhabo"),
        told("Khadija Warsama", mother="Hodan Ali", sex=GIRL, age=(6, 8)),
    ),
    (
        told("حسین رضایی", mother="معصومه رضایی", sex=BOY, born="2014-03-21", last="هرات"),
        told("Hossein Rezai", mother="Masuma", sex=BOY, born="2014", last="Herat"),
    ),
    (
        told("Mustafa Yıldız", mother="Ayşe Yıldız", sex=BOY, born="2017-02-06", last="Antakya"),
        told("مصطفى يلدز", mother="عائشة", sex=BOY, age=(8, 9)),
    ),
    (
        told("Şükrü Çağlar", father="Cemal Çağlar", sex=BOY, born="2018-08-08"),
        told("Sukru Caglar", father="Djemal", sex=BOY, born="2018-08-08"),
    ),
    (
        told("María José García López", mother="Ana López", sex=GIRL, born="2015-05-19"),
        told("Maria Garcia", mother="Ana", sex=GIRL, born="2015-05"),
    ),
    (
        told("Юсуф Магомедов", father="Магомед", sex=BOY, age=(5, 5), last="Грозный"),
        told("Yusuf", father="Mohamed", sex=BOY, age=(5, 6), last="Grozny"),
    ),
    (
        told(
            "يوسف", mother="هناء", sex=BOY, age=(4, 5), marks=[(_SCAR, BodyPlace.KNEE, Side.LEFT)]
        ),
        told("Yousef", sex=BOY, age=(4, 4), marks=[(_SCAR, BodyPlace.KNEE, Side.LEFT)]),
    ),
    (
        told("ሃና ግርማ", mother="ብርቱካን", sex=GIRL, age=(8, 9), last="ደሴ"),
        told("Hana Girma", caregiver="Birtukan", sex=GIRL, age=(8, 8), last="Dessie"),
    ),
    (
        told("Omar Siddiqui", mother="Nasreen", father="Tariq", sex=BOY, born="2016-12-12"),
        told("عمر", father="طارق", mother="نسرین", sex=BOY, age=(9, 9)),
    ),
    (
        told("김민준", mother="이수진", sex=BOY, born="2018-11-11"),
        told("Kim Min-jun", mother="Lee Sujin", sex=BOY, born="2018-11-11"),
    ),
    (
        told("زينب حسن", mother="سعاد", sex=GIRL, age=(6, 6), origin="دير الزور"),
        told("Zainab", caregiver="Souad", sex=GIRL, age=(6, 7), last="Deir ez-Zor"),
    ),
    (
        told("Samira", mother="Leyla", sex=GIRL, marks=[(_BIRTHMARK, BodyPlace.NECK, Side.RIGHT)]),
        told("سميرة", mother="ليلى", sex=GIRL, age=(5, 7), marks=[(_MOLE, BodyPlace.NECK, None)]),
    ),
    (
        told("Tomasz Wiśniewski", father="Łukasz Wiśniewski", sex=BOY, born="2017-07-07"),
        told("Томаш Вишневский", father="Лукаш", sex=BOY, born="2017-07"),
    ),
    (
        told("Екатерина Иванова", nickname="Катя", mother="Наталья", sex=GIRL, born="2016-09-01"),
        told("Katya", mother="Natalia", sex=GIRL, born="2016"),
    ),
)

_BOYS = (
    "محمد", "Ahmad", "Юсуф", "Ali", "حسين", "Omar", "ዳዊት", "Samuel", "Дмитро", "Андрей", "राहुल",
    "Amit", "李强", "Chen Bo", "Minh", "Tuấn", "Ibrahim", "إبراهيم", "Yonas", "Khalid", "خالد",
    "Hassan", "Musa", "Bilal", "Idris", "Sergei", "Oleh", "Karim", "مصطفی", "Kidane", "አበበ", "Jean",
)  # fmt: skip
_GIRLS = (
    "فاطمة", "Maryam", "Амина", "Zahra", "زينب", "Aisha", "ሰላም", "Hanna", "Ольга", "Мария", "सीता",
    "Priya", "王芳", "Liu Yan", "Lan", "Mai", "Khadija", "خديجة", "Selam", "Leila", "ليلى", "Sara",
    "Halima", "Hana", "Samira", "Ekaterina", "Iryna", "Nadia", "مریم", "Almaz", "ብርሃን", "Claire",
)  # fmt: skip
_FAMILIES = (
    "Haddad", "حداد", "Karimi", "نوری", "Tesfaye", "ተስፋዬ", "Шевченко", "Koval", "Алиев", "Kumar",
    "शर्मा", "Nguyễn", "Trần", "Diallo", "Keita", "Warsame", "رضایی", "Hassan", "Mohammed", "Omar",
    "Иванова", "Garcia", "Saleh", "صالح", "Ahmed", "Yusuf", "Girma", "Ali", "Abdi", "Rahimi",
)  # fmt: skip
_TOWNS = (
    "Aleppo", "حلب", "Raqqa", "الموصل", "Herat", "هرات", "Harar", "ጎንደር", "Mekelle", "Маріуполь",
    "Kherson", "Грозный", "Patna", "लखनऊ", "Chengdu", "成都", "Hue", "Đà Nẵng", "Gao", "Mopti",
)  # fmt: skip


def strangers(number: int, seed: int = 20) -> list[Description]:
    """Make up other children of the same towns and years, the same ones each time."""
    chance = Random(seed)
    return [_stranger(chance) for _ in range(number)]


def _stranger(chance: Random) -> Description:
    sex = chance.choice((BOY, GIRL))
    family = chance.choice(_FAMILIES)
    given = chance.choice(_BOYS if sex is BOY else _GIRLS)
    year, age = chance.randint(2013, 2021), chance.randint(4, 12)
    knows_date = chance.random() < 0.6
    return told(
        f"{given} {family}" if chance.random() < 0.8 else given,
        mother=chance.choice(_GIRLS) if chance.random() < 0.7 else None,
        father=f"{chance.choice(_BOYS)} {family}" if chance.random() < 0.6 else None,
        sex=sex,
        born=f"{year}-{chance.randint(1, 12):02}-{chance.randint(2, 28):02}"
        if knows_date
        else None,
        age=None if knows_date else (age, age + chance.randint(0, 2)),
        last=chance.choice(_TOWNS) if chance.random() < 0.7 else None,
    )
