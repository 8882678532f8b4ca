//! Choices that narrow a list, as links.

use publishing::Validity;
use web::Fields;

/// Parameters that say where in a list one is.
const PLACES: [&str; 2] = ["before", "page"];

/// A value one can choose.
pub(crate) struct Choice {
    pub label: String,
    pub href: String,
    pub count: i64,
    pub chosen: bool,
}

/// What one can choose by.
pub(crate) struct Group {
    pub title: &'static str,
    pub choices: Vec<Choice>,
}

impl Group {
    /// Whether something of it is chosen.
    pub fn is_chosen(&self) -> bool {
        self.choices.iter().any(|one| one.chosen)
    }
}

/// A list that can be narrowed: its address and what it is narrowed by now.
pub(crate) struct Narrowing<'a> {
    pub at: &'a str,
    pub query: &'a Fields,
}

impl Narrowing<'_> {
    /// Choices of the parameter `name`, by value and number; a value without a label is not offered.
    pub fn group<V: AsRef<str>>(
        &self,
        title: &'static str,
        name: &str,
        counts: impl IntoIterator<Item = (V, i64)>,
        label: impl Fn(&str) -> Option<String>,
    ) -> Group {
        let mut choices = Vec::new();
        for (value, count) in counts {
            let value = value.as_ref();
            let chosen = self.query.get(name) == value;
            let href = self.link(name, if chosen { "" } else { value });
            choices.extend(label(value).map(|label| Choice { label, href, count, chosen }));
        }
        // What is chosen can be un-chosen, even where nothing has it.
        if let Some(value) = self.query.opt(name).filter(|_| !choices.iter().any(|one| one.chosen)) {
            let label = label(value).unwrap_or_else(|| "其他".into());
            choices.insert(0, Choice { label, href: self.link(name, ""), count: 0, chosen: true });
        }
        Group { title, choices }
    }

    /// Choices of a validity.
    pub fn validities(&self, counts: impl IntoIterator<Item = (Validity, i64)>) -> Group {
        let counts = counts.into_iter().filter(|(_, count)| *count > 0).map(|(one, count)| (one.code(), count));
        self.group("有效性", "validity", counts, |code| Validity::from_code(code).map(|one| one.name().to_owned()))
    }

    /// The same list with one choice changed, from its beginning.
    pub fn link(&self, name: &str, value: &str) -> String {
        let pairs = self.query.pairs().iter().filter(|(one, _)| !PLACES.contains(&one.as_str())).cloned().collect();
        let query = Fields::new(pairs).with(name, value);
        if query.is_empty() { self.at.to_owned() } else { format!("{}?{query}", self.at) }
    }
}
