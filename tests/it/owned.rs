//! What needs a server that may be stopped, killed and started again, or that nobody else uses.

mod kill;
mod numbers;
mod rekey;
mod secrets;
mod stop;
