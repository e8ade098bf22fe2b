-- Categories: what an appeal can be about, who answers it and by when.
--
-- Deadline classes are those of domain::deadline, kinds of fields those of domain::category. `urgent` stands
-- where life, health or rights are in danger.

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

-- What a person asks of their own data.
INSERT OR IGNORE INTO category (code, parent, position, name_ru, name_en) VALUES
  ('personal', NULL, 950, 'Персональные данные', 'Personal data');

INSERT OR IGNORE INTO category
  (code, parent, position, name_ru, name_en, agency, deadline_class, anonymous_allowed,
   min_text_chars, types, required_documents, applicant_required, fields) VALUES
  ('personal.copy', 'personal', 951, 'Персональные данные: копия', 'Personal data: a copy',
    'portal_support', 'standard', 0, 20, '["request"]', '[]', '[]', '[]'),
  ('personal.erasure', 'personal', 952, 'Персональные данные: удаление', 'Personal data: erasure',
    'portal_support', 'standard', 0, 20, '["request"]', '[]', '[]', '[]');

UPDATE category SET help = '{"hints": [{"words": ["градус", "температур", "#", "degree"], "ru": "Напишите, сколько градусов в комнате: по этому решают, насколько срочно.", "en": "Say how many degrees there are in the room: that decides how urgent it is."}, {"words": ["#", "сегодня", "вчера", "недел", "месяц", "день", "дня", "дней", "год", "since", "yesterday", "today", "week", "month"], "ru": "Напишите, с какого дня это продолжается.", "en": "Say since which day it lasts."}, {"words": ["обращал", "звонил", "писал", "заявк", "диспетчер", "управляющ", "called", "wrote", "asked", "dispatcher"], "ru": "Напишите, обращались ли вы раньше (управляющая организация, диспетчер) и что ответили.", "en": "Say whether you asked before (the managing company, the dispatcher) and what they answered."}], "templates": [{"title_ru": "Холодно в квартире: батареи не греют", "title_en": "Cold flat: the radiators are cold", "text_ru": "В квартире холодно: в комнате … градусов. Батареи холодные с … числа. В управляющую организацию обращались …, ответили: …\nПрошу восстановить отопление и пересчитать плату.", "text_en": "The flat is cold: there are … degrees in the room. The radiators have been cold since … . We asked the managing company on …, they answered: …\nPlease restore the heating and recalculate the charge."}, {"title_ru": "Нет отопления во всём доме", "title_en": "No heating in the whole house", "text_ru": "В доме нет отопления с … числа, холодно во всех подъездах. Аварийная служба: …\nПрошу устранить аварию и сообщить срок.", "text_en": "There has been no heating in the house since …, all entrances are cold. The emergency service said: …\nPlease repair it and tell when."}]}' WHERE code = 'housing.heating' AND help = '{}';

UPDATE category SET help = '{"hints": [{"words": ["#", "сегодня", "вчера", "недел", "месяц", "день", "дня", "дней", "год", "since", "yesterday", "today", "week", "month"], "ru": "Напишите, с какого дня это продолжается.", "en": "Say since which day it lasts."}, {"words": ["обращал", "звонил", "писал", "заявк", "диспетчер", "управляющ", "called", "wrote", "asked", "dispatcher"], "ru": "Напишите, обращались ли вы раньше (управляющая организация, диспетчер) и что ответили.", "en": "Say whether you asked before (the managing company, the dispatcher) and what they answered."}], "templates": [{"title_ru": "Нет горячей воды", "title_en": "No hot water", "text_ru": "Горячей воды нет с … числа. Объявления об отключении не было. Диспетчер ответил: …\nПрошу восстановить подачу и пересчитать плату.", "text_en": "There has been no hot water since … . There was no notice. The dispatcher answered: …\nPlease restore it and recalculate the charge."}]}' WHERE code = 'housing.hot_water' AND help = '{}';

UPDATE category SET help = '{"hints": [{"words": ["период", "месяц", "квитанц", "#", "bill", "month"], "ru": "Напишите, за какой месяц начисление и номер лицевого счёта.", "en": "Say for which month the charge is, and the account number."}, {"words": ["прошу", "требую", "хочу", "нужно", "просим", "please", "ask", "want"], "ru": "Напишите, чего вы ждёте от ведомства.", "en": "Say what you expect of the agency."}], "templates": [{"title_ru": "Неверное начисление за услуги", "title_en": "A wrong charge", "text_ru": "В квитанции за … начислено …, должно быть …, потому что … .\nПрошу проверить и пересчитать.", "text_en": "The bill for … charges …, it should be … because … .\nPlease check and recalculate."}]}' WHERE code = 'housing.charges' AND help = '{}';

