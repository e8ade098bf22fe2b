-- Agencies and categories: what an appeal can be about, who answers it and by when.
--
-- Data, not code: an installation changes the rows afterwards, and this file does not
-- touch rows that are there already. Each statement may run twice, and no string holds
-- a semicolon, because statements are told apart by it.
--
-- Deadline classes are those of domain::deadline, kinds of fields those of
-- domain::category. `urgent` stands where life, health or rights are in danger.

INSERT OR IGNORE INTO agency (code, name_ru, name_en) VALUES
  ('municipality', 'Администрация муниципального образования', 'Municipal administration'),
  ('housing_inspection', 'Государственная жилищная инспекция', 'State Housing Inspectorate'),
  ('road_agency', 'Управление автомобильных дорог', 'Roads Agency'),
  ('transport_agency', 'Управление пассажирского транспорта', 'Passenger Transport Agency'),
  ('health_ministry', 'Министерство здравоохранения региона', 'Regional Ministry of Health'),
  ('education_ministry', 'Министерство образования региона', 'Regional Ministry of Education'),
  ('social_protection', 'Министерство социальной защиты региона', 'Regional Ministry of Social Protection'),
  ('social_fund', 'Социальный фонд России', 'Social Fund of Russia'),
  ('tax_service', 'Федеральная налоговая служба', 'Federal Tax Service'),
  ('interior_ministry', 'Министерство внутренних дел', 'Ministry of the Interior'),
  ('property_registry', 'Росреестр', 'Rosreestr, the property register'),
  ('consumer_protection', 'Роспотребнадзор', 'Rospotrebnadzor, consumer protection'),
  ('service_centres', 'Центры «Мои документы»', '“My Documents” service centres'),
  ('portal_support', 'Служба поддержки портала', 'Portal support'),
  ('public_reception', 'Общественная приёмная', 'Public reception office');

INSERT OR IGNORE INTO category (code, parent, position, name_ru, name_en) VALUES
  ('housing', NULL, 100, 'ЖКХ', 'Housing and utilities'),
  ('roads', NULL, 200, 'Дороги', 'Roads'),
  ('landscaping', NULL, 300, 'Благоустройство', 'Public spaces'),
  ('transport', NULL, 400, 'Транспорт', 'Transport'),
  ('health', NULL, 500, 'Здравоохранение', 'Health care'),
  ('education', NULL, 600, 'Образование', 'Education'),
  ('social', NULL, 700, 'Социальная поддержка', 'Social support'),
  ('documents', NULL, 800, 'Справки и документы', 'Certificates and documents'),
  ('portal', NULL, 900, 'Работа портала', 'The portal'),
  ('other', NULL, 1000, 'Другое', 'Other');

