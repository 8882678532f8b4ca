//! Numbered prose becomes an outline, and its smallest numbered units become tasks.

use std::sync::LazyLock;

use regex::Regex;

use crate::clause::{self, Clause};
use crate::draft::Draft;
use crate::model::{Inherited, Part};
use crate::numbering::{Kind, Marker};
use crate::paragraphs::Para;
use crate::tracked::Tracked;

/// A heading or item with what stands under it.
#[derive(Debug)]
struct Node {
    marker: Option<Marker>,
    label: String,
    /// The paragraph of the number.
    whole: Tracked,
    /// The same without its label.
    head: Tracked,
    lines: (usize, usize),
    origin: usize,
    /// Unnumbered paragraphs under it.
    prose: Vec<Para>,
    children: Vec<Node>,
}

/// Shortest text that can be a demand of its own, in characters.
const SHORTEST: usize = 8;

/// Longest first sentence that is a heading when prose follows it in the same paragraph.
const RUN_IN_HEADING: usize = 40;

/// A listed case is shorter than a demand, in characters on average.
const CASE: usize = 50;

static CASES: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new("(?:下列|以下|如下)[^，。；：]{0,6}?(?:情形|条件|问题|标准|内容|信息|材料|情况|之一|要求的)")
        .expect("the pattern is valid")
});

/// Sections that set the tone and demand nothing by themselves.
const PREAMBLES: [&str; 20] = [
    "总体要求",
    "指导思想",
    "基本原则",
    "工作原则",
    "总体目标",
    "工作目标",
    "主要目标",
    "总体思路",
    "工作思路",
    "重大意义",
    "重要意义",
    "目标要求",
    "编制依据",
    "适用范围",
    "总体考虑",
    "试点目标",
    "目标任务和要求",
    "总要求",
    "总则",
    "附则",
];

/// Reads the tasks of some paragraphs; `above` are headings outside of them.
pub(crate) fn tasks(paras: &[Para], part: Part, above: &[String], year: i32) -> Vec<Draft> {
    let (loose, roots) = outline(paras);
    let mut reader = Reader { part, year, out: Vec::new() };
    for para in loose {
        // Prose before the first number is a preamble unless it names who answers for it.
        if !clause::find(para.text.as_str()).is_empty() {
            reader.texts(None, &[(para.text.clone(), para.lines)], above, para.origin);
        }
    }
    for node in &roots {
        reader.node(node, above, None, false);
    }
    share_clauses(&mut reader.out);
    reader.out
}

fn outline(paras: &[Para]) -> (Vec<&Para>, Vec<Node>) {
    let mut loose = Vec::new();
    let mut roots: Vec<Node> = Vec::new();
    // Nodes open from the outermost to the innermost.
    let mut open: Vec<Node> = Vec::new();
    for para in paras {
        let heading = para.hashes > 0 && para.marker.is_none();
        let Some(rank) = para.marker.map(|found| found.kind).or(heading.then_some(Kind::Chapter)) else {
            match open.last_mut() {
                Some(node) => node.prose.push(para.clone()),
                None => loose.push(para),
            }
            continue;
        };
        while open.last().is_some_and(|node| node.marker.map_or(Kind::Chapter, |found| found.kind) >= rank) {
            fold(&mut open, &mut roots);
        }
        let label_len = para.marker.map_or(0, |found| found.len);
        open.push(Node {
            marker: para.marker,
            label: para.text.as_str()[..label_len].to_owned(),
            whole: para.text.clone(),
            head: para.text.slice(label_len..para.text.as_str().len()),
            lines: para.lines,
            origin: para.origin,
            prose: Vec::new(),
            children: Vec::new(),
        });
    }
    while !open.is_empty() {
        fold(&mut open, &mut roots);
    }
    (loose, roots)
}

fn fold(open: &mut Vec<Node>, roots: &mut Vec<Node>) {
    if let Some(node) = open.pop() {
        match open.last_mut() {
            Some(parent) => parent.children.push(node),
            None => roots.push(node),
        }
    }
}

struct Reader {
    part: Part,
    year: i32,
    out: Vec<Draft>,
}

impl Reader {
    fn node(&mut self, node: &Node, path: &[String], from_heading: Option<&Clause>, last_of_many: bool) {
        let heading = Heading::of(node);
        if is_preamble(&heading.title) {
            return;
        }
        if lists_cases(node) {
            let mut texts = vec![(node.head.clone(), node.lines)];
            paragraphs_below(node, &mut texts);
            let label = (!node.label.is_empty()).then_some(node.label.as_str());
            return self.texts(label, &texts, path, node.origin);
        }
        let own = if node.children.is_empty() { from_heading } else { heading.clause.as_ref().or(from_heading) };
        let from = self.out.len();
        if node.children.is_empty() {
            self.leaf(node, &heading, path, last_of_many);
        } else {
            let mut below = path.to_vec();
            below.push(format!("{}{}", node.label, heading.title));
            self.lead_in(node, &heading, &below);
            let last = node.children.len() - 1;
            let plain = last > 0 && node.children[..last].iter().all(|sibling| sibling.prose.is_empty());
            for (index, child) in node.children.iter().enumerate() {
                self.node(child, &below, own, index == last && plain);
            }
        }
        if let Some(clause) = own {
            for draft in &mut self.out[from..] {
                if draft.resp_raw.is_none() {
                    attach(draft, clause, self.year);
                    draft.inherited.push(Inherited::Units);
                    draft.confidence.units.doubt(0.85, "责任单位写在上级标题里，由标题带下来，请核对");
                }
            }
        }
    }

