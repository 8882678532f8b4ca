//! Governments, units and addressee groups; people, posts, roles and sessions: domain and store.
//!
//! Below every slice: pages ask here who acts, for which government and unit, and what a written name stands for.

pub mod contact;
pub mod government;
pub mod group;
pub mod names;
pub mod password;
pub mod person;
pub mod role;
pub mod session;
pub mod sign_in;
pub mod token;
pub mod unit;

pub use contact::Contact;
pub use government::{Government, Level};
pub use group::Group;
pub use names::Addressee;
pub use person::{Person, Post};
pub use role::{Capability, Role};
pub use session::Principal;
pub use unit::{Unit, UnitKind};
