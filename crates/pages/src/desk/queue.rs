use askama::Template;

use crate::desk::DeskShell;

/// `/desk`: the queue.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "desk/queue.html", whitespace = "minimize")]
pub struct QueueView {
    /// Around the page.
    pub desk: DeskShell,
}
