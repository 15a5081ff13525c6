//! Names of countries as published lists spell them.
//!
//! The variants are those seen in the lists of OFAC, the UN, the EU, the UK, Australia, Canada and in the ITU's table,
//! beside the short and official names of ISO 3166. Regions that are no countries are left to `region`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::CountryCode;

/// The country that `text` names; see [`CountryCode::from_name`].
pub(crate) fn find(text: &str) -> Option<CountryCode> {
    let text = text.trim();
    let text = text.strip_prefix("Region:").unwrap_or(text).trim();
    by_name(text)
        .or_else(|| code_in_capitals(text))
        .or_else(|| without_remark(text))
        .or_else(|| several_names_of_one(text))
}

/// Names by what [`key`] makes of them. Countries of today come first: Burma is Myanmar.
static BY_KEY: LazyLock<BTreeMap<String, CountryCode>> = LazyLock::new(|| {
    let mut by_key = BTreeMap::new();
    let variants = VARIANTS.iter().flat_map(|(code, names)| names.split('|').map(|name| (*code, name)));
    let official = CountryCode::all().map(|code| (code, code.name()));
    let (today, historic): (Vec<_>, Vec<_>) =
        official.chain(variants).partition(|(code, _)| !code.is_historic());
    for (code, name) in today.into_iter().chain(historic) {
        by_key.entry(key(name)).or_insert(code);
    }
    by_key
});

fn by_name(text: &str) -> Option<CountryCode> {
    BY_KEY.get(&key(text)).copied()
}

fn code_in_capitals(text: &str) -> Option<CountryCode> {
    let capitals = text.bytes().all(|byte| byte.is_ascii_uppercase());
    if capitals { text.parse().ok() } else { None }
}

/// Reads `Pakistan (previous address)`. A name that only its remark makes clear (`Congo (…)`) does not read.
fn without_remark(text: &str) -> Option<CountryCode> {
    let (name, remark) = text.split_once('(')?;
    let congo = |code: &CountryCode| *code == CountryCode::CG;
    if remark.trim_end().ends_with(')') { by_name(name).filter(|it| !congo(it)) } else { None }
}

/// Reads `Russia / Russie`, where every part names the same country.
fn several_names_of_one(text: &str) -> Option<CountryCode> {
    let mut parts = text.split('/').map(by_name);
    let first = parts.next()??;
    parts.all(|part| part == Some(first)).then_some(first)
}

/// The words of a name without accents, marks and small words, sorted: `Iran, Islamic Republic of` and `Islamic
/// Republic of Iran` have one key.
fn key(name: &str) -> String {
    let plain: String = name.chars().flat_map(char::to_lowercase).filter_map(plain).collect();
    let mut words: Vec<&str> = plain
        .split(|it: char| !it.is_alphanumeric())
        .filter(|it| {
            !matches!(*it, "" | "the" | "of" | "and" | "citizenship" | "citizen" | "nationality" | "national")
        })
        .collect();
    words.sort_unstable();
    words.join(" ")
}

/// A lower-case letter without its accent; `None` for an accent that stands alone.
fn plain(letter: char) -> Option<char> {
    Some(match letter {
        'à'..='å' | 'ā' | 'ă' | 'ą' | 'ạ' => 'a',
        'ç' | 'ć' | 'č' => 'c',
        'è'..='ë' | 'ē' | 'ė' | 'ę' | 'ě' | 'ə' | 'ệ' | 'ế' => 'e',
        'ì'..='ï' | 'ī' | 'į' | 'ı' => 'i',
        'ñ' | 'ń' | 'ň' => 'n',
        'ò'..='ö' | 'ø' | 'ō' | 'ő' => 'o',
        'ù'..='ü' | 'ū' | 'ů' | 'ű' => 'u',
        'ý' | 'ÿ' => 'y',
        'š' | 'ś' | 'ş' | 'ș' => 's',
        'ž' | 'ź' | 'ż' => 'z',
        'ğ' => 'g',
        'ț' | 'ţ' => 't',
        'ё' => 'е',
        'ي' | 'ى' => 'ی',
        'ك' => 'ک',
        'أ' | 'إ' | 'آ' => 'ا',
        '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200f}' | 'ʻ' => return None,
        other => other,
    })
}

