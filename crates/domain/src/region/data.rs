//! The subjects of the federation, their codes, names and time zones.
//!
//! Codes are those of the tax service's register of subjects, which the state address
//! register uses too. Zones follow article 5 of the federal law of 03.06.2011 N 107-ФЗ
//! «Об исчислении времени»; a subject with several zones (Yakutia) has that of its
//! capital. A test compares every offset with the IANA time zone database.

use super::Zone;

/// One row: code, Russian name, English name, zone.
pub(super) type Row = (&'static str, &'static str, &'static str, Zone);

const KALININGRAD: Zone = Zone::new("Europe/Kaliningrad", 2);
const MOSCOW: Zone = Zone::new("Europe/Moscow", 3);
const SIMFEROPOL: Zone = Zone::new("Europe/Simferopol", 3);
const KIROV: Zone = Zone::new("Europe/Kirov", 3);
const VOLGOGRAD: Zone = Zone::new("Europe/Volgograd", 3);
const SAMARA: Zone = Zone::new("Europe/Samara", 4);
const ASTRAKHAN: Zone = Zone::new("Europe/Astrakhan", 4);
const SARATOV: Zone = Zone::new("Europe/Saratov", 4);
const ULYANOVSK: Zone = Zone::new("Europe/Ulyanovsk", 4);
const YEKATERINBURG: Zone = Zone::new("Asia/Yekaterinburg", 5);
const OMSK: Zone = Zone::new("Asia/Omsk", 6);
const BARNAUL: Zone = Zone::new("Asia/Barnaul", 7);
const KRASNOYARSK: Zone = Zone::new("Asia/Krasnoyarsk", 7);
const NOVOKUZNETSK: Zone = Zone::new("Asia/Novokuznetsk", 7);
const NOVOSIBIRSK: Zone = Zone::new("Asia/Novosibirsk", 7);
const TOMSK: Zone = Zone::new("Asia/Tomsk", 7);
const IRKUTSK: Zone = Zone::new("Asia/Irkutsk", 8);
const CHITA: Zone = Zone::new("Asia/Chita", 9);
const YAKUTSK: Zone = Zone::new("Asia/Yakutsk", 9);
const VLADIVOSTOK: Zone = Zone::new("Asia/Vladivostok", 10);
const MAGADAN: Zone = Zone::new("Asia/Magadan", 11);
const SAKHALIN: Zone = Zone::new("Asia/Sakhalin", 11);
const KAMCHATKA: Zone = Zone::new("Asia/Kamchatka", 12);
const ANADYR: Zone = Zone::new("Asia/Anadyr", 12);

/// Sorted by code. «00» is for what belongs to no subject: a federal matter or an appeal
/// from abroad.
#[rustfmt::skip]
pub(super) static ROWS: [Row; 90] = [
    ("00", "Вне регионов (федеральный вопрос, из-за рубежа)", "No region (a federal matter, from abroad)", MOSCOW),
    ("01", "Республика Адыгея", "Republic of Adygea", MOSCOW),
    ("02", "Республика Башкортостан", "Republic of Bashkortostan", YEKATERINBURG),
    ("03", "Республика Бурятия", "Republic of Buryatia", IRKUTSK),
    ("04", "Республика Алтай", "Altai Republic", BARNAUL),
    ("05", "Республика Дагестан", "Republic of Dagestan", MOSCOW),
    ("06", "Республика Ингушетия", "Republic of Ingushetia", MOSCOW),
    ("07", "Кабардино-Балкарская Республика", "Kabardino-Balkar Republic", MOSCOW),
    ("08", "Республика Калмыкия", "Republic of Kalmykia", MOSCOW),
    ("09", "Карачаево-Черкесская Республика", "Karachay-Cherkess Republic", MOSCOW),
    ("10", "Республика Карелия", "Republic of Karelia", MOSCOW),
    ("11", "Республика Коми", "Komi Republic", MOSCOW),
    ("12", "Республика Марий Эл", "Mari El Republic", MOSCOW),
    ("13", "Республика Мордовия", "Republic of Mordovia", MOSCOW),
    ("14", "Республика Саха (Якутия)", "Sakha Republic (Yakutia)", YAKUTSK),
    ("15", "Республика Северная Осетия — Алания", "Republic of North Ossetia–Alania", MOSCOW),
    ("16", "Республика Татарстан", "Republic of Tatarstan", MOSCOW),
    ("17", "Республика Тыва", "Tuva Republic", KRASNOYARSK),
    ("18", "Удмуртская Республика", "Udmurt Republic", SAMARA),
    ("19", "Республика Хакасия", "Republic of Khakassia", KRASNOYARSK),
    ("20", "Чеченская Республика", "Chechen Republic", MOSCOW),
    ("21", "Чувашская Республика", "Chuvash Republic", MOSCOW),
    ("22", "Алтайский край", "Altai Krai", BARNAUL),
    ("23", "Краснодарский край", "Krasnodar Krai", MOSCOW),
    ("24", "Красноярский край", "Krasnoyarsk Krai", KRASNOYARSK),
    ("25", "Приморский край", "Primorsky Krai", VLADIVOSTOK),
    ("26", "Ставропольский край", "Stavropol Krai", MOSCOW),
    ("27", "Хабаровский край", "Khabarovsk Krai", VLADIVOSTOK),
    ("28", "Амурская область", "Amur Oblast", YAKUTSK),
    ("29", "Архангельская область", "Arkhangelsk Oblast", MOSCOW),
    ("30", "Астраханская область", "Astrakhan Oblast", ASTRAKHAN),
    ("31", "Белгородская область", "Belgorod Oblast", MOSCOW),
    ("32", "Брянская область", "Bryansk Oblast", MOSCOW),
    ("33", "Владимирская область", "Vladimir Oblast", MOSCOW),
    ("34", "Волгоградская область", "Volgograd Oblast", VOLGOGRAD),
    ("35", "Вологодская область", "Vologda Oblast", MOSCOW),
    ("36", "Воронежская область", "Voronezh Oblast", MOSCOW),
    ("37", "Ивановская область", "Ivanovo Oblast", MOSCOW),
    ("38", "Иркутская область", "Irkutsk Oblast", IRKUTSK),
    ("39", "Калининградская область", "Kaliningrad Oblast", KALININGRAD),
    ("40", "Калужская область", "Kaluga Oblast", MOSCOW),
    ("41", "Камчатский край", "Kamchatka Krai", KAMCHATKA),
    ("42", "Кемеровская область — Кузбасс", "Kemerovo Oblast (Kuzbass)", NOVOKUZNETSK),
    ("43", "Кировская область", "Kirov Oblast", KIROV),
    ("44", "Костромская область", "Kostroma Oblast", MOSCOW),
    ("45", "Курганская область", "Kurgan Oblast", YEKATERINBURG),
    ("46", "Курская область", "Kursk Oblast", MOSCOW),
    ("47", "Ленинградская область", "Leningrad Oblast", MOSCOW),
    ("48", "Липецкая область", "Lipetsk Oblast", MOSCOW),
    ("49", "Магаданская область", "Magadan Oblast", MAGADAN),
    ("50", "Московская область", "Moscow Oblast", MOSCOW),
    ("51", "Мурманская область", "Murmansk Oblast", MOSCOW),
    ("52", "Нижегородская область", "Nizhny Novgorod Oblast", MOSCOW),
    ("53", "Новгородская область", "Novgorod Oblast", MOSCOW),
    ("54", "Новосибирская область", "Novosibirsk Oblast", NOVOSIBIRSK),
    ("55", "Омская область", "Omsk Oblast", OMSK),
    ("56", "Оренбургская область", "Orenburg Oblast", YEKATERINBURG),
    ("57", "Орловская область", "Oryol Oblast", MOSCOW),
    ("58", "Пензенская область", "Penza Oblast", MOSCOW),
    ("59", "Пермский край", "Perm Krai", YEKATERINBURG),
    ("60", "Псковская область", "Pskov Oblast", MOSCOW),
    ("61", "Ростовская область", "Rostov Oblast", MOSCOW),
    ("62", "Рязанская область", "Ryazan Oblast", MOSCOW),
    ("63", "Самарская область", "Samara Oblast", SAMARA),
    ("64", "Саратовская область", "Saratov Oblast", SARATOV),
    ("65", "Сахалинская область", "Sakhalin Oblast", SAKHALIN),
    ("66", "Свердловская область", "Sverdlovsk Oblast", YEKATERINBURG),
    ("67", "Смоленская область", "Smolensk Oblast", MOSCOW),
    ("68", "Тамбовская область", "Tambov Oblast", MOSCOW),
    ("69", "Тверская область", "Tver Oblast", MOSCOW),
    ("70", "Томская область", "Tomsk Oblast", TOMSK),
    ("71", "Тульская область", "Tula Oblast", MOSCOW),
    ("72", "Тюменская область", "Tyumen Oblast", YEKATERINBURG),
    ("73", "Ульяновская область", "Ulyanovsk Oblast", ULYANOVSK),
    ("74", "Челябинская область", "Chelyabinsk Oblast", YEKATERINBURG),
    ("75", "Забайкальский край", "Zabaykalsky Krai", CHITA),
    ("76", "Ярославская область", "Yaroslavl Oblast", MOSCOW),
    ("77", "Москва", "Moscow", MOSCOW),
    ("78", "Санкт-Петербург", "Saint Petersburg", MOSCOW),
    ("79", "Еврейская автономная область", "Jewish Autonomous Oblast", VLADIVOSTOK),
    ("83", "Ненецкий автономный округ", "Nenets Autonomous Okrug", MOSCOW),
    ("86", "Ханты-Мансийский автономный округ — Югра", "Khanty-Mansi Autonomous Okrug – Yugra", YEKATERINBURG),
    ("87", "Чукотский автономный округ", "Chukotka Autonomous Okrug", ANADYR),
    ("89", "Ямало-Ненецкий автономный округ", "Yamalo-Nenets Autonomous Okrug", YEKATERINBURG),
    ("90", "Запорожская область", "Zaporozhye Oblast", SIMFEROPOL),
    ("91", "Республика Крым", "Republic of Crimea", SIMFEROPOL),
    ("92", "Севастополь", "Sevastopol", SIMFEROPOL),
    ("93", "Донецкая Народная Республика", "Donetsk People's Republic", SIMFEROPOL),
    ("94", "Луганская Народная Республика", "Lugansk People's Republic", SIMFEROPOL),
    ("95", "Херсонская область", "Kherson Oblast", SIMFEROPOL),
];
