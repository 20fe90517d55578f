"""Tags of languages (BCP 47): what is one, and how it is written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

Language = str
"""A language by its tag (BCP 47), such as `en`, `ru` or `ru-RU`."""

LONGEST_TAG = 35
"""Characters that a tag may have; BCP 47 asks of everybody to keep as many."""

TAG_PATTERN = (
    "[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?(-([a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*"
    "(-[a-wyz0-9](-[a-z0-9]{2,8})+)*(-x(-[a-z0-9]{1,8})+)?"
)
"""A tag as it is usually written: the language, its script, where it is spoken, and what else tells it apart."""

# ISO 639: each language of two letters, and its three letters, which BCP 47 leaves to languages that have no two.
_TWO_LETTERS = (
    "aa:aar ab:abk ae:ave af:afr ak:aka am:amh an:arg ar:ara as:asm av:ava ay:aym az:aze ba:bak be:bel bg:bul bi:bis "
    "bm:bam bn:ben bo:bod,tib br:bre bs:bos ca:cat ce:che ch:cha co:cos cr:cre cs:ces,cze cu:chu cv:chv cy:cym,wel "
    "da:dan de:deu,ger dv:div dz:dzo ee:ewe el:ell,gre en:eng eo:epo es:spa et:est eu:eus,baq fa:fas,per ff:ful fi:fin "
    "fj:fij fo:fao fr:fra,fre fy:fry ga:gle gd:gla gl:glg gn:grn gu:guj gv:glv ha:hau he:heb hi:hin ho:hmo hr:hrv "
    "ht:hat hu:hun hy:hye,arm hz:her ia:ina id:ind ie:ile ig:ibo ii:iii ik:ipk io:ido is:isl,ice it:ita iu:iku ja:jpn "
    "jv:jav ka:kat,geo kg:kon ki:kik kj:kua kk:kaz kl:kal km:khm kn:kan ko:kor kr:kau ks:kas ku:kur kv:kom kw:cor "
    "ky:kir la:lat lb:ltz lg:lug li:lim ln:lin lo:lao lt:lit lu:lub lv:lav mg:mlg mh:mah mi:mri,mao mk:mkd,mac ml:mal "
    "mn:mon mr:mar ms:msa,may mt:mlt my:mya,bur na:nau nb:nob nd:nde ne:nep ng:ndo nl:nld,dut nn:nno no:nor nr:nbl "
    "nv:nav ny:nya oc:oci oj:oji om:orm or:ori os:oss pa:pan pi:pli pl:pol ps:pus pt:por qu:que rm:roh rn:run "
    "ro:ron,rum ru:rus rw:kin sa:san sc:srd sd:snd se:sme sg:sag si:sin sk:slk,slo sl:slv sm:smo sn:sna so:som "
    "sq:sqi,alb sr:srp ss:ssw st:sot su:sun sv:swe sw:swa ta:tam te:tel tg:tgk th:tha ti:tir tk:tuk tl:tgl tn:tsn "
    "to:ton tr:tur ts:tso tt:tat tw:twi ty:tah ug:uig uk:ukr ur:urd uz:uzb ve:ven vi:vie vo:vol wa:wln wo:wol xh:xho "
    "yi:yid yo:yor za:zha zh:zho,chi zu:zul"
)


@lru_cache(maxsize=1024)
def is_tag(written: str) -> bool:
    """Tell whether this is the tag of a language, written as tags are."""
    return len(written) <= LONGEST_TAG and re.fullmatch(TAG_PATTERN, written) is not None and _is_language(written)


@lru_cache(maxsize=1024)
def canonical_tag(written: str) -> str:
    """Write a tag as it is usually written: `ru_RU.UTF-8` and `RUS-ru` are `ru-RU`; what is no tag comes back too."""
    first, *others = re.split("[-_]", re.split("[.@]", written, maxsplit=1)[0].lower())
    return "-".join([_by_three_letters().get(first, first), *map(_part, others)])


def wider(tag: str) -> Iterator[str]:
    """Yield a tag and those that say less, down to its language: `sr-Latn-RS`, `sr-Latn`, `sr`."""
    while tag:
        yield tag
        tag = tag.rpartition("-")[0]


def _part(part: str) -> str:
    match len(part), part.isalpha():
        case 2, True:
            return part.upper()
        case 4, True:
            return part.capitalize()
        case _:
            return part


def _is_language(tag: str) -> bool:
    language = tag.partition("-")[0]
    by_three = _by_three_letters()
    return language in by_three.values() if len(language) == len("ru") else language not in by_three


@cache
def _by_three_letters() -> dict[str, str]:
    pairs = (pair.partition(":") for pair in _TWO_LETTERS.split(" "))
    return {three: two for two, _, threes in pairs for three in threes.split(",")}