UPDATE category SET help = '{"hints": [{"words": ["#", "сегодня", "вчера", "недел", "месяц", "день", "дня", "дней", "год", "since", "yesterday", "today", "week", "month"], "ru": "Напишите, с какого дня это продолжается.", "en": "Say since which day it lasts."}, {"words": ["дом", "подъезд", "#", "остановк", "перекрест", "напротив", "возле", "рядом", "house", "near", "stop", "corner"], "ru": "Напишите, где именно: дом, подъезд, остановка или перекрёсток.", "en": "Say where exactly: a house, an entrance, a stop or a crossing."}], "templates": [{"title_ru": "Лифт не работает", "title_en": "The lift does not work", "text_ru": "В подъезде … не работает лифт с … числа. Диспетчер ответил: …\nПрошу отремонтировать и сообщить срок.", "text_en": "The lift of entrance … has not worked since … . The dispatcher answered: …\nPlease repair it and tell when."}]}' WHERE code = 'housing.lift' AND help = '{}';

UPDATE category SET help = '{"hints": [{"words": ["#", "сегодня", "вчера", "недел", "месяц", "день", "дня", "дней", "год", "since", "yesterday", "today", "week", "month"], "ru": "Напишите, с какого дня это продолжается.", "en": "Say since which day it lasts."}, {"words": ["дом", "подъезд", "#", "остановк", "перекрест", "напротив", "возле", "рядом", "house", "near", "stop", "corner"], "ru": "Напишите, где именно: дом, подъезд, остановка или перекрёсток.", "en": "Say where exactly: a house, an entrance, a stop or a crossing."}], "templates": [{"title_ru": "В подъезде не убирают", "title_en": "The entrance is not cleaned", "text_ru": "В подъезде … не убирали с … числа: … .\nПрошу обязать управляющую организацию убирать по графику.", "text_en": "Entrance … has not been cleaned since …: … .\nPlease make the managing company clean as planned."}]}' WHERE code = 'housing.cleaning' AND help = '{}';

UPDATE category SET help = '{"hints": [{"words": ["#", "сегодня", "вчера", "недел", "месяц", "день", "дня", "дней", "год", "since", "yesterday", "today", "week", "month"], "ru": "Напишите, с какого дня это продолжается.", "en": "Say since which day it lasts."}, {"words": ["дом", "подъезд", "#", "остановк", "перекрест", "напротив", "возле", "рядом", "house", "near", "stop", "corner"], "ru": "Напишите, где именно: дом, подъезд, остановка или перекрёсток.", "en": "Say where exactly: a house, an entrance, a stop or a crossing."}], "templates": [{"title_ru": "Не вывозят мусор", "title_en": "The waste is not collected", "text_ru": "С контейнерной площадки не вывозят мусор с … числа, баки переполнены.\nПрошу вывезти мусор и соблюдать график.", "text_en": "The waste has not been collected since …, the bins overflow.\nPlease collect it and keep to the schedule."}]}' WHERE code = 'housing.waste' AND help = '{}';

UPDATE category SET help = '{"hints": [{"words": ["дом", "подъезд", "#", "остановк", "перекрест", "напротив", "возле", "рядом", "house", "near", "stop", "corner"], "ru": "Напишите, где именно: дом, подъезд, остановка или перекрёсток.", "en": "Say where exactly: a house, an entrance, a stop or a crossing."}, {"words": ["глубин", "метр", "сантим", "больш", "машин", "колес", "deep", "metre", "wide", "car"], "ru": "Напишите, насколько яма велика и чем опасна.", "en": "Say how large the hole is and why it is dangerous."}], "templates": [{"title_ru": "Яма на дороге", "title_en": "A pothole", "text_ru": "На проезжей части напротив дома … яма, глубина примерно … см. Машины … .\nПрошу отремонтировать покрытие.", "text_en": "There is a pothole opposite house …, about … cm deep. Cars … .\nPlease repair the surface."}]}' WHERE code = 'roads.surface' AND help = '{}';