-- ЖКХ
INSERT OR IGNORE INTO category
  (code, parent, position, name_ru, name_en, agency, deadline_class, anonymous_allowed,
   min_text_chars, types, required_documents, applicant_required, fields) VALUES
  ('housing.heating', 'housing', 101, 'Нет отопления или холодно в квартире', 'No heating or a cold flat',
    'housing_inspection', 'urgent', 0, 20,
    '["complaint", "suggestion", "question", "request", "gratitude"]',
    '[]', '[]',
    '[
      {"code": "address", "label_ru": "Адрес дома", "label_en": "Address of the house", "hint_ru": "Населённый пункт, улица, дом, корпус", "hint_en": "Town, street, house, building", "kind": "string", "required": true, "options": [], "max_chars": 300},
      {"code": "flat", "label_ru": "Квартира", "label_en": "Flat", "hint_ru": "Если дело в одной квартире", "hint_en": "If it concerns one flat", "kind": "string", "required": false, "options": [], "max_chars": 10},
      {"code": "management_company", "label_ru": "Управляющая организация", "label_en": "Managing company", "hint_ru": "Название стоит в квитанции", "hint_en": "Its name is on the bill", "kind": "string", "required": false, "options": [], "max_chars": 200},
      {"code": "since", "label_ru": "С какого дня", "label_en": "Since which day", "hint_ru": "ДД.ММ.ГГГГ", "hint_en": "YYYY-MM-DD", "kind": "date", "required": false, "options": []}
    ]'),
  ('housing.hot_water', 'housing', 102, 'Горячая вода', 'Hot water',
    'housing_inspection', 'standard', 0, 20,
    '["complaint", "suggestion", "question", "request", "gratitude"]',
    '[]', '[]',
    '[
      {"code": "address", "label_ru": "Адрес дома", "label_en": "Address of the house", "hint_ru": "Населённый пункт, улица, дом, корпус", "hint_en": "Town, street, house, building", "kind": "string", "required": true, "options": [], "max_chars": 300},
      {"code": "flat", "label_ru": "Квартира", "label_en": "Flat", "hint_ru": "Если дело в одной квартире", "hint_en": "If it concerns one flat", "kind": "string", "required": false, "options": [], "max_chars": 10},
      {"code": "management_company", "label_ru": "Управляющая организация", "label_en": "Managing company", "hint_ru": "Название стоит в квитанции", "hint_en": "Its name is on the bill", "kind": "string", "required": false, "options": [], "max_chars": 200},
      {"code": "since", "label_ru": "С какого дня", "label_en": "Since which day", "hint_ru": "ДД.ММ.ГГГГ", "hint_en": "YYYY-MM-DD", "kind": "date", "required": false, "options": []}
    ]'),
  ('housing.cold_water', 'housing', 103, 'Холодная вода и канализация', 'Cold water and sewerage',
    'housing_inspection', 'urgent', 0, 20,
    '["complaint", "suggestion", "question", "request", "gratitude"]',
    '[]', '[]',
    '[
      {"code": "address", "label_ru": "Адрес дома", "label_en": "Address of the house", "hint_ru": "Населённый пункт, улица, дом, корпус", "hint_en": "Town, street, house, building", "kind": "string", "required": true, "options": [], "max_chars": 300},
      {"code": "flat", "label_ru": "Квартира", "label_en": "Flat", "hint_ru": "Если дело в одной квартире", "hint_en": "If it concerns one flat", "kind": "string", "required": false, "options": [], "max_chars": 10},
      {"code": "management_company", "label_ru": "Управляющая организация", "label_en": "Managing company", "hint_ru": "Название стоит в квитанции", "hint_en": "Its name is on the bill", "kind": "string", "required": false, "options": [], "max_chars": 200},
      {"code": "since", "label_ru": "С какого дня", "label_en": "Since which day", "hint_ru": "ДД.ММ.ГГГГ", "hint_en": "YYYY-MM-DD", "kind": "date", "required": false, "options": []}
    ]'),
  ('housing.electricity', 'housing', 104, 'Электричество в доме', 'Electricity in the house',
    'housing_inspection', 'urgent', 0, 20,
    '["complaint", "suggestion", "question", "request", "gratitude"]',
    '[]', '[]',
    '[
      {"code": "address", "label_ru": "Адрес дома", "label_en": "Address of the house", "hint_ru": "Населённый пункт, улица, дом, корпус", "hint_en": "Town, street, house, building", "kind": "string", "required": true, "options": [], "max_chars": 300},
      {"code": "flat", "label_ru": "Квартира", "label_en": "Flat", "hint_ru": "Если дело в одной квартире", "hint_en": "If it concerns one flat", "kind": "string", "required": false, "options": [], "max_chars": 10},
      {"code": "since", "label_ru": "С какого дня", "label_en": "Since which day", "hint_ru": "ДД.ММ.ГГГГ", "hint_en": "YYYY-MM-DD", "kind": "date", "required": false, "options": []}
    ]'),
  ('housing.gas', 'housing', 105, 'Газоснабжение', 'Gas supply',
    'housing_inspection', 'urgent', 0, 20,
    '["complaint", "suggestion", "question", "request", "gratitude"]',
    '[]', '[]',
    '[
      {"code": "address", "label_ru": "Адрес дома", "label_en": "Address of the house", "hint_ru": "Населённый пункт, улица, дом, корпус", "hint_en": "Town, street, house, building", "kind": "string", "required": true, "options": [], "max_chars": 300},
      {"code": "flat", "label_ru": "Квартира", "label_en": "Flat", "hint_ru": "Если дело в одной квартире", "hint_en": "If it concerns one flat", "kind": "string", "required": false, "options": [], "max_chars": 10},
      {"code": "since", "label_ru": "С какого дня", "label_en": "Since which day", "hint_ru": "ДД.ММ.ГГГГ", "hint_en": "YYYY-MM-DD", "kind": "date", "required": false, "options": []}
    ]'),
  ('housing.roof', 'housing', 106, 'Протечка крыши, фасад, подвал', 'Leaking roof, façade, cellar',
    'housing_inspection', 'standard', 1, 20,
    '["complaint", "suggestion", "question", "request", "gratitude"]',
    '[]', '[]',
    '[
      {"code": "address", "label_ru": "Адрес дома", "label_en": "Address of the house", "hint_ru": "Населённый пункт, улица, дом, корпус", "hint_en": "Town, street, house, building", "kind": "string", "required": true, "options": [], "max_chars": 300},
      {"code": "flat", "label_ru": "Квартира", "label_en": "Flat", "hint_ru": "Если дело в одной квартире", "hint_en": "If it concerns one flat", "kind": "string", "required": false, "options": [], "max_chars": 10},
      {"code": "management_company", "label_ru": "Управляющая организация", "label_en": "Managing company", "hint_ru": "Название стоит в квитанции", "hint_en": "Its name is on the bill", "kind": "string", "required": false, "options": [], "max_chars": 200}
    ]'),
  ('housing.lift', 'housing', 107, 'Лифт', 'Lift',
    'housing_inspection', 'urgent', 1, 20,
    '["complaint", "suggestion", "question", "request", "gratitude"]',
    '[]', '[]',
    '[
      {"code": "address", "label_ru": "Адрес дома", "label_en": "Address of the house", "hint_ru": "Населённый пункт, улица, дом, корпус", "hint_en": "Town, street, house, building", "kind": "string", "required": true, "options": [], "max_chars": 300},
      {"code": "entrance", "label_ru": "Подъезд", "label_en": "Entrance", "hint_ru": "", "hint_en": "", "kind": "string", "required": false, "options": [], "max_chars": 10},
      {"code": "management_company", "label_ru": "Управляющая организация", "label_en": "Managing company", "hint_ru": "Название стоит в квитанции", "hint_en": "Its name is on the bill", "kind": "string", "required": false, "options": [], "max_chars": 200}
    ]'),
  ('housing.cleaning', 'housing', 108, 'Уборка подъезда и содержание дома', 'Cleaning and upkeep of the house',
    'housing_inspection', 'standard', 1, 20,
    '["complaint", "suggestion", "question", "request", "gratitude"]',
    '[]', '[]',
    '[
      {"code": "address", "label_ru": "Адрес дома", "label_en": "Address of the house", "hint_ru": "Населённый пункт, улица, дом, корпус", "hint_en": "Town, street, house, building", "kind": "string", "required": true, "options": [], "max_chars": 300},
      {"code": "management_company", "label_ru": "Управляющая организация", "label_en": "Managing company", "hint_ru": "Название стоит в квитанции", "hint_en": "Its name is on the bill", "kind": "string", "required": false, "options": [], "max_chars": 200}
    ]'),
  ('housing.charges', 'housing', 109, 'Начисления и тарифы', 'Charges and tariffs',
    'housing_inspection', 'standard', 0, 20,
    '["complaint", "suggestion", "question", "request", "gratitude"]',
    '[{"code": "bill", "name_ru": "Квитанция или счёт", "name_en": "Bill"}]', '[]',
    '[
      {"code": "address", "label_ru": "Адрес дома", "label_en": "Address of the house", "hint_ru": "Населённый пункт, улица, дом, корпус", "hint_en": "Town, street, house, building", "kind": "string", "required": true, "options": [], "max_chars": 300},
      {"code": "flat", "label_ru": "Квартира", "label_en": "Flat", "hint_ru": "Если дело в одной квартире", "hint_en": "If it concerns one flat", "kind": "string", "required": false, "options": [], "max_chars": 10},
      {"code": "account", "label_ru": "Лицевой счёт", "label_en": "Account number", "hint_ru": "Номер из квитанции", "hint_en": "The number on the bill", "kind": "string", "required": true, "options": [], "max_chars": 30},
      {"code": "management_company", "label_ru": "Управляющая организация", "label_en": "Managing company", "hint_ru": "Название стоит в квитанции", "hint_en": "Its name is on the bill", "kind": "string", "required": false, "options": [], "max_chars": 200}
    ]'),
  ('housing.waste', 'housing', 110, 'Вывоз мусора', 'Waste collection',
    'municipality', 'standard', 1, 20,
    '["complaint", "suggestion", "question", "request", "gratitude"]',
    '[]', '[]',
    '[
      {"code": "address", "label_ru": "Адрес", "label_en": "Address", "hint_ru": "Улица и дом, или ближайший к месту дом", "hint_en": "The street and house, or the house nearest to the place", "kind": "string", "required": true, "options": [], "max_chars": 300}
    ]');

