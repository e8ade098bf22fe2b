//! Whose account it is: the person's who has signed in here, whatever level they have reached.

use domain::access::Operation;
use web::session::{self, Session};
use web::{Context, Problem, auth};

/// Demands somebody who has signed in. A program that shows a token is answered as the permission table
/// says, which gives nobody's account to programs.
pub(crate) async fn own(context: &Context, operation: Operation) -> Result<Session, Problem> {
    if auth::bearer(context).is_some() {
        auth::permit(context, operation).await?;
    }
    session::required(context).await
}

/// The same for somebody who has shown everything that the account asks for.
pub(crate) async fn own_full(context: &Context, operation: Operation) -> Result<Session, Problem> {
    if auth::bearer(context).is_some() {
        auth::permit(context, operation).await?;
    }
    session::required_full(context).await
}
