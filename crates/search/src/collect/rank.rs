//! The best of what was found, ranked again by more than could be asked of all of it.

use tantivy::query::{EnableScoring, Query};
use tantivy::{DocSet as _, Searcher};

use super::Ranked;

/// Ranks these by what `query` gives them.
pub(crate) fn finer(searcher: &Searcher, query: &dyn Query, best: &mut [Ranked]) -> tantivy::Result<()> {
    let weight = query.weight(EnableScoring::enabled_from_searcher(searcher))?;
    best.sort_by_key(|ranked| ranked.at);
    for of_segment in best.chunk_by_mut(|a, b| a.at.segment_ord == b.at.segment_ord) {
        let mut scorer = weight.scorer(searcher.segment_reader(of_segment[0].at.segment_ord), 1.0)?;
        for ranked in of_segment {
            if scorer.doc() < ranked.at.doc_id {
                scorer.seek(ranked.at.doc_id);
            }
            let score = if scorer.doc() == ranked.at.doc_id { scorer.score() } else { 0.0 };
            ranked.score = score * ranked.counts;
            ranked.key = f64::from(ranked.score);
        }
    }
    best.sort_by(Ranked::better);
    Ok(())
}