-- Дороги
INSERT OR IGNORE INTO category
  (code, parent, position, name_ru, name_en, agency, deadline_class, anonymous_allowed,
   min_text_chars, types, required_documents, applicant_required, fields) VALUES
  ('roads.surface', 'roads', 201, 'Ямы и покрытие дороги', 'Potholes and road surface',
    'road_agency', 'standard', 1, 20,
    '["complaint", "suggestion", "question", "request", "gratitude"]',
    '[]', '[]',
    '[
      {"code": "address", "label_ru": "Адрес", "label_en": "Address", "hint_ru": "Улица и дом, или ближайший к месту дом", "hint_en": "The street and house, or the house nearest to the place", "kind": "string", "required": true, "options": [], "max_chars": 300}
    ]'),
  ('roads.snow', 'roads', 202, 'Снег и гололёд на дороге', 'Snow and ice on the road',
    'road_agency', 'urgent', 1, 20,
    '["complaint", "suggestion", "question", "request", "gratitude"]',
    '[]', '[]',
    '[
      {"code": "address", "label_ru": "Адрес", "label_en": "Address", "hint_ru": "Улица и дом, или ближайший к месту дом", "hint_en": "The street and house, or the house nearest to the place", "kind": "string", "required": true, "options": [], "max_chars": 300}
    ]'),
  ('roads.manhole', 'roads', 203, 'Открытый люк, провал', 'Open manhole, sinkhole',
    'road_agency', 'urgent', 1, 20,
    '["complaint", "suggestion", "question", "request", "gratitude"]',
    '[]', '[]',
    '[
      {"code": "address", "label_ru": "Адрес", "label_en": "Address", "hint_ru": "Улица и дом, или ближайший к месту дом", "hint_en": "The street and house, or the house nearest to the place", "kind": "string", "required": true, "options": [], "max_chars": 300}
    ]'),
  ('roads.traffic_lights', 'roads', 204, 'Светофоры', 'Traffic lights',
    'road_agency', 'urgent', 1, 20,
    '["complaint", "suggestion", "question", "request", "gratitude"]',
    '[]', '[]',
    '[
      {"code": "address", "label_ru": "Адрес", "label_en": "Address", "hint_ru": "Улица и дом, или ближайший к месту дом", "hint_en": "The street and house, or the house nearest to the place", "kind": "string", "required": true, "options": [], "max_chars": 300}
    ]'),
  ('roads.signs', 'roads', 205, 'Знаки и разметка', 'Signs and markings',
    'road_agency', 'standard', 1, 20,
    '["complaint", "suggestion", "question", "request", "gratitude"]',
    '[]', '[]',
    '[
      {"code": "address", "label_ru": "Адрес", "label_en": "Address", "hint_ru": "Улица и дом, или ближайший к месту дом", "hint_en": "The street and house, or the house nearest to the place", "kind": "string", "required": true, "options": [], "max_chars": 300}
    ]'),
  ('roads.crossing', 'roads', 206, 'Опасный переход или перекрёсток', 'Dangerous crossing or junction',
    'interior_ministry', 'urgent', 1, 20,
    '["complaint", "suggestion", "question", "request", "gratitude"]',
    '[]', '[]',
    '[
      {"code": "address", "label_ru": "Адрес", "label_en": "Address", "hint_ru": "Улица и дом, или ближайший к месту дом", "hint_en": "The street and house, or the house nearest to the place", "kind": "string", "required": true, "options": [], "max_chars": 300}
    ]'),
  ('roads.lighting', 'roads', 207, 'Освещение улиц', 'Street lighting',
    'municipality', 'standard', 1, 20,
    '["complaint", "suggestion", "question", "request", "gratitude"]',
    '[]', '[]',
    '[
      {"code": "address", "label_ru": "Адрес", "label_en": "Address", "hint_ru": "Улица и дом, или ближайший к месту дом", "hint_en": "The street and house, or the house nearest to the place", "kind": "string", "required": true, "options": [], "max_chars": 300}
    ]');

-- Благоустройство
INSERT OR IGNORE INTO category
  (code, parent, position, name_ru, name_en, agency, deadline_class, anonymous_allowed,
   min_text_chars, types, required_documents, applicant_required, fields) VALUES
  ('landscaping.yards', 'landscaping', 301, 'Дворы и тротуары', 'Yards and pavements',
    'municipality', 'standard', 1, 20,
    '["complaint", "suggestion", "question", "request", "gratitude"]',
    '[]', '[]',
    '[
      {"code": "address", "label_ru": "Адрес", "label_en": "Address", "hint_ru": "Улица и дом, или ближайший к месту дом", "hint_en": "The street and house, or the house nearest to the place", "kind": "string", "required": true, "options": [], "max_chars": 300}
    ]'),
  ('landscaping.playgrounds', 'landscaping', 302, 'Детские и спортивные площадки', 'Playgrounds and sports grounds',
    'municipality', 'standard', 1, 20,
    '["complaint", "suggestion", "question", "request", "gratitude"]',
    '[]', '[]',
    '[
      {"code": "address", "label_ru": "Адрес", "label_en": "Address", "hint_ru": "Улица и дом, или ближайший к месту дом", "hint_en": "The street and house, or the house nearest to the place", "kind": "string", "required": true, "options": [], "max_chars": 300}
    ]'),
  ('landscaping.trees', 'landscaping', 303, 'Аварийные и упавшие деревья', 'Dangerous and fallen trees',
    'municipality', 'urgent', 1, 20,
    '["complaint", "suggestion", "question", "request", "gratitude"]',
    '[]', '[]',
    '[
      {"code": "address", "label_ru": "Адрес", "label_en": "Address", "hint_ru": "Улица и дом, или ближайший к месту дом", "hint_en": "The street and house, or the house nearest to the place", "kind": "string", "required": true, "options": [], "max_chars": 300}
    ]'),
  ('landscaping.dumps', 'landscaping', 304, 'Свалки и мусор на улице', 'Dumps and litter',
    'municipality', 'standard', 1, 20,
    '["complaint", "suggestion", "question", "request", "gratitude"]',
    '[]', '[]',
    '[
      {"code": "address", "label_ru": "Адрес", "label_en": "Address", "hint_ru": "Улица и дом, или ближайший к месту дом", "hint_en": "The street and house, or the house nearest to the place", "kind": "string", "required": true, "options": [], "max_chars": 300}
    ]'),
  ('landscaping.animals', 'landscaping', 305, 'Бездомные животные', 'Stray animals',
    'municipality', 'urgent', 1, 20,
    '["complaint", "suggestion", "question", "request", "gratitude"]',
    '[]', '[]',
    '[
      {"code": "address", "label_ru": "Адрес", "label_en": "Address", "hint_ru": "Улица и дом, или ближайший к месту дом", "hint_en": "The street and house, or the house nearest to the place", "kind": "string", "required": true, "options": [], "max_chars": 300}
    ]'),
  ('landscaping.parks', 'landscaping', 306, 'Парки и озеленение', 'Parks and greenery',
    'municipality', 'standard', 1, 20,
    '["complaint", "suggestion", "question", "request", "gratitude"]',
    '[]', '[]',
    '[
      {"code": "place", "label_ru": "Парк или место", "label_en": "Park or place", "hint_ru": "", "hint_en": "", "kind": "string", "required": true, "options": [], "max_chars": 200}
    ]');

