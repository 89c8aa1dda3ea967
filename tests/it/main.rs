//! Tests over the real stores and the real router, on both databases. `make test` provides PostgreSQL.

mod crowd;
mod support;

mod accounts;
mod admin;
mod clients;
mod coaching;
mod cohorts;
mod copies;
mod db;
mod demo;
mod headings;
mod home;
mod http;
mod journal;
mod kill;
mod limits;
mod locks;
mod mail;
mod proxy;
mod serve;
mod sessions;
mod stash;
mod worksheets;
mod workshops;