    /// Prose between a heading and its numbered items is a task when it demands something itself.
    fn lead_in(&mut self, node: &Node, heading: &Heading, below: &[String]) {
        let mut texts = Vec::new();
        if !heading.rest.is_empty() {
            texts.push((heading.rest.clone(), node.lines));
        }
        texts.extend(node.prose.iter().map(|para| (para.text.clone(), para.lines)));
        let announces = texts.last().is_none_or(|(text, _)| text.as_str().ends_with(['：', ':']));
        let length: usize = texts.iter().map(|(text, _)| text.chars()).sum();
        let demands = texts
            .iter()
            .any(|(text, _)| text.as_str().contains(['要', '应', '须']) || !clause::find(text.as_str()).is_empty());
        if announces || !demands || length < 3 * SHORTEST {
            return;
        }
        let from = self.out.len();
        self.texts(Some(&node.label), &texts, below, node.origin);
        for draft in &mut self.out[from..] {
            draft.confidence.text.doubt(0.7, "这是分项之前的总述，可能不是单独的任务，请核对");
        }
    }

    fn leaf(&mut self, node: &Node, heading: &Heading, path: &[String], last_of_many: bool) {
        let label = (!node.label.is_empty()).then_some(node.label.as_str());
        let firstly = node.marker.is_some_and(|found| found.kind == Kind::Firstly);
        let content = node.prose.iter().any(|para| !is_only_clause(para.text.as_str()));
        if heading.stands_alone && content {
            let mut below = path.to_vec();
            below.push(format!("{}{}", node.label, heading.title));
            let texts: Vec<_> = node.prose.iter().map(|para| (para.text.clone(), para.lines)).collect();
            let from = self.out.len();
            self.texts(label, &texts, &below, node.origin);
            if let Some(clause) = &heading.clause {
                self.out[from..]
                    .iter_mut()
                    .filter(|draft| draft.resp_raw.is_none())
                    .for_each(|draft| attach(draft, clause, self.year));
            }
            return;
        }
        let mut texts = vec![(node.head.clone(), node.lines)];
        let mut closing = Vec::new();
        for para in &node.prose {
            let own =
                (firstly || last_of_many && speaks_to_all(para.text.as_str())) && !is_only_clause(para.text.as_str());
            if own || !closing.is_empty() {
                closing.push((para.text.clone(), para.lines));
            } else {
                texts.push((para.text.clone(), para.lines));
            }
        }
        self.texts(label, &texts, path, node.origin);
        if !closing.is_empty() {
            let from = self.out.len();
            self.texts(None, &closing, path, closing[0].1.0);
            for draft in &mut self.out[from..] {
                draft.confidence.text.doubt(0.75, "这一段没有编号，按单独的任务提取，请核对");
            }
        }
    }

    /// Paragraphs of one unit. A responsibility clause closes a task; what follows it is the next one.
    fn texts(&mut self, label: Option<&str>, texts: &[(Tracked, (usize, usize))], path: &[String], origin: usize) {
        let Some(first) = texts.first() else { return };
        let mut current = Draft::new(self.part, path, label.map(str::to_owned), first.1);
        current.origin = origin;
        let from = self.out.len();
        for (text, lines) in texts {
            let mut at = 0;
            for found in clause::find(text.as_str()) {
                self.add(&mut current, &text.slice(at..found.range.start), *lines);
                attach(&mut current, &found, self.year);
                current.lines.1 = current.lines.1.max(lines.1);
                at = found.range.end;
            }
            self.add(&mut current, &text.slice(at..text.as_str().len()), *lines);
        }
        self.out.push(current);
        self.out[from..].iter_mut().for_each(|draft| draft.origin = origin);
        let kept: Vec<Draft> = self.out.drain(from..).filter(|draft| draft.text.chars() > 1).collect();
        self.out.extend(kept);
    }

    fn add(&mut self, current: &mut Draft, text: &Tracked, lines: (usize, usize)) {
        let closed = current.resp_raw.is_some() || current.due_cell.is_some();
        if closed && text.chars() >= SHORTEST {
            let mut next = Draft::new(self.part, &current.path, None, lines);
            next.confidence.text.doubt(0.75, "同一条里写了不止一处责任单位，按责任单位拆开，请核对");
            std::mem::swap(current, &mut next);
            self.out.push(next);
        }
        current.text.push(text);
        if !text.is_empty() {
            current.lines.1 = current.lines.1.max(lines.1);
        }
    }
}

