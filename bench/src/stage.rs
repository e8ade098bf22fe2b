//! Where a run takes place: its directory, its seeded databases, its servers.

use std::cell::RefCell;
use std::collections::HashMap;
use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};

use crate::options::Options;
use crate::seed::{self, Kind};
use crate::server::Server;
use crate::state::{DATABASE_FILE, STAFF_TOKEN};

/// What a server finds.
#[derive(Clone, Copy)]
pub(crate) enum Data {
    /// Nothing.
    Empty,
    /// A database of so many appeals, its own.
    Own(usize),
    /// A database of so many appeals that no case changes, so that all servers read one file.
    Shared(usize),
    /// A database of its own of so many appeals, all of them open and late.
    Due(usize),
}

pub(crate) struct Stage {
    pub(crate) options: Options,
    /// The service token of the servers; none is known of an instance elsewhere.
    pub(crate) staff_token: Option<String>,
    dir: PathBuf,
    seeds: RefCell<HashMap<(usize, Kind), PathBuf>>,
    states: RefCell<usize>,
}

impl Stage {
    pub(crate) fn new(options: Options) -> Result<Self> {
        let dir = std::path::absolute(&options.dir)?.join(format!("run-{}", std::process::id()));
        let staff_token = match options.base_url {
            Some(_) => std::env::var("OTKLIK_STAFF_TOKEN").ok(),
            None => Some(STAFF_TOKEN.to_owned()),
        };
        if options.base_url.is_none() {
            if !options.runner.is_file() {
                bail!("the runner is not built; start the bench with `cargo xtask bench`");
            }
            fs::create_dir_all(&dir).with_context(|| dir.display().to_string())?;
            warn_if_busy();
        }
        Ok(Self {
            options,
            staff_token,
            dir,
            seeds: RefCell::default(),
            states: RefCell::default(),
        })
    }

    /// The components and their native twin; or the one instance elsewhere.
    pub(crate) fn servers(&self, data: Data) -> Result<Vec<Server>> {
        if let Some(url) = &self.options.base_url {
            return Ok(vec![Server::elsewhere(url)?]);
        }
        Ok(vec![self.own(data)?, Server::native(&self.state(data)?)?])
    }

    /// The components alone; or the one instance elsewhere.
    pub(crate) fn own(&self, data: Data) -> Result<Server> {
        if let Some(url) = &self.options.base_url {
            return Server::elsewhere(url);
        }
        let Options {
            runner, manifest, ..
        } = &self.options;
        Server::wasm(runner, manifest, &self.state(data)?)
    }

    /// A header line with the service token.
    pub(crate) fn staff(&self) -> Option<String> {
        let token = self.staff_token.as_ref()?;
        Some(format!("Authorization: Bearer {token}\r\n"))
    }

    fn state(&self, data: Data) -> Result<PathBuf> {
        let rows = match data {
            Data::Shared(rows) => return self.seeded(rows, Kind::Mixed),
            Data::Own(rows) => Some((rows, Kind::Mixed)),
            Data::Due(rows) => Some((rows, Kind::Late)),
            Data::Empty => None,
        };
        let number = self.states.replace_with(|number| *number + 1);
        let state = self.dir.join(format!("state-{number}"));
        fs::create_dir_all(&state)?;
        if let Some((rows, kind)) = rows {
            fs::copy(
                self.seeded(rows, kind)?.join(DATABASE_FILE),
                state.join(DATABASE_FILE),
            )?;
        }
        Ok(state)
    }

    fn seeded(&self, rows: usize, kind: Kind) -> Result<PathBuf> {
        if let Some(state) = self.seeds.borrow().get(&(rows, kind)) {
            return Ok(state.clone());
        }
        let state = self
            .dir
            .join(format!("seed-{rows}-{kind:?}").to_lowercase());
        let runtime = tokio::runtime::Builder::new_current_thread().build()?;
        runtime.block_on(seed::seed(&state, rows, kind))?;
        self.seeds.borrow_mut().insert((rows, kind), state.clone());
        Ok(state)
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        // What can't be removed lies in the build directory and does no harm.
        _ = fs::remove_dir_all(&self.dir);
    }
}

/// Other work on the machine makes the figures worse than they are.
fn warn_if_busy() {
    let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let load: f64 = load
        .split(' ')
        .next()
        .and_then(|load| load.parse().ok())
        .unwrap_or(0.0);
    if load > 0.5 {
        eprintln!("the machine is busy (load average {load}): the figures are noisy");
    }
}
