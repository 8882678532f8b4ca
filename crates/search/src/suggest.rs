//! What somebody who is still typing may be looking for.

use kernel::Date;

use crate::collect::Sideways;
use crate::error::Result;
use crate::find::known;
use crate::library::Library;
use crate::matching::Matching;
use crate::wanted::{Order, Wanted};

impl Library {
    /// Ids of what has this in its title or is numbered so, the newest first, at most `limit`.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn titled(&self, typed: &str, wanted: &Wanted, today: Date, limit: usize) -> Result<Vec<String>> {
        let question = self.question(typed);
        if question.is_empty() {
            return Ok(Vec::new());
        }
        let searcher = self.index.searcher();
        let matching = Matching { fields: &self.index.fields, question: &question };
        let newest = Sideways { wanted, order: Order::Newest, today, best: limit };
        let harvest = searcher.search(&matching.titles(), &newest)?;
        harvest.best.iter().map(|ranked| Ok(known(&searcher, ranked.at)?.0)).collect()
    }
}
