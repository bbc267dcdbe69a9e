"""The words that exports add to a draft, in five languages: for screen readers, and for comments."""

from __future__ import annotations

from goodoffices.engines.brackets.model import Stance

_PHRASES = {
    "en": {
        "bracket": "not agreed", "alternative": "alternative {n} of {of}", "option": "option {n} of {of}", "proposed": "proposed by {who}",
        "supported": "supported by {who}", "opposed": "opposed by {who}", "reserved": "reserved by {who}",
        "withdrawn": "withdrawn by {who}", "placeholder": "to be filled in", "continued": "not agreed, continued",
        "stray": "closing bracket without a partner", "left_open": "bracket left open", "options": "options",
        "comments": "Remarks", "untitled": "Negotiating text",
    },
    "fr": {
        "bracket": "non convenu", "alternative": "variante {n} sur {of}", "option": "option {n} sur {of}", "proposed": "proposé par {who}",
        "supported": "appuyé par {who}", "opposed": "contesté par {who}", "reserved": "réservé par {who}",
        "withdrawn": "retiré par {who}", "placeholder": "à compléter", "continued": "non convenu, suite",
        "stray": "crochet fermant isolé", "left_open": "crochet resté ouvert", "options": "options",
        "comments": "Remarques", "untitled": "Texte de négociation",
    },
    "ru": {
        "bracket": "не согласовано", "alternative": "вариант {n} из {of}", "option": "вариант {n} из {of}", "proposed": "предложено: {who}",
        "supported": "поддержано: {who}", "opposed": "возражает: {who}", "reserved": "оговорка: {who}",
        "withdrawn": "отозвано: {who}", "placeholder": "подлежит заполнению", "continued": "не согласовано, продолжение",
        "stray": "закрывающая скобка без пары", "left_open": "скобка не закрыта", "options": "варианты",
        "comments": "Примечания", "untitled": "Текст для переговоров",
    },
    "tr": {
        "bracket": "üzerinde anlaşılmamış", "alternative": "seçenek {n}/{of}", "option": "seçenek {n}/{of}", "proposed": "öneren: {who}",
        "supported": "destekleyen: {who}", "opposed": "karşı çıkan: {who}", "reserved": "çekince koyan: {who}",
        "withdrawn": "geri çeken: {who}", "placeholder": "doldurulacak", "continued": "üzerinde anlaşılmamış, devamı",
        "stray": "eşi olmayan kapatma ayracı", "left_open": "açık kalmış ayraç", "options": "seçenekler",
        "comments": "Notlar", "untitled": "Müzakere metni",
    },
    "ar": {
        "bracket": "غير متفق عليه", "alternative": "بديل {n} من {of}", "option": "خيار {n} من {of}", "proposed": "اقتراح: {who}",
        "supported": "تأييد: {who}", "opposed": "اعتراض: {who}", "reserved": "تحفظ: {who}",
        "withdrawn": "سحب: {who}", "placeholder": "يستكمل لاحقا", "continued": "غير متفق عليه، تابع",
        "stray": "قوس إغلاق بلا مقابل", "left_open": "قوس لم يغلق", "options": "خيارات",
        "comments": "ملاحظات", "untitled": "نص تفاوضي",
    },
}  # fmt: skip


_STANCES: tuple[Stance, ...] = ("proposed", "supported", "opposed", "reserved", "withdrawn")


def stance_in(words: str, who: str) -> tuple[Stance | None, str]:
    """The stance that one of these phrases states for this party, and the words after it; (None, words) if none does.

    >>> stance_in("appuyé par Nord: avec nos remerciements", "Nord")
    ('supported', 'avec nos remerciements')
    """
    for phrases in _PHRASES.values():
        for stance in _STANCES:
            stated = phrases[stance].replace("{who}", who)
            if words == stated or words.startswith(stated + ": "):
                return stance, words[len(stated) + 2 :]
    return None, words


def phrase(language: str, key: str, **names: object) -> str:
    """A phrase in this language, in English if the language is not one of the five.

    >>> phrase("fr", "alternative", n=1, of=2), phrase("de", "bracket")
    ('variante 1 sur 2', 'not agreed')
    """
    return _PHRASES.get(language, _PHRASES["en"])[key].format(**names)
