"""Names that are read as parties' wherever they stand: members of the United Nations, the groups that speak in its meetings, and
the codes that drafts use. Short names in English (un.org/en/about-us/member-states); the larger delegations and the groups in
Arabic, Chinese, French, Russian, Spanish and Turkish, too.
"""

from __future__ import annotations

import re
from collections.abc import Set

_CODES = """
EU US USA UK UAE EC AU NZ CA CAN JP JPN KR KOR CN CHN RU RUS IN IND BR BRA MX MEX MY SG VN PE CL BN AUS NOR CHE SUI
G77 G-77 AOSIS LDC LDCs LDCS LMDC LMDCs AILAC EIG ALBA BASIC SIDS CARICOM ASEAN GRULAC WEOG EEG AU AMU SADC ECOWAS
OPEC AG AGN NATO OSCE OIC LAS JUSCANZ CANZ JUSSCANNZ MERCOSUR EFTA PSIDS SICA BIMSTEC G10 G33 G90 ACP TUR UKR FRA DEU
ITA ESP EGY SAU ARG COL VEN BOL CUB NIC ECU PHI THA IDN PAK BGD NGA KEN ZAF LLDC LLDCs PSIDS AMCEN ICPs LAC GCC
GBR NLD SWE DNK FIN ISL LIE PRT GRC POL CZE HUN ROU IRL AUT BEL LUX CHL URY PRY CRI PAN GTM DOM JAM TTO BRB ISR
JOR IRN IRQ SYR QAT KWT OMN MAR DZA TUN LBY SDN ETH GHA SEN CMR TZA UGA RWA ZMB ZWE BWA MYS SGP VNM LKA NPL
MMR KHM LAO MNG KAZ UZB TKM KGZ TJK AZE ARM GEO BLR MDA SRB NZL FJI TUV WSM PNG MDV
"""
_NAMES = """
Afghanistan Albania Algeria Andorra Angola Argentina Armenia Australia Austria Azerbaijan Bahamas Bahrain Bangladesh
Barbados Belarus Belgium Belize Benin Bhutan Bolivia Botswana Brazil Brunei Bulgaria Burundi Cambodia Cameroon Canada
Chad Chile China Colombia Comoros Congo Croatia Cuba Cyprus Czechia Denmark Djibouti Dominica Ecuador Egypt Eritrea
Estonia Eswatini Ethiopia Fiji Finland France Gabon Gambia Georgia Germany Ghana Greece Grenada Guatemala Guinea
Guyana Haiti Honduras Hungary Iceland India Indonesia Iran Iraq Ireland Israel Italy Jamaica Japan Jordan Kazakhstan
Kenya Kiribati Korea Kuwait Kyrgyzstan Laos Latvia Lebanon Lesotho Liberia Libya Liechtenstein Lithuania Luxembourg
Madagascar Malawi Malaysia Maldives Mali Malta Mauritania Mauritius Mexico Micronesia Moldova Monaco Mongolia
Montenegro Morocco Mozambique Myanmar Namibia Nauru Nepal Netherlands Nicaragua Niger Nigeria Norway Oman Pakistan
Palau Palestine Panama Paraguay Peru Philippines Poland Portugal Qatar Romania Russia Rwanda Samoa Senegal Serbia
Seychelles Singapore Slovakia Slovenia Somalia Spain Sudan Suriname Sweden Switzerland Syria Tajikistan Tanzania
Thailand Togo Tonga Tunisia Turkey Türkiye Turkmenistan Tuvalu Uganda Ukraine Uruguay Uzbekistan Vanuatu Venezuela
Vietnam Yemen Zambia Zimbabwe
"""
_LONG = """
Antigua and Barbuda · Bosnia and Herzegovina · Burkina Faso · Cabo Verde · Central African Republic · Costa Rica ·
Côte d’Ivoire · Dominican Republic · El Salvador · Equatorial Guinea · Marshall Islands · New Zealand ·
North Macedonia · Papua New Guinea · Russian Federation · Saudi Arabia · Sierra Leone · Solomon Islands · South Africa
· South Sudan · Sri Lanka · Timor-Leste · Trinidad and Tobago · United Arab Emirates · United Kingdom · United States
· Viet Nam · European Union · African Group · African Union · Arab Group · Umbrella Group · Group of 77 ·
G77 and China · G77+China · Environmental Integrity Group · Small Island Developing States · Least Developed Countries
· Islamic Republic of Iran · Iran (Islamic Republic of) · Bolivia (Plurinational State of) · Plurinational State of Bolivia
· Venezuela (Bolivarian Republic of) · Bolivarian Republic of Venezuela · Republic of Korea · Republic of Moldova ·
Democratic People’s Republic of Korea · Democratic Republic of the Congo · Syrian Arab Republic · Lao PDR ·
Lao People’s Democratic Republic · United Republic of Tanzania · Brunei Darussalam · Czech Republic · Holy See ·
State of Palestine · United States of America · Cook Islands · Saint Lucia · Saint Kitts and Nevis · Hong Kong ·
Chinese Taipei · European Commission · Group of Arab States · Arab States · Pacific Islands Forum · Africa Group ·
Alliance of Small Island States · Like-Minded Developing Countries · Latin American and Caribbean Group ·
Coalition for Rainforest Nations · G-77 and China · G77 & China · G77/China · G-77/China · Group of 77 and China ·
Organisation of Islamic Cooperation · Non-Aligned Movement · LDC Group · African States · Pacific SIDS ·
Group for Equity · High Ambition Coalition · Global Coalition
"""
_OTHER_LANGUAGES = """
Union européenne · États-Unis · États-Unis d’Amérique · Royaume-Uni · Fédération de Russie · Chine · Inde · Brésil · Mexique
· Japon · Norvège · Suisse · Allemagne · Espagne · Italie · Afrique du Sud · Arabie saoudite · Nouvelle-Zélande · Égypte ·
Maroc · Algérie · Tunisie · Sénégal · Cameroun · Argentine · Chili · Colombie · Pérou · Turquie · Australie · Indonésie ·
République de Corée · Groupe africain · Groupe des 77 · Groupe des 77 et de la Chine · Groupe des 77 et la Chine · Iran ·
Islande · Suède · Danemark · Pays-Bas · Belgique · Pologne · Grèce · Équateur · Bolivie · Viet Nam · Philippines · Malaisie
· Singapour · Thaïlande · Éthiopie · Pays les moins avancés · PMA · PEID · UE
Unión Europea · Estados Unidos · Estados Unidos de América · Reino Unido · Federación de Rusia · Brasil · México · Japón ·
Noruega · Suiza · Alemania · España · Italia · Francia · Sudáfrica · Arabia Saudita · Nueva Zelandia · Nueva Zelanda ·
Egipto · Marruecos · Argelia · Perú · Turquía · República de Corea · Grupo Africano · Grupo de los 77 ·
Grupo de los 77 y China · Islandia · Suecia · Dinamarca · Países Bajos · Bélgica · Polonia · Grecia · Filipinas · Malasia ·
Singapur · Tailandia · Etiopía · EEUU · EE.UU.
Европейский союз · ЕС · Соединенные Штаты · Соединенные Штаты Америки · США · Соединенное Королевство · Великобритания ·
Российская Федерация · Россия · Китай · Индия · Бразилия · Мексика · Япония · Норвегия · Швейцария · Германия · Франция ·
Испания · Италия · Южная Африка · Саудовская Аравия · Новая Зеландия · Австралия · Канада · Египет · Иран · Турция ·
Республика Корея · Группа 77 · Группа 77 и Китай · Африканская группа · Беларусь · Казахстан · Украина · Узбекистан ·
Армения · Азербайджан · Грузия · Кыргызстан · Таджикистан · Чили · Перу · Аргентина · Колумбия · Куба · Индонезия
Avrupa Birliği · ABD · Birleşik Krallık · Rusya Federasyonu · Rusya · Çin · Hindistan · Brezilya · Japonya · Norveç ·
İsviçre · Almanya · Fransa · Mısır · Yunanistan · Azerbaycan · Ukrayna · Güney Afrika
الاتحاد الأوروبي · الولايات المتحدة · الولايات المتحدة الأمريكية · المملكة المتحدة · الاتحاد الروسي · روسيا · الصين · الهند ·
البرازيل · المكسيك · اليابان · النرويج · سويسرا · ألمانيا · فرنسا · مصر · المغرب · الجزائر · تونس · ليبيا · السودان · العراق ·
الأردن · لبنان · سوريا · الكويت · قطر · عمان · البحرين · اليمن · فلسطين · إيران · تركيا · المملكة العربية السعودية · السعودية ·
الإمارات العربية المتحدة · الإمارات · جنوب أفريقيا · كندا · أستراليا · نيوزيلندا · باكستان · إندونيسيا · شيلي · بيرو ·
المجموعة العربية · المجموعة الأفريقية · مجموعة الـ 77 والصين · مجموعة الـ77 والصين · نيجيريا · كينيا · السنغال
"""
_HAN = """
中国 美国 美國 英国 法国 德国 俄罗斯联邦 俄罗斯 俄羅斯 日本 印度尼西亚 印度 巴西 墨西哥 加拿大 澳大利亚 新西兰 挪威 瑞士 瑞典 丹麦 冰岛 西班牙 意大利
南非 埃及 尼日利亚 肯尼亚 埃塞俄比亚 沙特阿拉伯 伊朗 伊拉克 土耳其 大韩民国 韩国 马来西亚 新加坡 泰国 越南 菲律宾 巴基斯坦 孟加拉国 智利 秘鲁 哥伦比亚
阿根廷 古巴 玻利维亚 委内瑞拉 欧洲联盟 欧盟 歐盟 七十七国集团和中国 77国集团和中国 七十七国集团加中国 77国集团 七十七国集团 非洲集团 阿拉伯集团
小岛屿国家联盟 最不发达国家 中國 英國 法國 德國 韓國 대한민국 미국 중국 일본 米国 欧州連合
"""
LONG = [" ".join(name.split()) for name in re.split(r"[·\n]", "·".join((" ".join(_LONG.split()), _OTHER_LANGUAGES)))]
HAN = _HAN.split()
KNOWN = frozenset([*_CODES.split(), *_NAMES.split(), *filter(None, LONG), *HAN])

