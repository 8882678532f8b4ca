//! One person's digest in words: a section a post, only what is new since they were last told.

use directory::{Post, Role};
use kernel::{Date, Time};
use law::{Calendar, weekday_zh};

use super::domain::{Slot, latest};
use super::material::{Material, Owed, Said};
use super::people::Reader;

/// Lines of one list before the rest is only counted.
const SHOWN: usize = 20;
/// Units in the office's list of what is overdue.
const TOP: usize = 5;
/// Characters of a task or of what was said.
const LONGEST: usize = 60;

/// On which day, by which calendar, with links to where.
#[derive(Clone, Copy)]
pub struct Setting<'a> {
    /// The calendar.
    pub calendar: &'a Calendar,
    /// The instant.
    pub now: Time,
    /// The day it speaks of.
    pub today: Date,
    /// Where pages are, without a final slash; none: no links.
    pub base: Option<&'a str>,
}

/// A digest in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Digest {
    /// Subject.
    pub subject: String,
    /// Plain text.
    pub text: String,
}

/// The digest of a reader; none when there is nothing to say. `material` answers a government's.
pub fn compose<'m>(
    setting: Setting<'_>,
    reader: &Reader,
    material: impl Fn(&str) -> Option<&'m Material>,
) -> Option<Digest> {
    let mut writer = Writer { setting, reader, text: String::new(), counts: Counts::default() };
    for post in &reader.posts {
        let Some(found) = post.government_id.as_deref().and_then(&material) else { continue };
        match (post.role, post.unit_id.as_deref()) {
            (Role::Officer, Some(unit)) => writer.unit(post, found, unit),
            (Role::Office, _) => writer.office(post, found),
            _ => {}
        }
    }
    writer.finish()
}

#[derive(Default)]
struct Counts {
    today: usize,
    soon: usize,
    overdue: usize,
    said: usize,
    waiting: i64,
}

struct Writer<'a> {
    setting: Setting<'a>,
    reader: &'a Reader,
    text: String,
    counts: Counts,
}

/// The first characters of a text on one line.
pub(super) fn short(text: &str) -> String {
    let line: String = text.split_whitespace().collect();
    let mut cut: String = line.chars().take(LONGEST).collect();
    if line.chars().count() > LONGEST {
        cut.push('…');
    }
    cut
}