/// Official names, adjectives and other spellings, parted by bars.
const VARIANTS: &[(CountryCode, &str)] = &[
    (CountryCode::AD, "Principality of Andorra"),
    (
        CountryCode::AE,
        "UAE|U.A.E.|Emirates|Emirati|الإمارات العربية المتحدة|الإمارات|ОАЭ|Объединённые Арабские Эмираты|Emirats arabes unis",
    ),
    (CountryCode::AF, "Islamic Republic of Afghanistan|Afghan|Afgan|افغانستان|Афганистан"),
    (CountryCode::AL, "Republic of Albania|Albanian|Shqipëria"),
    (CountryCode::AM, "Republic of Armenia|Armenian|Հայաստան|Армения|Вірменія"),
    (CountryCode::AO, "Republic of Angola|Angolan"),
    (CountryCode::AR, "Argentine Republic|Argentinian|Argentine"),
    (CountryCode::AT, "Republic of Austria|Austrian|Österreich"),
    (CountryCode::AU, "Australian|Commonwealth of Australia"),
    (CountryCode::AZ, "Republic of Azerbaijan|Azerbaijani|Azerbaidjan|Azərbaycan|Азербайджан"),
    (
        CountryCode::BA,
        "Republic of Bosnia and Herzegovina|Bosnia|Bosnia and Herzegowina|Bosnia & Herz.|Bosnian|Bosna i Hercegovina",
    ),
    (CountryCode::BD, "People's Republic of Bangladesh|Bangladeshi"),
    (CountryCode::BE, "Kingdom of Belgium|Belgian|Belgique|België"),
    (CountryCode::BF, "Burkinabe"),
    (CountryCode::BG, "Republic of Bulgaria|Bulgarian|България|Болгария"),
    (CountryCode::BH, "Kingdom of Bahrain|Bahraini|البحرين"),
    (CountryCode::BI, "Republic of Burundi|Burundian"),
    (CountryCode::BJ, "Republic of Benin|Beninese"),
    (CountryCode::BL, "St. Barthélemy"),
    (CountryCode::BN, "Brunei Darussalam|State of Brunei Darussalam"),
    (CountryCode::BO, "Plurinational State of Bolivia|Bolivian"),
    (CountryCode::BR, "Federative Republic of Brazil|Brazilian|Brasil"),
    (CountryCode::BS, "Commonwealth of the Bahamas"),
    (CountryCode::BT, "Kingdom of Bhutan"),
    (CountryCode::BW, "Republic of Botswana"),
    (
        CountryCode::BY,
        "Republic of Belarus|Byelorussia|Belorussia|Belarussia|Belarusian|Belarussian|Byelorussian|Беларусь|Белоруссия|Республика Беларусь|Рэспубліка Беларусь|Білорусь|Biélorussie|Weißrussland|ბელარუსი",
    ),
    (CountryCode::CA, "Canadian"),
    (CountryCode::CC, "Cocos Islands|Keeling Islands|Cocos (Keeling)"),
    (
        CountryCode::CD,
        "Congo, The Democratic Republic of the|Dem. Rep. Congo|D.R. Congo|DRC|D.R.C.|RDC|Congo-Kinshasa|Congo (DRC)|Congolese (DRC)|Democratic Republic of the Congo (DRC)|Congo, Democratic Republic of (was Zaire)|République démocratique du Congo",
    ),
    (CountryCode::CF, "CAR|C.A.R.|Centrafrique|République centrafricaine"),
    (CountryCode::CG, "Republic of the Congo|Congo-Brazzaville|Congo, Rep."),
    (CountryCode::CH, "Swiss Confederation|Swiss|Schweiz|Suisse|Svizzera|Швейцария"),
    (CountryCode::CI, "Republic of Côte d'Ivoire|Ivory Coast|Ivorian|Cote Ivoire"),
    (CountryCode::CL, "Republic of Chile|Chilean"),
    (CountryCode::CM, "Republic of Cameroon|Cameroonian|Cameroun"),
    (
        CountryCode::CN,
        "People's Republic of China|PRC|P.R.C.|P.R. China|PR China|China (PRC)|China, mainland|Chinese|中国|中华人民共和国|中國|中華人民共和國|Китай|КНР|Китайская Народная Республика|Chine|Kina",
    ),
    (CountryCode::CO, "Republic of Colombia|Colombian"),
    (CountryCode::CR, "Republic of Costa Rica"),
    (CountryCode::CU, "Republic of Cuba|Cuban|Куба"),
    (CountryCode::CV, "Republic of Cabo Verde|Cape Verde"),
    (CountryCode::CY, "Republic of Cyprus|Cypriot|Κύπρος|Кипр|Kıbrıs"),
    (CountryCode::CZ, "Czech Republic|Czech|Česko|Česká republika|Czech Rep.|Чехия"),
    (
        CountryCode::DE,
        "Federal Republic of Germany|German|Deutschland|Bundesrepublik Deutschland|Германия|Німеччина|Allemagne|Alemania",
    ),
    (CountryCode::DJ, "Republic of Djibouti|Djiboutian"),
    (CountryCode::DK, "Kingdom of Denmark|Danish|Danmark"),
    (CountryCode::DM, "Commonwealth of Dominica"),
    (CountryCode::DO, "Dominican Rep."),
    (CountryCode::DZ, "People's Democratic Republic of Algeria|Algerian|Algérie|الجزائر|Алжир"),
    (CountryCode::EC, "Republic of Ecuador|Ecuadorian"),
    (CountryCode::EE, "Republic of Estonia|Estonian|Eesti|Эстония"),
    (CountryCode::EG, "Arab Republic of Egypt|Egyptian|مصر|Египет|Égypte"),
    (CountryCode::EH, "Sahrawi Arab Democratic Republic|Sahrawi"),
    (CountryCode::ER, "the State of Eritrea|Eritrean"),
    (CountryCode::ES, "Kingdom of Spain|Spanish|España|Испания|Espagne"),
    (CountryCode::ET, "Federal Democratic Republic of Ethiopia|Ethiopian"),
    (CountryCode::FI, "Republic of Finland|Finnish|Suomi|Финляндия"),
    (CountryCode::FJ, "Republic of Fiji|Fijian"),
    (CountryCode::FK, "Falkland Islands (Malvinas)|Falklands|Malvinas"),
    (CountryCode::FM, "Federated States of Micronesia|Micronesia, Fed. Sts."),
    (CountryCode::FO, "Faeroe Islands|Faroes"),
    (CountryCode::FR, "French Republic|French|Франция|Франція"),
    (CountryCode::GA, "Gabonese Republic|Gabonese"),
    (
        CountryCode::GB,
        "United Kingdom of Great Britain and Northern Ireland|UK|U.K.|Great Britain|Britain|British|England|English|Scotland|Scottish|Wales|Northern Ireland|United Kingdom (UK)|Великобритания|Велика Британія|Соединённое Королевство|Royaume-Uni|Vereinigtes Königreich|United Kingdom of Great Britain and N. Ireland|United Kingdom of Great Britain",
    ),
    (CountryCode::GE, "Georgian|საქართველო|Грузия|Грузія"),
    (CountryCode::GF, "Guyane|Guyane française"),
    (CountryCode::GH, "Republic of Ghana|Ghanaian"),
    (CountryCode::GM, "Republic of the Gambia|Gambian"),
    (CountryCode::GN, "Republic of Guinea|Guinea-Conakry|Guinean|Guinée"),
    (CountryCode::GQ, "Republic of Equatorial Guinea|Equatoguinean"),
    (CountryCode::GR, "Hellenic Republic|Greek|Ελλάδα|Hellas|Греция"),
    (CountryCode::GT, "Republic of Guatemala|Guatemalan"),
    (CountryCode::GW, "Republic of Guinea-Bissau|Bissau-Guinean"),
    (CountryCode::GY, "Republic of Guyana|Guyanese"),
    (
        CountryCode::HK,
        "Hong Kong Special Administrative Region of China|Hong Kong SAR|Hong Kong, China|China, Hong Kong SAR|Hong Kong Special Administrative Region|Hongkong|H.K.|香港|Гонконг|中国香港",
    ),
    (CountryCode::HN, "Republic of Honduras|Honduran"),
    (CountryCode::HR, "Republic of Croatia|Croatian|Hrvatska"),
    (CountryCode::HT, "Republic of Haiti|Haitian"),
    (CountryCode::HU, "Hungarian|Magyarország|Венгрия"),
    (CountryCode::ID, "Republic of Indonesia|Indonesian"),
    (CountryCode::IE, "Irish|Éire|Republic of Ireland"),
    (CountryCode::IL, "State of Israel|Israeli|ישראל|Израиль"),
    (CountryCode::IM, "Manx"),
    (CountryCode::IN, "Republic of India|Indian|Bharat|भारत|Индия"),
    (CountryCode::IQ, "Republic of Iraq|Iraqi|العراق|Ирак"),
    (
        CountryCode::IR,
        "Islamic Republic of Iran|Iranian|Persia|Iran (I.R.)|Iran, Islamic Rep.|ایران|إيران|جمهوری اسلامی ایران|Иран|Іран|Исламская Республика Иран|伊朗",
    ),
    (CountryCode::IS, "Republic of Iceland|Icelandic|Ísland"),
    (CountryCode::IT, "Italian Republic|Italian|Italia|Италия|Italie"),
    (CountryCode::JM, "Jamaican"),
    (CountryCode::JO, "Hashemite Kingdom of Jordan|Jordanian|الأردن|Иордания"),
    (CountryCode::JP, "Japanese|日本|Япония|Nippon"),
    (CountryCode::KE, "Republic of Kenya|Kenyan"),
    (
        CountryCode::KG,
        "Kyrgyz Republic|Kyrgyz|Kirghizia|Kirgizstan|Kyrghyzstan|Кыргызстан|Киргизия|Kyrgyz Rep.|Kirgizia",
    ),
    (CountryCode::KH, "Kingdom of Cambodia|Cambodian|Kampuchea"),
    (CountryCode::KI, "Republic of Kiribati"),
    (CountryCode::KM, "Union of the Comoros|Comoran|Comoros Islands"),
    (CountryCode::KN, "St. Kitts and Nevis|Saint Christopher and Nevis|St. Christopher and Nevis"),
    (
        CountryCode::KP,
        "Democratic People's Republic of Korea|DPRK|D.P.R.K.|DPR Korea|D.P.R. Korea|North Korean|North Korea (DPRK)|Korea, Dem. People's Rep.|Korea, Democratic People's Rep.|Korea, Democratic Republic of|Korea, Dem. Rep.|Democratic People's Republic of Korea (DPRK)|Democratic People's Republic of Korea (North Korea)|Democratic Peoples Republic of Korea|조선민주주의인민공화국|북한|КНДР|Северная Корея|Корейская Народно-Демократическая Республика|Північна Корея|朝鲜|朝鮮|Corée du Nord|Nordkorea",
    ),
    (
        CountryCode::KR,
        "Korea, Republic of|South Korean|ROK|R.O.K.|Korea, Rep.|Republic of Korea (South Korea)|대한민국|한국|Южная Корея|Республика Корея|韩国|韓國",
    ),
    (CountryCode::KW, "State of Kuwait|Kuwaiti|الكويت|Кувейт"),
    (CountryCode::KY, "Caymans|Cayman"),
    (
        CountryCode::KZ,
        "Republic of Kazakhstan|Kazakh|Kazakhstani|Kazakstan|Казахстан|Қазақстан|Республика Казахстан",
    ),
    (
        CountryCode::LA,
        "Lao People's Democratic Republic|Lao|Lao PDR|Laotian|Lao P.D.R.|Lao People's Dem. Rep.",
    ),
    (CountryCode::LB, "Lebanese Republic|Lebanese|لبنان|Ливан|Liban"),
    (CountryCode::LC, "St. Lucia"),
    (CountryCode::LI, "Principality of Liechtenstein"),
    (CountryCode::LK, "Democratic Socialist Republic of Sri Lanka|Sri Lankan|Ceylon"),
    (CountryCode::LR, "Republic of Liberia|Liberian"),
    (CountryCode::LS, "Kingdom of Lesotho"),
    (CountryCode::LT, "Republic of Lithuania|Lithuanian|Lietuva|Литва"),
    (CountryCode::LU, "Grand Duchy of Luxembourg|Luxemburg|Luxembourger"),
    (CountryCode::LV, "Republic of Latvia|Latvian|Latvija|Латвия"),
    (
        CountryCode::LY,
        "Libyan|Libyan Arab Jamahiriya|State of Libya|Great Socialist People's Libyan Arab Jamahiriya|Socialist People's Libyan Arab Jamahiriya|ليبيا|Ливия|Libye",
    ),
    (CountryCode::MA, "Kingdom of Morocco|Moroccan|المغرب|Maroc"),
    (CountryCode::MC, "Principality of Monaco"),
    (CountryCode::MD, "Republic of Moldova|Moldovan|Moldavia|Moldova, Rep. of|Молдова|Молдавия"),
    (CountryCode::ME, "Montenegrin|Crna Gora"),
    (CountryCode::MF, "Saint Martin (French part)|St. Martin"),
    (CountryCode::MG, "Republic of Madagascar|Malagasy"),
    (CountryCode::MH, "Republic of the Marshall Islands|Marshall Is.|Marshallese"),
    (
        CountryCode::MK,
        "Republic of North Macedonia|Macedonia|FYROM|The former Yugoslav Republic of Macedonia|Macedonia, FYR|Republic of Macedonia|Macedonian",
    ),
    (CountryCode::ML, "Republic of Mali|Malian"),
    (
        CountryCode::MM,
        "Republic of Myanmar|Burma|Burmese|Myanmar (Burma)|Union of Myanmar|Republic of the Union of Myanmar|Union of Burma|Myanmarese|Мьянма|Birmanie",
    ),
    (CountryCode::MN, "Mongolian|Монгол|Монголия"),
    (
        CountryCode::MO,
        "Macao Special Administrative Region of China|Macau|Macao SAR|Macau SAR|China, Macao|China, Macao SAR|Macau, China|Macao Special Administrative Region|澳门|澳門|Макао",
    ),
    (CountryCode::MP, "Commonwealth of the Northern Mariana Islands"),
    (CountryCode::MR, "Islamic Republic of Mauritania|Mauritanian"),
    (CountryCode::MT, "Republic of Malta|Maltese|Мальта"),
    (CountryCode::MU, "Republic of Mauritius|Mauritian"),
    (CountryCode::MV, "Republic of Maldives|Maldive Islands|Maldivian"),
    (CountryCode::MW, "Republic of Malawi"),
    (CountryCode::MX, "United Mexican States|Mexican|Мексика"),
    (CountryCode::MY, "Malaysian|Малайзия"),
    (CountryCode::MZ, "Republic of Mozambique|Mozambican"),
    (CountryCode::NA, "Republic of Namibia|Namibian"),
    (CountryCode::NE, "Republic of the Niger|Nigerien"),
    (CountryCode::NG, "Federal Republic of Nigeria|Nigerian"),
    (CountryCode::NI, "Republic of Nicaragua|Nicaraguan"),
    (CountryCode::NL, "Kingdom of the Netherlands|Dutch|Holland|Nederland|Нидерланды"),
    (CountryCode::NO, "Kingdom of Norway|Norwegian|Norge|Норвегия"),
    (CountryCode::NP, "Federal Democratic Republic of Nepal|Nepalese|Nepali"),
    (CountryCode::NR, "Republic of Nauru"),
    (CountryCode::NZ, "Aotearoa"),
    (CountryCode::OM, "Sultanate of Oman|Omani|عمان|Оман"),
    (CountryCode::PA, "Republic of Panama|Panamanian|Панама"),
    (CountryCode::PE, "Republic of Peru|Peruvian"),
    (CountryCode::PG, "Independent State of Papua New Guinea"),
    (CountryCode::PH, "Republic of the Philippines|Filipino|Philippine|Pilipinas|Филиппины"),
    (CountryCode::PK, "Islamic Republic of Pakistan|Pakistani|پاکستان|Пакистан"),
    (CountryCode::PL, "Republic of Poland|Polish|Polska|Польша|Польща"),
    (CountryCode::PM, "St. Pierre and Miquelon"),
    (CountryCode::PN, "Pitcairn Islands|Pitcairn Island|Pitcairn, Henderson, Ducie and Oeno Islands"),
    (CountryCode::PR, "Puerto Rican"),
    (
        CountryCode::PS,
        "the State of Palestine|Palestinian|Palestinian Territory|Palestinian Territories|Palestinian Territory, Occupied|Occupied Palestinian Territories|Palestinian Authority|Gaza|Gaza Strip|West Bank|North Gaza|Northern Gaza|West Bank and Gaza|West Bank and Gaza Strip|فلسطين",
    ),
    (CountryCode::PT, "Portuguese Republic|Portuguese"),
    (CountryCode::PW, "Republic of Palau"),
    (CountryCode::PY, "Republic of Paraguay|Paraguayan"),
    (CountryCode::QA, "State of Qatar|Qatari|Qatarian|قطر|Катар"),
    (CountryCode::RE, "Reunion Island|La Réunion"),
    (CountryCode::RO, "Romanian|Rumania|Румыния"),
    (CountryCode::RS, "Republic of Serbia|Serbian|Srbija|Сербия|Србија"),
    (
        CountryCode::RU,
        "Russian Federation|Russian|Russian Fed.|RF|R.F.|Россия|РФ|Российская Федерация|Росія|Російська Федерація|Russie|Fédération de Russie|Russland|Rusia|Rossiya|Расія|روسيا|روسیه|俄罗斯|俄羅斯|Rusya",
    ),
    (CountryCode::RW, "Rwandese Republic|Rwandan|Republic of Rwanda"),
    (
        CountryCode::SA,
        "Kingdom of Saudi Arabia|Saudi|Saudi Arabian|KSA|السعودية|المملكة العربية السعودية|Саудовская Аравия",
    ),
    (CountryCode::SC, "Republic of Seychelles|Seychellois"),
    (CountryCode::SD, "Republic of the Sudan|Sudanese|Soudan|السودان|Судан"),
    (CountryCode::SE, "Kingdom of Sweden|Swedish|Sverige|Швеция"),
    (CountryCode::SG, "Republic of Singapore|Singaporean|新加坡|Сингапур"),
    (CountryCode::SH, "St. Helena|Saint Helena|Ascension|Ascension Island|Tristan da Cunha"),
    (CountryCode::SI, "Republic of Slovenia|Slovenian|Slovene|Slovenija"),
    (CountryCode::SK, "Slovak Republic|Slovak|Slovensko|Словакия"),
    (CountryCode::SL, "Republic of Sierra Leone|Sierra Leonean"),
    (CountryCode::SM, "Republic of San Marino"),
    (CountryCode::SN, "Republic of Senegal|Senegalese"),
    (CountryCode::SO, "Federal Republic of Somalia|Somali|Somalian"),
    (CountryCode::SR, "Republic of Suriname|Surinam|Surinamese"),
    (CountryCode::SS, "Republic of South Sudan|South Sudanese|S. Sudan|Soudan du Sud"),
    (CountryCode::ST, "Democratic Republic of Sao Tome and Principe|São Tomé e Príncipe"),
    (CountryCode::SV, "Republic of El Salvador|Salvadoran|Salvadorian"),
    (CountryCode::SX, "Sint Maarten (Dutch part)|St. Maarten|Saint Maarten"),
    (
        CountryCode::SY,
        "Syrian Arab Republic|Syrian|Syria, Arab Republic of|سوريا|سورية|الجمهورية العربية السورية|Сирия|Сирія|Syrie|Syrien",
    ),
    (CountryCode::SZ, "Kingdom of Eswatini|Swaziland|Kingdom of Swaziland"),
    (CountryCode::TC, "Turks & Caicos"),
    (CountryCode::TD, "Republic of Chad|Chadian|Tchad"),
    (CountryCode::TG, "Togolese Republic|Togolese"),
    (CountryCode::TH, "Kingdom of Thailand|Thai|ประเทศไทย|Таиланд"),
    (CountryCode::TJ, "Republic of Tajikistan|Tajik|Tadzhikistan|Tajikistani|Тоҷикистон|Таджикистан"),
    (CountryCode::TL, "Democratic Republic of Timor-Leste|East Timor|Timorese"),
    (CountryCode::TM, "Turkmen|Туркмения|Туркменистан|Turkmenia"),
    (CountryCode::TN, "Republic of Tunisia|Tunisian|Tunisie|تونس"),
    (CountryCode::TO, "Kingdom of Tonga"),
    (
        CountryCode::TR,
        "Republic of Türkiye|Turkey|Turkish|Republic of Turkey|Türkiye Cumhuriyeti|Турция|Туреччина|Turquie|Türkei|تركيا|土耳其",
    ),
    (CountryCode::TT, "Republic of Trinidad and Tobago|Trinidad|Trinidadian"),
    (
        CountryCode::TW,
        "Taiwan, Province of China|Taiwan, China|Taiwan, R.O.C.|Taiwan (ROC)|China, Republic of|Republic of China (Taiwan)|Chinese Taipei|Taiwanese|台湾|台灣|臺灣|中華民國|Тайвань",
    ),
    (CountryCode::TZ, "United Republic of Tanzania|Tanzanian|Tanzania, United Rep. of"),
    (CountryCode::UA, "Ukrainian|Україна|Украина|乌克兰|Ucrania"),
    (CountryCode::UG, "Republic of Uganda|Ugandan"),
    (CountryCode::UM, "US Minor Outlying Islands|U.S. Outlying Islands"),
    (
        CountryCode::US,
        "United States of America|USA|U.S.A.|U.S.|US|United States (USA)|United States of America (USA)|America|American|США|Соединённые Штаты Америки|Соединенные Штаты|Сполучені Штати Америки|États-Unis|Etats-Unis d'Amérique|Vereinigte Staaten|Estados Unidos|美国|ABD",
    ),
    (CountryCode::UY, "Eastern Republic of Uruguay|Uruguayan"),
    (
        CountryCode::UZ,
        "Republic of Uzbekistan|Uzbek|Uzbekistani|O'zbekiston|Oʻzbekiston|Ўзбекистон|Узбекистан",
    ),
    (CountryCode::VA, "Holy See (Vatican City State)|Holy See|Vatican|State of the Vatican City"),
    (CountryCode::VC, "St. Vincent and the Grenadines|Saint Vincent|St. Vincent"),
    (
        CountryCode::VE,
        "Bolivarian Republic of Venezuela|Venezuelan|Venezuela, Bol. Rep. of|Venezuela, RB|República Bolivariana de Venezuela|Венесуэла",
    ),
    (CountryCode::VG, "BVI|B.V.I.|British Virgin Is.|Virgin Islands (UK)|Британские Виргинские острова"),
    (CountryCode::VI, "Virgin Islands of the United States|US Virgin Islands|USVI"),
    (CountryCode::VN, "Socialist Republic of Viet Nam|Viet Nam|Vietnamese|Вьетнам|越南|S.R. Vietnam"),
    (CountryCode::VU, "Republic of Vanuatu"),
    (CountryCode::WS, "Independent State of Samoa|Western Samoa"),
    (CountryCode::XK, "Republic of Kosovo|Kosovo (UNSCR 1244)|Kosovar|Kosova|Косово"),
    (CountryCode::YE, "Republic of Yemen|Yemeni|Yemen Arab Republic|اليمن|Йемен"),
    (CountryCode::ZA, "Republic of South Africa|South African|RSA"),
    (CountryCode::ZM, "Republic of Zambia|Zambian"),
    (CountryCode::ZW, "Republic of Zimbabwe|Zimbabwean"),
    (CountryCode::AN, "Dutch Antilles"),
    (
        CountryCode::CS,
        "Czechoslovakia|Czechoslovak Socialist Republic|Former Czechoslovakia|Serbia and Montenegro|State Union of Serbia and Montenegro|Чехословакия",
    ),
    (
        CountryCode::DD,
        "East Germany|GDR|DDR|Deutsche Demokratische Republik|Former German Democratic Republic|ГДР",
    ),
    (CountryCode::RH, "Rhodesia"),
    (
        CountryCode::SU,
        "USSR|U.S.S.R.|Union of Soviet Socialist Republics|USSR, Union of Soviet Socialist Republics|Former Soviet Union|Former USSR|Soviet|СССР|Союз Советских Социалистических Республик|СРСР",
    ),
    (CountryCode::VD, "Democratic Republic of Vietnam"),
    (CountryCode::YD, "People's Democratic Republic of Yemen|Democratic Yemen"),
    (
        CountryCode::YU,
        "Socialist Federal Republic of Yugoslavia|Federal Republic of Yugoslavia|SFR Yugoslavia|FR Yugoslavia|Former Yugoslavia|Yugoslav|Югославия|Jugoslavija",
    ),
    (CountryCode::ZR, "Republic of Zaire"),
];