UPDATE category SET help = '{"hints": [{"words": ["дом", "подъезд", "#", "остановк", "перекрест", "напротив", "возле", "рядом", "house", "near", "stop", "corner"], "ru": "Напишите, где именно: дом, подъезд, остановка или перекрёсток.", "en": "Say where exactly: a house, an entrance, a stop or a crossing."}, {"words": ["#", "сегодня", "вчера", "недел", "месяц", "день", "дня", "дней", "год", "since", "yesterday", "today", "week", "month"], "ru": "Напишите, с какого дня это продолжается.", "en": "Say since which day it lasts."}], "templates": [{"title_ru": "Дорогу не чистят от снега", "title_en": "The road is not cleared of snow", "text_ru": "На участке от … до … дорогу не чистят с … числа, … .\nПрошу убрать снег и обработать дорогу.", "text_en": "The road from … to … has not been cleared since …, … .\nPlease clear and grit it."}]}' WHERE code = 'roads.snow' AND help = '{}';

UPDATE category SET help = '{"hints": [{"words": ["дом", "подъезд", "#", "остановк", "перекрест", "напротив", "возле", "рядом", "house", "near", "stop", "corner"], "ru": "Напишите, где именно: дом, подъезд, остановка или перекрёсток.", "en": "Say where exactly: a house, an entrance, a stop or a crossing."}, {"words": ["#", "сегодня", "вчера", "недел", "месяц", "день", "дня", "дней", "год", "since", "yesterday", "today", "week", "month"], "ru": "Напишите, с какого дня это продолжается.", "en": "Say since which day it lasts."}], "templates": [{"title_ru": "Не горят фонари", "title_en": "The street lamps are off", "text_ru": "Не горят фонари на участке от … до …, с … числа. Номера опор: … .\nПрошу восстановить освещение.", "text_en": "The lamps are off from … to … since … . Numbers of the posts: … .\nPlease restore the lighting."}]}' WHERE code = 'roads.lighting' AND help = '{}';

UPDATE category SET help = '{"hints": [{"words": ["дом", "подъезд", "#", "остановк", "перекрест", "напротив", "возле", "рядом", "house", "near", "stop", "corner"], "ru": "Напишите, где именно: дом, подъезд, остановка или перекрёсток.", "en": "Say where exactly: a house, an entrance, a stop or a crossing."}, {"words": ["прошу", "требую", "хочу", "нужно", "просим", "please", "ask", "want"], "ru": "Напишите, чего вы ждёте от ведомства.", "en": "Say what you expect of the agency."}], "templates": [{"title_ru": "Опасный переход", "title_en": "A dangerous crossing", "text_ru": "На переходе у … опасно: … . Были случаи: … .\nПрошу … .", "text_en": "The crossing near … is dangerous: … . There were cases: … .\nPlease … ."}]}' WHERE code = 'roads.crossing' AND help = '{}';

UPDATE category SET help = '{"hints": [{"words": ["дом", "подъезд", "#", "остановк", "перекрест", "напротив", "возле", "рядом", "house", "near", "stop", "corner"], "ru": "Напишите, где именно: дом, подъезд, остановка или перекрёсток.", "en": "Say where exactly: a house, an entrance, a stop or a crossing."}, {"words": ["#", "сегодня", "вчера", "недел", "месяц", "день", "дня", "дней", "год", "since", "yesterday", "today", "week", "month"], "ru": "Напишите, с какого дня это продолжается.", "en": "Say since which day it lasts."}], "templates": [{"title_ru": "Разбит тротуар во дворе", "title_en": "A broken pavement in the yard", "text_ru": "Во дворе дома … разбит тротуар: … . Опасно для … .\nПрошу включить двор в план ремонта.", "text_en": "The pavement in the yard of house … is broken: … . It is dangerous for … .\nPlease plan a repair."}]}' WHERE code = 'landscaping.yards' AND help = '{}';

UPDATE category SET help = '{"hints": [{"words": ["дом", "подъезд", "#", "остановк", "перекрест", "напротив", "возле", "рядом", "house", "near", "stop", "corner"], "ru": "Напишите, где именно: дом, подъезд, остановка или перекрёсток.", "en": "Say where exactly: a house, an entrance, a stop or a crossing."}], "templates": [{"title_ru": "Свалка мусора", "title_en": "A rubbish dump", "text_ru": "Свалка находится … . Размер примерно …, мусор: … .\nПрошу убрать и найти виновных.", "text_en": "The dump is at … . It is about … large, with … .\nPlease remove it and find who made it."}]}' WHERE code = 'landscaping.dumps' AND help = '{}';

