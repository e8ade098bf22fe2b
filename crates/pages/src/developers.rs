use askama::Template;

use crate::shell::Shell;

/// `/developers`: getting started with the HTTP API.
#[derive(Debug, Clone, Template)]
#[template(path = "developers.html", whitespace = "minimize")]
pub struct DevelopersView {
    /// Language and address.
    pub shell: Shell,
    /// Scheme and host of this instance, no slash at the end: `https://otklik.example`.
    pub base_url: String,
    /// The operations of the OpenAPI document, in its order.
    pub operations: Vec<Operation>,
}

/// An operation of the API.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Operation {
    /// `POST`.
    pub method: String,
    /// `/api/v1/appeals`.
    pub path: String,
    /// What it does, in the page's language.
    pub summary: String,
    /// Who may call it, in the page's language: «заявитель, сотрудник».
    pub who: String,
}
