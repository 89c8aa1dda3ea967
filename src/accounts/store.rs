//! SQL and row mapping.
