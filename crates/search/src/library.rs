//! An index with what helps to ask it.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use crate::error::Error;
use crate::index::Index;
use crate::learn::{Answered, Model};
use crate::question::Question;
use crate::synonyms::Synonyms;

/// An index, words that mean the same, and what was learned of people's words.
pub struct Library {
    /// The index.
    pub index: Index,
    synonyms: Synonyms,
    model: RwLock<Arc<Model>>,
    rebuild: AtomicBool,
    learning: Mutex<()>,
    behind: AtomicBool,
    progress: (AtomicU64, AtomicU64),
}

impl Library {
    /// An index with the synonyms that come with the program, and nothing learned.
    pub fn new(index: Index) -> Self {
        Self {
            index,
            synonyms: Synonyms::shipped(),
            model: RwLock::default(),
            rebuild: AtomicBool::new(false),
            learning: Mutex::new(()),
            behind: AtomicBool::new(false),
            progress: (AtomicU64::new(0), AtomicU64::new(0)),
        }
    }

    /// The same with more words that mean the same.
    #[must_use]
    pub fn with_synonyms(mut self, more: Synonyms) -> Self {
        self.synonyms = self.synonyms.with(more);
        self
    }

    /// What was learned.
    pub fn model(&self) -> Arc<Model> {
        Arc::clone(&self.model.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Learns anew what `answered` brings, one learner at a time, and uses it from now on; answers from how many questions.
    ///
    /// # Errors
    /// When `answered` fails, or the index cannot be read; what was learned before stays in use.
    pub fn learn_from<E: From<Error>>(&self, answered: impl FnOnce() -> Result<Vec<Answered>, E>) -> Result<usize, E> {
        let _alone = self.learning.lock().unwrap_or_else(PoisonError::into_inner);
        let model = Model::learn(&self.index, &answered()?)?;
        let questions = model.questions();
        self.learn(model);
        Ok(questions)
    }

    /// Uses what was learned from now on.
    pub fn learn(&self, model: Model) {
        *self.model.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(model);
    }

    /// Asks whoever keeps the index to make it anew.
    pub fn ask_to_rebuild(&self) {
        self.rebuild.store(true, Ordering::Relaxed);
    }

    /// Whether somebody asked for that.
    pub fn is_to_rebuild(&self) -> bool {
        self.rebuild.load(Ordering::Relaxed)
    }

    /// Notes that it is done.
    pub fn rebuilt(&self) {
        self.rebuild.store(false, Ordering::Relaxed);
    }

    /// Notes whether the index cannot be kept true for now.
    pub fn note_behind(&self, behind: bool) {
        self.behind.store(behind, Ordering::Relaxed);
    }

    /// Whether the index cannot be kept true for now.
    pub fn is_behind(&self) -> bool {
        self.behind.load(Ordering::Relaxed)
    }

    /// How much of a rebuild is done, and of how much; none while none goes on.
    pub fn progress(&self) -> Option<(u64, u64)> {
        let of = self.progress.1.load(Ordering::Relaxed);
        (of > 0).then(|| (self.progress.0.load(Ordering::Relaxed).min(of), of))
    }

    /// Notes how far a rebuild is; `of` nothing when it is over.
    pub fn note_progress(&self, done: u64, of: u64) {
        self.progress.0.store(done, Ordering::Relaxed);
        self.progress.1.store(of, Ordering::Relaxed);
    }

    pub(crate) fn question(&self, typed: &str) -> Question {
        Question::read(typed, &self.synonyms, &self.model())
    }
}
