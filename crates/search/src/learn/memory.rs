//! Questions that were asked before, and the documents that answered them: a small index of its own, ranked by BM25
//! among those documents alone.

use std::collections::HashMap;

const K1: f32 = 1.2;
const B: f32 = 0.75;
/// A character beside a pair of characters.
const CHAR: f32 = 0.5;
/// So many documents are brought.
const MOST: usize = 50;

/// For each document the runs of the questions it answered.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Memory {
    documents: Vec<String>,
    pairs: Field,
    chars: Field,
}

#[derive(Clone, Debug, Default, PartialEq)]
struct Field {
    /// By run: which document has it, and how often.
    postings: HashMap<String, Vec<(u32, f32)>>,
    lengths: Vec<f32>,
    mean: f32,
}

impl Field {
    fn of(texts: &[Vec<&str>], n: usize) -> Self {
        let mut field = Self::default();
        for (at, texts) in texts.iter().enumerate() {
            let mut counts: HashMap<String, f32> = HashMap::new();
            for text in texts {
                let chars: Vec<char> = text.chars().collect();
                for run in chars.windows(n).filter(|run| run.iter().all(|c| c.is_alphanumeric())) {
                    *counts.entry(run.iter().collect()).or_default() += 1.0;
                }
            }
            field.lengths.push(counts.values().sum());
            for (run, count) in counts {
                field.postings.entry(run).or_default().push((at as u32, count));
            }
        }
        field.mean = field.lengths.iter().sum::<f32>() / field.lengths.len().max(1) as f32;
        field
    }

    fn add(&self, runs: &[String], weight: f32, scores: &mut HashMap<u32, f32>) {
        let all = self.lengths.len() as f32;
        for postings in runs.iter().filter_map(|run| self.postings.get(run)) {
            let with = postings.len() as f32;
            let idf = (1.0 + (all - with + 0.5) / (with + 0.5)).ln();
            for (document, count) in postings {
                let length = self.lengths[*document as usize] / self.mean.max(1.0);
                let part = count * (K1 + 1.0) / (count + K1 * (1.0 - B + B * length));
                *scores.entry(*document).or_default() += weight * idf * part;
            }
        }
    }
}

impl Memory {
    /// Of documents with the questions each answered.
    pub fn of(questions: &[String], answers: &[(String, Vec<u32>)]) -> Self {
        let texts: Vec<Vec<&str>> = answers
            .iter()
            .map(|(_, asked)| asked.iter().filter_map(|at| questions.get(*at as usize)).map(String::as_str).collect())
            .collect();
        Self {
            documents: answers.iter().map(|(id, _)| id.clone()).collect(),
            pairs: Field::of(&texts, 2),
            chars: Field::of(&texts, 1),
        }
    }

    /// The documents whose questions are most like this one, best first.
    pub fn answers(&self, pairs: &[String], chars: &[String]) -> Vec<(String, f32)> {
        let mut scores = HashMap::new();
        self.pairs.add(pairs, 1.0, &mut scores);
        if scores.is_empty() {
            return Vec::new();
        }
        self.chars.add(chars, CHAR, &mut scores);
        let mut scores: Vec<(u32, f32)> = scores.into_iter().collect();
        scores.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        scores.truncate(MOST);
        scores.into_iter().map(|(at, score)| (self.documents[at as usize].clone(), score)).collect()
    }
}
