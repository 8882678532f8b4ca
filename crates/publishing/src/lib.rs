//! Publications: the immutable, versioned snapshots that are all the public can see.
//!
//! A slice hands over a snapshot when an act publishes something; public pages read these and nothing
//! else, so what is not published cannot leak. Withdrawing leaves a tombstone that says why.

mod lists;
mod publish;
mod read;
mod standing;

pub use lists::{
    Facet, InColumn, Share, Wanted, by_number, by_title, count, ending, facet, listed, listed_after, newest_in_columns,
    nth, page, themes, turning, validities,
};
pub use publish::{Draft, Listing, Tombstone, mark, publish, withdraw};
pub use read::{
    Item, Publication, all_of_kind, any_version, find, items, list, newest_among, newest_of, newest_of_each, place,
    public_among, version, version_on, versions,
};
pub use standing::{Effect, Ending, Note, Standing, Validity};