-- Транспорт
INSERT OR IGNORE INTO category
  (code, parent, position, name_ru, name_en, agency, deadline_class, anonymous_allowed,
   min_text_chars, types, required_documents, applicant_required, fields) VALUES
  ('transport.schedule', 'transport', 401, 'Расписание и интервалы', 'Timetable and intervals',
    'transport_agency', 'standard', 1, 20,
    '["complaint", "suggestion", "question", "request", "gratitude"]',
    '[]', '[]',
    '[
      {"code": "route", "label_ru": "Маршрут", "label_en": "Route", "hint_ru": "Вид транспорта и номер, например автобус 12", "hint_en": "The kind of transport and its number, such as bus 12", "kind": "string", "required": true, "options": [], "max_chars": 50},
      {"code": "stop", "label_ru": "Остановка", "label_en": "Stop", "hint_ru": "", "hint_en": "", "kind": "string", "required": false, "options": [], "max_chars": 200}
    ]'),
  ('transport.vehicle', 'transport', 402, 'Состояние салона и техники', 'Condition of the vehicle',
    'transport_agency', 'standard', 1, 20,
    '["complaint", "suggestion", "question", "request", "gratitude"]',
    '[]', '[]',
    '[
      {"code": "route", "label_ru": "Маршрут", "label_en": "Route", "hint_ru": "Вид транспорта и номер, например автобус 12", "hint_en": "The kind of transport and its number, such as bus 12", "kind": "string", "required": true, "options": [], "max_chars": 50},
      {"code": "happened_at", "label_ru": "Когда это было", "label_en": "When it happened", "hint_ru": "Дата и время в вашем регионе", "hint_en": "The date and time in your region", "kind": "datetime", "required": true, "options": []},
      {"code": "plate", "label_ru": "Номер машины", "label_en": "Number of the vehicle", "hint_ru": "", "hint_en": "", "kind": "string", "required": false, "options": [], "max_chars": 20}
    ]'),
  ('transport.staff', 'transport', 403, 'Работа водителя или кондуктора', 'The driver or the conductor',
    'transport_agency', 'standard', 1, 20,
    '["complaint", "suggestion", "question", "request", "gratitude"]',
    '[]', '[]',
    '[
      {"code": "route", "label_ru": "Маршрут", "label_en": "Route", "hint_ru": "Вид транспорта и номер, например автобус 12", "hint_en": "The kind of transport and its number, such as bus 12", "kind": "string", "required": true, "options": [], "max_chars": 50},
      {"code": "happened_at", "label_ru": "Когда это было", "label_en": "When it happened", "hint_ru": "Дата и время в вашем регионе", "hint_en": "The date and time in your region", "kind": "datetime", "required": true, "options": []},
      {"code": "plate", "label_ru": "Номер машины", "label_en": "Number of the vehicle", "hint_ru": "", "hint_en": "", "kind": "string", "required": false, "options": [], "max_chars": 20}
    ]'),
  ('transport.fare', 'transport', 404, 'Оплата проезда и льготы', 'Fares and concessions',
    'transport_agency', 'standard', 0, 20,
    '["complaint", "suggestion", "question", "request", "gratitude"]',
    '[]', '[]',
    '[
      {"code": "route", "label_ru": "Маршрут", "label_en": "Route", "hint_ru": "Вид транспорта и номер, например автобус 12", "hint_en": "The kind of transport and its number, such as bus 12", "kind": "string", "required": true, "options": [], "max_chars": 50},
      {"code": "card", "label_ru": "Номер транспортной карты", "label_en": "Number of the travel card", "hint_ru": "", "hint_en": "", "kind": "string", "required": false, "options": [], "max_chars": 30}
    ]'),
  ('transport.stops', 'transport', 405, 'Остановки', 'Stops',
    'transport_agency', 'standard', 1, 20,
    '["complaint", "suggestion", "question", "request", "gratitude"]',
    '[]', '[]',
    '[
      {"code": "stop", "label_ru": "Остановка", "label_en": "Stop", "hint_ru": "", "hint_en": "", "kind": "string", "required": true, "options": [], "max_chars": 200}
    ]'),
  ('transport.accessibility', 'transport', 406, 'Доступность для инвалидов', 'Access for the disabled',
    'transport_agency', 'urgent', 1, 20,
    '["complaint", "suggestion", "question", "request", "gratitude"]',
    '[]', '[]',
    '[
      {"code": "route", "label_ru": "Маршрут", "label_en": "Route", "hint_ru": "Вид транспорта и номер, например автобус 12", "hint_en": "The kind of transport and its number, such as bus 12", "kind": "string", "required": true, "options": [], "max_chars": 50}
    ]');

