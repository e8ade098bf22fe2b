//! Query parameters.

use domain::text::clean;
use url::form_urlencoded;

/// The pairs of a query or a form body, percent-decoded, in their order, without what nobody sees.
pub fn pairs(encoded: &[u8]) -> Vec<(String, String)> {
    form_urlencoded::parse(encoded)
        .map(|(name, value)| (name.into_owned(), clean(&value).into_owned()))
        .collect()
}

/// The first value of a name. An empty one is an absent one.
pub fn first(query: &str, name: &str) -> Option<String> {
    form_urlencoded::parse(query.as_bytes())
        .filter(|(key, _)| key == name)
        .map(|(_, value)| clean(&value).into_owned())
        .find(|value| !value.is_empty())
}

/// The query without the pairs of a name, encoded again.
pub fn without(query: &str, name: &str) -> String {
    let pairs = form_urlencoded::parse(query.as_bytes()).filter(|(key, _)| key != name);
    form_urlencoded::Serializer::new(String::new())
        .extend_pairs(pairs)
        .finish()
}
