//! The shape of every page: application state, routes and their guards, sessions, errors, assets, templates.

mod app;
mod assets;
pub mod chart;
mod cookies;
mod fault;
mod fields;
mod files;
mod flash;
mod guard;
mod nav;
mod page;
mod routes;
mod security;
mod session;
mod shell;
mod stack;
mod upload;
mod view;

pub use app::{App, Inner, Settings};
pub use assets::asset;
pub use cookies::{cookie, expired, set_cookie};
pub use fault::{Fault, Result};
pub use fields::{Fields, Mistakes, Query, Typed, encode};
pub use files::{Kept, accepted};
pub use flash::{Redirect, is_local, redirect};
pub use guard::Signed;
pub use nav::{NavGroup, NavItem, desk_home};
pub use page::{Page, PersonMark, Site};
pub use routes::{Access, Route, Routes};
pub use session::{CLIENT_COOKIE, Client, session_cookie};
pub use shell::Shell;
pub use stack::{router, within_limits};
pub use upload::{Upload, Uploads};
pub use view::{download, send_file, spreadsheet_safe, spreadsheet_text, view, view_invalid};