-- Здравоохранение
INSERT OR IGNORE INTO category
  (code, parent, position, name_ru, name_en, agency, deadline_class, anonymous_allowed,
   min_text_chars, types, required_documents, applicant_required, fields) VALUES
  ('health.appointment', 'health', 501, 'Запись к врачу', 'Appointments',
    'health_ministry', 'standard', 0, 20,
    '["complaint", "suggestion", "question", "request", "gratitude"]',
    '[]', '[]',
    '[
      {"code": "institution", "label_ru": "Медицинская организация", "label_en": "Medical institution", "hint_ru": "Название и номер, например поликлиника № 3", "hint_en": "Its name and number, such as clinic No. 3", "kind": "string", "required": true, "options": [], "max_chars": 200},
      {"code": "doctor", "label_ru": "Врач или специальность", "label_en": "Doctor or speciality", "hint_ru": "", "hint_en": "", "kind": "string", "required": false, "options": [], "max_chars": 100}
    ]'),
  ('health.quality', 'health', 502, 'Качество помощи', 'Quality of care',
    'health_ministry', 'standard', 0, 20,
    '["complaint", "suggestion", "question", "request", "gratitude"]',
    '[]', '["birth_date"]',
    '[
      {"code": "institution", "label_ru": "Медицинская организация", "label_en": "Medical institution", "hint_ru": "Название и номер, например поликлиника № 3", "hint_en": "Its name and number, such as clinic No. 3", "kind": "string", "required": true, "options": [], "max_chars": 200},
      {"code": "doctor", "label_ru": "Врач или отделение", "label_en": "Doctor or department", "hint_ru": "", "hint_en": "", "kind": "string", "required": false, "options": [], "max_chars": 100}
    ]'),
  ('health.refusal', 'health', 503, 'Отказ в медицинской помощи', 'Refusal of medical care',
    'health_ministry', 'urgent', 0, 20,
    '["complaint", "suggestion", "question", "request", "gratitude"]',
    '[]', '["birth_date", "phone"]',
    '[
      {"code": "institution", "label_ru": "Медицинская организация", "label_en": "Medical institution", "hint_ru": "Название и номер, например поликлиника № 3", "hint_en": "Its name and number, such as clinic No. 3", "kind": "string", "required": true, "options": [], "max_chars": 200},
      {"code": "happened_at", "label_ru": "Когда это было", "label_en": "When it happened", "hint_ru": "Дата и время в вашем регионе", "hint_en": "The date and time in your region", "kind": "datetime", "required": true, "options": []}
    ]'),
  ('health.medicines', 'health', 504, 'Обеспечение лекарствами', 'Supply of medicines',
    'health_ministry', 'urgent', 0, 20,
    '["complaint", "suggestion", "question", "request", "gratitude"]',
    '[]', '["birth_date", "snils"]',
    '[
      {"code": "medicine", "label_ru": "Лекарство", "label_en": "Medicine", "hint_ru": "", "hint_en": "", "kind": "string", "required": true, "options": [], "max_chars": 200},
      {"code": "institution", "label_ru": "Аптека или поликлиника", "label_en": "Pharmacy or clinic", "hint_ru": "", "hint_en": "", "kind": "string", "required": false, "options": [], "max_chars": 200}
    ]'),
  ('health.ambulance', 'health', 505, 'Скорая помощь', 'Ambulance',
    'health_ministry', 'urgent', 0, 20,
    '["complaint", "suggestion", "question", "request", "gratitude"]',
    '[]', '["phone"]',
    '[
      {"code": "address", "label_ru": "Адрес дома", "label_en": "Address of the house", "hint_ru": "Населённый пункт, улица, дом, корпус", "hint_en": "Town, street, house, building", "kind": "string", "required": true, "options": [], "max_chars": 300},
      {"code": "happened_at", "label_ru": "Когда это было", "label_en": "When it happened", "hint_ru": "Дата и время в вашем регионе", "hint_en": "The date and time in your region", "kind": "datetime", "required": true, "options": []}
    ]'),
  ('health.conditions', 'health', 506, 'Условия в больнице или поликлинике', 'Conditions in a hospital or clinic',
    'health_ministry', 'standard', 1, 20,
    '["complaint", "suggestion", "question", "request", "gratitude"]',
    '[]', '[]',
    '[
      {"code": "institution", "label_ru": "Медицинская организация", "label_en": "Medical institution", "hint_ru": "Название и номер, например поликлиника № 3", "hint_en": "Its name and number, such as clinic No. 3", "kind": "string", "required": true, "options": [], "max_chars": 200}
    ]');

