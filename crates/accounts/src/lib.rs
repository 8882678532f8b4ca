//! Governments, units, people, their roles and how they sign in; and the journal as people read it.

mod confirm;
mod contacts;
mod deed;
mod entrance;
mod governments;
mod groups;
mod me;
mod names;
mod people;
mod stale;
mod table;
mod tokens;
mod trail;
mod units;

use web::Routes;

/// Rows on one page of a list.
const PAGE: usize = 50;

/// The slice's routes.
pub fn routes() -> Routes {
    Routes::new()
        .merge(entrance::routes())
        .merge(me::routes())
        .merge(people::routes())
        .merge(units::routes())
        .merge(contacts::routes())
        .merge(groups::routes())
        .merge(governments::routes())
        .merge(tokens::routes())
        .merge(trail::routes())
}
