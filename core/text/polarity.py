"""Words that turn a statement round: negations, and opposites such as rose and fell, profit and loss, approved and rejected."""

import re
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Pole:
    """A word that has an opposite, text[start:end]; `axis` says on what (“change”), `up` on which side."""

    start: int
    end: int
    axis: str
    up: bool


CHANGE = "change"
AXES: dict[str, tuple[str, str]] = {
    CHANGE: (
        (
            r"rose|rises?|risen|rising|increas\w+|grew|grow[sn]?|growing|growth|climb\w*|gain(?:ed|s|ing)?|jump(?:ed|s)?|surg(?:ed|es?|ing)|soar\w*|rocket\w*"
            r"|(?:went|goes|go|gone|going|is|are|was|were|been|be) (?:\w+ly |also |still )?up(?! to)|up(?= \d)|upwards?|expand\w*|swell\w*|swelled|rallied|raised?|raising|strengthen\w*|added"
            r"|stieg\w*|steig\w*|gestiegen|zugenommen|zunahme|nahm(?:en)? zu|wuchs\w*|gewachsen|wächst|erhöh\w*|anstieg\w*|zuwachs|kletter\w*|zulegte|legten? (?:[^.;]{0,40} )?zu(?=[.,;!?]|$)|gewann"
            r"|augment\w*|hausse|progress(?:é|er|e|ion)\w*|grimp\w*|cr[uû]\b|accr\w+|monté\w*|montent?|bondi\w*|crois\w+"
            r"|subi(?:ó|eron|do|da|r)|sube[ns]?|aument\w*|crec(?:ió|ieron|ido|er|e)|increment\w*|alza|repunt\w*|ascend\w*"
            r"|[وفت]?ارتفع\w*|ارتفاع\w*|زاد\w*|زيادة|ازداد\w*|صعد\w*|نما|نمو|يرتفع|ترتفع|يزيد|вырос\w*|увелич\w*|рост\w{0,2}|cresce\w*|salit\w*|sali[tr]\w*|gestegen|steeg|stegen"
        ),
        (
            r"fell|falls?|fallen|falling|declin\w+|decreas\w+|drop(?:ped|s|ping)?|shr[aui]nk\w*|sank|sunk|sink(?:s|ing)?|slid(?:es?|ing)?|plung\w+|slump\w*|plummet\w*|tumbl\w+|dip(?:ped|s)?"
            r"|(?:went|goes|go|gone|going|is|are|was|were|been|be) (?:\w+ly |also |still )?down|down(?= \d| from)|downwards?|contract(?:ed|s|ion)|reduc\w+|dwindl\w*|weaken\w*|crash(?:ed)?|(?:lost|loses?|losing)(?= (?:\w+ ){0,2}[\d€$£])|cut|cuts|eas(?:ed|es|ing)|cool(?:ed|s|ing)|slow(?:ed|s|ing)|lower(?:ed|s|ing)|lessen\w*"
            r"|fiel(?:en)?|fällt|fallen|gefallen|sank(?:en)?|sink(?:t|en)|gesunken|senk\w*|gesenkt|abgenommen|abnahme|nahm(?:en)? ab|rückgang\w*|schrumpf\w*|geschrumpft|zurückgegangen|gingen? zurück|ging zurück|verringer\w*|verlor"
            r"|baiss\w*|dimin\w*|recul\w*|chut\w*|tomb(?:é|e|ent|er)\w*|rédui\w*|décr\w+|décl\w+|rétréci\w*"
            r"|baj(?:ó|aron|ado|ada|ar|a[n]?)|ca(?:yó|yeron|ído|ída|er|en?)|disminu\w*|descend\w*|reduj\w*|reduc\w*|descens\w*|retroced\w*"
            r"|[وفت]?انخفض\w*|انخفاض\w*|تراجع\w*|هبط\w*|هبوط|نقص\w*|ينخفض|تنخفض|تقلص\w*|упал\w*|сниз\w*|сократ\w*|уменьш\w*|sces[oaei]\w*|calat\w*|diminu\w*|gedaald|daalde\w*"
        ),
    ),
    "balance": (
        r"profits?|surplus(?:es)?|gewinn\w*|überschuss\w*|bénéfices?|excédents?|beneficios?|ganancias?|superávit|أرباح\w*|ربح\w*|فائض\w*",
        r"loss(?:es)?|deficits?|verlust\w*|defizit\w*|pertes?|déficits?|pérdidas?|خسار\w*|خسائر|عجز\w*",
    ),
    "contest": (
        r"won|wins?|winning|victor(?:y|ious)|gewann(?:en)?|gewonnen|siegt\w*|gagn(?:é|e|er)\w*|remport\w*|ganó|ganaron|ganado|فاز\w*|فوز",
        r"lost|loses?|losing|defeat(?:ed)?|verlor(?:en)?|unterlag\w*|perdu\w*|perdió|perdieron|perdido|خسر\w*",
    ),
    "consent": (
        r"approv\w+|pass(?:ed|es)|accept(?:ed|s)?|adopt(?:ed|s)?|endors\w+|back(?:ed|s)|support(?:ed|s)|billigt\w*|gebilligt|nahm(?:en)? (?:[^.;]{0,60} )?an(?=[.,;!?]|$)|nimmt (?:[^.;]{0,60} )?an(?=[.,;!?]|$)|stimmt\w* (?:[^.;]{0,60} )?zu(?=[.,;!?]|$)|agreed|genehmig\w*|angenommen|approuv\w*|adopté\w*|accepté\w*|aprob\w+|acept\w+|وافق\w*|أقر\w*|أيد\w*",
        r"reject\w*|refus(?:ed|es|al)|veto\w*|block(?:ed|s)|turned down|oppos(?:ed|es)|declined|ablehn\w*|abgelehnt|lehnt\w*|verw[ao]rf\w*|reje[tc]\w*|refus[éea]\w*|rechaz\w+|neg(?:ó|aron)|رفض\w*|عارض\w*",
    ),
    "court": (
        r"convicted|guilty|sentenced|verurteilt\w*|schuldig|condamné\w*|coupable|condenad\w*|culpable|أدين\w*|مذنب\w*",
        r"acquitted|innocent|cleared|freigesprochen|sprach\w* (?:[^.;]{0,60} )?frei(?=[.,;!?]|$)|unschuldig|acquitté\w*|absuelt\w*|inocente|برئ\w*|بريء",
    ),
    "door": (
        r"open(?:s|ed|ing)?|reopen\w*|eröffne\w*|geöffnet|öffne\w*|ouv(?:ert|re|rir)\w*|rouv\w*|abri(?:ó|eron)|abiert\w*|افتتح\w*|فتح\w*",
        r"clos(?:es?|ed|ing|ure)|shut\w*|schloss(?:en)?|geschlossen|schließ\w*|ferm(?:é|e|er|eture)\w*|cerr(?:ó|aron|ad)\w*|cierr\w+|أغلق\w*|إغلاق",
    ),
    "order": (r"before|prior to|vor|avant|antes|قبل", r"after|following|nach|après|después|tras|بعد"),
    "trade": (
        r"bought|buys?|purchas\w+|kauft\w*|gekauft|achet\w*|compr(?:ó|aron|ado)|اشترى",
        r"sold|sells?|verkauf\w*|vend(?:u|re|it|ió|ieron|ido)\w*|باع\w*",
    ),
    "leave": (
        r"allow(?:ed|s)?|permit(?:ted|s)?|legal(?:ly|ised|ized)?|erlaub\w*|autoris\w+|permiti\w+|مسموح\w*",
        r"bann?(?:ed|s)?|forbid\w*|forbade|prohibit\w*|illegal(?:ly)?|verboten|verbietet|verbot\w*|interdi\w+|prohib\w+|محظور\w*",
    ),
    "life": (
        r"alive|surviv(?:ed|es?|ing)|überleb\w*|vivants?|survéc\w*|viv[oa]s?|sobreviv\w*",
        r"dead|died|dies|killed|starb(?:en)?|gestorben|morts?|tués?|mur(?:ió|ieron)|muert[oa]s?",
    ),
    "side": (
        r"in favou?r(?: of)?|(?<=vote )for|(?<=voted )for|(?<=votes )for|(?<=voting )for|(?<=stimmte )für|(?<=stimmten )für|(?<=voté )pour|dafür|en faveur|a favor",
        r"against|gegen|contre|dagegen|en contra",
    ),
    "measure": (
        r"higher|larger|bigger|höher|größer|más alt\w|mayor|plus élevée?",
        r"lower|smaller|niedriger|kleiner|geringer|más baj\w|menor|moins élevée?",
    ),
}
POLES = re.compile(
    "|".join(
        rf"(?P<{axis}_{side}>(?<!\w)(?:{words})(?!\w))"
        for axis, sides in AXES.items()
        for side, words in zip(("up", "down"), sides, strict=True)
    ),
    re.IGNORECASE,
)
NEGATION = re.compile(
    r"(?<!\w)(?:not(?! only)|never|no(?! (?:one else|\.|longer than|later than|more than|fewer than|less than|\d))(?!\.)|nobody|no one|none|nothing|neither|nor|without|cannot"
    r"|fail(?:ed|s)? to|refus(?:ed|es) to|den(?:y|ied|ies)"
    r"|nicht(?! nur)|kein\w*|nie|niemals|niemand\w*|nichts|ohne|weder"
    r"|pas(?! (?:seulement|moins|plus)\b)|jamais|aucune?s?|personne (?=n)|rien|sans|nulle?"
    r"|nunca|jamás|ningun[oa]?|ningún|nadie|nada|sin|tampoco|no"
    r"|لا|لم|لن|ليس\w*|ليست|غير|بدون|دون|ولم|ولا|ولن"
    r"|не|нет|никогда|никто|non|mai|nessun\w*|niet|geen|nooit)(?!\w)|n[’']t(?!\w)",
    re.IGNORECASE,
)
BOUNDS = re.compile(
    r"(?<!\w)(?:لا يقل|لا تقل|ما لا يقل|لا يزيد|no (?:more|fewer|less) than|not (?:more|fewer|less) than|не (?:более|менее)|nicht (?:mehr|weniger) als|no (?:más|menos) de)(?!\w)",
    re.IGNORECASE,
)


def poles(text: str) -> list[Pole]:
    """Return the words of a text that have an opposite, in order."""
    return list(_poles(text))


def _poles(text: str) -> Iterator[Pole]:
    for found in POLES.finditer(text):
        axis, _, side = (found.lastgroup or "").rpartition("_")
        yield Pole(*found.span(), axis, side == "up")


def negations(text: str) -> list[tuple[int, int]]:
    """Return the places of the words that negate, those of a bound (“no more than”) left out."""
    bounds = [found.span() for found in BOUNDS.finditer(text)]
    found = (one.span() for one in NEGATION.finditer(text))
    return [one for one in found if all(one[1] <= start or one[0] >= end for start, end in bounds)]
