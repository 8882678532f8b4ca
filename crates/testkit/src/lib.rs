//! A running Gongkai for tests, on either database.
