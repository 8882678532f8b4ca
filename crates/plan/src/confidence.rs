//! How sure a field is, and why, in words that an office clerk understands.

use serde::{Deserialize, Serialize};

/// Below this a review screen marks the field.
pub const REVIEW_BELOW: f32 = 0.8;

/// Confidence of one field.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Confidence {
    /// From 0 (a guess) to 1 (printed as such).
    pub value: f32,
    /// Why it is below 1: Chinese sentences for the reader.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reasons: Vec<String>,
}

impl Default for Confidence {
    fn default() -> Self {
        Self { value: 1.0, reasons: Vec::new() }
    }
}

impl Confidence {
    /// Lowers the value to at most `value` and notes why; the same reason is noted once.
    pub fn doubt(&mut self, value: f32, reason: &str) {
        self.value = self.value.min(value);
        if !self.reasons.iter().any(|known| known == reason) {
            self.reasons.push(reason.to_owned());
        }
    }

    /// True when a person should look.
    pub fn needs_review(&self) -> bool {
        self.value < REVIEW_BELOW
    }
}

/// Confidence of each field of a task.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct TaskConfidence {
    /// Headings.
    pub path: Confidence,
    /// Where the task begins and ends.
    pub text: Confidence,
    /// Leading units.
    pub lead: Confidence,
    /// Other responsible units.
    pub units: Confidence,
    /// Time limits.
    pub due: Confidence,
}

impl TaskConfidence {
    /// Field names (as in the JSON) with their confidence, in a fixed order.
    pub fn fields(&self) -> [(&'static str, &Confidence); 5] {
        [("path", &self.path), ("text", &self.text), ("lead", &self.lead), ("units", &self.units), ("due", &self.due)]
    }

    /// The least certain field.
    pub fn weakest(&self) -> (&'static str, &Confidence) {
        let [first, rest @ ..] = self.fields();
        rest.into_iter().fold(first, |low, next| if next.1.value < low.1.value { next } else { low })
    }
}

/// Confidence of each head field.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct HeadConfidence {
    /// 发文机关.
    pub issuer: Confidence,
    /// 发文字号.
    pub doc_number: Confidence,
    /// Title.
    pub title: Confidence,
    /// Year.
    pub year: Confidence,
    /// 成文日期.
    pub issued_on: Confidence,
    /// 印发日期.
    pub printed_on: Confidence,
    /// Disclosure note.
    pub disclosure: Confidence,
}
