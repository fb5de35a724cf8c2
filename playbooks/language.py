"""Which language a text is in, by its smallest words or its letters; None where nothing tells."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

FIRST = 60
"""How many words are looked at; more would tell nothing new."""
_LEAST = 3
"""So many small words of a language have to be there."""
_SHARE = 0.12
"""… and so great a part of all words."""
_LEAD = 1.5
"""… and so many times as many as of English, which every platform is full of."""
_LETTERS_LEAST = 4
_ENGLISH = "en"
"""Stands first: what is a small word of English tells of no other language."""

_SMALL = {
    "en": "the and is to of you my in it for that this with on not have was be are your but i'm me so "
    "what why when they at we just been has no do how can will from or an if get all about out up "
    "don't it's i've can't would there by his her she he who their them our us am were did a i as had "
    "help need too men die or man see",
    "de": "der die das und ist nicht ich mit auf für ein eine einen zu den von im dem auch noch wie "
    "wir sie ihr euch mir mich bei seit oder aber wenn nur mehr schon immer kein keine wird sind "
    "habe haben hat wurde nach über warum jetzt nichts danke bitte zum zur mein meine es",
    "fr": "le la les des et est pas je de du un une pour que qui dans sur avec au ce cette vous nous "
    "mon ma mes votre vos plus très depuis mais ou où il elle ils sont suis j'ai c'est n'est toujours "
    "aucune aucun être fait tout tous bien merci bonjour rien chez ne se sans d'un d'une",
    "es": "el la los las de que y en un una por con para no es se del al lo mi su sus más pero como "
    "muy ya desde hace me te le está están son fue ha han sin nada nunca porque cuando donde este "
    "esta todo gracias hola ni o si he tengo tienen ustedes nadie",
    "it": "il lo gli le di che e è un una per con non del della dei delle nel nella sono ho hai ha "
    "mi ti si da al alla più ma come molto anche già quando perché dove questo questa senza niente "
    "nessuno grazie ciao vostro vostra mio mia ancora sempre stato fatto solo tutto ci vi",
    "nl": "de het een en van ik is niet dat op te zijn voor met aan er maar om ook als bij nog naar "
    "heb hebben heeft wordt werd jullie mijn uw wij zij geen al kan meer dan waarom weer nu wat "
    "deze dit die toch heel bedankt sinds uur dagen helaas",
    "pt": "o a os as de que e em um uma para com não é do da dos das no na por mais mas como muito "
    "já desde me meu minha seu sua está estão foi são tem têm você vocês sem nada nunca porque "
    "quando onde isso este esta obrigado obrigada até ainda só ao à nem eu",
    "da": "og er det en et at jeg ikke med på for til af den der som har var vi I men om kan skal "
    "min mit mine jeres fra så hvor hvorfor nu igen tak hej ingen meget efter siden være blev os "
    "mig dig hvad når også kun fået aldrig svar hjælp",
    "sv": "och är det en ett att jag inte med på för till av den som har var vi men om kan ska min "
    "mitt mina er från så var varför nu igen tack hej ingen mycket efter sedan vara blev oss mig "
    "dig vad när också bara ni några fått aldrig svar hjälp",
    "nb": "og er det en et å jeg ikke med på for til av den som har var vi men om kan skal min mitt "
    "mine deres fra så hvor hvorfor nå igjen takk hei ingen mye etter siden være ble oss meg deg "
    "hva når også bare dere noen fått aldri svar hjelp",
    "pl": "i w na nie się jest do z że to od po za o jak co ale już czy tylko dla przez mi mnie moje "
    "mój są był była było bez tak ja ze przy kiedy dlaczego nikt nic proszę dziękuję dzień dobry "
    "jeszcze ma mam państwo bardzo który która",
    "fi": "ja on ei se että en oli ole mutta niin kun kuin myös jos vain mitä miksi nyt minun olen "
    "teidän ovat sitä tämä vielä joka mikä kiitos hei ettei eikä",
    "cs": "a je se na v že to s z do ne pro jsem jste není ale jak už co když by mi mě můj jsou byl "
    "bylo bez proč kde nikdo nic děkuji dobrý den ještě také jen po",
    "ro": "și este nu de la în cu pe un o că din pentru mai care sunt dar am ați a fost fără nimic "
    "când unde acest mulțumesc bună foarte doar nici",
    "hu": "a az és nem hogy is egy van volt de csak már meg mert ez kell még nincs vagyok vagy "
    "miért köszönöm senki semmi mikor nekem ha ki",
    "tr": "ve bir bu için çok ne de da değil var yok ben sen daha ama gibi kadar neden nasıl bana "
    "hala mi mı olarak sonra teşekkürler her şey diye ile",
    "id": "yang dan di tidak ini itu saya untuk dengan ada dari ke sudah bisa tapi kenapa juga akan "
    "belum kami anda sama lagi tolong terima kasih kok gak",
}
_OF_LETTERS = (
    ("ja", "\u3040", "\u30ff"),
    ("ko", "\uac00", "\ud7af"),
    ("zh", "\u4e00", "\u9fff"),
    ("th", "\u0e00", "\u0e7f"),
    ("he", "\u0590", "\u05ff"),
    ("ar", "\u0600", "\u06ff"),
    ("hi", "\u0900", "\u097f"),
    ("el", "\u0370", "\u03ff"),
    ("ru", "\u0400", "\u04ff"),
)
"""Languages by letters of their own, those first whose letters stand among another's."""
_UKRAINIAN = frozenset("іїєґ")

