//! The black-box suite: facts about the service, told over HTTP.
//!
//! The tests share one instance, run at the same time and suppose nothing of what it holds. Those in
//! `owned` start instances of their own; they are left out when `OTKLIK_BASE_URL` names one that runs.

mod access;
mod accounts_factors;
mod accounts_profile;
mod accounts_qr;
mod accounts_register;
mod accounts_sessions;
mod accounts_sign_in;
mod administration;

mod answer;
mod at_once;
mod attachment_names;
mod attachments;
mod bad_input;
mod classification;
mod colleagues;
mod concurrency;
mod conditional;
mod conduct;
mod data_copy;
mod desk;
mod desk_way;
mod dialogue;
mod entered;
mod exports;
mod file_ends;
mod files;
mod form_files;
mod forms;
mod hostile;
mod http;
mod idempotency;
mod journey;
mod keys;
mod lists;
mod live;
mod maintenance;
mod matrix;
mod nulls;
mod pages;
mod participants;
mod placeholders;
mod preview;
mod privacy;
mod queries;
mod refused_files;
mod repeated_forms;
mod repeated_uploads;
mod resumable;
mod routing;
mod sent_twice;
mod session_over;
mod staff;
mod territory;
mod time;
mod transitions;
mod typing;
mod versions;
mod work;

#[cfg(owns_server)]
mod owned;
