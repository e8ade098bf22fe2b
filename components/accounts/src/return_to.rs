//! Where to go after a form: paths of this service and nothing else.

/// Longer ones are no pages of ours.
const MAX_CHARS: usize = 500;

/// The path with its query if a browser cannot be led anywhere else by it; else empty.
pub(crate) fn checked(given: &str) -> String {
    let is_local = given.starts_with('/')
        // «//host» and «/\host» are other hosts to browsers (WHATWG URL, relative slash state).
        && !given.starts_with("//")
        && !given.contains('\\')
        // Control characters are dropped by browsers («/\t/host»), and line ends would begin a header.
        && given.chars().all(|c| c.is_ascii_graphic())
        && given.len() <= MAX_CHARS
        // A form's answer is a page, not a call.
        && !given.starts_with("/api/");
    if is_local {
        given.to_owned()
    } else {
        String::new()
    }
}

/// The checked path, or another one.
pub(crate) fn or<'a>(return_to: &'a str, other: &'a str) -> &'a str {
    if return_to.is_empty() {
        other
    } else {
        return_to
    }
}
