//! Automatic numbers: counts the paragraphs of each list and writes the number Word would print before them.

use std::collections::{HashMap, HashSet};

use super::numbering::{LEVELS, Level, List, Numbering, Use};
use super::numerals;
use super::styles::{NumberRef, Styles};

/// The lists of a document and how far each has counted.
pub(crate) struct Counters {
    numbering: Numbering,
    styles: Styles,
    counts: HashMap<u32, [Option<u32>; LEVELS]>,
    restarted: HashSet<(u32, usize)>,
}

impl Counters {
    pub(crate) fn new(numbering: Numbering, styles: Styles) -> Self {
        Self { numbering, styles, counts: HashMap::new(), restarted: HashSet::new() }
    }

    pub(crate) fn is_contents_line(&self, style: Option<&str>) -> bool {
        self.styles.is_contents_line(style)
    }

    /// Counts one paragraph and gives the number before it with the space that follows, or nothing for an unnumbered one.
    pub(crate) fn label(&mut self, own: NumberRef, style: Option<&str>) -> String {
        self.next(own, style).unwrap_or_default()
    }

    fn next(&mut self, own: NumberRef, style: Option<&str>) -> Option<String> {
        let inherited = self.styles.number(style);
        let used_id = own.list.or(inherited.and_then(|(_, number)| number.list)).filter(|&id| id != 0)?;
        let used = self.numbering.uses.get(&used_id)?;
        let (list_id, list) = list(&self.numbering, &self.styles, used)?;
        let level = own
            .level
            .or_else(|| inherited.and_then(|(style, number)| number.level.or_else(|| level_of_style(list, style))))
            .unwrap_or(0);
        let levels: [Option<&Level>; LEVELS] =
            std::array::from_fn(|n| used.levels[n].as_ref().or(list.levels[n].as_ref()));
        let this = (*levels.get(level)?)?;

        let counts = self.counts.entry(list_id).or_default();
        let restarted = &mut self.restarted;
        let restart = used.starts[level].filter(|_| restarted.insert((used_id, level)));
        counts[level] = Some(match (restart, counts[level]) {
            (Some(start), _) => start,
            (None, Some(count)) => count.saturating_add(1),
            (None, None) => this.start,
        });
        for deeper in level + 1..LEVELS {
            if levels[deeper].and_then(|level| level.restart).is_none_or(|restart| level < restart) {
                counts[deeper] = None;
            }
        }
        Some(written(this, &levels, counts))
    }
}

/// The list behind a use, following one link through a numbering style.
fn list<'a>(numbering: &'a Numbering, styles: &Styles, used: &Use) -> Option<(u32, &'a List)> {
    let list = numbering.lists.get(&used.list)?;
    let linked = list.linked_style.as_deref().and_then(|style| {
        let (_, number) = styles.number(Some(style))?;
        let id = numbering.uses.get(&number.list?)?.list;
        Some((id, numbering.lists.get(&id)?))
    });
    Some(linked.unwrap_or((used.list, list)))
}

fn level_of_style(list: &List, style: &str) -> Option<usize> {
    list.levels.iter().position(|level| level.as_ref().is_some_and(|level| level.style.as_deref() == Some(style)))
}

/// Fills `%1` … `%9` of the level's pattern. Bullets give nothing: they say no order.
fn written(level: &Level, levels: &[Option<&Level>; LEVELS], counts: &[Option<u32>; LEVELS]) -> String {
    if level.format == "bullet" {
        return String::new();
    }
    let mut text = String::new();
    let mut pattern = level.text.chars().peekable();
    while let Some(c) = pattern.next() {
        let place = if c == '%' { pattern.peek().and_then(|digit| digit.to_digit(10)) } else { None };
        match place {
            Some(place @ 1..=9) => {
                pattern.next();
                let place = place as usize - 1;
                let count = counts[place].or(levels[place].map(|level| level.start)).unwrap_or(1);
                let own = levels[place].map_or("decimal", |level| level.format.as_str());
                text.push_str(&numerals::write(if level.legal { "decimal" } else { own }, count));
            }
            _ => text.push(c),
        }
    }
    // After 一、 or （一） no one types a space; after "1." it keeps the number apart from a figure that follows.
    if level.spaced && text.ends_with(|c: char| c.is_ascii()) {
        text.push(' ');
    }
    text
}
