//! Tasks put under their headings, in the plan's order.

use ledger::snapshot::PublicTask;

/// Tasks that stand under one outermost heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Section {
    pub(crate) heading: String,
    pub(crate) tasks: Vec<Numbered>,
}

/// A task with its number in the plan, counted from 1, and the headings below the outermost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Numbered {
    pub(crate) number: usize,
    pub(crate) below: String,
    pub(crate) task: PublicTask,
}

/// Groups neighbouring tasks of the same outermost heading. A heading that comes again later begins a new section, as in the plan.
pub(crate) fn sections(tasks: Vec<(usize, PublicTask)>) -> Vec<Section> {
    let mut sections: Vec<Section> = Vec::new();
    for (position, task) in tasks {
        let heading = task.path.first().cloned().unwrap_or_default();
        let below = task.path.get(1..).unwrap_or_default().join(" › ");
        if sections.last().is_none_or(|s| s.heading != heading) {
            sections.push(Section { heading, tasks: Vec::new() });
        }
        if let Some(section) = sections.last_mut() {
            section.tasks.push(Numbered { number: position + 1, below, task });
        }
    }
    sections
}

#[cfg(test)]
mod tests {
    use super::*;

    fn task(path: &[&str]) -> PublicTask {
        let path = path.iter().map(|p| (*p).to_owned()).collect();
        PublicTask { path, label: None, text: "做".into(), lead: vec![], units: vec![], due: vec![] }
    }

    #[test]
    fn neighbours_share_a_section_and_numbers_stay_the_plans_own() {
        let made = sections(vec![(0, task(&["一", "（一）"])), (2, task(&["一"])), (3, task(&["二"])), (5, task(&[]))]);
        let shape: Vec<_> = made.iter().map(|s| (s.heading.as_str(), s.tasks.len())).collect();
        assert_eq!(shape, [("一", 2), ("二", 1), ("", 1)]);
        assert_eq!((made[0].tasks[1].number, made[0].tasks[0].below.as_str()), (3, "（一）"));
    }
}
