//! The parts of a document: what comes before the plan, its body, its annexes.

use std::sync::LazyLock;

use regex::Regex;

use crate::head::{is_disclosure, is_issuer, is_signed};
use crate::model::Part;
use crate::paragraphs::{Block, Para};

/// A stretch of blocks that is read as one.
#[derive(Debug, Default)]
pub(crate) struct Region {
    pub(crate) annex: bool,
    pub(crate) title: String,
    pub(crate) blocks: Vec<Block>,
}

impl Region {
    pub(crate) fn part(&self) -> Part {
        if self.annex { Part::Annex } else { Part::Body }
    }

    fn is_numbered(&self) -> bool {
        self.blocks.iter().any(|block| matches!(block, Block::Para(para) if para.marker.is_some()))
    }

    /// Whether its prose is read for tasks: an annex of explanations, forms or specimens holds none.
    pub(crate) fn demands(&self) -> bool {
        !self.annex || self.title.is_empty() || TASK_TITLE.is_match(&self.title)
    }
}

static ANNEX_MARK: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new("^附[件表]?[0-9０-９一二三四五六七八九十]{0,2}[-—]?[0-9]?[:：]?$").expect("the annex pattern is valid")
});

static ANNEX_LIST: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new("^附[件表]?[0-9０-９一二三四五六七八九十]{0,2}[:：、.．]").expect("the annex list pattern is valid")
});

static IMPRINT: LazyLock<Regex> =
    LazyLock::new(|| Regex::new("^(?:抄送|抄报|分送|主题词)[:：]|印发$").expect("the imprint pattern is valid"));

static TASK_TITLE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new("任务|分工|要点|方案|计划|清单|措施|安排|分解|责任|台账").expect("the title pattern is valid")
});

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Body,
    /// In `附件：1.… 2.…`.
    List,
    /// After the list or the imprint; an annex may follow without being announced again.
    After,
    /// After a signature: of the notice before the plan, or of the plan itself.
    Signed,
    /// An annex whose title has not been read yet.
    AnnexTitle,
    Annex,
}

/// Divides blocks into the body and the annexes. Everything before the plan's own title is left out.
pub(crate) fn regions(blocks: Vec<Block>, title: Option<&str>) -> Vec<Region> {
    let start = title.and_then(|title| after_title(&blocks, title)).unwrap_or(0);
    let listed = blocks[..start]
        .iter()
        .any(|block| matches!(block, Block::Para(para) if ANNEX_LIST.is_match(para.text.as_str())));
    let mut out = vec![Region::default()];
    let mut state = State::Body;
    let mut rest = blocks.into_iter().skip(start).peekable();
    while let Some(block) = rest.next() {
        let next_is_table = matches!(rest.peek(), Some(Block::Table(_)));
        let next_is_date = matches!(rest.peek(), Some(Block::Para(para)) if is_signed(para.text.as_str()));
        match block {
            Block::Table(_) => {
                if matches!(state, State::List | State::After)
                    || state == State::Body && listed && out[0].blocks.is_empty()
                {
                    open(&mut out, String::new());
                    state = State::Annex;
                }
                if state == State::AnnexTitle {
                    state = State::Annex;
                }
                push(&mut out, block);
            }
            Block::Para(para) => state = step(&mut out, state, para, next_is_table, next_is_date),
        }
    }
    out
}

fn step(out: &mut Vec<Region>, state: State, para: Para, next_is_table: bool, next_is_date: bool) -> State {
    let text = para.text.as_str();
    if IMPRINT.is_match(text) {
        return State::After;
    }
    if ANNEX_MARK.is_match(text) {
        open(out, String::new());
        return State::AnnexTitle;
    }
    if ANNEX_LIST.is_match(text) {
        if next_is_table || matches!(state, State::Annex | State::After) {
            let name = ANNEX_LIST.replace(text, "").into_owned();
            open(out, name);
            return State::Annex;
        }
        return State::List;
    }
    let signature = is_signed(text) || is_disclosure(text) || next_is_date && is_issuer(text);
    if signature && para.marker.is_none() {
        return match state {
            State::Body | State::Annex | State::AnnexTitle => State::Signed,
            State::List | State::After | State::Signed => state,
        };
    }
    match state {
        State::Signed if para.marker.is_some() => {
            // What was numbered before the signature is complete, or was the notice's own list.
            let complete = out.last().is_some_and(Region::is_numbered);
            if complete {
                open(out, String::new());
            }
            push(out, Block::Para(para));
            if complete { State::Annex } else { State::Body }
        }
        State::Signed if next_is_table => {
            open(out, text.to_owned());
            State::Annex
        }
        State::Signed => State::Signed,
        State::Body | State::Annex => {
            push(out, Block::Para(para));
            state
        }
        State::AnnexTitle if para.marker.is_none() || para.hashes > 0 => {
            if let Some(region) = out.last_mut() {
                region.title.push_str(text);
            }
            // A title may take two lines.
            State::AnnexTitle
        }
        State::AnnexTitle => {
            push(out, Block::Para(para));
            State::Annex
        }
        State::List | State::After if next_is_table => {
            open(out, text.to_owned());
            State::Annex
        }
        State::List if para.marker.is_some() => State::List,
        State::List | State::After => State::After,
    }
}

fn open(out: &mut Vec<Region>, title: String) {
    out.push(Region { annex: true, title, blocks: Vec::new() });
}

fn push(out: &mut [Region], block: Block) {
    if let Some(region) = out.last_mut() {
        region.blocks.push(block);
    }
}

/// The block after the plan's own title, which may take up to three paragraphs.
fn after_title(blocks: &[Block], title: &str) -> Option<usize> {
    let wanted = letters(title);
    (0..blocks.len()).find_map(|start| {
        let mut joined = String::new();
        for (index, block) in blocks.iter().enumerate().skip(start).take(3) {
            let Block::Para(para) = block else { return None };
            joined.push_str(&letters(para.text.as_str()));
            if joined == wanted {
                return Some(index + 1);
            }
            if joined.len() > wanted.len() {
                return None;
            }
        }
        None
    })
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}