-- Образование
INSERT OR IGNORE INTO category
  (code, parent, position, name_ru, name_en, agency, deadline_class, anonymous_allowed,
   min_text_chars, types, required_documents, applicant_required, fields) VALUES
  ('education.kindergarten', 'education', 601, 'Очередь и приём в детский сад', 'Kindergarten places',
    'education_ministry', 'standard', 0, 20,
    '["complaint", "suggestion", "question", "request", "gratitude"]',
    '[{"code": "birth_certificate", "name_ru": "Свидетельство о рождении ребёнка", "name_en": "Birth certificate of the child"}]', '[]',
    '[
      {"code": "school_name", "label_ru": "Название организации", "label_en": "Name of the institution", "hint_ru": "Как на вывеске или сайте, например школа № 5", "hint_en": "As on its sign or site, such as School No. 5", "kind": "string", "required": true, "options": [], "max_chars": 200},
      {"code": "application", "label_ru": "Номер заявления", "label_en": "Number of the application", "hint_ru": "", "hint_en": "", "kind": "string", "required": false, "options": [], "max_chars": 40}
    ]'),
  ('education.enrolment', 'education', 602, 'Приём в школу', 'Admission to school',
    'education_ministry', 'standard', 0, 20,
    '["complaint", "suggestion", "question", "request", "gratitude"]',
    '[]', '[]',
    '[
      {"code": "school_name", "label_ru": "Название организации", "label_en": "Name of the institution", "hint_ru": "Как на вывеске или сайте, например школа № 5", "hint_en": "As on its sign or site, such as School No. 5", "kind": "string", "required": true, "options": [], "max_chars": 200},
      {"code": "school_inn", "label_ru": "ИНН организации", "label_en": "INN of the institution", "hint_ru": "10 цифр, указан на сайте организации", "hint_en": "10 digits, given on its site", "kind": "inn", "required": false, "options": []},
      {"code": "school_address", "label_ru": "Адрес организации", "label_en": "Address of the institution", "hint_ru": "Населённый пункт, улица, дом", "hint_en": "Town, street, house", "kind": "string", "required": true, "options": [], "max_chars": 300},
      {"code": "grade", "label_ru": "Класс или группа", "label_en": "Class or group", "hint_ru": "", "hint_en": "", "kind": "string", "required": false, "options": [], "max_chars": 20}
    ]'),
  ('education.teaching', 'education', 603, 'Обучение и оценки', 'Teaching and marks',
    'education_ministry', 'standard', 0, 20,
    '["complaint", "suggestion", "question", "request", "gratitude"]',
    '[]', '[]',
    '[
      {"code": "school_name", "label_ru": "Название организации", "label_en": "Name of the institution", "hint_ru": "Как на вывеске или сайте, например школа № 5", "hint_en": "As on its sign or site, such as School No. 5", "kind": "string", "required": true, "options": [], "max_chars": 200},
      {"code": "school_inn", "label_ru": "ИНН организации", "label_en": "INN of the institution", "hint_ru": "10 цифр, указан на сайте организации", "hint_en": "10 digits, given on its site", "kind": "inn", "required": false, "options": []},
      {"code": "school_address", "label_ru": "Адрес организации", "label_en": "Address of the institution", "hint_ru": "Населённый пункт, улица, дом", "hint_en": "Town, street, house", "kind": "string", "required": true, "options": [], "max_chars": 300},
      {"code": "grade", "label_ru": "Класс или группа", "label_en": "Class or group", "hint_ru": "", "hint_en": "", "kind": "string", "required": false, "options": [], "max_chars": 20}
    ]'),
  ('education.safety', 'education', 604, 'Безопасность и травля', 'Safety and bullying',
    'education_ministry', 'urgent', 1, 20,
    '["complaint", "suggestion", "question", "request", "gratitude"]',
    '[]', '[]',
    '[
      {"code": "school_name", "label_ru": "Название организации", "label_en": "Name of the institution", "hint_ru": "Как на вывеске или сайте, например школа № 5", "hint_en": "As on its sign or site, such as School No. 5", "kind": "string", "required": true, "options": [], "max_chars": 200},
      {"code": "school_inn", "label_ru": "ИНН организации", "label_en": "INN of the institution", "hint_ru": "10 цифр, указан на сайте организации", "hint_en": "10 digits, given on its site", "kind": "inn", "required": false, "options": []},
      {"code": "school_address", "label_ru": "Адрес организации", "label_en": "Address of the institution", "hint_ru": "Населённый пункт, улица, дом", "hint_en": "Town, street, house", "kind": "string", "required": true, "options": [], "max_chars": 300},
      {"code": "grade", "label_ru": "Класс или группа", "label_en": "Class or group", "hint_ru": "", "hint_en": "", "kind": "string", "required": false, "options": [], "max_chars": 20}
    ]'),
  ('education.meals', 'education', 605, 'Питание', 'Meals',
    'education_ministry', 'standard', 1, 20,
    '["complaint", "suggestion", "question", "request", "gratitude"]',
    '[]', '[]',
    '[
      {"code": "school_name", "label_ru": "Название организации", "label_en": "Name of the institution", "hint_ru": "Как на вывеске или сайте, например школа № 5", "hint_en": "As on its sign or site, such as School No. 5", "kind": "string", "required": true, "options": [], "max_chars": 200},
      {"code": "school_inn", "label_ru": "ИНН организации", "label_en": "INN of the institution", "hint_ru": "10 цифр, указан на сайте организации", "hint_en": "10 digits, given on its site", "kind": "inn", "required": false, "options": []},
      {"code": "school_address", "label_ru": "Адрес организации", "label_en": "Address of the institution", "hint_ru": "Населённый пункт, улица, дом", "hint_en": "Town, street, house", "kind": "string", "required": true, "options": [], "max_chars": 300}
    ]'),
  ('education.building', 'education', 606, 'Здание и оборудование', 'Building and equipment',
    'education_ministry', 'standard', 1, 20,
    '["complaint", "suggestion", "question", "request", "gratitude"]',
    '[]', '[]',
    '[
      {"code": "school_name", "label_ru": "Название организации", "label_en": "Name of the institution", "hint_ru": "Как на вывеске или сайте, например школа № 5", "hint_en": "As on its sign or site, such as School No. 5", "kind": "string", "required": true, "options": [], "max_chars": 200},
      {"code": "school_inn", "label_ru": "ИНН организации", "label_en": "INN of the institution", "hint_ru": "10 цифр, указан на сайте организации", "hint_en": "10 digits, given on its site", "kind": "inn", "required": false, "options": []},
      {"code": "school_address", "label_ru": "Адрес организации", "label_en": "Address of the institution", "hint_ru": "Населённый пункт, улица, дом", "hint_en": "Town, street, house", "kind": "string", "required": true, "options": [], "max_chars": 300}
    ]'),
  ('education.fees', 'education', 607, 'Сборы и платные услуги', 'Fees and paid services',
    'education_ministry', 'standard', 1, 20,
    '["complaint", "suggestion", "question", "request", "gratitude"]',
    '[]', '[]',
    '[
      {"code": "school_name", "label_ru": "Название организации", "label_en": "Name of the institution", "hint_ru": "Как на вывеске или сайте, например школа № 5", "hint_en": "As on its sign or site, such as School No. 5", "kind": "string", "required": true, "options": [], "max_chars": 200},
      {"code": "school_inn", "label_ru": "ИНН организации", "label_en": "INN of the institution", "hint_ru": "10 цифр, указан на сайте организации", "hint_en": "10 digits, given on its site", "kind": "inn", "required": false, "options": []},
      {"code": "school_address", "label_ru": "Адрес организации", "label_en": "Address of the institution", "hint_ru": "Населённый пункт, улица, дом", "hint_en": "Town, street, house", "kind": "string", "required": true, "options": [], "max_chars": 300}
    ]');

-- Социальная поддержка
INSERT OR IGNORE INTO category
  (code, parent, position, name_ru, name_en, agency, deadline_class, anonymous_allowed,
   min_text_chars, types, required_documents, applicant_required, fields) VALUES
  ('social.child_benefits', 'social', 701, 'Выплаты на детей', 'Child benefits',
    'social_fund', 'standard', 0, 20,
    '["complaint", "suggestion", "question", "request", "gratitude"]',
    '[{"code": "birth_certificate", "name_ru": "Свидетельство о рождении ребёнка", "name_en": "Birth certificate of the child"}]', '["birth_date", "snils"]',
    '[
      {"code": "benefit", "label_ru": "Выплата или льгота", "label_en": "Benefit", "hint_ru": "Название из решения или заявления", "hint_en": "Its name in the decision or application", "kind": "string", "required": true, "options": [], "max_chars": 200}
    ]'),
  ('social.pension', 'social', 702, 'Пенсии', 'Pensions',
    'social_fund', 'standard', 0, 20,
    '["complaint", "suggestion", "question", "request", "gratitude"]',
    '[]', '["birth_date", "snils"]',
    '[
      {"code": "pension_kind", "label_ru": "Вид пенсии", "label_en": "Kind of pension", "hint_ru": "", "hint_en": "", "kind": "singlevaluelist", "required": true, "options": [{"key": "old_age", "name_ru": "по старости", "name_en": "old age"}, {"key": "disability", "name_ru": "по инвалидности", "name_en": "disability"}, {"key": "survivor", "name_ru": "по потере кормильца", "name_en": "survivor''s"}, {"key": "social", "name_ru": "социальная", "name_en": "social"}]}
    ]'),
  ('social.disability', 'social', 703, 'Поддержка инвалидов', 'Support of the disabled',
    'social_protection', 'standard', 0, 20,
    '["complaint", "suggestion", "question", "request", "gratitude"]',
    '[{"code": "disability", "name_ru": "Справка об инвалидности", "name_en": "Certificate of disability"}]', '["birth_date", "snils"]',
    '[]'),
  ('social.subsidy', 'social', 704, 'Субсидия на оплату жилья', 'Housing subsidy',
    'social_protection', 'standard', 0, 20,
    '["complaint", "suggestion", "question", "request", "gratitude"]',
    '[{"code": "income", "name_ru": "Справка о доходах семьи", "name_en": "Certificate of the family''s income"}]', '["birth_date", "snils"]',
    '[
      {"code": "address", "label_ru": "Адрес дома", "label_en": "Address of the house", "hint_ru": "Населённый пункт, улица, дом, корпус", "hint_en": "Town, street, house, building", "kind": "string", "required": true, "options": [], "max_chars": 300}
    ]'),
  ('social.delay', 'social', 705, 'Задержка выплаты', 'A delayed payment',
    'social_fund', 'urgent', 0, 20,
    '["complaint", "suggestion", "question", "request", "gratitude"]',
    '[]', '["birth_date", "snils"]',
    '[
      {"code": "benefit", "label_ru": "Выплата или льгота", "label_en": "Benefit", "hint_ru": "Название из решения или заявления", "hint_en": "Its name in the decision or application", "kind": "string", "required": true, "options": [], "max_chars": 200},
      {"code": "since", "label_ru": "С какого дня", "label_en": "Since which day", "hint_ru": "ДД.ММ.ГГГГ", "hint_en": "YYYY-MM-DD", "kind": "date", "required": false, "options": []}
    ]'),
  ('social.services', 'social', 706, 'Социальные услуги и уход', 'Social services and care',
    'social_protection', 'standard', 0, 20,
    '["complaint", "suggestion", "question", "request", "gratitude"]',
    '[]', '["birth_date"]',
    '[]');

