//! The shape of every page: application state, guards, sessions, errors, assets, templates.
