//! What a corrected file changes: tasks matched with those of the adopted plan by what they say.

use std::collections::{HashMap, HashSet};

use crate::adopt::domain::limits_line;
use crate::plans::domain::Content;

/// Two texts of which at least this share of neighbouring characters is common are taken for one task.
const ALIKE: f64 = 0.5;

/// Which old task each new one is, if any, and which old ones are gone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Matching {
    /// For each new task the place of the old one.
    pub old_of: Vec<Option<usize>>,
    /// Old tasks that no new one is.
    pub gone: Vec<usize>,
}

/// Matches tasks: first those whose text is the same, then those that were printed the same, then the likest pairs.
pub fn match_tasks(old: &[&Content], new: &[&Content]) -> Matching {
    let mut old_of = vec![None; new.len()];
    let mut free: HashSet<usize> = (0..old.len()).collect();
    for text in [|task: &Content| squeezed(&task.text), |task: &Content| squeezed(printed(task))] {
        let mut by_text: HashMap<String, Vec<usize>> = HashMap::new();
        for (at, task) in old.iter().enumerate().rev().filter(|(at, _)| free.contains(at)) {
            by_text.entry(text(task)).or_default().push(at);
        }
        for (at, task) in new.iter().enumerate().filter(|(at, _)| old_of[*at].is_none()).collect::<Vec<_>>() {
            if let Some(same) = by_text.get_mut(&text(task)).and_then(Vec::pop) {
                old_of[at] = Some(same);
                free.remove(&same);
            }
        }
    }
    let open: Vec<usize> = (0..new.len()).filter(|at| old_of[*at].is_none()).collect();
    let both = |task: &Content| [pairs(&task.text), pairs(printed(task))];
    let old_pairs: Vec<(usize, [HashSet<[char; 2]>; 2])> = free.iter().map(|at| (*at, both(old[*at]))).collect();
    let mut candidates = Vec::new();
    for new_at in open {
        let mine = both(new[new_at]);
        for (old_at, theirs) in &old_pairs {
            let likeness = likeness(&mine[0], &theirs[0]).max(likeness(&mine[1], &theirs[1]));
            if likeness >= ALIKE {
                candidates.push((likeness, new_at.abs_diff(*old_at), new_at, *old_at));
            }
        }
    }
    // The likest first; of equally like ones the nearest.
    candidates.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2, a.3).cmp(&(b.1, b.2, b.3))));
    for (_, _, new_at, old_at) in candidates {
        if old_of[new_at].is_none() && free.remove(&old_at) {
            old_of[new_at] = Some(old_at);
        }
    }
    let mut gone: Vec<usize> = free.into_iter().collect();
    gone.sort_unstable();
    Matching { old_of, gone }
}

/// The text as the file has it, as far as that is known.
fn printed(task: &Content) -> &str {
    task.printed.as_ref().unwrap_or(&task.text)
}

fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

fn pairs(text: &str) -> HashSet<[char; 2]> {
    let chars: Vec<char> = text.chars().filter(|c| c.is_alphanumeric()).collect();
    chars.windows(2).map(|pair| [pair[0], pair[1]]).collect()
}

/// Dice's coefficient: 0 for nothing in common, 1 for the same.
fn likeness(a: &HashSet<[char; 2]>, b: &HashSet<[char; 2]>) -> f64 {
    let total = a.len() + b.len();
    if total == 0 {
        return 0.0;
    }
    2.0 * a.intersection(b).count() as f64 / total as f64
}

/// One field that differs, as what stays and what changes: `before` + `old`/`new` + `after`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldChange {
    /// The field's name for people.
    pub field: &'static str,
    /// What both begin with.
    pub before: String,
    /// What the adopted plan says there.
    pub old: String,
    /// What the correction says there.
    pub new: String,
    /// What both end with.
    pub after: String,
}

/// Every field in which two editions of a task differ. Lines of the source do not count.
pub fn changes(old: &Content, new: &Content) -> Vec<FieldChange> {
    let fields = |task: &Content| {
        [
            ("任务内容", task.text.clone()),
            ("所在章节", task.path.join(" › ")),
            ("编号", task.label.clone().unwrap_or_default()),
            ("牵头单位", task.lead.join("、")),
            ("责任单位", task.units.join("、")),
            ("时限", limits_line(&task.limits)),
        ]
    };
    let both = fields(old).into_iter().zip(fields(new));
    both.filter(|((_, old), (_, new))| old != new).map(|((field, old), (_, new))| compare(field, &old, &new)).collect()
}

