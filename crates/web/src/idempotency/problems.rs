//! Why a request is refused for its `Idempotency-Key`.

use axum::http::StatusCode;
use domain::Text;

use crate::Problem;

/// The caller must send a key.
pub fn required() -> Problem {
    Problem::new(
        StatusCode::PRECONDITION_REQUIRED,
        "idempotency_key_required",
        Text::fixed("Нужен Idempotency-Key", "An Idempotency-Key is needed"),
        Text::fixed(
            "Передайте заголовок Idempotency-Key, лучше всего UUID: тогда повтор запроса ничего не удвоит.",
            "Send the header Idempotency-Key, best a UUID: then a repeated request doubles nothing.",
        ),
    )
}

/// Nobody's key could be guessed.
pub(super) fn guessable() -> Problem {
    Problem::new(
        StatusCode::UNPROCESSABLE_ENTITY,
        "idempotency_key_guessable",
        Text::fixed(
            "Этот ключ может угадать кто угодно",
            "Anybody could guess this key",
        ),
        Text::fixed(
            "Без входа и без ключа API Idempotency-Key должен быть случайным: UUID (версии 4) или не меньше 22 случайных знаков base64url. Сделайте такой и повторите. Свои номера вроде «заказ-17» годятся тем, кто передаёт ключ API.",
            "Without signing in and without an API key the Idempotency-Key has to be random: a UUID (version 4), or at least 22 random characters of base64url. Make such a one and try again. Numbers of your own, as “order-17”, are for those who send an API key.",
        ),
    )
}

/// The key came before with another body.
pub fn reused() -> Problem {
    Problem::new(
        StatusCode::UNPROCESSABLE_ENTITY,
        "idempotency_key_reused",
        Text::fixed("Этот ключ уже использован", "This key was used before"),
        Text::fixed(
            "С этим Idempotency-Key уже пришёл другой запрос. Для нового запроса возьмите новый ключ.",
            "Another request came with this Idempotency-Key. Take a new key for a new request.",
        ),
    )
}

/// The same of a form, to a person.
pub(super) fn sent_before() -> Problem {
    Problem {
        title: Text::fixed("Эта форма уже отправлена", "This form was sent before"),
        detail: Text::fixed(
            "Эту форму вы уже отправили, с другим содержанием; отправленное сохранено. Если это ещё одно — отправьте его сейчас.",
            "You have sent this form before, with other content, and that was kept. If this is one more, send it now.",
        ),
        ..reused()
    }
}

/// The form was sent before, and nobody knows yet what came of it: to a person.
pub(super) fn no_answer_yet() -> Problem {
    Problem {
        title: Text::fixed("Эта форма уже отправлена", "This form was sent before"),
        detail: Text::fixed(
            "Эту форму вы уже отправили, но ответа на неё ещё нет. Откройте страницу заново и посмотрите, появилось ли отправленное; если нет, отправьте ещё раз.",
            "You have sent this form before, and there is no answer to it yet. Open the page anew and look whether what you sent is there; if not, send it again.",
        ),
        ..in_flight()
    }
}

/// A request with this key is being worked on.
pub fn in_flight() -> Problem {
    let mut problem = Problem::new(
        StatusCode::CONFLICT,
        "request_in_flight",
        Text::fixed("Такой запрос уже выполняется", "This request is under way"),
        Text::fixed(
            "Запрос с этим Idempotency-Key ещё выполняется. Повторите через секунду.",
            "A request with this Idempotency-Key is under way. Try again in a second.",
        ),
    );
    problem.headers.push(("retry-after", "1".to_owned()));
    problem
}

/// The first request with this key broke off before its answer was there.
pub(super) fn unfinished() -> Problem {
    Problem::new(
        StatusCode::CONFLICT,
        "request_unfinished",
        Text::fixed(
            "Прежний запрос оборвался",
            "The request before this one broke off",
        ),
        Text::fixed(
            "Первый запрос с этим Idempotency-Key прервала неполадка, ответа на него нет. Посмотрите, выполнен ли он; если нет, повторите с новым ключом.",
            "A fault broke the first request with this Idempotency-Key off, and it has no answer. Look whether it was done; if not, repeat it with a new key.",
        ),
    )
}
