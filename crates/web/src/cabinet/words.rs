//! Codes of the account's log, of messages and of the access log in words.

use domain::access::Role;
use domain::notice::AccountMessage;
use domain::{Lang, Text};

/// A certificate that signs its person in.
pub const SIGNATURE: Text = Text::fixed("Электронная подпись", "Electronic signature");

/// A second factor.
pub fn factor(kind: &str) -> Text {
    match kind {
        "totp" => Text::fixed("Приложение с кодами", "App with codes"),
        "passkey" => Text::fixed("Ключ доступа", "Passkey"),
        "message" => Text::fixed("Код по почте или SMS", "Code by e-mail or SMS"),
        _ => Text::fixed("Запасной код", "Recovery code"),
    }
}

/// What happened to an account.
pub fn event(kind: &str) -> Text {
    match kind {
        "registered" | "created" => Text::fixed("Кабинет создан", "The account was made"),
        "confirmed" => Text::fixed("Контакт подтверждён", "The contact was confirmed"),
        "sign_in" | "session_begun" => Text::fixed("Вход", "Signed in"),
        "sign_out" | "session_ended" => Text::fixed("Выход", "Signed out"),
        "sessions_ended" => Text::fixed(
            "Выход на остальных устройствах",
            "Signed out on other devices",
        ),
        "sign_in_failed" | "failed" => Text::fixed("Неудачная попытка входа", "A failed sign-in"),
        "locked" => Text::fixed("Кабинет заблокирован на время", "Locked for a time"),
        "unlocked" => Text::fixed("Блокировка снята", "The lock was lifted"),
        "password_changed" => Text::fixed("Пароль изменён", "The password was changed"),
        "recovered" => Text::fixed("Доступ восстановлен", "Access was recovered"),
        "contact_changed" => Text::fixed("Контакт изменён", "A contact was changed"),
        "profile_changed" => Text::fixed("Профиль изменён", "The profile was changed"),
        "staff_named" => Text::fixed(
            "Администратор изменил имя или должность",
            "An administrator changed the name or the position",
        ),
        "factor_added" => Text::fixed("Добавлен второй фактор", "A second factor was added"),
        "factor_removed" => Text::fixed("Второй фактор отключён", "A second factor was removed"),
        "recovery_codes" | "recovery_codes_made" => {
            Text::fixed("Сделаны запасные коды", "Recovery codes were made")
        }
        "link_added" => Text::fixed("Привязан способ входа", "A sign-in was linked"),
        "link_removed" => Text::fixed("Отвязан способ входа", "A sign-in was unlinked"),
        "session_moved" | "session_binding" => Text::fixed(
            "Вход завершён: другой браузер или сеть",
            "Signed out: another browser or network",
        ),
        "passkey_copied" => Text::fixed(
            "Показан ключ доступа, у которого есть копия: вход закрыт, ключ лучше отключить",
            "A passkey was shown that has a copy: not let in; better turn it off",
        ),
        "qr_approved" => Text::fixed("Впущено другое устройство", "Another device was let in"),
        _ => Text::fixed("Изменение в кабинете", "A change of the account"),
    }
}

/// What a message was about; none where nothing here sends such.
pub fn message(kind: &str) -> Option<Text> {
    let message = kind.parse().map(AccountMessage::subject);
    message
        .or_else(|_| kind.parse().map(crate::news::heading))
        .ok()
}

/// A channel of messages.
pub fn channel(code: &str) -> Text {
    match code {
        "email" => Text::fixed("почта", "e-mail"),
        "inbox" => Text::fixed("в сервисе", "in the service"),
        _ => Text::fixed("SMS", "SMS"),
    }
}

/// A way of having signed in.
pub fn reader(role: &str, actor: &str, own: &str) -> Text {
    if actor == own {
        return Text::fixed("Вы", "You");
    }
    match role.parse::<Role>() {
        Ok(role) => {
            let of = |lang| capitalised(&role.label(lang));
            Text::new(of(Lang::Ru), of(Lang::En))
        }
        Err(_) => Text::fixed("Сотрудник", "Staff"),
    }
}

/// Why they were read.
pub fn reason(code: &str) -> Text {
    match code {
        "own" => Text::fixed("Вы открыли сами", "You opened it yourself"),
        "assigned" => Text::fixed("Работает с обращением", "Works on the appeal"),
        "territory" => Text::fixed("Обращение в его ведении", "The appeal is in their charge"),
        "participant" => Text::fixed("Участник обращения", "Takes part in the appeal"),
        "search" => Text::fixed("Список или поиск", "A list or a search"),
        "export" => Text::fixed("Выгрузка", "An export"),
        "copy" => Text::fixed("Копия ваших данных для вас", "A copy of your data, for you"),
        "service" => Text::fixed("Другая система ведомства", "Another system of the agency"),
        "contact" => Text::fixed("Чтобы связаться с вами", "To get in touch with you"),
        "document" => Text::fixed("Чтобы оформить документ", "To draw up a document"),
        "identify" => Text::fixed("Чтобы установить заявителя", "To identify the applicant"),
        _ => Text::default(),
    }
}

fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars
        .next()
        .map(|first| first.to_uppercase().chain(chars).collect())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use domain::notice::{AccountMessage, Topic};

    use super::*;

    #[test]
    fn every_message_that_is_sent_has_its_own_words() {
        let account = AccountMessage::ALL.iter().map(|one| one.as_str());
        for kind in account.chain(Topic::ALL.iter().map(|one| one.as_str())) {
            let text = message(kind).unwrap_or_default();
            assert!(!text.ru.is_empty() && !text.en.is_empty(), "{kind}");
        }
        let unusual = message("unusual_activity").unwrap_or_default();
        assert_eq!(unusual.ru, "Вход закрыт: необычная активность");
        assert!(message("unusual").is_none(), "nothing sends it");
    }
}