impl Writer<'_> {
    fn link(&self, path: &str) -> String {
        self.setting.base.map(|base| format!("\n  {base}{path}")).unwrap_or_default()
    }

    /// The section of one unit: what is due, what was given back, what was asked.
    fn unit(&mut self, post: &Post, material: &Material, unit: &str) {
        let Setting { calendar, today, now, .. } = self.setting;
        let (choice, covered, since) = (self.reader.choice, self.reader.covered_day(today), self.reader.since(now));
        let mut lists: [Vec<&Owed>; 3] = Default::default();
        for owed in material.owed.iter().filter(|owed| owed.unit_id == unit) {
            let Some(slot) = latest(calendar, owed.due, covered, today) else { continue };
            let wanted = match slot {
                Slot::Before(_) => choice.before,
                Slot::OnDay => choice.on_day,
                Slot::After(_) => choice.after,
            };
            let at = match () {
                () if owed.due < today => 2,
                () if calendar.roll_back(owed.due) <= today => 0,
                () => 1,
            };
            if wanted {
                lists[at].push(owed);
            }
        }
        let new = |said: &&Said| choice.answers && said.unit_id == unit && said.side == "office" && said.at > since;
        let returned: Vec<&Said> = material.said.iter().filter(new).filter(|said| said.kind == "return").collect();
        let asked: Vec<&Said> = material.said.iter().filter(new).filter(|said| said.kind == "comment").collect();
        let [due, soon, overdue] = &lists;
        if lists.iter().all(Vec::is_empty) && returned.is_empty() && asked.is_empty() {
            return;
        }
        self.text.push_str(&format!("\n【{}】\n", post.place()));
        self.owed("今天到期", due, |owed| match owed.due == today {
            true => String::new(),
            false => format!("（{} 休息，今天是最后一个工作日）", owed.due),
        });
        self.owed("快到期", soon, |owed| {
            let left = calendar.working_days_between(today, calendar.roll_back(owed.due));
            format!("（{}，还有 {left} 个工作日）", owed.due)
        });
        self.owed("已超期", overdue, |owed| format!("（应在 {} 以前）", owed.due));
        self.said("被退回", &returned, material, false);
        self.said("等您答复的留言", &asked, material, false);
        self.counts.today += due.len();
        self.counts.soon += soon.len();
        self.counts.overdue += overdue.len();
        self.counts.said += returned.len() + asked.len();
    }

    /// The section of the office: what waits for it, and who is behind.
    fn office(&mut self, post: &Post, material: &Material) {
        let choice = self.reader.choice;
        let since = self.reader.since(self.setting.now);
        let waiting = |said: &&Said| said.kind == "comment" && said.side == "unit";
        let all = material.said.iter().filter(waiting).count();
        let new: Vec<&Said> =
            material.said.iter().filter(waiting).filter(|said| choice.answers && said.at > since).collect();
        let overdue: i64 = material.overdue.iter().map(|(_, count)| count).sum();
        let overview = choice.office && (material.submitted > 0 || overdue > 0 || all > 0);
        if !overview && new.is_empty() {
            return;
        }
        self.text.push_str(&format!("\n【{} · {}】\n", post.place(), post.role.name()));
        if overview && material.submitted > 0 {
            let link = self.link("/desk/ledger?status=submitted");
            self.text.push_str(&format!("待验收 {} 项{link}\n", material.submitted));
        }
        if overview && overdue > 0 {
            let link = self.link("/desk/ledger?due=overdue");
            self.text.push_str(&format!("已超期 {overdue} 项，涉及 {} 个单位{link}\n", material.overdue.len()));
            for (unit, count) in material.overdue.iter().take(TOP) {
                self.text.push_str(&format!("- {}：{count} 项\n", material.unit(unit)));
            }
        }
        if overview && all > 0 {
            let link = self.link("/desk/ledger?awaits=office");
            self.text.push_str(&format!("等答复的留言 {all} 条{link}\n"));
        }
        self.said("新的留言", &new, material, true);
        self.counts.waiting += if overview { material.submitted } else { 0 };
        self.counts.said += new.len();
    }

    fn owed(&mut self, title: &str, list: &[&Owed], note: impl Fn(&Owed) -> String) {
        if list.is_empty() {
            return;
        }
        self.text.push_str(&format!("{title} {} 项\n", list.len()));
        for owed in list.iter().take(SHOWN) {
            let link = self.link(&format!("/desk/ledger/{}", owed.id));
            let doubt = if owed.provisional { "（日期暂定）" } else { "" };
            self.text.push_str(&format!("- {}{}{doubt}{link}\n", short(&owed.body), note(owed)));
        }
        self.rest(list.len());
    }

    fn said(&mut self, title: &str, list: &[&Said], material: &Material, units: bool) {
        if list.is_empty() {
            return;
        }
        self.text.push_str(&format!("{title} {} 条\n", list.len()));
        for said in list.iter().take(SHOWN) {
            let link = self.link(&format!("/desk/ledger/{}", said.id));
            let unit = if units { format!("{}：", material.unit(&said.unit_id)) } else { String::new() };
            self.text.push_str(&format!(
                "- {unit}{}\n  {}：{}{link}\n",
                short(&said.body),
                said.by,
                short(&said.words)
            ));
        }
        self.rest(list.len());
    }

    fn rest(&mut self, all: usize) {
        if all > SHOWN {
            self.text.push_str(&format!("- 另有 {} 项，请到“今日”查看。\n", all - SHOWN));
        }
    }

    fn finish(self) -> Option<Digest> {
        if self.text.is_empty() {
            return None;
        }
        let Counts { today, soon, overdue, said, waiting } = self.counts;
        let parts = [
            (today as i64, "项今天到期"),
            (soon as i64, "项快到期"),
            (overdue as i64, "项已超期"),
            (said as i64, "条退回和留言"),
            (waiting, "项待验收"),
        ];
        let parts: Vec<String> =
            parts.iter().filter(|(n, _)| *n > 0).map(|(n, words)| format!("{n} {words}")).collect();
        let what = if parts.is_empty() { "台账进展".to_owned() } else { parts.join("，") };
        let day = self.setting.today;
        let mut text = format!(
            "{}：\n\n这是 {day}（{}）的政务公开提醒。\n{}",
            self.reader.person.name,
            weekday_zh(day.weekday()),
            self.text
        );
        text.push_str(&format!("\n全部事项见“今日”。{}\n", self.link("/desk")));
        text.push_str(&format!("不想收到哪些提醒，可以在“我的账号”里关掉。{}\n", self.link("/desk/me/notices")));
        Some(Digest { subject: format!("【政务公开】{day}：{what}"), text })
    }
}
