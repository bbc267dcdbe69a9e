"""The words, language by language. What is the same thing in two languages has the same name here."""

MONTHS = {
    "en": "january february march april may june july august september october november december",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "tr": "ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık",
    "ar": "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
}
# One to twelve, then twenty, thirty, hundred, thousand.
VALUES = (*range(1, 13), 20, 30, 100, 1000)
NUMBERS = {
    "en": "one two three four five six seven eight nine ten eleven twelve twenty thirty hundred thousand",
    "fr": "un deux trois quatre cinq six sept huit neuf dix onze douze vingt trente cent mille",
    "ru": "один два три четыре пять шесть семь восемь девять десять одиннадцать двенадцать двадцать тридцать сто тысяча",
    "tr": "bir iki üç dört beş altı yedi sekiz dokuz on onbir oniki yirmi otuz yüz bin",
    "ar": "واحد اثنان ثلاثة أربعة خمسة ستة سبعة ثمانية تسعة عشرة أحد-عشر اثنا-عشر عشرون ثلاثون مئة ألف",
}
# Articles and pronouns that are also numbers say nothing: “one”, «un», “bir”, «ألف» is kept.
NOT_NUMBERS = {"en": {"one"}, "fr": {"un"}, "tr": {"bir", "on"}, "ru": {"один"}, "ar": {"واحد"}}

# Regular expressions, matched against whole words in lower case.
NEGATION = {
    "en": r"not|no|never|neither|nor|none|nothing|nobody|without|cannot|\w+n['’]t",
    "fr": r"ne|n['’]\w+|pas|jamais|aucune?|rien|sans|ni|non",
    "ru": r"не|нет|ни|никогда|никто|ничего|никак\w+|без|нельзя",
    "tr": r"değil\w*|yok\w*|asla|hiçbir|hiç|ne|olmadan|\w+m[ae]z\w*|\w+m[ae]y[ae]c[ae]\w+|\w+m[ıiuü]yor\w*|\w+m[ae]d[ıi]\w*",
    "ar": r"لا|لم|لن|ليس\w*|غير|دون|بدون|ما|ولا|بلا",
}
OBLIGATION = {
    "en": {
        "duty": r"shall|must|undertakes?|obliged|required",
        "permission": r"may|can|allowed|permitted",
        "advice": r"should|ought",
        "intent": r"will|intends?",
        "condition": r"if|unless|provided|until",
    },
    "fr": {
        "duty": r"doit|doivent|devons|s['’]engage\w*|tenue?s?|obligé\w*",
        "permission": r"peut|peuvent|pouvons|autorisé\w*",
        "advice": r"devrait|devraient|devrions",
        "intent": r"entend|entendent|fera|feront|ferons",
        "condition": r"si|sauf|condition|jusqu['’]\w+",
    },
    "ru": {
        "duty": r"долж\w+|обяз\w+|следует",
        "permission": r"может|могут|можем|вправе|разреш\w+",
        "advice": r"желательно|стоит",
        "intent": r"будет|будут|будем|намерен\w*",
        "condition": r"если|пока|условии",
    },
    "tr": {
        "duty": r"\w+m[ae]l[ıi]\w*|zorunda\w*|yükümlü\w*|gerek\w*|şart\w*",
        "permission": r"\w+[ae]bilir\w*|izin\w*",
        "advice": r"uygun\w*",
        "intent": r"\w+[ae]ca[kğ]\w*|\w+ece[kğ]\w*",
        "condition": r"eğer|ise|koşul\w*|\w+[sş]a|kadar",
    },
    "ar": {
        "duty": r"يجب|تجب|يلتزم\w*|تلتزم\w*|ملزم\w*|يتعين",
        "permission": r"يجوز|يمكن|يحق|يسمح",
        "advice": r"ينبغي|يستحسن",
        "intent": r"سوف|ست\w+|سن\w+|سي\w+",
        "condition": r"إذا|إن|لو|شرط|بشرط|حتى|إلا",
    },
}
# Small words by which a language is told from the others.
TELLING = {
    "en": "the of and to in that is for we you it with at our your they this not be",
    "fr": "le la les de des et à en que est pour nous vous il avec une du notre votre",
    "tr": "ve bir bu için ile de da olarak kadar biz siz daha çok en ama",
}
