"""What boilerplate says to its reader: patterns on a line in lower case, with points and a name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from models.core.rules.words import words

if TYPE_CHECKING:
    from collections.abc import Iterable

Cue = tuple[re.Pattern[str], float, str]

_SITE = (
    "(?:twitter|x|facebook|instagram|telegram|whatsapp|youtube|linkedin|tiktok|threads|google news|pinterest|reddit)"
)
_PIECE = "(?:article|story|post|page|news|video|piece|text)"


def _cues(rows: Iterable[tuple[str, float, str]]) -> tuple[Cue, ...]:
    return tuple((re.compile(pattern, re.VERBOSE), points, reason) for pattern, points, reason in rows)


TRIGGERS = words(
    """
    expressed reflect represent edit remove correct update contact email write reach send learn subscribe sign register
    newsletter inbox mailbox phone app notifications share site website portal platform blog page channel place
    destination source shop rights published reproduced broadcast rewritten redistributed copied click tap cookies agree
    accept consent privacy advertise subscriber patron journalism newsroom originally appeared translated generated
    twitter facebook instagram telegram whatsapp youtube linkedin tiktok threads google pinterest reddit
    """
)
"""A line without any of these words holds no cue of ``ANYWHERE`` that could decide."""

OPENINGS = _cues(
    [
        (r"disclaimer\s*[:–—-]", 3.5, "disclaimer"),
        (r"(?:please\ |and\ |don[’']t\ forget\ to\ )?subscribe\b", 2.5, "call to subscribe"),
        (r"(?:please\ )?(?:sign\ up|register|log\ in|sign\ in)\b", 1.5, "call to subscribe"),
        (r"share\ (?:this|on|via|the\ (?:article|story|post))\b | share$", 2.5, "call to share"),
        (
            rf"""(?:share|tweet|pin|print|email|comments?|{_SITE})
                 (?:[\s|,/•·]+(?:{_SITE}|tweet|pin|post|email|print|share|copy\ link))+$""",
            4,
            "call to share",
        ),
        (rf"(?:you\ can\ )?(?:also\ )?(?:follow|like|join|find)\b.*\b(?:on|at)\b.*\b{_SITE}\b", 2.5, "call to follow"),
        (r"(?:follow|like|join|find)\ us\b", 2.5, "call to follow"),
        (r"stay\ (?:tuned|updated|connected|informed)\b", 2.5, "self-description"),
        (r"(?:©|\(c\)|copyright\s*(?:©|\(c\)|\d{4}|by\b))", 3.5, "copyright notice"),
        (
            r"""(?:also\ )?(?:read|see|watch|listen)\ (?:also|more|next|too|on|the\ full\ (?:story|article|report))
                \s*(?:[:|>»→-]|$)""",
            3.5,
            "link to another article",
        ),
        (
            r"""\([ ]?(?:also\ on\ (?!the\ (?:list|agenda|menu|card))[\w .]{2,30}
                |photos?|watch|videos?):""",
            3.5,
            "link to another article",
        ),
        (r"(?:read|see)\ (?:more|also)\b", 2.5, "link to another article"),
        (
            r"""(?:also|related(?:\ (?:articles?|stories|news|posts|topics|content))?|more\ (?:on|from)\ this|
                recommended|trending|most\ (?:read|popular|viewed)|don[’']t\ miss|you\ (?:may|might)\ (?:also\ )?like|
                editor[’']s\ (?:pick|choice)s?|tags?|filed\ under|topics)\s*(?::|$)""",
            3.5,
            "link to another article",
        ),
        (r"(?:advertisement|sponsored|promoted|ad)$", 4, "advertisement"),
        (
            r"(?:advertisement\ )?(?:the\ )?(?:story|article)\ (?:continues\ below\b|continued\ below$)",
            4,
            "advertisement",
        ),
        (
            r"(?:advertisement\ )?(?:continue\ reading|scroll\ (?:down\ )?to\ continue|keep\ reading)\b",
            3.5,
            "advertisement",
        ),
        (r"(?:leave|post|write|add)\ (?:a|your)\ (?:comment|reply)\b | comments\ are\ closed\b", 3.5, "comment box"),
        (r"(?:what\ do\ you\ think|let\ us\ know|tell\ us)\b.*\bcomments?\b", 3, "comment box"),
    ]
)
"""Cues at the beginning of a line."""

ANYWHERE = _cues(
    [
        (r"\bviews\ (?:and\ opinions\ )?expressed\ (?:here|in\ this|by\ the\ author|are)\b", 2.5, "disclaimer"),
        (
            r"\bdo(?:es)?\ not\ (?:necessarily\ )?(?:reflect|represent)\ the\ (?:views|opinions|position)\b",
            2.5,
            "disclaimer",
        ),
        (r"\bthis\ (?:article|story|content|information)\ is\ (?:for|provided|intended)\b", 2, "disclaimer"),
        (
            r"\bif\ you\ (?:need|want|wish|would\ like)\ to\ (?:update|edit|remove|correct|report)\b",
            2.5,
            "contact line",
        ),
        (r"\bcontact\ (?:us|our\ (?:(?:support|editorial|news|sales)\ )?(?:team|desk|staff))\b", 2, "contact line"),
        (r"\b(?:email|write\ to|reach)\ us\b | \bsend\ us\ (?:a|your)\b", 2.5, "contact line"),
        (r"\blearn\ more\s*[.»>→]*$", 1.5, "link"),
        (
            r"\b(?:sign\ up|subscribe|register)\ (?:now\ |here\ |today\ )?(?:for|to)\ (?:our|the|your|free)\b",
            2,
            "call to subscribe",
        ),
        (
            r"\bour\ (?:[\w-]+\ ){0,3}(?:newsletter|channel|mailing\ list|app|page|group)s?\b",
            1.5,
            "call to subscribe",
        ),
        (r"\b(?:to|in)\ your\ (?:inbox|mailbox|phone)\b", 2.5, "call to subscribe"),
        (r"\bget\ (?:the\ latest|all\ the|breaking|our|more|daily)\b", 1.5, "call to subscribe"),
        (r"\bdownload\ (?:our|the)\ (?:[\w-]+\ ){0,3}app\b", 3, "call to subscribe"),
        (r"\b(?:turn\ on|enable|allow)\ (?:push\ )?notifications\b", 2, "call to subscribe"),
        (rf"\bshare\ (?:this|the)\ {_PIECE}\b", 1.5, "call to share"),
        (rf"\b(?:follow|like|join|find|watch)\ (?:us|me)\b.*\b(?:on|at)\b.*\b{_SITE}\b", 3, "call to follow"),
        (
            r"\bis\ (?:the|a|your)\ (?:place|site|website|portal|platform|blog|page|channel)\ where\ you\b",
            3.5,
            "self-description",
        ),
        (
            r"""\bwe\ (?:cover|bring\ you|provide|publish|offer)\ (?:almost\ |nearly\ )?
                (?:all|every|the\ latest|you|news)\b""",
            2,
            "self-description",
        ),
        (
            r"\byou\ (?:don[’']t|do\ not|won[’']t)\ (?:need|have)\ to\ (?:find|visit|search|look|go)\b",
            1.5,
            "self-description",
        ),
        (
            r"\byour\ (?:one-stop|trusted|daily|number\ one|go-to)\ (?:source|destination|site|place|shop)\b",
            3,
            "self-description",
        ),
        (r"\ball\ rights\ reserved\b(?!\ (?:to|for|in)\b)", 3.5, "copyright notice"),
        (
            r"\bmay\ not\ be\ (?:published|reproduced|broadcast|rewritten|redistributed|copied)\b",
            2.5,
            "copyright notice",
        ),
        (r"\b(?:click|tap)\ (?:here|on\ the\ link|the\ link|below)\b", 3, "link"),
        (r"\b(?:we|this\ (?:site|website|page))\ uses?\ (?:\w+\ )?cookies\b", 3.5, "cookie notice"),
        (r"\baccept\ (?:all\ )?(?:the\ )?(?:use\ of\ )?cookies\b", 2, "cookie notice"),
        (
            r"""\bby\ (?:continuing|clicking|using|signing\ up|subscribing|submitting)\b.*
                \byou\ (?:agree|accept|consent)\b""",
            3,
            "cookie notice",
        ),
        (r"\b(?:our|the)\ (?:privacy|cookie)\ policy\b", 1.5, "cookie notice"),
        (r"\bterms\ (?:of\ (?:use|service)|and\ conditions)\b", 1, "cookie notice"),
        (r"\badvertise\ with\ us\b | \bbecome\ a\ (?:member|subscriber|patron)\b", 2.5, "advertisement"),
        (
            r"\b(?:support|donate\ to|fund)\ (?:our|independent)\ (?:journalism|work|newsroom|site)\b",
            2.5,
            "advertisement",
        ),
        (
            rf"\bthis\ {_PIECE}\ (?:was\ )?(?:originally\ |first\ )+(?:published|appeared)\b",
            3.5,
            "source note",
        ),
        (
            rf"\bthis\ {_PIECE}\ (?:has\ been|was)\ (?:automatically\ )?(?:translated|generated)\b",
            3.5,
            "source note",
        ),
    ]
)
"""Cues anywhere in a line."""