-- Справки и документы
INSERT OR IGNORE INTO category
  (code, parent, position, name_ru, name_en, agency, deadline_class, anonymous_allowed,
   min_text_chars, types, required_documents, applicant_required, fields) VALUES
  ('documents.copy', 'documents', 801, 'Копия документа об оказанной услуге', 'Copy of a document on a service',
    'service_centres', 'documents', 0, 20,
    '["request", "question", "complaint"]',
    '[{"code": "identity", "name_ru": "Копия паспорта (страницы с фотографией и регистрацией)", "name_en": "Copy of the passport (pages with the photograph and the registration)"}]', '["birth_date"]',
    '[
      {"code": "purpose", "label_ru": "Для чего нужен документ", "label_en": "What the document is for", "hint_ru": "Например, для суда или банка", "hint_en": "Such as for a court or a bank", "kind": "string", "required": true, "options": [], "max_chars": 300},
      {"code": "application", "label_ru": "Номер заявления", "label_en": "Number of the application", "hint_ru": "", "hint_en": "", "kind": "string", "required": false, "options": [], "max_chars": 40}
    ]'),
  ('documents.income', 'documents', 802, 'Справка о доходах и налогах', 'Certificate of income and taxes',
    'tax_service', 'documents', 0, 20,
    '["request", "question", "complaint"]',
    '[]', '["birth_date", "inn"]',
    '[
      {"code": "period", "label_ru": "За какой период", "label_en": "For which period", "hint_ru": "Например, 2024 год", "hint_en": "Such as the year 2024", "kind": "string", "required": true, "options": [], "max_chars": 100},
      {"code": "purpose", "label_ru": "Для чего нужен документ", "label_en": "What the document is for", "hint_ru": "Например, для суда или банка", "hint_en": "Such as for a court or a bank", "kind": "string", "required": true, "options": [], "max_chars": 300}
    ]'),
  ('documents.insurance_record', 'documents', 803, 'Выписка о стаже и пенсионном счёте', 'Extract on service and the pension account',
    'social_fund', 'documents', 0, 20,
    '["request", "question", "complaint"]',
    '[]', '["birth_date", "snils"]',
    '[
      {"code": "purpose", "label_ru": "Для чего нужен документ", "label_en": "What the document is for", "hint_ru": "Например, для суда или банка", "hint_en": "Such as for a court or a bank", "kind": "string", "required": true, "options": [], "max_chars": 300}
    ]'),
  ('documents.property', 'documents', 804, 'Сведения о недвижимости', 'Extract on property',
    'property_registry', 'documents', 0, 20,
    '["request", "question", "complaint"]',
    '[{"code": "identity", "name_ru": "Копия паспорта (страницы с фотографией и регистрацией)", "name_en": "Copy of the passport (pages with the photograph and the registration)"}]', '["birth_date"]',
    '[
      {"code": "address", "label_ru": "Адрес дома", "label_en": "Address of the house", "hint_ru": "Населённый пункт, улица, дом, корпус", "hint_en": "Town, street, house, building", "kind": "string", "required": true, "options": [], "max_chars": 300},
      {"code": "cadastral_number", "label_ru": "Кадастровый номер", "label_en": "Cadastral number", "hint_ru": "Например, 62:29:0080101:123", "hint_en": "Such as 62:29:0080101:123", "kind": "string", "required": false, "options": [], "max_chars": 40}
    ]'),
  ('documents.passport', 'documents', 805, 'Паспорт и регистрация по месту жительства', 'Passport and registration',
    'interior_ministry', 'documents', 0, 20,
    '["request", "question", "complaint"]',
    '[]', '["birth_date"]',
    '[]'),
  ('documents.archive', 'documents', 806, 'Архивная справка', 'Archive certificate',
    'service_centres', 'documents', 0, 20,
    '["request", "question", "complaint"]',
    '[{"code": "identity", "name_ru": "Копия паспорта (страницы с фотографией и регистрацией)", "name_en": "Copy of the passport (pages with the photograph and the registration)"}, {"code": "basis", "name_ru": "Документ, подтверждающий право на сведения", "name_en": "Document that proves the right to the data"}]', '["birth_date"]',
    '[
      {"code": "period", "label_ru": "За какой период", "label_en": "For which period", "hint_ru": "Например, 2024 год", "hint_en": "Such as the year 2024", "kind": "string", "required": true, "options": [], "max_chars": 100},
      {"code": "purpose", "label_ru": "Для чего нужен документ", "label_en": "What the document is for", "hint_ru": "Например, для суда или банка", "hint_en": "Such as for a court or a bank", "kind": "string", "required": true, "options": [], "max_chars": 300}
    ]'),
  ('documents.service_centre', 'documents', 807, 'Работа центра «Мои документы»', 'A “My Documents” centre',
    'service_centres', 'standard', 1, 20,
    '["complaint", "suggestion", "question", "request", "gratitude"]',
    '[]', '[]',
    '[
      {"code": "office", "label_ru": "Адрес центра", "label_en": "Address of the centre", "hint_ru": "", "hint_en": "", "kind": "string", "required": true, "options": [], "max_chars": 200}
    ]');

