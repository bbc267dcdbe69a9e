"""The vocabulary, language by language. Things that are the same in two languages have the same name here.

Languages are the keys en, fr, ru, tr and ar.
"""

# Forms of one month, or of one number, are joined by “|”; “_” stands for a blank in a name.
MONTHS = {
    "en": "january|jan february|feb march april may june july august|aug september|sept october|oct november|nov december|dec",
    "fr": "janvier février mars avril mai juin juillet août|aout septembre octobre novembre décembre",
    "ru": "января|январь|январе|январю февраля|февраль|феврале|февралю марта|март|марте|марту апреля|апрель|апреле|апрелю"
    " мая|май|мае|маю июня|июнь|июне|июню июля|июль|июле|июлю августа|август|августе|августу"
    " сентября|сентябрь|сентябре|сентябрю октября|октябрь|октябре|октябрю ноября|ноябрь|ноябре|ноябрю"
    " декабря|декабрь|декабре|декабрю",
    "tr": "ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık",
    # as they are called in Cairo, in Damascus and Baghdad, in Algiers and Rabat
    "ar": "يناير|كانون_الثاني|جانفي فبراير|شباط|فيفري مارس|آذار أبريل|إبريل|نيسان|أفريل مايو|أيار|ماي يونيو|حزيران|جوان"
    " يوليو|تموز|جويلية|يوليوز أغسطس|آب|أوت|غشت سبتمبر|أيلول|شتنبر أكتوبر|تشرين_الأول نوفمبر|تشرين_الثاني|نونبر"
    " ديسمبر|كانون_الأول|دجنبر",
}
VALUES = (*range(1, 20), *range(20, 100, 10), 100, 1_000, 1_000_000)
NUMBERS = {
    "en": "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen"
    " nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred|hundreds thousand|thousands million|millions",
    "fr": "un|une deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit"
    " dix-neuf vingt trente quarante cinquante soixante soixante-dix|septante quatre-vingt|quatre-vingts|huitante"
    " quatre-vingt-dix|nonante cent|cents mille million|millions",
    "ru": "один|одного|одна|одну два|две|двух|двум|двумя три|трёх|трех|трём|трем|тремя четыре|четырёх|четырех|четырём|четырем"
    " пять|пяти|пятью шесть|шести|шестью семь|семи|семью восемь|восьми девять|девяти|девятью десять|десяти|десятью"
    " одиннадцать|одиннадцати двенадцать|двенадцати тринадцать|тринадцати четырнадцать|четырнадцати пятнадцать|пятнадцати"
    " шестнадцать|шестнадцати семнадцать|семнадцати восемнадцать|восемнадцати девятнадцать|девятнадцати двадцать|двадцати"
    " тридцать|тридцати сорок|сорока пятьдесят|пятидесяти шестьдесят|шестидесяти семьдесят|семидесяти"
    " восемьдесят|восьмидесяти девяносто|девяноста сто|ста тысяча|тысячи|тысяч|тысячу|тысяче"
    " миллион|миллиона|миллионов",
    "tr": "bir iki üç dört beş altı yedi sekiz dokuz on onbir oniki onüç ondört onbeş onaltı onyedi onsekiz ondokuz yirmi otuz"
    " kırk elli altmış yetmiş seksen doksan yüz bin milyon",
    "ar": "واحد|واحدة اثنان|اثنين|اثنتان|اثنتين|اثنا|اثني ثلاثة|ثلاث أربعة|أربع خمسة|خمس ستة|ست سبعة|سبع ثمانية|ثماني|ثمان"
    " تسعة|تسع عشرة|عشر أحد-عشر اثنا-عشر ثلاثة-عشر أربعة-عشر خمسة-عشر ستة-عشر سبعة-عشر ثمانية-عشر تسعة-عشر"
    " عشرون|عشرين ثلاثون|ثلاثين أربعون|أربعين خمسون|خمسين ستون|ستين سبعون|سبعين ثمانون|ثمانين تسعون|تسعين"
    " مئة|مائة|مئات ألف|ألفا|آلاف مليون|ملايين",
}
# Single words for several hundred.
_RU = "двести|двухсот триста|трёхсот|трехсот четыреста|четырёхсот|четырехсот пятьсот|пятисот шестьсот|шестисот семьсот|семисот восемьсот|восьмисот девятьсот|девятисот"
HUNDREDS = {
    "ru": {
        form: many for many, forms in zip(range(200, 1000, 100), _RU.split(), strict=True) for form in forms.split("|")
    },
    "ar": {"مئتان": 200, "مئتين": 200, "مائتان": 200, "مائتين": 200, "ألفان": 2_000, "ألفين": 2_000},
}
# Words that are an article or a pronoun on their own: “one”, «un» and “bir” are numbers only beside other numbers.
NOT_NUMBERS = {
    "en": {"one"},
    "fr": {"un", "une"},
    "tr": {"bir", "on"},
    "ru": {"один", "одного", "одна", "одну"},
    "ar": {"واحد", "واحدة", "ست"},
}
# Words that join two words of one number.
JOINING = {"en": {"and"}, "fr": {"et"}, "ru": set(), "tr": set(), "ar": {"و"}}

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
# Frequent words that tell a language from the others.
FREQUENT = {
    "en": "the of and to in that is for we you it with at our your they this not be",
    "fr": "le la les de des et à en que est pour nous vous il avec une du notre votre",
    "tr": "ve bir bu için ile de da olarak kadar biz siz daha çok en ama",
}
