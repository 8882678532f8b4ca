//! Which entry each row of a sheet means, and what it would change there.

use std::collections::{BTreeMap, HashMap, HashSet};

use db::Tx;
use directory::names::{self, key};
use kernel::Problem;

use super::super::acts::KIND;
use super::super::desk::{Desk, Units};
use super::super::domain::{Entry, Refusal};
use super::super::export::row::Row;
use super::super::filter::{Filter, Order};
use super::super::history::particulars;
use super::super::list::{From, Key, Line as Listed, by_ids, lines};
use super::super::task::{clipped, numbered};
use super::domain::{Body, Field, Judged, Mistake, Since, Verdict, compare, too_long};
use super::sheet::Line;

/// Rows looked up at once.
const BATCH: usize = 500;
/// Characters of a task's text on the page.
const TASK: usize = 60;

/// Judges every row of a sheet, in the order of the sheet.
pub(super) async fn judge(desk: &Desk, tx: &mut Tx, rows: Vec<Line>) -> kernel::Result<Vec<Judged>> {
    let government = desk.government()?.id.clone();
    let units = Units::read(tx, &government).await?;
    let mut found = Found { desk, units, judged: BTreeMap::new(), seen: HashMap::new() };
    let (sound, broken): (Vec<Line>, Vec<Line>) = rows.into_iter().partition(|row| row.mistakes.is_empty());
    for row in broken {
        found.wrong(&row, row.mistakes.clone());
    }
    let (coded, bare): (Vec<Line>, Vec<Line>) = sound.into_iter().partition(|row| row.code.is_some());
    for chunk in coded.chunks(BATCH) {
        by_code(&mut found, tx, chunk).await?;
    }
    for (unit, rows) in by_unit(&mut found, tx, &government, bare).await? {
        by_text(&mut found, tx, (&government, &unit), rows).await?;
    }
    Ok(found.judged.into_values().collect())
}

struct Found<'a> {
    desk: &'a Desk,
    units: Units,
    judged: BTreeMap<i64, Judged>,
    /// Entries met so far, with the row.
    seen: HashMap<String, i64>,
}

impl Found<'_> {
    fn wrong(&mut self, row: &Line, mistakes: Vec<Mistake>) {
        let body = Body { task: clipped(&row.task, TASK), unit: row.unit.clone(), mistakes, ..Body::default() };
        self.put(row.number, Verdict::Wrong, None, body);
    }

    fn put(&mut self, number: i64, verdict: Verdict, entry: Option<(String, i64)>, body: Body) {
        let taken = verdict == Verdict::Change;
        self.judged.insert(number, Judged { number, verdict, taken, entry, body, outcome: None });
    }

    /// Compares a row with the entry it means.
    fn met(&mut self, row: &Line, listed: &Listed, since: &Since) {
        let entry = &listed.entry;
        if let Some(first) = self.seen.insert(entry.id.clone(), row.number) {
            return self.wrong(row, vec![Mistake::row(format!("和第 {first} 行是同一条台账，只读第 {first} 行"))]);
        }
        let ours = row.code.is_some();
        let (verdict, changes) = compare(&row.cells, &entry.texts, since, ours);
        // What was handed in stands in every sheet that goes out; it is in nobody's way while it is left as it is.
        if verdict != Verdict::Same
            && let Err(refusal) = changeable(entry, self.desk)
        {
            return self.wrong(row, vec![Mistake::row(refusal.to_string())]);
        }
        let mistakes = too_long(&changes);
        let verdict = if mistakes.is_empty() { verdict } else { Verdict::Wrong };
        let body = Body {
            task: clipped(&numbered(listed.label.as_deref(), &listed.body), TASK),
            unit: self.units.name(&entry.unit_id).to_owned(),
            changes: if mistakes.is_empty() { changes } else { Vec::new() },
            mistakes,
            remarks: self.not_taken(row, listed),
        };
        self.put(row.number, verdict, Some((entry.id.clone(), entry.version)), body);
    }

    /// Columns of our own sheet that were changed although they are not read, when nobody else can have changed them.
    fn not_taken(&self, row: &Line, listed: &Listed) -> Vec<String> {
        if row.code.as_ref().is_none_or(|(_, version)| *version != listed.entry.version) {
            return Vec::new();
        }
        let exported = Row::of(self.desk.calendar(), self.desk.today(), &self.units, 0, listed.clone());
        // The number of a row and the days left are another every day.
        let telling = ["工作任务", "时限要求", "单位", "状态"];
        let differs = |name: &str, text: &str| {
            let place = super::super::export::row::names().iter().position(|one| *one == name);
            place.is_some_and(|at| key(web::spreadsheet_text(text)) != key(&exported.cells[at]))
        };
        let changed: Vec<&str> = row
            .others
            .iter()
            .filter(|(name, text)| telling.contains(name) && differs(name, text))
            .map(|(name, _)| *name)
            .collect();
        if changed.is_empty() {
            Vec::new()
        } else {
            vec![format!("“{}”的改动没有采用", changed.join("、"))]
        }
    }
}

/// Whether an entry can be changed by hand, and so by a sheet.
pub(super) fn changeable(entry: &Entry, desk: &Desk) -> Result<(), Refusal> {
    entry.can_edit(&desk.who)?;
    entry.can_change()
}

