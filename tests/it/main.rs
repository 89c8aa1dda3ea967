//! Tests over the real stores and the real router, on both databases. `make test` provides PostgreSQL.

mod support;

mod coaching;
mod accounts;
mod db;
mod http;
mod limits;
mod mail;
mod serve;
mod journal;