UPDATE category SET help = '{"hints": [{"words": ["#", "маршрут", "автобус", "трамва", "троллейб", "route", "bus", "tram"], "ru": "Назовите номер маршрута и остановку.", "en": "Name the number of the route and the stop."}, {"words": ["час", "утр", "вечер", "минут", ":", "hour", "morning", "evening", "minute"], "ru": "Напишите, в какое время это бывает.", "en": "Say at what time it happens."}], "templates": [{"title_ru": "Автобус не приходит по расписанию", "title_en": "The bus does not keep to its schedule", "text_ru": "Автобус № … на остановке … не пришёл … числа в … по расписанию, ждали … минут.\nПрошу проверить работу перевозчика.", "text_en": "Bus no. … did not come to the stop … on … at … as scheduled; we waited … minutes.\nPlease check the carrier."}]}' WHERE code = 'transport.schedule' AND help = '{}';

UPDATE category SET help = '{"hints": [{"words": ["врач", "доктор", "регистратур", "кабинет", "отделен", "doctor", "reception", "ward"], "ru": "Напишите, кто принимал или в каком отделении это было.", "en": "Say who received you, or in which ward it was."}, {"words": ["поликлиник", "больниц", "#", "clinic", "hospital"], "ru": "Назовите поликлинику.", "en": "Name the clinic."}], "templates": [{"title_ru": "Нет записи к врачу", "title_en": "No appointment with a doctor", "text_ru": "В поликлинике … нет записи к … уже … дней. На сайте и по телефону отвечают: … .\nПрошу обеспечить запись в положенный срок.", "text_en": "There has been no appointment with … at the clinic … for … days. The site and the telephone say: … .\nPlease provide an appointment in the time that the rules give."}]}' WHERE code = 'health.appointment' AND help = '{}';

UPDATE category SET help = '{"hints": [{"words": ["врач", "доктор", "регистратур", "кабинет", "отделен", "doctor", "reception", "ward"], "ru": "Напишите, кто принимал или в каком отделении это было.", "en": "Say who received you, or in which ward it was."}, {"words": ["#", "сегодня", "вчера", "недел", "месяц", "день", "дня", "дней", "год", "since", "yesterday", "today", "week", "month"], "ru": "Напишите, с какого дня это продолжается.", "en": "Say since which day it lasts."}], "templates": [{"title_ru": "Некачественная медицинская помощь", "title_en": "Poor medical care", "text_ru": "… числа в … обратился с … . Врач … . Считаю, что … .\nПрошу провести проверку и сообщить результат.", "text_en": "On … at … I came with … . The doctor … . I think that … .\nPlease check and tell the result."}]}' WHERE code = 'health.quality' AND help = '{}';

UPDATE category SET help = '{"hints": [{"words": ["очеред", "заявлен", "номер", "#", "queue", "application"], "ru": "Напишите номер заявления и дату постановки в очередь.", "en": "Give the number of the application and the date of joining the queue."}, {"words": ["прошу", "требую", "хочу", "нужно", "просим", "please", "ask", "want"], "ru": "Напишите, чего вы ждёте от ведомства.", "en": "Say what you expect of the agency."}], "templates": [{"title_ru": "Место в детском саду", "title_en": "A place in a kindergarten", "text_ru": "Ребёнок стоит в очереди с …, номер заявления … . Место не предоставлено, хотя … .\nПрошу предоставить место или назвать срок.", "text_en": "The child has been in the queue since …, application no. … . No place was given although … .\nPlease give a place or name a date."}]}' WHERE code = 'education.kindergarten' AND help = '{}';

UPDATE category SET help = '{"hints": [{"words": ["заявлен", "отказ", "#", "application", "refus"], "ru": "Напишите, когда подали заявление и что ответили.", "en": "Say when you applied and what they answered."}, {"words": ["прошу", "требую", "хочу", "нужно", "просим", "please", "ask", "want"], "ru": "Напишите, чего вы ждёте от ведомства.", "en": "Say what you expect of the agency."}], "templates": [{"title_ru": "Не назначили выплату", "title_en": "The benefit was not granted", "text_ru": "… числа подал заявление на … . Ответ: … . Считаю отказ неверным, потому что … .\nПрошу пересмотреть решение.", "text_en": "On … I applied for … . The answer: … . I think the refusal is wrong because … .\nPlease review the decision."}]}' WHERE code = 'social.child_benefits' AND help = '{}';

