use super::*;

#[track_caller]
fn tells(text: &str, expected: Option<Danger>) {
    assert_eq!(danger(text), expected, "{text}");
}

#[test]
fn every_line_of_the_table_is_a_rule_or_a_remark() {
    for line in include_str!("../../data/dangers.txt").lines() {
        assert!(
            line.starts_with('#') || Rule::read(line).is_some(),
            "{line}"
        );
    }
}

#[test]
fn a_threat_to_life_is_noticed() {
    for text in [
        "В подъезде запах газа, дети дома",
        "Пахнет газом возле подвала",
        "Искрит щиток на площадке",
        "Столб лежит на траве, провод под напряжением",
        "Люк открыт прямо у школы",
        "Колодец без крышки",
        "Дерево вот-вот рухнет: упадёт на людей",
        "Мама умирает, врача не дают",
        "Дочь не хочет жить из-за травли",
        "В доме нет кислорода, у отца фиброз",
        "Звонили трижды, у мужа инсульт, скорая не едет",
        "Сосед угрожает убить мою семью",
        "Это прямая угроза жизни людей",
        "Пожар на складе!",
        "We smell gas on the staircase",
        "Open manhole near the school",
    ] {
        tells(text, Some(Danger::Life));
    }
}

#[test]
fn a_threat_to_health_is_noticed() {
    for text in [
        "Собаки покусали мальчика",
        "Холодно в квартире, у нас грудной ребёнок",
        "Учитель избил ученика",
        "Дети отравились в школьной столовой",
        "Бабушка упала на льду и сломала руку",
        "Одноклассники издеваются, травят мою дочку",
        "A dog attacked my son",
    ] {
        tells(text, Some(Danger::Health));
    }
}

#[test]
fn violated_rights_are_noticed() {
    for text in [
        "Нарушены мои права, паспорт отобрали",
        "Брата задержали без суда и адвоката",
        "Держат в интернате против воли",
        "Нас выселяют из общежития на улицу",
        "Сотрудник превысил полномочия",
    ] {
        tells(text, Some(Danger::Rights));
    }
}

#[test]
fn what_only_sounds_like_a_danger_is_none() {
    for text in [
        "Газета не приходит вторую неделю",
        "На газоне стоят машины",
        "Угрозы жизни нет, но неприятно",
        "Запаха газа нет, а плиту опечатали",
        "Не горит лампочка в подъезде",
        "Фонарь не горит третий месяц",
        "Магазин нарушил права потребителя",
        "Он нарушает правила парковки",
        "Лишили водительских прав друга, хочу узнать порядок",
        "Пожарная машина не проедет во двор",
        "Стена после пожара не покрашена",
        "Отец умер в 1985 году, нужна справка",
        "Не хочу жить рядом со свалкой",
        "Открытый урок в школе прошёл отлично",
        "Мальчик разбил окно",
        "Прошу обеспечить безопасность пешеходов",
        "Собаки лают ночью",
        "Скорая приехала за пять минут, спасибо",
        "Попытка дозвониться не удалась",
        "У меня украли велосипед",
        "Отопление включили, спасибо, ребёнок спит спокойно",
        "Когда будет открыт детский сад?",
        "Опасный перекрёсток без светофора",
        "Жизнь в посёлке стала лучше",
        "The gas bill is wrong",
        "Где купить проездной?",
        "",
    ] {
        tells(text, None);
    }
}

#[test]
fn most_of_what_people_write_is_no_emergency() {
    let texts = include_str!("../../data/train.csv");
    let mut reader = csv::Reader::from_reader(texts.as_bytes());
    let mut counts = [(0, 0), (0, 0)];
    // Matters in which nothing can burn, fall or bite.
    let calm = [
        "documents.",
        "portal.",
        "transport.fare",
        "housing.charges",
        "social.subsidy",
        "other.gratitude",
    ];
    for row in reader.deserialize() {
        let (text, category): (String, String) = row.unwrap();
        let is_calm = calm.iter().any(|code| category.starts_with(code));
        let (all, urgent) = &mut counts[usize::from(is_calm)];
        *all += 1;
        if danger(&text).is_some() {
            *urgent += 1;
            if is_calm {
                println!("{category}: {text}");
            }
        }
    }
    println!("{counts:?}");
    let [(all, urgent), (calm, false_alarms)] = counts;
    assert!(urgent * 5 < all, "{urgent} of {all}");
    assert!(false_alarms * 100 < calm, "{false_alarms} of {calm}");
}
