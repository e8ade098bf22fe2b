//! `cargo xtask admin`: the link by which the first administrator is made.
//!
//! The token in it works while an instance has no administrator, and never again. It stands in the
//! link's fragment, which browsers send to no server and no proxy logs.

use std::ffi::OsString;
use std::path::PathBuf;

use anyhow::{Result, bail};
use lexopt::{Arg, Parser, ValueExt};

use crate::project::Project;
use crate::up::secrets::Secrets;

const ADDRESS: &str = "http://127.0.0.1:3000";
const TOKEN: &str = "bootstrap_token";

pub(crate) fn run(project: &Project, arguments: Vec<OsString>) -> Result<()> {
    let (mut state, mut address) = (project.path(".spin"), ADDRESS.to_owned());
    let mut parser = Parser::from_args(arguments);
    while let Some(argument) = parser.next()? {
        match argument {
            Arg::Long("state-dir") => state = PathBuf::from(parser.value()?),
            Arg::Long("address") => address = parser.value()?.string()?,
            other => return Err(other.unexpected().into()),
        }
    }
    println!("{}", link(&std::path::absolute(state)?, &address)?);
    eprintln!(
        "Open this link to make the first administrator. It works until there is one; start the \
         instance with `cargo xtask up` if it does not run."
    );
    Ok(())
}

fn link(state: &std::path::Path, address: &str) -> Result<String> {
    let address = address.trim_end_matches('/');
    if !address.starts_with("http://") && !address.starts_with("https://") {
        bail!("--address is the service's address, for example {ADDRESS}");
    }
    let given = |name: &str| std::env::var(crate::up::secrets::environment_name(name)).ok();
    let secrets = Secrets::load_or_make(state, given)?;
    Ok(format!("{address}/invitation#{}", secrets.value(TOKEN)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::scratch;

    #[test]
    fn the_link_is_the_same_until_it_is_used_and_its_secret_is_in_the_fragment() {
        let state = scratch("admin");
        let first = link(&state, "https://otklik.example/").unwrap();
        assert_eq!(first, link(&state, "https://otklik.example").unwrap());
        let (page, token) = first.split_once('#').unwrap();
        assert_eq!(page, "https://otklik.example/invitation");
        assert!(token.len() >= 24, "{token}");
        assert!(link(&state, "otklik.example").is_err());
    }
}