NAMES = {
    "en": "English",
    "de": "German",
    "fr": "French",
    "es": "Spanish",
    "it": "Italian",
    "nl": "Dutch",
    "pt": "Portuguese",
    "da": "Danish",
    "sv": "Swedish",
    "nb": "Norwegian",
    "no": "Norwegian",
    "nn": "Norwegian",
    "pl": "Polish",
    "fi": "Finnish",
    "cs": "Czech",
    "ro": "Romanian",
    "hu": "Hungarian",
    "tr": "Turkish",
    "id": "Indonesian",
    "ja": "Japanese",
    "ko": "Korean",
    "zh": "Chinese",
    "th": "Thai",
    "he": "Hebrew",
    "ar": "Arabic",
    "hi": "Hindi",
    "el": "Greek",
    "ru": "Russian",
    "uk": "Ukrainian",
    "ca": "Catalan",
    "et": "Estonian",
    "lv": "Latvian",
    "lt": "Lithuanian",
    "sk": "Slovak",
    "sl": "Slovenian",
    "hr": "Croatian",
    "sr": "Serbian",
    "bg": "Bulgarian",
    "fa": "Persian",
    "vi": "Vietnamese",
    "eu": "Basque",
    "cy": "Welsh",
}
"""What languages are called, by the first part of their mark."""


def _by_word() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for lang, words in _SMALL.items():
        for word in dict.fromkeys(words.lower().replace("'", "").split()):
            if found.get(word) != (_ENGLISH,):
                found[word] = (*found.get(word, ()), lang)
    return found


_BY_WORD = _by_word()


def language_of(words: Sequence[str], text: str) -> str | None:
    """Return the language a text is in, BCP 47, or None where nothing tells it surely.

    Args:
        words: Its words as the rules see them: small letters, no apostrophes.
        text: The same as it was written.
    """
    if not text.isascii() and (found := _by_letters(text)) is not None:
        return found
    counts: dict[str, int] = {}
    for word in words[:FIRST]:
        for lang in _BY_WORD.get(word, ()):
            counts[lang] = counts.get(lang, 0) + 1
    return _leading(counts, max(_LEAST, _SHARE * min(FIRST, len(words))))


def _leading(counts: Mapping[str, int], least: float) -> str | None:
    """Return the language that is ahead of all others, of English by far; None where none is."""
    most = max(counts.values(), default=0)
    ahead = [lang for lang, count in counts.items() if count == most]
    if most < least or len(ahead) > 1:
        return None
    return ahead[0] if ahead[0] == _ENGLISH or most >= _LEAD * counts.get(_ENGLISH, 0) else None


def _by_letters(text: str) -> str | None:
    found = Counter(_letters_of(sign) for sign in text[: 4 * FIRST] if sign > "\u036f")
    found.pop(None, None)
    if sum(found.values()) < max(_LETTERS_LEAST, len(text[: 4 * FIRST]) // 5):
        return None
    if found["ja"]:
        return "ja"
    best = found.most_common(1)[0][0]
    return "uk" if best == "ru" and not _UKRAINIAN.isdisjoint(text[: 4 * FIRST].lower()) else best


def _letters_of(sign: str) -> str | None:
    return next((lang for lang, first, last in _OF_LETTERS if first <= sign <= last), None)


def base(lang: str) -> str:
    """Return the first part of a language's mark: "pt" of "pt-BR"."""
    return lang.replace("_", "-").split("-")[0].lower()


def name_of(lang: str) -> str:
    """Return what a language is called; its mark where we do not know."""
    return NAMES.get(base(lang), lang)


def unread(declared: str | None, guessed: str | None, known: Iterable[str]) -> str | None:
    """Return the language of a text which the word lists know too little of, or None where they read it.

    What the words tell goes before what the source says: people write in other languages than their
    account's. Where nothing tells, the lists are trusted.

    Args:
        declared: What its source says.
        guessed: What its words tell.
        known: The languages the word lists know well.
    """
    lang = guessed or declared
    return lang if lang is not None and base(lang) not in known else None
