//! What needs a server that may be stopped, killed and started again, or that nobody else uses.

mod accounts;
mod assignment;
mod bootstrap;
mod calls;
mod clock;
mod desk_failure;
mod escalations;
mod kill;
mod leaks;
mod learning;
mod limits;
mod mail;
mod news;
mod numbers;
mod objections;
mod proof;
mod rekey;
mod retention;
mod robots;
mod secrets;
mod signature;
mod simulation;
mod stop;
mod tick;
mod told;