/// Where two texts differ: between what both begin and what both end with.
pub fn compare(field: &'static str, old: &str, new: &str) -> FieldChange {
    let (a, b): (Vec<char>, Vec<char>) = (old.chars().collect(), new.chars().collect());
    let head = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let most = a.len().min(b.len()) - head;
    let tail = a.iter().rev().zip(b.iter().rev()).take(most).take_while(|(x, y)| x == y).count();
    let text = |chars: &[char]| chars.iter().collect::<String>();
    FieldChange {
        field,
        before: text(&a[..head]),
        old: text(&a[head..a.len() - tail]),
        new: text(&b[head..b.len() - tail]),
        after: text(&a[a.len() - tail..]),
    }
}

#[cfg(test)]
mod tests {
    use plan::Part;

    use super::*;

    fn task(text: &str) -> Content {
        Content {
            part: Part::Body,
            path: vec!["一、总则".into()],
            label: None,
            text: text.into(),
            printed: None,
            lead: vec!["市司法局".into()],
            units: vec![],
            limits: vec![],
            lines: None,
        }
    }

    fn matched(old: &[&str], new: &[&str]) -> Matching {
        let (old, new): (Vec<_>, Vec<_>) =
            (old.iter().map(|t| task(t)).collect(), new.iter().map(|t| task(t)).collect());
        match_tasks(&old.iter().collect::<Vec<_>>(), &new.iter().collect::<Vec<_>>())
    }

    #[test]
    fn tasks_are_known_again_by_what_they_say_wherever_they_stand() {
        let old = ["每季度公开重大项目建设进度", "招生方案形成后20个工作日内公开", "设立政策咨询窗口"];
        let new = ["招生方案形成后15个工作日内公开", "每季度公开 重大项目建设进度", "每半年公开一次培训情况"];
        let expected = Matching { old_of: vec![Some(1), Some(0), None], gone: vec![2] };
        assert_eq!(matched(&old, &new), expected);
    }

    #[test]
    fn a_task_that_people_worded_anew_is_known_by_what_was_printed() {
        let anew =
            Content { printed: Some("招生方案形成后20个工作日内公开".into()), ..task("教育：招生") };
        let old = [&anew, &task("设立政策咨询窗口")];
        for now in ["招生方案形成后20个工作日内公开", "招生方案形成后15个工作日内公开"] {
            let expected = Matching { old_of: vec![Some(0)], gone: vec![1] };
            assert_eq!(match_tasks(&old, &[&task(now)]), expected, "{now}");
        }
        assert!(anew.is_edited() && !task("招生").is_edited());
    }

    #[test]
    fn the_same_text_twice_is_two_tasks() {
        let expected = Matching { old_of: vec![Some(0), Some(1), None], gone: vec![] };
        assert_eq!(matched(&["公开预算", "公开预算"], &["公开预算", "公开预算", "公开预算"]), expected);
    }

    #[test]
    fn the_changed_words_stand_between_what_stays() {
        let change = compare("任务内容", "形成后20个工作日内公开", "形成后15个工作日内公开");
        assert_eq!((change.before.as_str(), change.old.as_str()), ("形成后", "20"));
        assert_eq!((change.new.as_str(), change.after.as_str()), ("15", "个工作日内公开"));
        let grown = compare("任务内容", "公开公开", "公开公开公开");
        assert_eq!((grown.old.as_str(), grown.new.as_str()), ("", "公开"), "overlapping ends are counted once");
    }

    #[test]
    fn only_fields_that_differ_are_told() {
        let (old, mut new) = (task("公开预算"), task("公开预算"));
        assert!(changes(&old, &new).is_empty());
        new.lead = vec!["市财政局".into()];
        new.lines = Some((1, 2));
        assert_eq!(changes(&old, &new).iter().map(|c| c.field).collect::<Vec<_>>(), ["牵头单位"]);
    }
}
