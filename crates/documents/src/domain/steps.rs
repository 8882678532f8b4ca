//! The steps of a document's life. Each asks [`Document::may`] first, through the desk; here is what the step changes.

use kernel::{Date, Time};

use super::{Attribute, Document, Hand, Stage};

impl Document {
    /// Somebody says how it may reach the public. An earlier review was of another attribute and counts no more.
    pub fn determine(self, attribute: Attribute, by: Hand) -> Self {
        Self { attribute: Some(attribute), determined: Some(by), reviewed: None, signed: None, ..self }
    }

    /// It goes to the second person.
    pub fn submit(self) -> Self {
        Self { stage: Stage::Review, returned: String::new(), reviewed: None, signed: None, ..self }
    }

    /// The second person finds nothing secret.
    pub fn pass(self, by: Hand) -> Self {
        Self { stage: Stage::Signing, reviewed: Some(by), ..self }
    }

    /// It is signed.
    pub fn sign(self, by: Hand) -> Self {
        Self { stage: Stage::Signed, signed: Some(by), ..self }
    }

    /// It goes back to its drafter, with a reason (退文).
    pub fn give_back(self, reason: &str) -> Self {
        let returned = reason.to_owned();
        Self { stage: Stage::Drafting, returned, reviewed: None, signed: None, publish_at: None, ..self }
    }

    /// It became public as that version.
    pub fn published(self, version: i64) -> Self {
        Self {
            stage: Stage::Published,
            public_version: Some(version),
            public_note: String::new(),
            publish_at: None,
            review_on: None,
            ..self
        }
    }

    /// It will become public at that time.
    pub fn schedule(self, at: Time) -> Self {
        Self { stage: Stage::Scheduled, publish_at: Some(at), ..self }
    }

    /// It will not become public by itself.
    pub fn unschedule(self) -> Self {
        Self { stage: Stage::Signed, publish_at: None, ..self }
    }

    /// It is kept, not published, and looked at again on that day.
    pub fn file(self, review_on: Date) -> Self {
        Self { stage: Stage::Filed, review_on: Some(review_on), ..self }
    }

    /// A correction begins; what is public stays until it is published.
    pub fn correct(self, public_note: &str) -> Self {
        let public_note = public_note.to_owned();
        Self { stage: Stage::Drafting, public_note, returned: String::new(), reviewed: None, signed: None, ..self }
    }

    /// The correction is given up; `before` is what was public.
    pub fn discard(self, stage: Stage, before: super::Face) -> Self {
        Self {
            stage,
            face: before,
            attribute: Some(Attribute::Proactive),
            public_note: String::new(),
            returned: String::new(),
            ..self
        }
    }

    /// Its public page becomes a tombstone.
    pub fn withdrawn(self) -> Self {
        Self { stage: Stage::Withdrawn, ..self }
    }

    /// It is given up.
    pub fn dropped(self) -> Self {
        Self { stage: Stage::Dropped, ..self }
    }

    /// What was filed stays so, and is looked at again on that day.
    pub fn keep_filed(self, attribute: Attribute, by: Hand, review_on: Date) -> Self {
        Self { attribute: Some(attribute), determined: Some(by), review_on: Some(review_on), ..self }
    }

    /// What was filed is to become public: it goes through the review again.
    pub fn convert(self, by: Hand) -> Self {
        Self {
            stage: Stage::Drafting,
            attribute: Some(Attribute::Proactive),
            determined: Some(by),
            reviewed: None,
            signed: None,
            review_on: None,
            ..self
        }
    }
}