UPDATE category SET help = '{"hints": [{"words": ["#", "месяц", "месяц", "month"], "ru": "Напишите, за какой месяц и какая выплата задержана.", "en": "Say which payment is late, and for which month."}, {"words": ["прошу", "требую", "хочу", "нужно", "просим", "please", "ask", "want"], "ru": "Напишите, чего вы ждёте от ведомства.", "en": "Say what you expect of the agency."}], "templates": [{"title_ru": "Задержка выплаты", "title_en": "A late payment", "text_ru": "Выплата … за … не пришла, обычно приходит … числа.\nПрошу перечислить и сообщить причину.", "text_en": "The payment … for … did not come; usually it comes on … .\nPlease pay it and tell the reason."}]}' WHERE code = 'social.delay' AND help = '{}';

UPDATE category SET help = '{"hints": [{"words": ["нажал", "нажима", "открыва", "ввожу", "заполн", "click", "press", "open", "enter"], "ru": "Опишите шаги: что открыли, что нажали, что случилось.", "en": "Describe the steps: what you opened, what you pressed, what happened."}], "templates": [{"title_ru": "Не отправляется форма", "title_en": "A form can''t be sent", "text_ru": "Открываю страницу …, заполняю …, нажимаю «…». Ожидаю …, а вижу … . Ошибка повторяется: да/нет. Пробовал другой браузер: да/нет.", "text_en": "I open the page …, fill in …, press “…”. I expect …, but I see … . It happens again: yes/no. I tried another browser: yes/no."}]}' WHERE code = 'portal.technical_fault' AND help = '{}';

UPDATE category SET help = '{"hints": [{"words": ["чек", "договор", "оплат", "#", "receipt", "contract", "paid"], "ru": "Напишите, когда и за что заплатили, есть ли чек или договор.", "en": "Say when and what you paid for, and whether you have a receipt or a contract."}, {"words": ["прошу", "требую", "хочу", "нужно", "просим", "please", "ask", "want"], "ru": "Напишите, чего вы ждёте от ведомства.", "en": "Say what you expect of the agency."}], "templates": [{"title_ru": "Отказ вернуть деньги", "title_en": "A refusal to return money", "text_ru": "… числа купил … за … рублей, чек или договор есть. Товар оказался … . На претензию от … ответили: … .\nПрошу проверить продавца и принять меры.", "text_en": "On … I bought … for … roubles; I have a receipt or a contract. It turned out … . To my claim of … they answered: … .\nPlease check the seller and act."}]}' WHERE code = 'other.consumer' AND help = '{}';

INSERT INTO configuration_change (at, actor, kind, key, version, agency, data)
  SELECT CAST(unixepoch('subsec') * 1000 AS INTEGER), 'system', 'category', code, 1, agency,
    json_object('code', code, 'parent', parent, 'position', position, 'name_ru', name_ru, 'name_en', name_en,
      'agency', agency, 'deadline_class', deadline_class,
      'anonymous_allowed', json(iif(anonymous_allowed, 'true', 'false')), 'min_text_chars', min_text_chars,
      'types', json(types), 'required_documents', json(required_documents),
      'applicant_required', json(applicant_required), 'fields', json(fields), 'help', json(help),
      'keywords', json(keywords), 'kept_months', kept_months, 'active', json('true'))
  FROM category
  WHERE NOT EXISTS (SELECT 1 FROM configuration_change WHERE kind = 'category')
  ORDER BY position, code;

-- Where whoever is kept from writing contests that: the only topic that stays open to them.
INSERT INTO configuration_change (at, actor, kind, key, version, agency, data)
  SELECT CAST(unixepoch('subsec') * 1000 AS INTEGER), 'system', 'category', 'portal.conduct', 1, 'portal_support',
    json_object('code', 'portal.conduct', 'parent', 'portal', 'position', 908,
      'name_ru', 'Ограничения и модерация', 'name_en', 'Restrictions and moderation',
      'agency', 'portal_support', 'deadline_class', 'standard', 'anonymous_allowed', json('false'),
      'min_text_chars', 20, 'types', json('["complaint", "request"]'), 'required_documents', json('[]'),
      'applicant_required', json('[]'), 'fields', json('[]'), 'help', json('{}'),
      'keywords', json('["блокировка", "модерация", "ограничение", "block", "moderation"]'),
      'kept_months', 60, 'active', json('true'))
  WHERE NOT EXISTS (SELECT 1 FROM configuration_change WHERE kind = 'category' AND key = 'portal.conduct');
