//! Messages that are no news of one appeal, as the outbox names them.

use crate::codes::codes;
use crate::lang::Text;

codes! {
    /// What a message is about that is no news of one appeal (those are a [`Topic`](super::Topic)'s). The kinds with a code
    /// in them end in `_code`: they are counted, and go before all else.
    pub enum AccountMessage, "kind of message" {
        /// The code of a registration.
        RegistrationCode = "registration_code",
        /// Somebody wants to register with a contact that has an account.
        AlreadyRegistered = "already_registered",
        /// The code of a second factor.
        SignInCode = "sign_in_code",
        /// The code of a recovery.
        RecoveryCode = "recovery_code",
        /// The code of a new contact.
        ContactCode = "contact_code",
        /// Somebody else wants a contact that has an account.
        ContactTaken = "contact_taken",
        /// To the old contact: there is a new one.
        ContactChanged = "contact_changed",
        /// The password is another.
        PasswordChanged = "password_changed",
        /// Too many wrong passwords.
        Locked = "locked",
        /// A sign-in unlike its owner, with the right password.
        Unusual = "unusual_activity",
        /// Too many codes were asked for.
        TooManyCodes = "too_many_codes",
        /// A second factor was added.
        FactorAdded = "factor_added",
        /// A second factor was removed.
        FactorRemoved = "factor_removed",
        /// A recovery code was used.
        RecoveryCodeUsed = "recovery_code_used",
        /// A provider or a certificate opens the account from now on.
        LinkAdded = "link_added",
        /// Another device was let in by QR.
        DeviceApproved = "device_approved",
        /// New appeals of somebody are not taken for a time.
        Blocked = "blocked",
        /// News of several appeals, or much of one.
        Digest = "digest",
    }
}

impl AccountMessage {
    /// The subject, by which lists of what was sent call it as well.
    pub const fn subject(self) -> Text {
        let (ru, en) = match self {
            AccountMessage::RegistrationCode => ("Код регистрации", "Registration code"),
            AccountMessage::AlreadyRegistered => {
                ("Вы уже зарегистрированы", "You are registered already")
            }
            AccountMessage::SignInCode => ("Код входа", "Sign-in code"),
            AccountMessage::RecoveryCode => ("Код восстановления доступа", "Recovery code"),
            AccountMessage::ContactCode => {
                ("Код подтверждения контакта", "Code to confirm a contact")
            }
            AccountMessage::ContactTaken => (
                "Ваш контакт указали в другой учётной записи",
                "Your contact was given for another account",
            ),
            AccountMessage::ContactChanged => (
                "Контакт учётной записи изменён",
                "Your account's contact has changed",
            ),
            AccountMessage::PasswordChanged => ("Пароль изменён", "Your password has changed"),
            AccountMessage::Locked => ("Вход временно закрыт", "Signing in is closed for a while"),
            AccountMessage::Unusual => (
                "Вход закрыт: необычная активность",
                "Signing in is closed: unusual activity",
            ),
            AccountMessage::TooManyCodes => {
                ("Вход временно закрыт", "Signing in is closed for a while")
            }
            AccountMessage::FactorAdded => ("Добавлен второй фактор", "A second factor was added"),
            AccountMessage::FactorRemoved => {
                ("Второй фактор отключён", "A second factor was removed")
            }
            AccountMessage::RecoveryCodeUsed => {
                ("Использован запасной код", "A recovery code was used")
            }
            AccountMessage::LinkAdded => ("Привязан способ входа", "A sign-in was linked"),
            AccountMessage::DeviceApproved => {
                ("Вход на другом устройстве", "Sign-in on another device")
            }
            AccountMessage::Blocked => (
                "Вы временно не можете писать",
                "You cannot write for a while",
            ),
            AccountMessage::Digest => ("Новости по обращениям", "News of appeals"),
        };
        Text::fixed(ru, en)
    }
}
