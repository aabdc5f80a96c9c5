"""Irregular verbs of English, which no stemmer joins: ran and run, paid and pay."""

FORMS = """arise arose arisen|beat beaten|become became|begin began begun|bite bit bitten|blow blew blown|break broke broken|bring brought|build built
burn burnt|buy bought|catch caught|choose chose chosen|come came|deal dealt|die dead|dig dug|draw drew drawn|drink drank drunk|drive drove driven|eat ate eaten
feed fed|feel felt|fight fought|find found|flee fled|fly flew flown|forbid forbade forbidden|forget forgot forgotten|freeze froze frozen|get got gotten|give gave given
grow grew grown|hang hung|hear heard|hide hid hidden|hold held|keep kept|know knew known|lead led|leave left|lend lent|lie lay lain|light lit|make made|mean meant|meet met
pay paid|ride rode ridden|ring rang rung|run ran|say said|see saw seen|seek sought|send sent|shake shook shaken|shoot shot|show shown|sing sang sung|sit sat|sleep slept
speak spoke spoken|spend spent|stand stood|steal stole stolen|strike struck|swear swore sworn|swim swam swum|take took taken|teach taught|tear tore torn|tell told
think thought|throw threw thrown|understand understood|wake woke woken|wear wore worn|withdraw withdrew withdrawn|write wrote written"""
BASE = {form: words[0] for line in FORMS.replace("\n", "|").split("|") if (words := line.split()) for form in words[1:]}


def base(word: str) -> str:
    """Return the infinitive of an irregular form in small letters, other words as they are."""
    return BASE.get(word, word)