/// A node's first words read as a heading.
struct Heading {
    title: String,
    /// What follows the heading in the same paragraph.
    rest: Tracked,
    /// Nothing follows it: it stands on a line of its own.
    stands_alone: bool,
    clause: Option<Clause>,
}

impl Heading {
    fn of(node: &Node) -> Self {
        let text = node.head.as_str();
        let clause = clause::find(text).pop().filter(|clause| clause.range.end >= text.trim_end_matches('。').len());
        let length = clause.as_ref().map_or(text.len(), |clause| clause.range.start);
        let bare = &text[..length];
        let sentence = bare.find(['。', '；', '：', ';', ':']);
        let stop = sentence.unwrap_or(length);
        let first = &bare[..stop];
        let ends = bare[stop..].chars().count() <= 1;
        if !ends && first.chars().count() > RUN_IN_HEADING {
            // A long first sentence is prose: the number alone is the heading.
            return Self { title: title(first), rest: node.head.slice(0..length), stands_alone: false, clause: None };
        }
        let after = stop + bare[stop..].chars().next().map_or(0, char::len_utf8);
        Self {
            title: title(first),
            rest: node.head.slice(after..length),
            // 要做好以下工作： and a full sentence are prose even when short.
            stands_alone: ends && sentence.is_none(),
            clause,
        }
    }
}

/// Under `公开下列信息：` or `有下列情形的…` the numbered items are what the demand is about, not demands.
fn lists_cases(node: &Node) -> bool {
    let letters: usize = node.children.iter().map(|child| child.head.chars()).sum();
    !node.children.is_empty() && CASES.is_match(node.head.as_str()) && letters <= CASE * node.children.len()
}

fn paragraphs_below(node: &Node, texts: &mut Vec<(Tracked, (usize, usize))>) {
    texts.extend(node.prose.iter().map(|para| (para.text.clone(), para.lines)));
    for child in &node.children {
        texts.push((child.whole.clone(), child.lines));
        paragraphs_below(child, texts);
    }
}

fn title(text: &str) -> String {
    text.trim_end_matches(['。', '；', '：', '，', '、', ';', ':', ',', '.']).to_owned()
}

fn is_preamble(title: &str) -> bool {
    let length = title.chars().count();
    let room = |known: &str| known.chars().count() + if title.ends_with(known) { 10 } else { 6 };
    PREAMBLES.iter().any(|known| title.contains(known) && length <= room(known))
}

fn is_only_clause(text: &str) -> bool {
    let ranges: Vec<_> = clause::find(text).into_iter().map(|clause| clause.range).collect();
    !ranges.is_empty() && text.len() - ranges.iter().map(|range| range.len()).sum::<usize>() <= '。'.len_utf8()
}

/// A closing paragraph turns to all units again: 各县（市、区）… 要….
fn speaks_to_all(text: &str) -> bool {
    text.starts_with(['各', '全']) && text.contains('要')
}

/// Adds what a clause says to a draft.
fn attach(draft: &mut Draft, clause: &Clause, year: i32) {
    let who = &clause.responsibility;
    for (names, more) in [(&mut draft.responsibility.lead, &who.lead), (&mut draft.responsibility.units, &who.units)] {
        names.extend(more.iter().filter(|name| !names.contains(name)).cloned().collect::<Vec<_>>());
    }
    draft.responsibility.etc = draft.responsibility.etc.take().or_else(|| who.etc.clone());
    if !who.is_empty() || clause.time.is_none() {
        let raw = draft.resp_raw.take().map_or(clause.raw.clone(), |raw| format!("{raw}；{}", clause.raw));
        draft.resp_raw = Some(raw);
    }
    if let Some(time) = &clause.time {
        draft.due_cell = Some(draft.due_cell.take().map_or(time.clone(), |cell| format!("{cell}；{time}")));
    }
    draft.limits.extend(clause.due(year));
}

/// In 一是…；二是…。（责任单位：…） one clause at the end answers for every item of the paragraph.
fn share_clauses(drafts: &mut [Draft]) {
    for index in (1..drafts.len()).rev() {
        let (before, after) = drafts.split_at_mut(index);
        let (Some(draft), Some(next)) = (before.last_mut(), after.first()) else { continue };
        let items = [&*draft, next].iter().all(|item| {
            item.label.as_deref().and_then(crate::numbering::marker_of_label).is_some_and(|kind| kind == Kind::Firstly)
        });
        if items && draft.origin == next.origin && draft.resp_raw.is_none() && next.resp_raw.is_some() {
            draft.responsibility = next.responsibility.clone();
            draft.resp_raw = next.resp_raw.clone();
            draft.due_cell = next.due_cell.clone();
            draft.limits = next.limits.clone();
            draft.inherited = vec![Inherited::Units];
            draft.confidence.units.doubt(0.85, "责任单位写在同一段的末尾，按适用于各项处理，请核对");
        }
    }
}
