-- Terms and templates that an installation begins with.

-- Terms of the classes in working days (product rules, 5). Where no hours to a first response are given, those
-- of the setting hold for the classes of support.
INSERT INTO configuration_change (at, actor, kind, key, version, agency, data)
  SELECT CAST(unixepoch('subsec') * 1000 AS INTEGER), 'system', 'deadline_class', column1, 1, NULL,
    json_object('code', column1, 'working_days', column2, 'first_response_hours', NULL)
  FROM (VALUES ('standard', 10), ('urgent', 3), ('urgent_support', 2), ('documents', 5), ('complex', 30), ('support', 5),
    ('feedback_review', 5))
  WHERE NOT EXISTS (SELECT 1 FROM configuration_change WHERE kind = 'deadline_class');

-- What operators may begin with; {words} in braces are filled in (domain::configuration::template).
INSERT INTO configuration_change (at, actor, kind, key, version, agency, data)
  SELECT CAST(unixepoch('subsec') * 1000 AS INTEGER), 'system', 'answer_template', column1, 1, NULL,
    json_object('agency', NULL, 'kind', column2, 'snippet', column3, 'name_ru', column4, 'name_en', column5,
      'text_ru', column6, 'text_en', column7, 'active', json('true'))
  FROM (VALUES
    ('accepted', 'answer', 'accept', 'Взято в работу', 'Taken up', 'Здравствуйте!

Ваше обращение № {number} от {registered} по теме «{category}» рассмотрено. Сообщаем, что … .

Работы будут выполнены до … . Если к этому времени ничего не изменится, верните обращение в работу в личном кабинете или по коду доступа.

{agency}, {executor}', 'Hello,

We have considered your appeal No. {number} of {registered} about “{category}”. … .

The work will be done by … . If nothing has changed by then, return the appeal to work in your cabinet or with your access code.

{agency}, {executor}'),
    ('done', 'answer', 'done', 'Выполнено', 'Done', 'Здравствуйте!

По вашему обращению № {number} от {registered} выполнено следующее: … . Дата выполнения: … .

Если вы не согласны с ответом, его можно обжаловать в течение 30 дней. Оцените, пожалуйста, как мы справились.

{agency}, {executor}', 'Hello,

On your appeal No. {number} of {registered} the following has been done: … . Date: … .

If you disagree with this answer, you may object within 30 days. Please rate how we did.

{agency}, {executor}'),
    ('explained', 'answer', 'explain', 'Разъяснение', 'Explanation', 'Здравствуйте!

На ваш вопрос «{title}» (обращение № {number}) отвечаем: … .

Основание: … . Подробнее: … .

{agency}, {executor}', 'Hello,

To your question “{title}” (appeal No. {number}) we answer: … .

The grounds: … . More: … .

{agency}, {executor}'),
    ('refused_grounds', 'refusal', 'refuse', 'Нет оснований', 'No grounds', 'Здравствуйте!

Ваше обращение № {number} от {registered} рассмотрено. Выполнить просьбу нельзя, потому что … (основание: …).

Вы можете … . Ответ можно обжаловать в течение 30 дней.

{agency}, {executor}', 'Hello,

We have considered your appeal No. {number} of {registered}. What you ask for cannot be done because … (grounds: …).

You can … . You may object to this answer within 30 days.

{agency}, {executor}'),
    ('refused_repeat', 'refusal', 'answered', 'Ответ уже дан', 'Already answered', 'Здравствуйте!

На вопрос из обращения № {number} вам уже ответили: обращение № … от … . Новых обстоятельств в обращении нет. Если они есть, опишите их и приложите документы.

{agency}, {executor}', 'Hello,

The question of appeal No. {number} has been answered: appeal No. … of … . The appeal has no new facts. If there are any, describe them and attach documents.

{agency}, {executor}'),
    ('ask_address', 'question', 'address', 'Уточнить адрес', 'Ask for the address', 'Здравствуйте! Чтобы заняться обращением № {number}, нам нужен точный адрес: улица, дом, подъезд или ближайший ориентир. Пока вы не ответите, срок рассмотрения стоит.', 'Hello! To deal with appeal No. {number} we need the exact address: the street, the house, the entrance or the nearest landmark. Until you answer, the term does not run.'),
    ('ask_documents', 'question', 'documents', 'Запросить документы', 'Ask for documents', 'Здравствуйте! Для рассмотрения обращения № {number} приложите, пожалуйста: … . Подойдут фото или скан. Пока документов нет, срок рассмотрения стоит.', 'Hello! To consider appeal No. {number} please attach: … . A photo or a scan will do. Until the documents come, the term does not run.'),
    ('ask_photo', 'question', 'photo', 'Попросить фотографию', 'Ask for a photo', 'Здравствуйте! Приложите, пожалуйста, фотографию места к обращению № {number}: так бригада найдёт его сразу.', 'Hello! Please attach a photo of the place to appeal No. {number}, so that the crew finds it at once.'),
    ('note_called', 'note', 'called', 'Разговор с заявителем', 'A talk with the applicant', '{today}: говорили с заявителем по телефону. Договорились: … .', '{today}: talked with the applicant by telephone. Agreed: … .'),
    ('note_site', 'note', 'site', 'Осмотр места', 'The place was looked at', '{today}: место осмотрено. Видно: … . Нужно: … .', '{today}: the place was looked at. Seen: … . Needed: … .'))
  WHERE NOT EXISTS (SELECT 1 FROM configuration_change WHERE kind = 'answer_template');
