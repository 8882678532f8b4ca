//! What every page of a review begins with: the draft, an outline of its tasks, the meaning of their names.

use std::collections::BTreeMap;

use db::Tx;
use directory::Principal;
use directory::names::Register;
use kernel::Problem;
use web::Fields;

use crate::intake;
use crate::intake::domain::Draft;
use crate::review::names::Meanings;
use crate::review::store::{self, Outline};

/// A draft as a page of its review needs it.
pub(super) struct Scene {
    pub draft: Draft,
    /// All tasks in their order, dropped ones too.
    pub outline: Vec<Outline>,
    pub register: Register,
    pub meanings: Meanings,
}

/// A draft of the government acted for; of any other there is none.
pub(crate) async fn find(tx: &mut Tx, who: &Principal, id: &str) -> Result<Draft, Problem> {
    let draft = intake::store::find(tx, id).await?.filter(|draft| who.reaches(&draft.government_id, None));
    draft.ok_or(Problem::NotFound("这份草稿"))
}

impl Scene {
    /// Reads it.
    pub async fn read(tx: &mut Tx, draft: Draft) -> db::Result<Self> {
        let register = Register::read(tx, &draft.government_id).await?;
        let chosen = store::chosen(tx, &draft.id).await?;
        let outline = store::outline(tx, &draft.id).await?;
        let written = outline.iter().filter(|task| !task.dropped).flat_map(|task| &task.names).map(String::as_str);
        let meanings = Meanings::new(&register, &chosen, written);
        Ok(Self { draft, outline, register, meanings })
    }

    /// The address of the review.
    pub fn base(&self) -> String {
        base(&self.draft.id)
    }

    /// Tasks that are not dropped, each with its number from 1.
    pub fn tasks(&self) -> impl Iterator<Item = (usize, &Outline)> {
        (1..).zip(self.outline.iter().filter(|task| !task.dropped))
    }

    /// Whether a task has a name nobody has decided about.
    pub fn is_unresolved(&self, task: &Outline) -> bool {
        task.names.iter().any(|name| self.meanings.of(name).is_unknown())
    }

    /// The numbers of the tasks that have each name.
    pub fn where_named(&self) -> BTreeMap<&str, Vec<usize>> {
        let mut places: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (number, task) in self.tasks() {
            for name in &task.names {
                places.entry(name).or_default().push(number);
            }
        }
        places
    }
}

/// The address of a draft's review.
pub(crate) fn base(draft_id: &str) -> String {
    format!("/desk/plans/drafts/{draft_id}")
}

/// The year that words without one are read for: the plan's, or that of the upload while the plan's is not known.
pub(super) fn year(draft: &Draft) -> i16 {
    draft.head.fields.year.unwrap_or_else(|| draft.uploaded_at.date().year())
}

/// Which part of a review is shown: kept in its address, and carried through every form as `back`.
#[derive(Clone, Debug)]
pub(super) struct Place {
    /// `""`, `doubtful` or `unresolved`.
    pub show: String,
    /// From 1.
    pub page: usize,
}

/// The beginning of the whole.
impl Default for Place {
    fn default() -> Self {
        Self { show: String::new(), page: 1 }
    }
}

impl Place {
    /// From the fields of an address.
    pub fn of(query: &Fields) -> Self {
        let show = query.opt("show").filter(|show| ["doubtful", "unresolved"].contains(show)).unwrap_or_default();
        Self { show: show.to_owned(), page: query.get("page").parse().unwrap_or(1).max(1) }
    }

    /// As the query of an address; empty for the beginning of the whole.
    pub fn query(&self) -> String {
        let page = if self.page > 1 { self.page.to_string() } else { String::new() };
        let fields = Fields::new(vec![("show".into(), self.show.clone())]);
        fields.with("page", &page)
    }

    /// The address of a draft's review at this place, with more of a query.
    pub fn address(&self, draft_id: &str, more: &str) -> String {
        let query = self.query();
        let parts: Vec<&str> = [query.as_str(), more].into_iter().filter(|part| !part.is_empty()).collect();
        let mark = if parts.is_empty() { "" } else { "?" };
        format!("{}{mark}{}", base(draft_id), parts.join("&"))
    }

    /// Where a form leads back to: the place it carried, at a task. A filtered list may no longer hold the task.
    pub fn back(typed: &Fields, draft_id: &str, task_id: &str) -> String {
        let pairs = typed.get("back").split('&').filter_map(|pair| pair.split_once('='));
        let place = Self::of(&Fields::new(pairs.map(|(n, v)| (n.to_owned(), v.to_owned())).collect()));
        let anchor = if place.show.is_empty() && !task_id.is_empty() { format!("t-{task_id}") } else { "tasks".into() };
        format!("{}#{anchor}", place.address(draft_id, ""))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_leads_back_to_where_it_was_sent_from() {
        let typed = |back: &str| Fields::new(vec![("back".into(), back.into())]);
        assert_eq!(Place::back(&typed(""), "d", "t"), "/desk/plans/drafts/d#t-t");
        assert_eq!(Place::back(&typed("page=2"), "d", "t"), "/desk/plans/drafts/d?page=2#t-t");
        assert_eq!(Place::back(&typed("show=doubtful"), "d", "t"), "/desk/plans/drafts/d?show=doubtful#tasks");
        assert_eq!(Place::back(&typed("show=//evil"), "d", "t"), "/desk/plans/drafts/d#t-t");
    }
}
