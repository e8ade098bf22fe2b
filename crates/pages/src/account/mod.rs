//! The pages on which a person becomes known: registration, sign-in, recovery, invitation.
//!
//! Their forms go to the resources of the API under the same names, so that they work without scripts
//! wherever the protocol allows; passkeys need scripts, and the pages say so. A proof of work is made by a script,
//! or without one by waiting.

mod approve;
mod code;
mod demonstration;
mod invitation;
mod leaving;
mod recovery;
mod register;
mod second_factor;
mod sign_in;
mod signed_in;

pub use approve::{Approve, ApproveView, Asker};
pub use code::{CodeFor, CodeView};
pub use demonstration::{DemonstrationRole, DemonstrationView};
pub use invitation::InvitationView;
pub use leaving::LeavingView;
pub use recovery::RecoveryView;
pub use register::RegisterView;
pub use second_factor::SecondFactorView;
pub use sign_in::SignInView;
pub use signed_in::SignedInView;

use domain::lang::Lang;

use crate::field::Field;
use crate::shell::pick;
use crate::values::{Fault, Values};

/// Fewest and most characters of a password, in the words of a hint (product.md, section 6).
fn password_hint(lang: Lang) -> &'static str {
    pick(
        lang,
        "От 8 знаков, лучше от 12: заглавные и строчные буквы, цифры и знаки, без пробелов. Длинная фраза надёжнее сложного слова.",
        "8 characters or more, better 12: capital and small letters, digits and signs, no spaces. A long phrase is safer than a complex word.",
    )
}

/// A new password; its strength is shown by static/password.js.
pub(crate) fn new_password(lang: Lang, name: &'static str) -> Field {
    Field::new(lang, name, pick(lang, "Новый пароль", "New password"))
        .kind("password")
        .hint(password_hint(lang))
        .required(pick(lang, "Придумайте пароль", "Choose a password"))
        .autocomplete("new-password")
        .narrow()
}

/// A code of digits that came by a message or is shown by an application.
pub(crate) fn one_time_code(lang: Lang, label: &'static str) -> Field {
    Field::new(lang, "code", label)
        .required(pick(lang, "Введите код", "Enter the code"))
        .inputmode("numeric")
        .autocomplete("one-time-code")
        .narrow()
}

/// The name a person signs in by.
pub(crate) fn login(lang: Lang, label: &'static str, hint: &'static str) -> Field {
    Field::new(lang, "login", label)
        .hint(hint)
        .required(pick(lang, "Заполните это поле", "Fill in this field"))
        .autocomplete("username")
}

/// Fields with what was typed and what is wrong. A password or a code is never shown again.
pub(crate) fn fill(fields: Vec<Field>, values: &Values, faults: &[Fault]) -> Vec<Field> {
    fields
        .into_iter()
        .map(|field| field.fill(values, faults))
        .collect()
}

/// What the summary of errors links to, and says: the control of each fault, or the form for a fault of
/// nothing that one can see.
pub(crate) fn summary<'a>(fields: &[Field], faults: &'a [Fault]) -> Vec<(String, &'a str)> {
    faults
        .iter()
        .map(|fault| {
            let field = fields.iter().find(|field| field.is_meant(fault));
            let target = field.or_else(|| fields.first()).map(Field::id);
            (
                target.unwrap_or_else(|| "main".to_owned()),
                fault.text.as_str(),
            )
        })
        .collect()
}
