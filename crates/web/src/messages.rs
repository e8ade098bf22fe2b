//! Messages to people: what is said, and the way to the outbox. In a demonstration they are written to the
//! log as well, since nothing delivers them there.

use domain::notice::AccountMessage;
use domain::{Lang, Login, Text};
use store::account::Account;
use store::outbox::{Channel, Message, NewMessage};
use uuid::Uuid;

use crate::capabilities::{database, is_demonstration};
use crate::{Context, Problem};

/// What a message is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice<'a> {
    /// The code of a registration.
    RegistrationCode(&'a str),
    /// Somebody wants to register with a contact that has an account.
    AlreadyRegistered,
    /// The code of a second factor.
    SignInCode(&'a str),
    /// The code of a recovery.
    RecoveryCode(&'a str),
    /// The code of a new contact.
    ContactCode(&'a str),
    /// Somebody else wants a contact that has an account.
    ContactTaken,
    /// To the old contact: there is a new one.
    ContactChanged,
    /// The password is another.
    PasswordChanged,
    /// Too many wrong passwords.
    Locked,
    /// A sign-in unlike its owner, with the right password.
    Unusual,
    /// Too many codes were asked for.
    TooManyCodes,
    /// A second factor was added.
    FactorAdded,
    /// A second factor was removed.
    FactorRemoved,
    /// A recovery code was used.
    RecoveryCodeUsed,
    /// A provider or a certificate opens the account from now on.
    LinkAdded,
    /// Another device was let in by QR.
    DeviceApproved,
}

impl Notice<'_> {
    /// The kind, as stored.
    pub const fn kind(&self) -> AccountMessage {
        match self {
            Notice::RegistrationCode(_) => AccountMessage::RegistrationCode,
            Notice::AlreadyRegistered => AccountMessage::AlreadyRegistered,
            Notice::SignInCode(_) => AccountMessage::SignInCode,
            Notice::RecoveryCode(_) => AccountMessage::RecoveryCode,
            Notice::ContactCode(_) => AccountMessage::ContactCode,
            Notice::ContactTaken => AccountMessage::ContactTaken,
            Notice::ContactChanged => AccountMessage::ContactChanged,
            Notice::PasswordChanged => AccountMessage::PasswordChanged,
            Notice::Locked => AccountMessage::Locked,
            Notice::Unusual => AccountMessage::Unusual,
            Notice::TooManyCodes => AccountMessage::TooManyCodes,
            Notice::FactorAdded => AccountMessage::FactorAdded,
            Notice::FactorRemoved => AccountMessage::FactorRemoved,
            Notice::RecoveryCodeUsed => AccountMessage::RecoveryCodeUsed,
            Notice::LinkAdded => AccountMessage::LinkAdded,
            Notice::DeviceApproved => AccountMessage::DeviceApproved,
        }
    }

    fn text(&self) -> Text {
        const NOT_YOU: [&str; 2] = [
            "Если это были не вы, сразу смените пароль через «Восстановление доступа».",
            "If it was not you, change the password at once by “Recovery”.",
        ];
        let code = |code: &str| {
            Text::new(
                format!(
                    "{code} — код Отклика. Действует 10 минут. Никому его не сообщайте: сотрудники кодов не спрашивают."
                ),
                format!(
                    "{code} is your Otklik code. It works for 10 minutes. Tell it to nobody: staff never ask for codes."
                ),
            )
        };
        let with_advice = |ru: &str, en: &str| {
            let [ru_advice, en_advice] = NOT_YOU;
            Text::new(format!("{ru} {ru_advice}"), format!("{en} {en_advice}"))
        };
        match self {
            Notice::RegistrationCode(given)
            | Notice::SignInCode(given)
            | Notice::RecoveryCode(given)
            | Notice::ContactCode(given) => code(given),
            Notice::AlreadyRegistered => Text::fixed(
                "Кто-то начал регистрацию с этим адресом или номером, но он уже привязан к вашей учётной записи. Если это вы — войдите или восстановите доступ. Если нет — ничего делать не нужно.",
                "Somebody began to register with this address or number, which belongs to your account already. If it was you, sign in or recover access. If not, there is nothing to do.",
            ),
            Notice::ContactTaken => Text::fixed(
                "Этот адрес или номер пытались привязать к другой учётной записи. Он остался за вами, делать ничего не нужно.",
                "Somebody tried to give this address or number to another account. It stays yours; there is nothing to do.",
            ),
            Notice::ContactChanged => with_advice(
                "Контакт вашей учётной записи в Отклике изменён, сообщения пойдут на новый.",
                "The contact of your Otklik account has changed: messages go to the new one.",
            ),
            Notice::PasswordChanged => with_advice(
                "Пароль вашей учётной записи в Отклике изменён, остальные входы завершены.",
                "The password of your Otklik account has changed, and you were signed out everywhere else.",
            ),
            Notice::Locked => Text::fixed(
                "Пароль или код ввели неверно 5 раз, вход закрыт на 30 минут. Если это вы — подождите или восстановите доступ, это снимет запрет сразу. Если нет — пароль не подобрали, делать ничего не нужно.",
                "A wrong password or code was given 5 times, and signing in is closed for 30 minutes. If it was you, wait or recover access, which opens it at once. If not, the password was not guessed; there is nothing to do.",
            ),
            Notice::Unusual => Text::fixed(
                "После нескольких ошибок кто-то верно ввёл ваш пароль с незнакомого устройства. Мы не пустили и закрыли вход. Задайте новый пароль через «Восстановление доступа».",
                "After several failures somebody gave your right password on an unknown device. We did not let them in and closed signing in. Set a new password by “Recovery”.",
            ),
            Notice::TooManyCodes => Text::fixed(
                "Для вашей учётной записи запросили слишком много кодов. Вход закрыт на 30 минут, коды не высылаются около часа. Никому не сообщайте присланные коды.",
                "Too many codes were asked for your account. Signing in is closed for 30 minutes, and no codes are sent for about an hour. Tell nobody the codes that you got.",
            ),
            Notice::FactorAdded => with_advice(
                "В вашу учётную запись добавлен второй фактор входа.",
                "A second factor was added to your account.",
            ),
            Notice::FactorRemoved => with_advice(
                "Второй фактор входа в вашей учётной записи отключён.",
                "A second factor of your account was removed.",
            ),
            Notice::RecoveryCodeUsed => with_advice(
                "Для входа использован один из ваших запасных кодов.",
                "One of your recovery codes was used to sign in.",
            ),
            Notice::LinkAdded => with_advice(
                "К вашей учётной записи привязан внешний вход или сертификат: с ним теперь можно войти.",
                "A provider or a certificate was linked to your account: one can sign in with it now.",
            ),
            Notice::DeviceApproved => with_advice(
                "По QR-коду выполнен вход на другом устройстве.",
                "Another device was signed in by QR code.",
            ),
        }
    }
}

/// A message to a contact.
pub fn to(channel: Channel, contact: &str, lang: Lang, notice: &Notice<'_>) -> NewMessage {
    NewMessage {
        id: Uuid::now_v7().to_string(),
        channel,
        kind: notice.kind().as_str(),
        message: Message {
            to: contact.to_owned(),
            subject: notice.kind().subject().get(lang).to_owned(),
            text: notice.text().get(lang).to_owned(),
            html: String::new(),
            lang: lang.code().to_owned(),
            unsubscribe: String::new(),
        },
    }
}

/// A message to a login that is a contact.
pub fn to_login(login: &Login, lang: Lang, notice: &Notice<'_>) -> NewMessage {
    to(channel(login), login.as_str(), lang, notice)
}

/// Which way a contact is reached.
pub fn channel(login: &Login) -> Channel {
    match login {
        Login::Email(_) => Channel::Email,
        Login::Phone(_) | Login::Snils(_) => Channel::Sms,
    }
}

/// A message to an account's owner; [`None`] where no contact is known.
pub fn to_account(account: &Account, notice: &Notice<'_>) -> Option<NewMessage> {
    let (channel, contact) = account.contact()?;
    Some(to(channel, contact, account.lang, notice))
}

/// Puts a message to an account's owner into the outbox.
pub async fn tell(
    context: &Context,
    account: &Account,
    notice: &Notice<'_>,
) -> Result<(), Problem> {
    let Some(message) = to_account(account, notice) else {
        return Ok(());
    };
    let at = context.now.timestamp_millis();
    store::outbox::send(database().await?, Some(&account.id), None, &message, at).await?;
    show(&message).await
}

/// Writes a message to the log where this is a demonstration; anywhere else nothing of it is.
pub async fn show(message: &NewMessage) -> Result<(), Problem> {
    if is_demonstration().await? {
        let Message { to, text, .. } = &message.message;
        eprintln!("DEMO {} to={to} {text}", message.kind);
    }
    Ok(())
}