# Capitalised words before a colon that are not the name of a party.
_NO_NAMES = """
Adaptation Agreement All Alt Alternative And Annex Article Articles Cf Chair Chairs Chapeau Chapter Comment Comments
Convention Definition Definitions Delete Deleted Editor Editors Explanation Finance Footnote For Former Heading In
Insert Merged Mitigation Moved New Note Notes Objective Old Operative Option Options Or Para Paragraph Part
Placeholder Placement Preamble Preambular Proposal Protocol Purpose Rule Scope Section See Source Structure Sub
Subtitle Text The Title Variant
Agreed Bureau Chairman Chairperson Co-Chair Co-Chairs Co-Facilitators Comment Consensus Draft Drafting Example Facilitator
Facilitators Member Members Negotiator Negotiators Parties President Rationale Remark Secretariat Secretary Status Subparagraph
Negotiator’s Negotiators’ Editor’s Editors’ Chair’s Chairs’ President’s Secretariat’s Facilitator’s Legal
Annexe Commentaire Définition Définitions Facilitateur Objectif Objet Paragraphe Partie Parties Préambule Présidence
Président Projet Remarque Secrétariat Titre Variante
Anexo Artículo Capítulo Comentario Definición Nota Objetivo Opción Párrafo Presidente Preámbulo Secretaría Texto Título
Вариант Глава Комментарий Определение Преамбула Приложение Примечание Председатель Пункт Раздел Секретариат Статья Цель
Başkan Başlık Bölüm Dibace Madde Seçenek
"""
NO_NAMES = frozenset(_NO_NAMES.split())
_CASELESS = re.compile("[\u0590-\u08ff\u0900-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_HAN_STATE = re.compile("[\u4e00-\u9fff]{1,8}(?:国|國|集团|集團|联盟|聯盟|联邦|聯邦|代表团|代表團)")
_FOOTNOTE = re.compile(r"(?P<name>.*?[^\W\d])[ \t]?[\d⁰¹²³⁴-⁹]{1,3}")


def is_known(name: str, parties: Set[str]) -> bool:
    """Is it the name of a party, wherever it stands: a listed one, or one of `parties`?"""
    if name in parties or name in KNOWN or name.replace("'", "’") in KNOWN:
        return True
    return len(name) > 4 and name.isupper() and name.title() in KNOWN


def is_name(name: str, parties: Set[str]) -> bool:
    """Can these words before a colon be a party? Known names are; others if they have capitals and do not describe the text.

    >>> [is_name(words, frozenset()) for words in ("Norway", "Upstream", "Article 5", "某国", "说明")]
    [True, True, False, True, False]
    """
    if is_known(name, parties):
        return True
    if _CASELESS.search(name):  # without capitals, names cannot be told from other words
        return bool(_HAN_STATE.fullmatch(name))
    return not (NO_NAMES & set(name.replace("'", "’").split()) or name in {"I", "A"})


def bare(name: str, parties: Set[str]) -> str:
    """The name without a footnote mark that a copy ran into it (“MX14”), or “’s”; “G77” stays as it is.

    >>> [bare(name, frozenset()) for name in ("MX14", "Chile3", "G77", "Japan’s", "B52")]
    ['MX', 'Chile', 'G77', 'Japan', 'B52']
    """
    if is_known(name, parties):
        return name
    owned = re.sub(r"[’']s$", "", name)
    marked = _FOOTNOTE.fullmatch(owned)
    return marked["name"] if marked and is_known(marked["name"], parties) else owned
