//! Rows of settings and what they come to.
