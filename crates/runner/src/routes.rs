//! Which trigger answers a path.
//!
//! Matching is Spin's, by the same library: an exact segment beats `:param`, which beats
//! a trailing `/...`, so the most specific route wins whatever the order in the manifest.

use routefinder::{RouteSpec, Segment};

/// Paths under this prefix belong to the runner, as in Spin.
pub const WELL_KNOWN: &str = "/.well-known/spin/";

/// Routes and what each leads to: an index into the caller's list of targets.
#[derive(Debug, Default)]
pub struct Router {
    router: routefinder::Router<Entry>,
}

#[derive(Debug)]
struct Entry {
    /// The route as the manifest writes it.
    route: Box<str>,
    target: usize,
}

/// A path's match.
#[derive(Debug, PartialEq, Eq)]
pub struct Match<'a> {
    /// The route as the manifest writes it.
    pub route: &'a str,
    /// What was given to [`Router::add`].
    pub target: usize,
    /// What the trailing `/...` stands for, with its leading slash; empty when there is none.
    pub path_info: String,
    /// Names and values of `:params`.
    pub params: Vec<(&'a str, String)>,
}

impl Router {
    /// Adds a route.
    ///
    /// # Errors
    /// Says what is wrong with the pattern.
    pub fn add(&mut self, route: &str, target: usize) -> Result<(), String> {
        let spec = parse(route)?;
        if self
            .router
            .iter()
            .any(|(known, _)| known.to_string() == spec.to_string())
        {
            return Err(format!("the route {route:?} is given twice"));
        }
        let entry = Entry {
            route: route.into(),
            target,
        };
        match self.router.add(spec, entry) {
            Ok(()) => Ok(()),
            Err(never) => match never {},
        }
    }

    /// The most specific route that matches `path` (without its query).
    pub fn find<'a>(&'a self, path: &str) -> Option<Match<'a>> {
        let found = self.router.best_match(path)?;
        let entry = found.handler();
        let captures = found.captures();
        // The library drops trailing slashes of the path, Spin puts them back.
        let path_info = match captures.wildcard() {
            None => String::new(),
            Some("") if path.ends_with('/') => "/".to_owned(),
            Some("") => String::new(),
            Some(rest) if path.ends_with('/') => format!("/{rest}/"),
            Some(rest) => format!("/{rest}"),
        };
        let names = found
            .route()
            .segments()
            .iter()
            .filter_map(|segment| match segment {
                Segment::Param(name) => Some(&**name),
                _ => None,
            });
        let params = names
            .filter_map(|name| Some((name, captures.get(name)?.to_owned())))
            .collect();
        Some(Match {
            route: &entry.route,
            target: entry.target,
            path_info,
            params,
        })
    }
}

/// A route of the manifest: it starts with a slash, a trailing one means nothing, and
/// `/...` (or `/*`) at the end stands for everything below.
fn parse(route: &str) -> Result<RouteSpec, String> {
    let refuse = |reason: &str| Err(format!("the route {route:?} {reason}"));
    if !route.starts_with('/') {
        return refuse("does not start with a slash");
    }
    if route.contains(['?', '#']) || route.contains(char::is_whitespace) {
        return refuse("contains a character that no path has");
    }
    if route.starts_with(WELL_KNOWN) {
        return refuse("is under /.well-known/spin/, which the runner answers itself");
    }
    let route = match route.strip_suffix("/...") {
        Some(prefix) => format!("{prefix}/*"),
        None => route.strip_suffix('/').unwrap_or(route).to_owned(),
    };
    let middle = route.strip_suffix("/*").unwrap_or(&route);
    if middle
        .split('/')
        .any(|segment| segment == "..." || segment == "*")
    {
        return refuse("has a wildcard that is not at its end");
    }
    route
        .as_str()
        .try_into()
        .map_err(|reason| format!("the route {route:?}: {reason}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROUTES: [&str; 8] = [
        "/...",
        "/api/...",
        "/api/v1/:id",
        "/api/v1/fixed",
        "/api/v1/:id/files/...",
        "/",
        "/exact",
        "/docs/:name/last",
    ];

    fn router() -> Router {
        let mut router = Router::default();
        for (target, route) in ROUTES.iter().enumerate() {
            router.add(route, target).unwrap();
        }
        router
    }

    #[track_caller]
    fn check(path: &str, route: &str, path_info: &str, params: &[(&str, &str)]) {
        let router = router();
        let found = router.find(path).unwrap();
        let found_params: Vec<_> = found
            .params
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        assert_eq!(
            (found.route, found.path_info.as_str()),
            (route, path_info),
            "{path}"
        );
        assert_eq!(found_params, params, "{path}");
        assert_eq!(ROUTES[found.target], route);
    }

    #[test]
    fn the_most_specific_route_wins() {
        check("/", "/", "", &[]);
        check("/exact", "/exact", "", &[]);
        check("/exact/more", "/...", "/exact/more", &[]);
        check("/api", "/api/...", "", &[]);
        check("/api/x/y", "/api/...", "/x/y", &[]);
        check("/api/v1/fixed", "/api/v1/fixed", "", &[]);
        check("/api/v1/42", "/api/v1/:id", "", &[("id", "42")]);
        check(
            "/api/v1/42/files/a/b",
            "/api/v1/:id/files/...",
            "/a/b",
            &[("id", "42")],
        );
        check("/docs/a/last", "/docs/:name/last", "", &[("name", "a")]);
        check("/docs/a/other", "/...", "/docs/a/other", &[]);
    }

    #[test]
    fn a_trailing_slash_stays_in_the_path_info() {
        check("/api/", "/api/...", "/", &[]);
        check("/api/x/", "/api/...", "/x/", &[]);
    }

    #[test]
    fn nothing_matches_an_empty_router() {
        assert_eq!(Router::default().find("/"), None);
    }

    #[test]
    fn bad_and_repeated_routes_are_refused() {
        let mut router = router();
        for route in [
            "",
            "a",
            "/a b",
            "/a?b",
            "/:",
            "/a/.../b",
            "/.well-known/spin/x",
            "/api/*",
        ] {
            assert!(router.add(route, 0).is_err(), "{route:?}");
        }
    }
}
