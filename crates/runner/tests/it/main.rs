//! The runner as its users meet it: a process, a manifest, HTTP.

mod client;
mod grants;
mod http;
mod limits;
mod process;
mod start;
mod state;
mod stop;
