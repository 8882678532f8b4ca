//! Governments, units and addressee groups; people, posts, roles and sessions: domain and store.
