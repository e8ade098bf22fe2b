-- Agencies: who answers, and who stands above whom.
--
-- Data, not code: an installation changes it afterwards, and these files do not touch what is there already.
-- Each statement may run twice.

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

-- What the history begins with. Who stands above whom: a local agency's answer may be taken to a regional one,
-- that one's to a federal one (product rules, D9).
INSERT OR IGNORE INTO agency (code, name_ru, name_en) VALUES
  ('regional_government', 'Правительство региона', 'Regional Government'),
  ('federal_reception', 'Федеральная приёмная по обращениям граждан', 'Federal Reception for Appeals of Citizens');

INSERT INTO configuration_change (at, actor, kind, key, version, agency, data)
  SELECT CAST(unixepoch('subsec') * 1000 AS INTEGER), 'system', 'agency', code, 1, code,
    json_object('code', code, 'name_ru', name_ru, 'name_en', name_en,
      'instance', CASE
        WHEN code IN ('municipality', 'road_agency', 'transport_agency', 'portal_support') THEN 'local'
        WHEN code IN ('social_fund', 'tax_service', 'interior_ministry', 'property_registry', 'consumer_protection',
          'federal_reception') THEN 'federal'
        ELSE 'regional' END,
      'superior', CASE
        WHEN code IN ('municipality', 'road_agency', 'transport_agency', 'portal_support') THEN 'regional_government'
        WHEN code IN ('regional_government', 'housing_inspection', 'health_ministry', 'education_ministry',
          'social_protection', 'service_centres', 'public_reception') THEN 'federal_reception' END,
      'active', json('true'))
  FROM agency
  WHERE NOT EXISTS (SELECT 1 FROM configuration_change WHERE kind = 'agency')
  ORDER BY code;
