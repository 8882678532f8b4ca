//! Documents and what belongs to them, in the database.

mod documents;
mod effects;
mod filed;
mod files;
mod list;
mod overrides;
mod relations;
mod turned;
mod words;

pub(crate) use documents::{
    HIDDEN, SUBJECT, due_to_publish, find, forget_hands, hold, insert, is_reader, number_taken, readers, received,
    record, safe, save, set_digest, set_readers, touched,
};
pub(crate) use effects::{
    PublicEffect, effects_of, index_of, match_number, next_index, on_target, put, set_index, take_back,
};
pub(crate) use filed::{Filed, filed};
pub(crate) use files::{Attached, MOST_FILES, attach, detach, file, files, restore_files};
pub(crate) use list::{Filter, Key, Line, board, stages};
pub(crate) use overrides::{Override, let_through, overrides};
pub(crate) use relations::{
    decide, forget_offers, insert_relation, relation, relations, remove_relation, restore_relations, reword,
};
pub(crate) use turned::turned_upto;
pub(crate) use words::{Words, save_words, words};
