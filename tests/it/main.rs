//! Tests over the real stores and the real router, on both databases. `make test` provides PostgreSQL.

mod support;

mod db;
mod workshops;