-- Работа портала
INSERT OR IGNORE INTO category
  (code, parent, position, name_ru, name_en, agency, deadline_class, anonymous_allowed,
   min_text_chars, types, required_documents, applicant_required, fields) VALUES
  ('portal.technical_fault', 'portal', 901, 'Техническая ошибка', 'Technical fault',
    'portal_support', 'support', 1, 100,
    '["complaint", "question", "request"]',
    '[]', '[]',
    '[
      {"code": "page", "label_ru": "Адрес страницы", "label_en": "Address of the page", "hint_ru": "Скопируйте из адресной строки", "hint_en": "Copy it from the address bar", "kind": "url", "required": true, "options": []},
      {"code": "happened_at", "label_ru": "Когда это случилось", "label_en": "When it happened", "hint_ru": "Дата и время, часовой пояс вашего региона учтём сами", "hint_en": "The date and time, your region''s time zone is taken into account", "kind": "datetime", "required": true, "options": []},
      {"code": "steps", "label_ru": "Что вы делали", "label_en": "What you did", "hint_ru": "По шагам, чтобы мы могли повторить", "hint_en": "Step by step, so that we can repeat it", "kind": "text", "required": true, "options": [], "max_chars": 2000},
      {"code": "expected", "label_ru": "Что должно было получиться", "label_en": "What should have happened", "hint_ru": "", "hint_en": "", "kind": "text", "required": true, "options": [], "max_chars": 1000},
      {"code": "actual", "label_ru": "Что получилось", "label_en": "What happened", "hint_ru": "Текст ошибки дословно", "hint_en": "The message word for word", "kind": "text", "required": true, "options": [], "max_chars": 1000},
      {"code": "browser", "label_ru": "Браузер и его версия", "label_en": "Browser and its version", "hint_ru": "", "hint_en": "", "kind": "string", "required": false, "options": [], "max_chars": 200},
      {"code": "system", "label_ru": "Система и устройство", "label_en": "System and device", "hint_ru": "", "hint_en": "", "kind": "string", "required": false, "options": [], "max_chars": 200}
    ]'),
  ('portal.sign_in', 'portal', 902, 'Вход и регистрация', 'Sign-in and registration',
    'portal_support', 'support', 0, 100,
    '["complaint", "question", "request"]',
    '[]', '[]',
    '[
      {"code": "browser", "label_ru": "Браузер и его версия", "label_en": "Browser and its version", "hint_ru": "", "hint_en": "", "kind": "string", "required": false, "options": [], "max_chars": 200},
      {"code": "system", "label_ru": "Система и устройство", "label_en": "System and device", "hint_ru": "", "hint_en": "", "kind": "string", "required": false, "options": [], "max_chars": 200}
    ]'),
  ('portal.data_security', 'portal', 903, 'Взлом, утечка или чужие действия в кабинете', 'Break-in, leak or somebody else in the account',
    'portal_support', 'urgent_support', 0, 100,
    '["complaint", "question", "request"]',
    '[]', '["phone"]',
    '[
      {"code": "happened_at", "label_ru": "Когда вы это заметили", "label_en": "When you noticed it", "hint_ru": "", "hint_en": "", "kind": "datetime", "required": true, "options": []}
    ]'),
  ('portal.payment', 'portal', 904, 'Оплата и возврат на портале', 'Payments and refunds on the portal',
    'portal_support', 'support', 0, 100,
    '["complaint", "question", "request"]',
    '[]', '[]',
    '[
      {"code": "amount", "label_ru": "Сумма, рублей", "label_en": "Amount in roubles", "hint_ru": "", "hint_en": "", "kind": "number", "required": false, "options": []},
      {"code": "paid_at", "label_ru": "Когда платили", "label_en": "When you paid", "hint_ru": "", "hint_en": "", "kind": "datetime", "required": true, "options": []}
    ]'),
  ('portal.status', 'portal', 905, 'Статус заявления не меняется', 'The status of an application does not change',
    'portal_support', 'support', 0, 100,
    '["complaint", "question", "request"]',
    '[]', '[]',
    '[
      {"code": "application", "label_ru": "Номер заявления", "label_en": "Number of the application", "hint_ru": "", "hint_en": "", "kind": "string", "required": true, "options": [], "max_chars": 40}
    ]'),
  ('portal.accessibility', 'portal', 906, 'Доступность для людей с ограничениями', 'Accessibility',
    'portal_support', 'support', 1, 100,
    '["complaint", "suggestion", "question", "request", "gratitude"]',
    '[]', '[]',
    '[
      {"code": "page", "label_ru": "Адрес страницы", "label_en": "Address of the page", "hint_ru": "", "hint_en": "", "kind": "url", "required": false, "options": []},
      {"code": "browser", "label_ru": "Браузер и его версия", "label_en": "Browser and its version", "hint_ru": "", "hint_en": "", "kind": "string", "required": false, "options": [], "max_chars": 200},
      {"code": "system", "label_ru": "Система и устройство", "label_en": "System and device", "hint_ru": "", "hint_en": "", "kind": "string", "required": false, "options": [], "max_chars": 200}
    ]'),
  ('portal.idea', 'portal', 907, 'Предложение по работе портала', 'Idea for the portal',
    'portal_support', 'support', 1, 100,
    '["suggestion", "question", "gratitude"]',
    '[]', '[]',
    '[]');

-- Другое
INSERT OR IGNORE INTO category
  (code, parent, position, name_ru, name_en, agency, deadline_class, anonymous_allowed,
   min_text_chars, types, required_documents, applicant_required, fields) VALUES
  ('other.other', 'other', 1001, 'Другое', 'Other',
    'public_reception', 'standard', 1, 100,
    '["complaint", "suggestion", "question", "request", "gratitude"]',
    '[]', '[]',
    '[]'),
  ('other.consumer', 'other', 1002, 'Права потребителей', 'Consumer rights',
    'consumer_protection', 'standard', 0, 100,
    '["complaint", "suggestion", "question", "request", "gratitude"]',
    '[]', '[]',
    '[
      {"code": "company", "label_ru": "Продавец или исполнитель", "label_en": "Seller or contractor", "hint_ru": "", "hint_en": "", "kind": "string", "required": true, "options": [], "max_chars": 200},
      {"code": "company_inn", "label_ru": "ИНН продавца", "label_en": "INN of the seller", "hint_ru": "Есть в чеке", "hint_en": "On the receipt", "kind": "inn", "required": false, "options": []}
    ]'),
  ('other.corruption', 'other', 1003, 'Нарушение прав, коррупция', 'Violated rights, corruption',
    'public_reception', 'urgent', 1, 100,
    '["complaint", "suggestion", "question", "request", "gratitude"]',
    '[]', '[]',
    '[]'),
  ('other.gratitude', 'other', 1004, 'Благодарность сотруднику или ведомству', 'Thanks to a person or agency',
    'public_reception', 'standard', 1, 20,
    '["gratitude"]',
    '[]', '[]',
    '[]');
