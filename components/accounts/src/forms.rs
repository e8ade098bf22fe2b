//! The pages of signing in and registering, shown first and shown again with what was wrong.

use pages::{
    Choice, CodeFor, CodeView, Fault, RecoveryView, RegisterView, SecondFactorView, SignInView,
    SignedInView, Values,
};
use web::reply::shell_at;
use web::{Context, ways};

/// `/register`.
pub(crate) fn register(
    context: &Context,
    values: Values,
    faults: Vec<Fault>,
    return_to: &str,
) -> String {
    pages::register(&RegisterView {
        shell: shell_at(context, "/register"),
        values,
        faults,
        return_to: return_to.to_owned(),
    })
}

/// Ways to sign in beside the password, as this installation offers them.
#[derive(Default)]
pub(crate) struct Offers {
    providers: Vec<Choice>,
    signature: bool,
}

/// Finds out what is offered. A provider that cannot be read of is left out: the password works all the same.
pub(crate) async fn offers() -> Offers {
    let name = ways::provider().await.unwrap_or_default();
    let providers = Some(name).filter(|name| !name.is_empty());
    Offers {
        providers: providers
            .map(|name| Choice::new("oidc", name))
            .into_iter()
            .collect(),
        signature: ways::signature().await.unwrap_or_default(),
    }
}

/// `/sign-in`.
pub(crate) fn sign_in(
    context: &Context,
    offers: Offers,
    values: Values,
    faults: Vec<Fault>,
    notice: &str,
    return_to: &str,
) -> String {
    pages::sign_in(&SignInView {
        shell: shell_at(context, "/sign-in"),
        faults,
        notice: notice.to_owned(),
        return_to: return_to.to_owned(),
        // Asked for after failures: scripts compute a proof, a browser without them waits with a ticket.
        proof: !values.get("altcha").is_empty(),
        providers: offers.providers,
        values,
        signature: offers.signature,
    })
}

/// Signed in, for a page that waits in another tab.
pub(crate) fn signed_in(context: &Context) -> String {
    pages::signed_in(&SignedInView {
        shell: shell_at(context, "/sign-in?done=back"),
    })
}

/// `/recovery`.
pub(crate) fn recovery(context: &Context, values: Values, faults: Vec<Fault>) -> String {
    pages::recovery(&RecoveryView {
        shell: shell_at(context, "/recovery"),
        values,
        faults,
    })
}

/// The question for a code, the answer to a form.
pub(crate) fn code(
    context: &Context,
    wanted: CodeFor,
    ticket: &str,
    masked: &str,
    faults: Vec<Fault>,
    return_to: &str,
) -> String {
    let path = match wanted {
        CodeFor::Registration => "/register",
        CodeFor::Recovery => "/recovery",
        CodeFor::Contact => "/cabinet/profile",
    };
    pages::code(&CodeView {
        shell: shell_at(context, path),
        wanted,
        ticket: ticket.to_owned(),
        masked: masked.to_owned(),
        faults,
        return_to: return_to.to_owned(),
    })
}

/// The second step of signing in.
pub(crate) struct SecondFactor<'a> {
    pub(crate) ticket: &'a str,
    pub(crate) methods: Vec<String>,
    pub(crate) method: &'a str,
    pub(crate) masked: &'a str,
    pub(crate) return_to: &'a str,
}

/// The question for a second factor.
pub(crate) fn second_factor(
    context: &Context,
    about: SecondFactor<'_>,
    faults: Vec<Fault>,
) -> String {
    pages::second_factor(&SecondFactorView {
        shell: shell_at(context, "/sign-in"),
        ticket: about.ticket.to_owned(),
        methods: about.methods,
        method: about.method.to_owned(),
        masked: about.masked.to_owned(),
        faults,
        return_to: about.return_to.to_owned(),
    })
}