/// Rows of our own sheets name their entry.
async fn by_code(found: &mut Found<'_>, tx: &mut Tx, rows: &[Line]) -> kernel::Result<()> {
    let ids: Vec<&str> = rows.iter().filter_map(|row| Some(row.code.as_ref()?.0.as_str())).collect();
    let listed: HashMap<String, Listed> =
        by_ids(tx, &ids).await?.into_iter().map(|line| (line.entry.id.clone(), line)).collect();
    let known = |row: &Line| {
        let (id, version) = row.code.as_ref()?;
        let line = listed.get(id).filter(|line| line.entry.seen_by(&found.desk.who))?;
        (*version <= line.entry.version).then_some((line, *version))
    };
    let stale: Vec<(&str, i64)> = rows
        .iter()
        .filter_map(|row| known(row).filter(|(line, version)| *version < line.entry.version))
        .map(|(line, version)| (line.entry.id.as_str(), version))
        .collect();
    let since = since(tx, &stale).await?;
    let met: Vec<_> = rows.iter().map(|row| (row, known(row).map(|(line, _)| line))).collect();
    for (row, line) in met {
        match line {
            Some(line) => found.met(row, line, since.get(line.entry.id.as_str()).unwrap_or(&Vec::new())),
            None => found.wrong(row, vec![Mistake::column("编号", "没有这条台账，或者它不归您填写")]),
        }
    }
    Ok(())
}

/// For each entry that was saved after its sheet was made: the texts that were changed, as they were in the sheet.
async fn since(tx: &mut Tx, stale: &[(&str, i64)]) -> kernel::Result<HashMap<String, Since>> {
    let mut all: HashMap<String, Since> = HashMap::new();
    let versions: HashMap<&str, i64> = stale.iter().copied().collect();
    let ids: Vec<&str> = versions.keys().copied().collect();
    // Oldest first: the first change of a field tells what the sheet had.
    for act in journal::of_subjects(tx, KIND, &ids).await? {
        let told = particulars(&act).map_err(Problem::from)?;
        if versions.get(act.subject_id.as_str()).is_none_or(|version| told.version <= *version) {
            continue;
        }
        let of_entry = all.entry(act.subject_id.clone()).or_default();
        for change in told.changes {
            let field = Field::ALL.into_iter().find(|field| field.code() == change.field);
            if let Some(field) = field.filter(|field| of_entry.iter().all(|(one, _)| one != field)) {
                of_entry.push((field, change.old));
            }
        }
    }
    Ok(all)
}

/// Rows of a unit's own sheet, by the unit they speak of: that of the person, or the one a row names.
async fn by_unit(
    found: &mut Found<'_>,
    tx: &mut Tx,
    government: &str,
    rows: Vec<Line>,
) -> kernel::Result<BTreeMap<String, Vec<Line>>> {
    let own = found.desk.who.post.unit_id.clone();
    let mut units: HashMap<String, String> = HashMap::new();
    if own.is_none() && !rows.is_empty() {
        let names = names::of_government(tx, government).await?.into_iter();
        units.extend(names.filter_map(|name| Some((key(&name.name), name.unit_id?))));
    }
    let mut by_unit: BTreeMap<String, Vec<Line>> = BTreeMap::new();
    for row in rows {
        let unit = own.clone().or_else(|| units.get(&key(&row.unit)).cloned());
        match unit {
            Some(unit) => by_unit.entry(unit).or_default().push(row),
            None if row.unit.trim().is_empty() => {
                found.wrong(&row, vec![Mistake::column("单位", "没有编号的行要写明单位")]);
            }
            None => {
                found.wrong(&row, vec![Mistake::column("单位", format!("没有叫“{}”的单位", clipped(&row.unit, 20)))])
            }
        }
    }
    Ok(by_unit)
}

/// Rows without a code mean the entry of the unit whose task has the same text.
async fn by_text(
    found: &mut Found<'_>,
    tx: &mut Tx,
    (government, unit): (&str, &str),
    rows: Vec<Line>,
) -> kernel::Result<()> {
    let wanted: HashSet<String> = rows.iter().map(|row| key(&row.task)).collect();
    let mut tasks: HashMap<String, Vec<Listed>> = HashMap::new();
    let filter = Filter {
        government: government.to_owned(),
        unit: Some(unit.to_owned()),
        order: Order::Plan,
        ..Filter::default()
    };
    let mut from = From::Start;
    loop {
        let batch = lines(tx, &filter, found.desk.today(), &from, BATCH).await?;
        let Some(last) = batch.last() else { break };
        from = From::After(Key::of(&last.entry));
        for line in batch {
            let texts = [key(&line.body), key(&numbered(line.label.as_deref(), &line.body))];
            if let Some(text) = texts.into_iter().find(|text| wanted.contains(text)) {
                tasks.entry(text).or_default().push(line);
            }
        }
    }
    for row in rows {
        let same = tasks.get(&key(&row.task)).map(Vec::as_slice).unwrap_or_default();
        match the_one(same, found.desk) {
            Ok(Some(line)) => found.met(&row, line, &Vec::new()),
            Ok(None) => found.wrong(&row, vec![Mistake::column("工作任务", "这个单位的台账里没有文字相同的任务")]),
            Err(count) => {
                let why = format!("有 {count} 条文字相同的任务，分不清是哪一条。请用导出的表格，那里有编号");
                found.wrong(&row, vec![Mistake::column("工作任务", why)]);
            }
        }
    }
    Ok(())
}

/// The one entry among those of the same text: one that can be changed goes before others, this year's before older ones.
fn the_one<'l>(same: &'l [Listed], desk: &Desk) -> Result<Option<&'l Listed>, usize> {
    let open: Vec<&Listed> = same.iter().filter(|line| changeable(&line.entry, desk).is_ok()).collect();
    let this_year = i64::from(desk.today().year());
    let now: Vec<&Listed> = open.iter().copied().filter(|line| line.year == this_year).collect();
    match (open.as_slice(), now.as_slice(), same) {
        ([one], ..) | (_, [one], _) => Ok(Some(one)),
        ([], _, []) => Ok(None),
        // None can be changed: the first says why.
        ([], _, [first, ..]) => Ok(Some(first)),
        (several, ..) => Err(several.len()),
    }
}
